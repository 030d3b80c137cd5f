//! The whole season, day by day, as files.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::RangeInclusive;

use jiff::Timestamp;

use super::causes::{
    DAYS, EVERYDAY_KM, HEAT, LAY_OFF, LIGHT_KM, LOAD_RAMP, RACE_DAY, SHORT_SLEEP, State,
};
use super::plan::{self, Kind};
use super::random::Random;
use super::run::{Recording, Run, Setting};
use super::runner::{MOST_BPM, Runner};
use super::{fit, tcx, wellness};

/// 2025-03-03, a Monday, in days since 1970-01-01.
const FIRST_DAY: i64 = 20_150;
/// The days before which the clocks show winter time, one hour ahead of UTC.
const WINTER_DAYS: usize = 27;
/// The days that the older watch recorded.
const OLD_WATCH_DAYS: usize = 14;
const SEED: u64 = 41;
const SETTING: Setting = Setting { recording: Recording::Smart, hills: 1.0 };

/// Returns every file of the season by its name.
pub(super) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let (mut random, mut runner) = (Random::new(SEED), Runner::new());
    let (mut log, mut worn, mut was_hard) = (wellness::HEADER.to_owned(), Vec::new(), false);
    let mut list = String::from(
        "start_utc,sport,duration_s,distance_m,air_temperature_c,exertion,gear,race\n",
    );
    for day in 0..DAYS {
        let state = runner.wake(day, &mut random);
        if state.worn > 0.0 {
            worn.push(day);
        }
        let morning = wellness::row(&date(day), state, runner.slept_h, was_hard, &mut random);
        log.extend(morning);
        let runs = plan::runs(day);
        was_hard = runs.iter().any(|run| run.kind.exertion() > 6.0);
        for planned in runs {
            let start = start(day, planned.start_s);
            let run = Run::of(&planned, state, start, SETTING, &mut random);
            runner.load(run.load);
            let pair =
                if run.kind.is_light() { &mut runner.light_km } else { &mut runner.everyday_km };
            *pair += run.distance_m() / 1000.0;
            let (name, bytes) = file(day, &run);
            files.insert(name, bytes);
            list.push_str(&listed(&run, state));
        }
        runner.sleep(day);
    }
    files.insert("runs.csv".to_owned(), list.into_bytes());
    files.insert("wellness.csv".to_owned(), log.into_bytes());
    files.insert("athlete.toml".to_owned(), athlete().into_bytes());
    // No recording and no table by its name: those who read the folder pass it over.
    files.insert("truth.toml".to_owned(), truth(&worn, &runner).into_bytes());
    files
}

/// A line of the app's own list: what the runner and the weather service add to the watch.
fn listed(run: &Run, state: State) -> String {
    let pair = if run.kind.is_light() { "light pair" } else { "everyday pair" };
    let (start, race) = (timestamp(run.start_s), run.kind == Kind::Race);
    let (seconds, metres) = (run.length_s(), run.distance_m());
    let (air, exertion) = (state.air_c, run.exertion);
    format!("{start},run,{seconds},{metres:.0},{air:.0},{exertion:.0},{pair},{race}\n")
}

/// Returns when a run begins, in UTC, and what the clock is ahead of it.
fn start(day: usize, start_s: u32) -> (i64, i64) {
    let offset_s = if day < WINTER_DAYS { 3600 } else { 7200 };
    (days(day) * 86_400 + i64::from(start_s) - offset_s, offset_s)
}

pub(super) fn days(day: usize) -> i64 {
    FIRST_DAY + i64::try_from(day).unwrap_or(0)
}

fn file(day: usize, run: &Run) -> (String, Vec<u8>) {
    let name = format!("{}-{}", date(day), fit::name(run.kind));
    if day >= OLD_WATCH_DAYS {
        return (format!("{name}.fit"), fit::file(run));
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory can't fail.
    let bytes = packed.write_all(tcx::file(run).as_bytes()).and_then(|()| packed.finish());
    (format!("{name}.tcx.gz"), bytes.unwrap_or_default())
}

/// Returns a moment as `2025-03-03T16:40:00Z`.
pub(super) fn timestamp(utc_s: i64) -> String {
    Timestamp::from_second(utc_s).map_or_else(|_| String::new(), |moment| moment.to_string())
}

pub(super) fn date(day: usize) -> String {
    timestamp(days(day) * 86_400).chars().take(10).collect()
}

/// Returns what is hidden in the files, for those who want to see whether it is found.
fn truth(worn: &[usize], runner: &Runner) -> String {
    let worn = worn.first().copied().unwrap_or(DAYS)..=DAYS - 1;
    let ramp = "weeks of 125, 145 and 160 per cent of the usual, with a run on Mondays too";
    let causes = [
        ("load_ramp", LOAD_RAMP, ramp),
        ("short_sleep", SHORT_SLEEP, "nights shorter by 1.9 hours"),
        ("heat", HEAT, "ten degrees warmer than the days around"),
        ("lay_off", LAY_OFF, "no run; what was lost comes back within two weeks after"),
        ("worn_shoes", worn, "the everyday pair has more than 780 km and wears on"),
    ];
    let quiet = [
        (0..=LOAD_RAMP.start() - 1, "nothing out of the usual"),
        (56..=SHORT_SLEEP.start() - 1, "nothing out of the usual, with a race"),
    ];
    let causes = causes.map(|(name, days, what)| days_of(&format!("[causes.{name}]"), &days, what));
    let quiet = quiet.map(|(days, what)| days_of("[[quiet]]", &days, what));
    format!(
        "\
# What is hidden in this made-up season, for those who want to see whether it is found.
# Simulated by `cargo xtask sample-season`: nobody's data.
seed = {SEED}
first_day = {}
last_day = {}
race_day = {}

{}{}[shoes_km_at_the_end]
everyday = {:.0}
light = {:.0}
",
        date(0),
        date(DAYS - 1),
        date(RACE_DAY),
        causes.concat(),
        quiet.concat(),
        runner.everyday_km,
        runner.light_km,
    )
}

fn days_of(head: &str, days: &RangeInclusive<usize>, what: &str) -> String {
    let (from, to) = (date(*days.start()), date(*days.end()));
    format!("{head}\nfrom = {from}\nto = {to}\nwhat = \"{what}\"\n\n")
}

/// Returns the runner's profile.
fn athlete() -> String {
    format!(
        "\
# A made-up runner: see truth.toml.
sex = \"female\"
birth_year = 1984
height_cm = 171
mass_kg = 62
maximal_heart_rate_bpm = {MOST_BPM}
threshold_pace = \"4:13 /km\"
time_zone = \"Europe/Vienna\"

[[shoes]]
name = \"everyday pair\"
mass_g = 265
distance_km = {EVERYDAY_KM}
first_used = 2024-11-04

[[shoes]]
name = \"light pair\"
mass_g = 198
distance_km = {LIGHT_KM}
first_used = 2025-01-20
"
    )
}

impl Kind {
    /// Every kind, for the tests.
    #[cfg(test)]
    pub(super) const ALL: [Self; 7] = [
        Self::Easy,
        Self::Strides,
        Self::Long,
        Self::Intervals,
        Self::Tempo,
        Self::WarmUp,
        Self::Race,
    ];
}
