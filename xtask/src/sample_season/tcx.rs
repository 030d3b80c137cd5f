//! A run as TCX, as the older watch writes it: no contact times, no temperature, one foot's cadence.

use std::fmt::Write;

use super::fit::whole;
use super::run::{Run, Sample};
use super::season::timestamp;

/// Returns the text of the file.
pub(super) fn file(run: &Run) -> String {
    let start = timestamp(run.start_s);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\">\n\
         <Activities><Activity Sport=\"Running\">\n",
    );
    // Writing to a String can't fail.
    let _ = writeln!(text, "<Id>{start}</Id>");
    let (mut from_s, mut from_m) = (0, 0.0);
    for lap in &run.laps {
        let (length_s, length_m) = (lap.end_s - from_s, lap.end_m - from_m);
        let begins = timestamp(run.start_s + i64::from(from_s));
        let _ = writeln!(
            text,
            "<Lap StartTime=\"{begins}\"><TotalTimeSeconds>{length_s}.0</TotalTimeSeconds>\
             <DistanceMeters>{length_m:.1}</DistanceMeters><Intensity>Active</Intensity>\
             <TriggerMethod>Manual</TriggerMethod><Track>"
        );
        let is_last = lap.end_s == run.length_s();
        let within = |s: &&Sample| s.time_s >= from_s && (s.time_s < lap.end_s || is_last);
        run.samples.iter().filter(within).for_each(|sample| point(&mut text, run, sample));
        text.push_str("</Track></Lap>\n");
        (from_s, from_m) = (lap.end_s, lap.end_m);
    }
    text.push_str("</Activity></Activities></TrainingCenterDatabase>\n");
    text
}

fn point(text: &mut String, run: &Run, sample: &Sample) {
    let _ = writeln!(
        text,
        "<Trackpoint><Time>{}</Time><AltitudeMeters>{:.1}</AltitudeMeters>\
         <DistanceMeters>{:.1}</DistanceMeters><HeartRateBpm><Value>{}</Value></HeartRateBpm>\
         <Cadence>{}</Cadence></Trackpoint>",
        timestamp(run.start_s + i64::from(sample.time_s)),
        sample.altitude_m,
        sample.distance_m,
        whole(sample.heart_rate_bpm),
        whole(sample.cadence_spm / 2.0),
    );
}
