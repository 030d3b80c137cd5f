//! TCX, Garmin's XML of laps and trackpoints.

use std::io::BufRead;

use quick_xml::events::BytesStart;

use super::draft::Draft;
use super::time::moment;
use super::way::Way;
use super::xml::{self, Visit, attribute, number};
use super::{Reading, limits};
use crate::activity::{Lap, Record, Source, Sport};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Reads the activities of a TCX file.
pub(super) fn read(reader: &mut dyn BufRead) -> Reading {
    let mut tcx = Tcx::default();
    let fault = xml::walk(reader, &mut tcx);
    tcx.end_activity(fault.is_some());
    tcx.say_what_was_left_out();
    tcx.reading.diagnostics.extend(fault);
    tcx.reading
}

#[derive(Debug, Default)]
struct Tcx {
    reading: Reading,
    draft: Option<Draft>,
    point: Record,
    time: Option<f64>,
    place: (Option<f64>, Option<f64>),
    way: Way,
    lap: Lap,
    lap_heart_mean: Option<f64>,
    lap_heart_max: Option<f64>,
    /// Sum of the laps: seconds, beats a minute × seconds.
    heart: (f64, f64),
    /// The last point before the track that is read now.
    before_track: Option<f64>,
    last: Option<f64>,
    is_track_begin: bool,
    timeless: usize,
    is_over_limit: bool,
}

