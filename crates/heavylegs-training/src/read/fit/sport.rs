//! Sports and makers by their numbers in the FIT profile.

use super::decode::Message;
use crate::activity::Sport;

/// Reads a sport from the fields of a message that hold the sport and the sub-sport; `None` where there is none.
pub(super) fn sport(message: &Message, fields: (u8, u8)) -> Option<Sport> {
    let sport = message.number(fields.0)?;
    let sub = message.number(fields.1).unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, reason = "an enumeration of one byte")]
    let (sport, sub) = (sport as i64, sub as i64);
    Some(match (sport, sub) {
        // Treadmill, indoor running, virtual activity.
        (1, 1 | 45 | 58) | (4, 1) => Sport::Treadmill,
        (1, 3) => Sport::TrailRun,
        (1, _) => Sport::Run,
        // Cycling, e-biking.
        (2 | 21, _) => Sport::Ride,
        (5, _) => Sport::Swim,
        // Walking, hiking.
        (11 | 17, _) => Sport::Walk,
        // Flexibility, yoga and pilates are training that does not load the legs.
        (10, 19 | 43 | 44) => Sport::Other,
        // The rest of training, strength on equipment, intervals of high intensity.
        (4, 20) | (10 | 62, _) => Sport::Strength,
        _ => Sport::Other,
    })
}

/// Names a maker of running watches and sensors.
pub(super) fn maker(number: f64) -> Option<&'static str> {
    const MAKERS: [(f64, &str); 13] = [
        (1.0, "garmin"),
        (15.0, "dynastream"),
        (23.0, "suunto"),
        (32.0, "wahoo"),
        (71.0, "tomtom"),
        (95.0, "stryd"),
        (123.0, "polar"),
        (129.0, "coros"),
        (144.0, "zwift"),
        (260.0, "zwift"),
        (265.0, "strava"),
        (294.0, "coros"),
        (348.0, "huawei"),
    ];
    MAKERS.iter().find(|(known, _)| (*known - number).abs() < 0.5).map(|(_, name)| *name)
}
