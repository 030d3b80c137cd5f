//! What the last run says.

use heavylegs::Finding;

use super::sheet::{Place, Sheet, Show};
use crate::metrics::{BASE_RATE, HeavyDay};
use crate::quality::{Measured, Quantity, Reason};
use crate::review::{History, RunFacts};

/// A run longer ago is not the one that is asked about.
const BACK_DAYS: i32 = 2;
/// How far a heart rate alone may move: it also comes of heat, coffee or a bad sensor. An estimate.
const STRONGEST: f64 = 20.0;
/// From here on air is warm; a watch on a wrist reads several degrees too high. Estimates.
const WARM_AIR_C: f64 = 18.0;
const WARM_WRIST_C: f64 = 25.0;

/// What a run could say.
const OF_A_RUN: [&str; 10] = [
    "heart_rate_drifts_up",
    "pace_fades_late",
    "cadence_falls_late",
    "starts_fast",
    "heart_rate_high_for_pace",
    "run_minutes",
    "ascent_per_km",
    "altitude_m",
    "run_conditions",
    "cadence_spm",
];

pub(super) fn gather(history: &History<'_>, sheet: &mut Sheet) {
    let Some(run) = history.last_run(sheet.day, BACK_DAYS) else {
        for observation in OF_A_RUN {
            let text = format!("there is no run in the {} days up to it", BACK_DAYS + 1);
            sheet.not(observation, "evidence.no_recent_run", text);
        }
        return;
    };
    let place = Place::of_run(run.day, run.activity);
    late(run, sheet, place);
    effort(history, run, sheet, place);
    let start = run.starts_fast;
    sheet.measured(
        "starts_fast",
        start,
        ("ratio", Show::Plain(2), "speed of the first part against the whole:"),
        place,
    );
    sheet.measured(
        "run_minutes",
        run.minutes.into(),
        ("min", Show::Plain(0), "the run took"),
        place,
    );
    sheet.measured(
        "ascent_per_km",
        run.ascent_m_per_km,
        ("m/km", Show::Plain(0), "the way rose"),
        place,
    );
    sheet.measured(
        "altitude_m",
        run.height_m,
        ("m", Show::Plain(0), "the run was at a height of"),
        place,
    );
    sheet.measured(
        "cadence_spm",
        run.cadence_spm,
        ("spm", Show::Plain(0), "cadence at easy effort was"),
        place,
    );
    weather(history, run, sheet, place);
}

/// The end of the run. Heart rate that drifts and pace that fades are one event seen twice: it is told once.
fn late(run: &RunFacts, sheet: &mut Sheet, place: Place) {
    let drift =
        ("share", Show::Percent, "efficiency (speed for the heart rate) lost in the second half:");
    let is_drifting = match &run.drift {
        Measured::Known(change) => {
            sheet.sign("heart_rate_drifts_up", change, drift, place);
            change.is_over()
        }
        Measured::Unknown(reason) => {
            sheet.unknown("heart_rate_drifts_up", *reason);
            false
        }
    };
    match &run.fade {
        Measured::Known(change) if is_drifting && change.is_over() => {
            let text = "the pace fell as well: the same event as the heart rate's rise";
            sheet.not("pace_fades_late", "evidence.told_already", text.to_owned());
        }
        Measured::Known(change) => {
            sheet.sign(
                "pace_fades_late",
                change,
                ("share", Show::Percent, "pace lost from the first to the last third:"),
                place,
            );
        }
        Measured::Unknown(reason) => sheet.unknown("pace_fades_late", *reason),
    }
    match &run.cadence_fall {
        Measured::Known(change) => {
            let what = (
                "share",
                Show::Percent,
                "cadence lost late in the run, beyond what the pace explains:",
            );
            sheet.sign("cadence_falls_late", change, what, place);
        }
        Measured::Unknown(reason) => sheet.unknown("cadence_falls_late", *reason),
    }
}

/// Heart rate against what the runner's own runs let expect: a reading of an unsure sensor, so a likelihood.
fn effort(history: &History<'_>, run: &RunFacts, sheet: &mut Sheet, place: Place) {
    match history.heavy(run.activity) {
        Measured::Known(heavy) => {
            let finding = Finding::likelihood(ratio(&heavy), 1.0);
            let words = format!(
                "heart rate {:.0}, {:+.0} against what earlier runs at this pace let expect (±{:.0}; {:.0} % sure that it was heavy)",
                heavy.heart_rate_bpm,
                heavy.heart_rate_bpm - heavy.expected_bpm,
                heavy.deviation_bpm,
                100.0 * heavy.probability
            );
            let value = (Some(heavy.heart_rate_bpm), "bpm");
            let derived = sheet.put("heart_rate_high_for_pace", finding, value, &words, place);
            derived.baseline = Some(heavy.expected_bpm);
        }
        Measured::Unknown(reason) => sheet.unknown("heart_rate_high_for_pace", reason),
    }
}

/// P(reading | heavy) ÷ P(reading | not), from what the reading made of the base rate.
fn ratio(heavy: &HeavyDay) -> f64 {
    let p = heavy.probability.clamp(1e-6, 1.0 - 1e-6);
    let ratio = p / (1.0 - p) * (1.0 - BASE_RATE) / BASE_RATE;
    ratio.clamp(1.0 / STRONGEST, STRONGEST)
}

fn weather(history: &History<'_>, run: &RunFacts, sheet: &mut Sheet, place: Place) {
    let Some(temperature) = run.temperature else {
        let reason = Reason::NotRecorded(Quantity::Temperature);
        sheet.unknown("run_conditions", reason);
        sheet.unknown("first_hot_days", reason);
        return;
    };
    if temperature.is_upper_bound {
        let text = "the temperature is that of a watch, which the wrist warms".to_owned();
        sheet.not("run_conditions", "evidence.wrist_temperature", text);
    } else {
        let words = format!("the air had {:.0} °C", temperature.celsius);
        sheet.number("run_conditions", temperature.celsius, "C", &words, place);
    }
    let warm = if temperature.is_upper_bound { WARM_WRIST_C } else { WARM_AIR_C };
    match history.season.warmer_than_before(run.day) {
        Measured::Known(mut change) => {
            // The first mild day after frost is no heat.
            let is_cool = temperature.celsius < warm;
            change.value = if is_cool { change.value.min(0.0) } else { change.value };
            let what = ("°C", Show::Plain(0), "warmer than the runs of the two weeks before by");
            sheet.sign("first_hot_days", &change, what, place);
        }
        Measured::Unknown(reason) => sheet.unknown("first_hot_days", reason),
    }
}