impl Visit for Tcx {
    const NAMES: &'static [&'static str] = &[
        "Trackpoint",
        "Time",
        "Value",
        "HeartRateBpm",
        "LatitudeDegrees",
        "LongitudeDegrees",
        "AltitudeMeters",
        "DistanceMeters",
        "Cadence",
        "RunCadence",
        "Speed",
        "Watts",
        "TPX",
        "Position",
        "Extensions",
        "Track",
        "Lap",
        "Activity",
        "Activities",
        "TotalTimeSeconds",
        "AverageHeartRateBpm",
        "MaximumHeartRateBpm",
        "Name",
        "Creator",
        "Id",
    ];

    fn begin(&mut self, _: &[&'static str], name: &'static str, element: &BytesStart<'_>) {
        match name {
            "Activity" => self.begin_activity(attribute(element, "Sport").as_deref()),
            "Lap" => {
                let start = attribute(element, "StartTime").and_then(|text| self.moment(&text));
                self.begin_lap(start);
            }
            "Track" => {
                self.is_track_begin = true;
                self.before_track = self.last;
            }
            "Trackpoint" => {
                (self.point, self.time, self.place) = (Record::default(), None, (None, None));
            }
            _ => {}
        }
    }

    fn end(&mut self, path: &[&'static str], name: &'static str, text: &str) {
        let parent = path.last().copied().unwrap_or_default();
        match (parent, name) {
            (_, "Trackpoint") => self.end_point(),
            ("Activities" | "", "Activity") => self.end_activity(false),
            ("Activity", "Lap") => self.end_lap(),
            ("Activity", "Id") => {
                let start = self.moment(text);
                if let Some(draft) = &mut self.draft {
                    draft.start = draft.start.or(start);
                }
            }
            ("Creator", "Name") => {
                if let Some(draft) = self.draft.as_mut().filter(|_| !text.is_empty()) {
                    draft.source.device = Some(text.to_owned());
                }
            }
            ("Trackpoint", "Time") => self.time = self.moment(text),
            ("Lap" | "AverageHeartRateBpm" | "MaximumHeartRateBpm", _) => {
                self.lap_value(parent, name, text);
            }
            _ if path.contains(&"Trackpoint") => self.point_value(parent, name, text),
            _ => {}
        }
    }
}

impl Tcx {
    fn begin_activity(&mut self, sport: Option<&str>) {
        self.end_activity(false);
        let source = Source { format: "tcx", ..Source::default() };
        self.draft = Some(Draft { source, sport: sport.map(read_sport), ..Draft::default() });
        (self.way, self.last, self.before_track, self.heart) =
            (Way::default(), None, None, (0.0, 0.0));
    }

    fn begin_lap(&mut self, start: Option<f64>) {
        self.lap = Lap { start_s: start.or(self.last).unwrap_or(f64::NAN), ..Lap::default() };
        (self.lap_heart_mean, self.lap_heart_max) = (None, None);
        if let Some(draft) = &mut self.draft {
            draft.start = draft.start.or(start);
        }
    }

    fn lap_value(&mut self, parent: &str, name: &str, text: &str) {
        let value = number(text);
        match (parent, name) {
            ("Lap", "TotalTimeSeconds") => self.lap.duration_s = value,
            ("Lap", "DistanceMeters") => self.lap.distance_m = value,
            ("AverageHeartRateBpm", "Value") => {
                self.lap_heart_mean = value.filter(|bpm| *bpm > 0.0);
            }
            ("MaximumHeartRateBpm", "Value") => self.lap_heart_max = value.filter(|bpm| *bpm > 0.0),
            _ => {}
        }
    }

    /// Adds the lap to those of the activity and to its sums.
    fn end_lap(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let summary = &mut draft.summary;
        let add = |sum: Option<f64>, lap: Option<f64>| {
            lap.map_or(sum, |lap| Some(sum.unwrap_or(0.0) + lap))
        };
        summary.moving_s = add(summary.moving_s, self.lap.duration_s);
        summary.distance_m = add(summary.distance_m, self.lap.distance_m);
        if let Some((seconds, bpm)) =
            self.lap.duration_s.zip(self.lap_heart_mean).filter(|(s, _)| *s > 0.0)
        {
            self.heart = (self.heart.0 + seconds, self.heart.1 + bpm * seconds);
            summary.heart_rate_mean_bpm = Some(self.heart.1 / self.heart.0);
        }
        let max = summary.heart_rate_max_bpm.into_iter().chain(self.lap_heart_max).reduce(f64::max);
        summary.heart_rate_max_bpm = max;
        self.is_over_limit |= draft.laps.len() >= limits::LAPS;
        if !self.lap.start_s.is_nan() && draft.laps.len() < limits::LAPS {
            draft.laps.push(self.lap);
        }
    }

    fn point_value(&mut self, parent: &str, name: &str, text: &str) {
        let Some(value) = number(text) else { return };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "sensors give fewer digits than this keeps"
        )]
        let narrow = value as f32;
        let point = &mut self.point;
        match (parent, name) {
            (_, "LatitudeDegrees") => self.place.0 = Some(value),
            (_, "LongitudeDegrees") => self.place.1 = Some(value),
            ("Trackpoint", "AltitudeMeters") => point.altitude_m = Some(narrow),
            ("Trackpoint", "DistanceMeters") => point.distance_m = Some(value),
            ("HeartRateBpm", "Value") if value > 0.0 => point.heart_rate_bpm = Some(narrow),
            ("Trackpoint", "Cadence") | (_, "RunCadence") => point.cadence_spm = Some(narrow),
            (_, "Speed") => point.speed_m_per_s = Some(narrow),
            (_, "Watts") => point.power_w = Some(narrow),
            _ => {}
        }
    }

    fn end_point(&mut self) {
        let Some(time_s) = self.time.take() else {
            self.timeless += 1;
            return;
        };
        let walked = match self.place {
            (Some(latitude), Some(longitude)) => self.way.go(latitude, longitude),
            _ => None,
        };
        let distance_m = self.point.distance_m.or(walked);
        let Some(draft) = &mut self.draft else { return };
        if self.is_track_begin {
            draft.pause(self.before_track, time_s);
            self.is_track_begin = false;
        }
        self.last = Some(time_s);
        self.is_over_limit |= !draft.record(Record { time_s, distance_m, ..self.point });
    }

    fn end_activity(&mut self, is_partial: bool) {
        let Some(mut draft) = self.draft.take() else { return };
        if super::is_full(&self.reading) {
            self.is_over_limit = true;
            return;
        }
        if draft.records.is_empty() && draft.laps.is_empty() {
            let note = Diagnostic::new(
                "tcx.empty_activity",
                DiagnosticLevel::Unusable,
                "an activity without laps or points",
            );
            self.reading.diagnostics.push(note);
            return;
        }
        distrust_laps(&mut draft, &mut self.reading.diagnostics);
        draft.source.is_partial = is_partial || self.is_over_limit;
        draft.source.part = u32::try_from(self.reading.activities.len()).unwrap_or(u32::MAX);
        let activity = draft.finish(&mut self.reading.diagnostics);
        self.reading.activities.push(activity);
    }

    fn moment(&mut self, text: &str) -> Option<f64> {
        let moment = moment(text)?;
        if let Some(draft) = &mut self.draft {
            draft.utc_offset_s = draft.utc_offset_s.or(moment.utc_offset_s);
        }
        Some(moment.epoch_s)
    }

    fn say_what_was_left_out(&mut self) {
        super::say_what_was_left_out(&mut self.reading, "tcx", self.timeless, self.is_over_limit);
    }
}

/// Leaves out a distance of the laps that the points contradict: some exports write the distance so far, or of the wrong lap.
fn distrust_laps(draft: &mut Draft, diagnostics: &mut Vec<Diagnostic>) {
    let known = || draft.records.iter().filter_map(|record| record.distance_m);
    let points = known().next().zip(known().next_back()).map(|(first, last)| last - first);
    let Some((laps, points)) = draft.summary.distance_m.zip(points) else { return };
    if points > 100.0 && (laps - points).abs() > 0.1 * points {
        let message = format!(
            "the laps add up to {laps:.0} m and the points to {points:.0} m; the points are believed"
        );
        diagnostics.push(Diagnostic::new("tcx.lap_distance", DiagnosticLevel::Note, message));
        draft.summary.distance_m = None;
    }
}

fn read_sport(name: &str) -> Sport {
    match name {
        "Running" => Sport::Run,
        "Biking" => Sport::Ride,
        _ => Sport::Other,
    }
}
