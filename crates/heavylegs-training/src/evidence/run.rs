//! What the last run says.

use heavylegs::Finding;

use super::sheet::{Place, Sheet, Show};
use crate::metrics::{BASE_RATE, HeavyDay};
use crate::quality::{Measured, Quantity, Reason};
use crate::review::{History, RunFacts};
use crate::texts::{Text, Texts};

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
            let days = (BACK_DAYS + 1).to_string();
            let text = sheet.texts.fill(Text::RunNoneRecent, &[("days", &days)]);
            sheet.not(observation, "evidence.no_recent_run", text);
        }
        return;
    };
    let place = Place::of_run(run.day, run.activity);
    late(run, sheet, place);
    effort(history, run, sheet, place);
    let start = run.starts_fast;
    sheet.measured("starts_fast", start, ("ratio", Show::Plain(2), Text::RunStart), place);
    sheet.measured(
        "run_minutes",
        run.minutes.into(),
        ("min", Show::Plain(0), Text::RunMinutes),
        place,
    );
    sheet.measured(
        "ascent_per_km",
        run.ascent_m_per_km,
        ("m/km", Show::Plain(0), Text::RunAscent),
        place,
    );
    sheet.measured("altitude_m", run.height_m, ("m", Show::Plain(0), Text::RunHeight), place);
    sheet.measured(
        "cadence_spm",
        run.cadence_spm,
        ("spm", Show::Plain(0), Text::RunCadence),
        place,
    );
    weather(history, run, sheet, place);
}

/// The end of the run. Heart rate that drifts and pace that fades are one event seen twice: it is told once.
fn late(run: &RunFacts, sheet: &mut Sheet, place: Place) {
    let drift = ("share", Show::Percent, Text::RunDrift);
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
            let text = sheet.texts.say(Text::RunFadeToldAlready).to_owned();
            sheet.not("pace_fades_late", "evidence.told_already", text);
        }
        Measured::Known(change) => {
            sheet.sign("pace_fades_late", change, ("share", Show::Percent, Text::RunFade), place);
        }
        Measured::Unknown(reason) => sheet.unknown("pace_fades_late", *reason),
    }
    match &run.cadence_fall {
        Measured::Known(change) => {
            let what = ("share", Show::Percent, Text::RunCadenceFall);
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
            let words = effort_words(&heavy, sheet.texts);
            let value = (Some(heavy.heart_rate_bpm), "bpm");
            let derived = sheet.put("heart_rate_high_for_pace", finding, value, &words, place);
            derived.baseline = Some(heavy.expected_bpm);
        }
        Measured::Unknown(reason) => sheet.unknown("heart_rate_high_for_pace", reason),
    }
}

fn effort_words(heavy: &HeavyDay, texts: &Texts) -> String {
    let slots = [
        ("bpm", texts.number(heavy.heart_rate_bpm, 0)),
        ("above", texts.signed(heavy.heart_rate_bpm - heavy.expected_bpm)),
        ("doubt", texts.number(heavy.deviation_bpm, 0)),
        ("percent", texts.percent(heavy.probability)),
    ];
    texts.fill(Text::RunHeartRate, &slots.each_ref().map(|(name, value)| (*name, value.as_str())))
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
        let text = sheet.texts.say(Text::RunWrist).to_owned();
        sheet.not("run_conditions", "evidence.wrist_temperature", text);
    } else {
        let celsius = sheet.texts.number(temperature.celsius, 0);
        let words = sheet.texts.fill(Text::RunAir, &[("celsius", &celsius)]);
        sheet.number("run_conditions", temperature.celsius, "C", &words, place);
    }
    let warm = if temperature.is_upper_bound { WARM_WRIST_C } else { WARM_AIR_C };
    match history.season.warmer_than_before(run.day) {
        Measured::Known(mut change) => {
            // The first mild day after frost is no heat.
            let is_cool = temperature.celsius < warm;
            change.value = if is_cool { change.value.min(0.0) } else { change.value };
            let what = ("°C", Show::Plain(0), Text::RunWarmer);
            sheet.sign("first_hot_days", &change, what, place);
        }
        Measured::Unknown(reason) => sheet.unknown("first_hot_days", reason),
    }
}
