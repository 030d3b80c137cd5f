//! Metrics of invented seasons.

use proptest::prelude::*;

use super::{Averaging, DayState, Deviation, LoadKind, Season, Session, choose_load};
use super::{resting_heart_rate_change, sleep_change, variability_change};
use crate::invented::session;
use crate::metrics::heavy_days;
use crate::metrics::run::{Temperature, Zones};
use crate::quality::{Quantity, Reason};
use crate::wellness::{Variability, VariabilityKind, WellnessDay};

/// One session on each of some days.
fn season(days: impl IntoIterator<Item = (i32, f64)>) -> Season {
    let sessions = days.into_iter().enumerate();
    Season::of(sessions.map(|(at, (day, load))| session(at, day, load)).collect(), &[])
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn a_day_is_rest_only_where_the_log_was_kept() {
    let log = season([(100, 50.0), (114, 50.0), (129, 50.0)]);
    assert_eq!(log.state(99), DayState::Unknown, "before the first");
    assert_eq!(log.state(107), DayState::Rest, "thirteen days without a file");
    assert_eq!(log.state(120), DayState::Unknown, "fourteen days without a file");
    assert_eq!(log.state(130), DayState::Unknown, "after the last");
    assert_eq!(log.state(129), DayState::Trained(Some(50.0)));
    let vouched = Season::of(vec![session(0, 100, 50.0), session(1, 129, 50.0)], &[(90, 140)]);
    assert_eq!(vouched.state(95), DayState::Rest);
    assert_eq!(vouched.state(120), DayState::Rest);
    assert_eq!(vouched.state(140), DayState::Rest);
    assert_eq!(vouched.span(), Some((90, 140)));
}

#[test]
fn an_even_season_is_in_balance_with_either_convention() {
    let log = season((0..400).map(|day| (day, 100.0)));
    for averaging in [Averaging::Reciprocal, Averaging::Exponential] {
        let found = log.training_balance(400, averaging).known().unwrap();
        let weight = averaging.weight(42.0);
        // The closed form of an even load from nothing.
        let expected = 100.0 * (1.0 - libm::pow(1.0 - weight, 400.0));
        near(Some(found.chronic), expected);
        assert!(found.ratio.abs() < 1e-3, "{found:?}");
    }
    near(log.week_load_ratio(399).known(), 1.0);
    near(log.load_vs_habit(399).known(), 1.0);
    near(log.acute_chronic_ratio(399).known(), 1.0);
    near(log.monotony(399, Deviation::Population).known().map(|it| it.monotony), 5.0);
    near(log.training_hours_week(399).known(), 7.0);
    near(log.weekly_distance_km(399).known(), 70.0);
    near(log.longest_run_ratio(399).known().map(|it| it.value), 1.0);
    assert_eq!(log.rest_days_in_10(399).known(), Some(0));
}

#[test]
fn a_balance_needs_its_days() {
    let log = season((0..200).map(|day| (day, 100.0)));
    let early = log.training_balance(60, Averaging::Reciprocal).reason();
    let few = Reason::TooFewDays { of: Quantity::Load, has: 60, needs: 90 };
    assert_eq!(early, Some(few));
    assert!(log.training_balance(200, Averaging::Reciprocal).is_known());
    let hole = season((0..200).filter(|day| !(150..170).contains(day)).map(|day| (day, 100.0)));
    let reason = hole.training_balance(200, Averaging::Reciprocal).reason();
    assert_eq!(reason, Some(Reason::DaysUnknown { days: 20 }));
}

#[test]
fn nothing_is_told_of_days_after_the_log() {
    let log = season((0..100).map(|day| (day, 100.0)));
    assert!(log.week_load_ratio(99).is_known());
    let reason = Some(Reason::DaysUnknown { days: 1 });
    assert_eq!(log.week_load_ratio(100).reason(), reason);
    assert_eq!(log.rest_days_in_10(100).reason(), reason);
    assert_eq!(log.monotony(100, Deviation::Sample).reason(), reason);
    assert!(!log.gap_days(i32::MAX).is_known() && !log.gap_days(i32::MIN).is_known());
}

#[test]
fn days_at_the_ends_of_time_are_harmless() {
    for log in [season([(0, 1.0), (i32::MAX, 1.0)]), season([(i32::MIN, 1.0), (i32::MIN + 3, 1.0)])]
    {
        for day in [i32::MIN, i32::MIN + 3, 0, i32::MAX] {
            let known = [
                log.week_load_ratio(day).is_known(),
                log.training_balance(day, Averaging::Exponential).is_known(),
                log.longest_run_ratio(day).is_known(),
                log.weekly_distance_km(day).is_known(),
                log.easy_time_share(day).is_known(),
                log.gap_days(day).is_known(),
                log.run_days_in_a_row(day).is_known(),
                log.days_since_race(day).is_known(),
                log.descent_last_days(day).is_known(),
                log.warmer_than_before(day).is_known(),
            ];
            assert_eq!(known, [false; 10], "{day}");
        }
    }
    assert_eq!(season([(0, 1.0), (i32::MAX, 1.0)]).span(), Some((i32::MAX, i32::MAX)));
}

#[test]
fn streaks_rests_and_breaks() {
    let days = (0..60).chain(70..77).filter(|day| *day != 55);
    let log = season(days.map(|day| (day, 50.0)));
    assert_eq!(log.run_days_in_a_row(76).known(), Some(7));
    assert_eq!(log.run_days_in_a_row(59).known(), Some(4));
    assert_eq!(log.run_days_in_a_row(65).known(), Some(0));
    assert!(!log.run_days_in_a_row(20).is_known(), "back to the beginning of the log");
    assert_eq!(log.rest_days_in_10(76).known(), Some(3));
    assert_eq!(log.gap_days(76).known(), Some(10));
    assert_eq!(log.gap_days(65).known(), Some(6));
    assert!(!log.gap_days(30).is_known(), "a break may have ended before the log");
    let hole = season((0..60).chain(90..97).map(|day| (day, 50.0)));
    assert_eq!(hole.gap_days(96).reason(), Some(Reason::DaysUnknown { days: 30 }));
}

fn varied(change: impl Fn(i32, &mut Session)) -> Season {
    let sessions = (0..60).map(|day| {
        let mut one = session(usize::try_from(day).unwrap(), day, 50.0);
        one.zones =
            Some(Zones { easy_s: 3000.0, known_s: 3500.0, running_s: 3600.0, ..Zones::default() });
        one.descent_m = Some(20.0);
        change(day, &mut one);
        one
    });
    Season::of(sessions.collect(), &[])
}

#[test]
fn days_since_something_hard_or_a_race() {
    let hard = varied(|day, it| it.exertion_of_10 = (day == 50).then_some(8.0));
    let found = hard.days_since_hard_session(53).known().unwrap();
    assert_eq!((found.days, found.is_at_least, found.activity), (3, false, Some(50)));
    assert_eq!(hard.days_since_hard_session(50).reason(), Some(Reason::DaysUnknown { days: 1 }));
    let untold = varied(|_, it| it.zones = None);
    assert!(!untold.days_since_hard_session(50).is_known());

    let race = |is_race| {
        varied(move |day, it| {
            if day == 50 {
                (it.distance_m, it.moving_s, it.is_race) = (Some(21_200.0), Some(6000.0), is_race);
            }
        })
        .days_since_race(55)
    };
    assert_eq!(race(Some(true)).known().map(|it| it.days), Some(5));
    assert_eq!(race(None).reason(), Some(Reason::RaceUnknown));
    let none = race(Some(false)).known().unwrap();
    assert!(none.is_at_least && none.days == 22);
}

#[test]
fn descents_easy_share_and_shoes() {
    let log = varied(|day, it| {
        it.descent_m = Some(if day == 50 { 400.0 } else { 20.0 });
        it.gear = Some(if day < 40 { "old" } else { "new" }.to_owned());
    });
    near(log.descent_last_days(53).known(), 400.0);
    near(log.descent_last_days(50).known(), 20.0);
    near(log.easy_time_share(59).known(), 3000.0 / 3500.0);
    // A seventh of the time at the border of easy changes little; where it is most of it, all would be a matter of the cut.
    let easy_s = |easy_s: f64, hard_s: f64| {
        varied(move |_, it| {
            let seconds = [0.0, 0.0, 0.0, hard_s, 0.0];
            it.zones = it.zones.map(|zones| Zones { seconds, easy_s, ..zones });
        })
        .easy_time_share(59)
    };
    near(easy_s(700.0, 2800.0).known(), 0.2);
    assert_eq!(easy_s(700.0, 0.0).reason(), Some(Reason::AtTheBorder));
    let old = log.shoe_distance("old", 59).known().unwrap();
    assert!(old.is_at_least && (old.km - 400.0).abs() < 1e-9);
    let new = log.shoe_distance("new", 59).known().unwrap();
    assert!(!new.is_at_least && (new.km - 200.0).abs() < 1e-9 && new.runs == 20);
    assert_eq!(log.shoes_worn_last(59), Some("new"));
    assert!(!log.shoe_distance("other", 59).is_known());
}

#[test]
fn the_longest_run_is_that_of_the_thirty_days_before() {
    let log = varied(|day, it| {
        it.distance_m = Some(match day {
            20 => 30_000.0,
            55 => 13_000.0,
            _ => 10_000.0,
        });
    });
    let found = log.longest_run_ratio(55).known().unwrap();
    assert!((found.value - 1.3).abs() < 1e-12 && found.is_over());
    near(log.longest_run_ratio(50).known().map(|it| it.value), 1.0 / 3.0);
    assert!(!log.longest_run_ratio(25).is_known());
}

#[test]
fn a_file_of_an_unknown_sport_may_be_the_longest_run() {
    let log = varied(|day, it| it.sport = (day != 50).then_some(crate::Sport::Run));
    let reason = Some(Reason::NotRecorded(Quantity::Speed));
    assert_eq!(log.longest_run_ratio(55).reason(), reason);
    near(log.longest_run_ratio(45).known().map(|it| it.value), 1.0);
    let many = varied(|day, it| it.sport = (day % 5 > 0).then_some(crate::Sport::Run));
    assert_eq!(many.weekly_distance_km(59).reason(), reason);
    assert!(!many.run_days_in_a_row(59).is_known() && !many.gap_days(59).is_known());
    let rides = varied(|day, it| {
        it.sport = Some(if day == 50 { crate::Sport::Ride } else { crate::Sport::Run });
    });
    assert_eq!(rides.run_days_in_a_row(55).known(), Some(5));
    assert_eq!(rides.gap_days(55).known(), Some(1));
}

#[test]
fn warmer_than_the_two_weeks_before() {
    let log = varied(|day, it| {
        let celsius = if day < 50 { 14.0 } else { 24.0 };
        it.temperature = Some(Temperature { celsius, is_upper_bound: true });
    });
    let first = log.warmer_than_before(50).known().unwrap();
    assert!(first.is_over() && (first.value - 10.0).abs() < 1e-9);
    assert!(!log.warmer_than_before(49).known().unwrap().is_over());
    assert!(!log.warmer_than_before(1).is_known());
}

#[test]
fn one_load_for_a_season_and_the_rest_by_the_runners_own_ratio() {
    let sessions: Vec<Session> = (0..40_u8)
        .map(|at| {
            let mut one = session(usize::from(at), i32::from(at), 0.0);
            let heart = (at % 4 != 0).then_some(80.0);
            one.loads = [heart, None, Some(160.0), None, Some(60.0)];
            one
        })
        .collect();
    let choice = choose_load(&sessions);
    assert_eq!(choice.kind, LoadKind::Exertion);
    let most = choose_load(&sessions[1..4]);
    assert_eq!((most.kind, most.conversions.len()), (LoadKind::Banister, 0), "no ten pairs");
    let mut fewer = sessions.clone();
    fewer.iter_mut().take(20).for_each(|it| it.loads[2] = None);
    let choice = choose_load(&fewer);
    assert_eq!(choice.kind, LoadKind::Banister);
    // Half the sessions lack the exertion, a quarter the heart rate.
    let converted = choice.load(&fewer[24]).unwrap();
    assert!((converted.0 - 80.0).abs() < 1e-9 && converted.1 == Some(LoadKind::Exertion));
    let by_time = choice.load(&fewer[0]).unwrap();
    assert!((by_time.0 - 80.0).abs() < 1e-9 && by_time.1 == Some(LoadKind::Minutes));
    for it in &mut fewer {
        it.loads = [None, None, None, None, Some(60.0)];
    }
    assert_eq!(choose_load(&fewer).kind, LoadKind::Minutes);
}

fn mornings(days: i32, value: impl Fn(i32) -> f64) -> Vec<WellnessDay> {
    let each = (0..days).map(|day| {
        let value = value(day);
        let kind = VariabilityKind::Rmssd;
        WellnessDay {
            day,
            resting_heart_rate_bpm: Some(value),
            variability: Some(Variability { kind, value_ms: 100.0 - value }),
            sleep_hours: Some(value / 7.0),
            ..WellnessDay::default()
        }
    });
    each.collect()
}

#[test]
fn mornings_are_set_against_the_runners_own() {
    let usual = |day: i32| 50.0 + f64::from(day % 3);
    let up = mornings(100, |day| usual(day) + if day >= 90 { 7.0 } else { 0.0 });
    let heart = resting_heart_rate_change(&up, 99).known().unwrap();
    assert!(heart.change.is_over() && (heart.change.value - 6.8).abs() < 0.5, "{heart:?}");
    assert_eq!((heart.days_beyond, heart.days_now, heart.days_before), (7, 7, 60));
    let low = variability_change(&up, 99).known().unwrap();
    assert!(low.change.is_over(), "{low:?}");
    assert!(!resting_heart_rate_change(&up, 85).known().unwrap().change.is_over());
    assert!(!variability_change(&up, 85).known().unwrap().change.is_over());
    let less = mornings(100, |day| if day >= 90 { 42.0 } else { 56.0 });
    assert!(sleep_change(&less, 99).known().unwrap().change.is_over());
}

#[test]
fn mornings_abstain_and_say_how_many_days_they_have() {
    let few = mornings(20, |_| 50.0);
    let reason = resting_heart_rate_change(&few, 19).reason();
    let (of, needs) = (Quantity::RestingHeartRate, 21);
    assert_eq!(reason, Some(Reason::TooFewDays { of, has: 13, needs }));
    let zeros = mornings(100, |_| 0.0);
    assert!(!resting_heart_rate_change(&zeros, 99).is_known());
    let mut other = mornings(100, |day| 50.0 + f64::from(day % 3));
    for day in &mut other {
        day.variability.as_mut().unwrap().kind = VariabilityKind::Sdnn;
    }
    assert!(!variability_change(&other, 99).is_known(), "SDNN is not RMSSD");
}

/// Forty runs of a runner of 3 m/s at 150 beats, with a change of some.
fn runs(change: impl Fn(usize) -> f64) -> Vec<Session> {
    let noise = [0.0, 2.0, -1.5, 1.0, -2.5, 0.5, 3.0, -1.0];
    let each = (0..40_usize).map(|at| {
        let mut one = session(at, i32::try_from(2 * at).unwrap(), 50.0);
        let speed = 3.0 + 0.05 * noise[(at * 3) % 8];
        one.steady_run = Ok(super::SteadyRun {
            heart_rate_bpm: 150.0 + 30.0 * (speed - 3.0) + noise[at % 8] + change(at),
            adjusted_speed_m_per_s: speed,
            variation: Some(0.04),
        });
        one
    });
    each.collect()
}

#[test]
fn a_heavy_run_stands_out_and_the_usual_ones_do_not() {
    let found = heavy_days(&runs(|at| if at == 30 { 14.0 } else { 0.0 }));
    let few = Reason::TooFewRuns { has: 9, needs: 10 };
    assert_eq!(found[9].reason(), Some(few));
    let heavy = found[30].known().unwrap();
    assert!(heavy.probability > 0.8 && heavy.compared_with == 30, "{heavy:?}");
    assert!((heavy.heart_rate_bpm - heavy.expected_bpm - 14.0).abs() < 6.0);
    let usual = found.iter().enumerate().filter(|(at, _)| *at != 30);
    let most = usual.filter_map(|(_, it)| it.known()).map(|it| it.probability).fold(0.0, f64::max);
    assert!(most < 0.5, "{most}");
}

#[test]
fn lines_of_an_export_are_judged_by_their_sums() {
    let lines: Vec<Session> = (0..30_usize)
        .map(|at| {
            let mut line = crate::Activity { sport: Some(crate::Sport::Run), ..Default::default() };
            line.start_s = Some(i64::try_from(at).unwrap() * 172_800);
            line.summary.moving_s = Some(3600.0);
            line.summary.distance_m = Some(10_000.0 + 50.0 * crate::stats::count(at % 3));
            let heavy = if at == 25 { 15.0 } else { 0.0 };
            line.summary.heart_rate_mean_bpm = Some(150.0 + crate::stats::count(at % 4) + heavy);
            let cleaned = crate::Cleaned::of(&line);
            Session::of(at, &line, &cleaned, &crate::invented::runner(), None)
        })
        .collect();
    assert!(lines[0].load(LoadKind::Banister).is_some_and(|load| load > 60.0));
    assert!(heavy_days(&lines)[25].known().unwrap().probability > 0.8);
    assert!(heavy_days(&lines)[24].known().unwrap().probability < 0.3);
}

#[test]
fn later_runs_change_nothing_about_earlier_ones() {
    let all = runs(|at| if at == 20 { 10.0 } else { 0.0 });
    let early = heavy_days(&all[..25]);
    assert_eq!(early, heavy_days(&all)[..25]);
    let mut shuffled = all.clone();
    shuffled.reverse();
    let mut back = heavy_days(&shuffled);
    back.reverse();
    let probabilities = |of: &[crate::Measured<crate::HeavyDay>]| -> Vec<Option<f64>> {
        of.iter().map(|it| it.known().map(|it| it.probability)).collect()
    };
    assert_eq!(probabilities(&back), probabilities(&heavy_days(&all)));
}

/// Days of an invented log: which of 120 days have a session, and its load.
fn logs() -> impl Strategy<Value = Vec<(i32, f64)>> {
    proptest::collection::btree_map(0..120_i32, 1.0..300.0_f64, 1..120)
        .prop_map(|days| days.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_day_far_from_every_file_is_rest(log in logs()) {
        let found = season(log.clone());
        for day in -5..130 {
            let before = log.iter().map(|(it, _)| *it).filter(|it| *it <= day).max();
            let after = log.iter().map(|(it, _)| *it).filter(|it| *it >= day).min();
            let is_near = before.zip(after).is_some_and(|(a, b)| b - a <= 14);
            prop_assert_eq!(found.state(day) == DayState::Unknown, !is_near, "day {}", day);
        }
    }

    #[test]
    fn the_unit_of_the_load_changes_no_ratio(log in logs(), scale in 0.01..100.0_f64, day in 0..125_i32) {
        let one = season(log.clone());
        let other = season(log.into_iter().map(|(day, load)| (day, load * scale)));
        let ratios = |of: &Season| [
            of.week_load_ratio(day).known(),
            of.load_vs_habit(day).known(),
            of.acute_chronic_ratio(day).known(),
            of.monotony(day, Deviation::Sample).known().map(|it| it.monotony),
            of.training_balance(day, Averaging::Reciprocal).known().map(|it| it.ratio),
        ];
        for (a, b) in ratios(&one).into_iter().zip(ratios(&other)) {
            prop_assert_eq!(a.is_some(), b.is_some());
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!((a - b).abs() < 1e-6 * a.abs().max(1.0), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn a_run_in_two_files_is_one_day(log in logs(), at in any::<prop::sample::Index>(), part in 0.1..0.9_f64, day in 0..125_i32) {
        let whole: Vec<Session> =
            log.iter().enumerate().map(|(at, (day, load))| session(at, *day, *load)).collect();
        let mut split = whole.clone();
        let first = &mut split[at.index(whole.len())];
        let mut second = first.clone();
        for (it, share) in [(first, part), (&mut second, 1.0 - part)] {
            for sum in [&mut it.elapsed_s, &mut it.moving_s, &mut it.distance_m] {
                *sum = sum.map(|value| value * share);
            }
            it.loads = it.loads.map(|load| load.map(|load| load * share));
        }
        #[expect(clippy::cast_possible_truncation, reason = "seconds of an hour")]
        let later = (3600.0 * part) as i64 + 60;
        second.start_s = second.start_s.map(|start| start + later);
        split.push(second);
        let numbers = |of: Vec<Session>| {
            let of = Season::of(of, &[]);
            [
                of.week_load_ratio(day).known(),
                of.longest_run_ratio(day).known().map(|it| it.value),
                of.weekly_distance_km(day).known(),
                of.training_hours_week(day).known(),
                of.rest_days_in_10(day).known().map(f64::from),
                of.run_days_in_a_row(day).known().map(f64::from),
                of.gap_days(day).known().map(f64::from),
            ]
        };
        for (a, b) in numbers(whole).into_iter().zip(numbers(split)) {
            prop_assert_eq!(a.is_some(), b.is_some());
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!((a - b).abs() < 1e-9 * a.abs().max(1.0), "{} {}", a, b);
            }
        }
    }
}
