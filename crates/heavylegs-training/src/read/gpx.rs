//! GPX, positions with times, and what Garmin, Strava and others add to them.

use std::io::BufRead;

use quick_xml::events::BytesStart;

use super::Reading;
use super::draft::Draft;
use super::time::moment;
use super::way::Way;
use super::xml::{self, Visit, attribute, number};
use crate::activity::{Record, Source, Sport};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Reads the tracks of a GPX file, each as one activity.
pub(super) fn read(reader: &mut dyn BufRead) -> Reading {
    let mut gpx = Gpx::default();
    let fault = xml::walk(reader, &mut gpx);
    gpx.end_track(fault.is_some());
    super::say_what_was_left_out(&mut gpx.reading, "gpx", gpx.timeless, gpx.is_over_limit);
    gpx.reading.diagnostics.extend(fault);
    gpx.reading
}

#[derive(Debug, Default)]
struct Gpx {
    reading: Reading,
    creator: Option<String>,
    draft: Option<Draft>,
    point: Record,
    time: Option<f64>,
    place: (Option<f64>, Option<f64>),
    way: Way,
    last: Option<f64>,
    is_segment_begin: bool,
    timeless: usize,
    is_over_limit: bool,
}

impl Visit for Gpx {
    const NAMES: &'static [&'static str] = &[
        "trkpt",
        "time",
        "ele",
        "extensions",
        "TrackPointExtension",
        "hr",
        "cad",
        "atemp",
        "heartrate",
        "cadence",
        "temp",
        "Temperature",
        "power",
        "PowerInWatts",
        "watts",
        "speed",
        "distance",
        "trkseg",
        "trk",
        "name",
        "type",
        "gpx",
    ];

    fn begin(&mut self, _: &[&'static str], name: &'static str, element: &BytesStart<'_>) {
        let degrees = |name| attribute(element, name).as_deref().and_then(number);
        match name {
            "gpx" => self.creator = attribute(element, "creator"),
            "trk" => self.begin_track(),
            "trkseg" => {
                self.is_segment_begin = true;
                self.way.lift();
            }
            "trkpt" => {
                (self.point, self.time) = (Record::default(), None);
                self.place = (degrees("lat"), degrees("lon"));
            }
            _ => {}
        }
    }

    fn end(&mut self, path: &[&'static str], name: &'static str, text: &str) {
        match (path.last().copied().unwrap_or_default(), name) {
            (_, "trkpt") => self.end_point(),
            (_, "trk") => self.end_track(false),
            ("trkpt", "time") => {
                let moment = moment(text);
                self.time = moment.map(|moment| moment.epoch_s);
                if let (Some(draft), Some(moment)) = (&mut self.draft, moment) {
                    draft.utc_offset_s = draft.utc_offset_s.or(moment.utc_offset_s);
                }
            }
            ("trk", "name" | "type") => {
                if let Some(draft) = self.draft.as_mut().filter(|_| !text.is_empty()) {
                    match name {
                        "name" => draft.summary.name = Some(text.to_owned()),
                        _ => draft.sport = Some(read_sport(text)),
                    }
                }
            }
            _ if path.contains(&"trkpt") => self.point_value(name, text),
            _ => {}
        }
    }
}

impl Gpx {
    fn begin_track(&mut self) {
        self.end_track(false);
        let source = Source { format: "gpx", device: self.creator.clone(), ..Source::default() };
        self.draft = Some(Draft { source, ..Draft::default() });
        (self.way, self.last) = (Way::default(), None);
    }

    /// Reads `TrackPointExtension` (hr, cad, atemp), Cluetrust's `gpxdata`, and Strava's power. Cadence is that of one leg in all.
    fn point_value(&mut self, name: &str, text: &str) {
        let Some(value) = number(text) else { return };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "sensors give fewer digits than this keeps"
        )]
        let narrow = value as f32;
        let point = &mut self.point;
        match name {
            "ele" => point.altitude_m = Some(narrow),
            "hr" | "heartrate" if value > 0.0 => point.heart_rate_bpm = Some(narrow),
            "cad" | "cadence" => point.cadence_spm = Some(narrow),
            "atemp" | "temp" | "Temperature" => point.temperature_c = Some(narrow),
            "power" | "PowerInWatts" | "watts" => point.power_w = Some(narrow),
            "speed" => point.speed_m_per_s = Some(narrow),
            "distance" => point.distance_m = Some(value),
            _ => {}
        }
    }

    fn end_point(&mut self) {
        let walked = match self.place {
            (Some(latitude), Some(longitude)) => self.way.go(latitude, longitude),
            _ => None,
        };
        let Some(time_s) = self.time.take() else {
            self.timeless += 1;
            return;
        };
        let distance_m = self.point.distance_m.or(walked);
        let Some(draft) = &mut self.draft else { return };
        if self.is_segment_begin {
            draft.pause(self.last, time_s);
            self.is_segment_begin = false;
        }
        self.last = Some(time_s);
        self.is_over_limit |= !draft.record(Record { time_s, distance_m, ..self.point });
    }

    fn end_track(&mut self, is_partial: bool) {
        let Some(mut draft) = self.draft.take() else { return };
        if super::is_full(&self.reading) {
            self.is_over_limit = true;
            return;
        }
        if draft.records.is_empty() {
            let note = Diagnostic::new(
                "gpx.no_times",
                DiagnosticLevel::Unusable,
                "a track without times: a plan, not a recording",
            );
            self.reading.diagnostics.push(note);
            return;
        }
        draft.source.is_partial = is_partial || self.is_over_limit;
        draft.source.part = u32::try_from(self.reading.activities.len()).unwrap_or(u32::MAX);
        let activity = draft.finish(&mut self.reading.diagnostics);
        self.reading.activities.push(activity);
    }
}

/// Reads the type of a track: a word, in any spelling, or Strava's number.
fn read_sport(text: &str) -> Sport {
    let word: String =
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match word.as_str() {
        "9" | "run" | "running" | "trackrunning" | "streetrunning" | "jogging" => Sport::Run,
        "trailrun" | "trailrunning" => Sport::TrailRun,
        "treadmill" | "treadmillrunning" | "indoorrunning" | "virtualrun" => Sport::Treadmill,
        "walk" | "walking" | "hike" | "hiking" => Sport::Walk,
        "1" | "ride" | "biking" | "cycling" | "roadbiking" | "mountainbiking" => Sport::Ride,
        "swim" | "swimming" | "lapswimming" | "openwaterswimming" => Sport::Swim,
        "strengthtraining" | "weighttraining" => Sport::Strength,
        _ => Sport::Other,
    }
}
