//! Metrics of invented runs.

use proptest::prelude::*;

use super::{
    Gait, add_gait_points, cadence_at_easy, climb, decoupling, edwards_load, efficiency_factor,
    fast_start_ratio, fit_gait_line, late_gait_change, pace_fade, pace_load, temperature,
    wall_test, warm_up_ramp, zones,
};
use crate::activity::{Activity, Record, Sport};
use crate::invented::{easy, run, runner, short, wave};
use crate::quality::{Cleaned, Measured, Quantity, Reason};

/// A flat run of given speeds and heart rates.
fn flat(seconds: u32, speed: impl Fn(f64) -> f64, heart: impl Fn(f64) -> f64) -> Cleaned {
    Cleaned::of(&run(seconds, |time_s| Record {
        distance_m: None,
        altitude_m: None,
        speed_m_per_s: short(speed(time_s)),
        // A tenth of a beat, so that it is not frozen.
        heart_rate_bpm: short(heart(time_s) + 0.1 * wave(time_s, 10.0)),
        cadence_spm: short(150.0 + 5.0 * speed(time_s)),
        ..easy(time_s)
    }))
}

#[track_caller]
fn near(found: Option<f64>, expected: f64, within: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= within, "{found} is not {expected}");
}

#[test]
fn decoupling_of_the_published_halves() {
    let first = |time_s: f64| time_s < 2100.0;
    let run = flat(
        3600,
        |time_s| if first(time_s) { 3.0 } else { 2.9 },
        |time_s| if first(time_s) { 140.0 } else { 147.0 },
    );
    let found = decoupling(&run).known().unwrap();
    assert!((found.value - 0.0794).abs() < 2e-4, "{found:?}");
    assert!(found.is_over());
    let stretch = found.stretch.unwrap();
    assert!((stretch.from_s - 2100.0).abs() <= 1.0 && (stretch.to_s - 3600.0).abs() <= 1.0);
}

#[test]
fn decoupling_refuses_intervals_short_runs_and_what_is_no_run() {
    let intervals = |time_s: f64| if time_s % 300.0 < 120.0 { 4.5 } else { 2.2 };
    let run = flat(3600, intervals, |_| 160.0);
    assert_eq!(decoupling(&run).reason(), Some(Reason::NotSteady));
    assert_eq!(pace_fade(&run).reason(), Some(Reason::NotSteady));
    let short = flat(1800, |_| 3.0, |_| 140.0);
    let reason = Some(Reason::TooShort { has_min: 30, needs_min: 40 });
    assert_eq!(decoupling(&short).reason(), reason);
    let mut ride = crate::invented::run(3600, easy);
    ride.sport = Some(Sport::Ride);
    assert_eq!(decoupling(&Cleaned::of(&ride)).reason(), Some(Reason::NotARun));
    ride.sport = None;
    assert_eq!(decoupling(&Cleaned::of(&ride)).reason(), Some(Reason::SportUnknown));
}

#[test]
fn efficiency_and_load_by_pace_of_an_even_run() {
    let run = flat(3600, |_| 3.0, |_| 150.0);
    near(efficiency_factor(&run).known(), 1.2, 1e-3);
    near(pace_load(&run, &runner()).known(), 100.0 * (3.0_f64 / 3.6).powi(2), 0.1);
}

#[test]
fn a_fast_start_and_a_fade() {
    let run = flat(3000, |time_s| if time_s < 450.0 { 3.6 } else { 3.0 }, |_| 150.0);
    // The first 15 % of 9,270 m are run at 3.6 m/s.
    near(fast_start_ratio(&run).known(), 3.6 / 3.09, 2e-3);
    let tired = |time_s: f64| 3.2 - 0.4 * time_s / 3000.0;
    let held = pace_fade(&flat(3000, tired, |_| 150.0)).known().unwrap();
    assert!(held.change.is_over() && held.change.value < 0.10, "{held:?}");
    let eased = pace_fade(&flat(3000, tired, |time_s| 160.0 - 15.0 * time_s / 3000.0));
    assert_eq!(eased.reason(), Some(Reason::EffortFell));
}

#[test]
fn a_wall_after_two_hours_and_none_in_an_even_run() {
    let wall = |time_s: f64| if time_s < 7200.0 { 3.0 } else { 2.3 };
    let found = wall_test(&flat(9000, wall, |_| 150.0)).known().unwrap();
    assert!(found.is_wall && found.stretch.unwrap().from_s >= 7000.0, "{found:?}");
    let even = wall_test(&flat(9000, |_| 3.0, |_| 150.0)).known().unwrap();
    assert!(!even.is_wall && even.slowest_km.abs() < 0.01, "{even:?}");
    assert!(!wall_test(&flat(1800, |_| 3.0, |_| 150.0)).is_known());
}

#[test]
fn a_ramp_and_when_the_heart_reached_70_per_cent() {
    // 70 % of the reserve of 50 to 190 is 148.
    let heart = |time_s: f64| if time_s < 500.0 { 120.0 } else { 155.0 };
    let slow = flat(2400, |time_s| if time_s < 300.0 { 2.4 } else { 3.0 }, heart);
    let found = warm_up_ramp(&slow, &runner()).known().unwrap();
    near(Some(found.ratio), 0.8, 0.01);
    assert!(!found.has_no_ramp);
    near(found.heart_rate_70_s, 500.0, 1.0);
    let flat_out = warm_up_ramp(&flat(2400, |_| 3.0, heart), &runner()).known().unwrap();
    assert!(flat_out.has_no_ramp);
}

#[test]
fn steps_that_fall_with_the_speed_are_no_decay() {
    let slowing = |time_s: f64| 3.2 - 0.6 * time_s / 3600.0;
    let run = flat(3600, slowing, |_| 150.0);
    let without = late_gait_change(&run, Gait::Cadence, None);
    assert!(!without.is_known(), "{without:?}");
    let mut points = Vec::new();
    add_gait_points(&run, Gait::Cadence, &mut points);
    let line = fit_gait_line(&points).known().unwrap();
    near(Some(line.per_m_per_s), 5.0, 0.05);
    near(Some(line.at_rest), 150.0, 0.2);
    let found = late_gait_change(&run, Gait::Cadence, Some(&line)).known().unwrap();
    assert!(found.value.abs() < 0.002 && !found.is_over(), "{found:?}");
    assert!(!fit_gait_line(&points[..20]).is_known());
}

#[test]
fn steps_that_fall_at_the_same_speed_are() {
    let tired = |time_s: f64| 165.0 - if time_s > 2700.0 { 6.0 } else { 0.0 };
    let run = Cleaned::of(&run(3600, |time_s| Record {
        cadence_spm: short(tired(time_s)),
        contact_time_ms: short(if time_s > 2700.0 { 265.0 } else { 250.0 }),
        ..easy(time_s)
    }));
    let cadence = late_gait_change(&run, Gait::Cadence, None).known().unwrap();
    near(Some(cadence.value), 6.0 / 165.0, 1e-3);
    let contact = late_gait_change(&run, Gait::ContactTime, None).known().unwrap();
    near(Some(contact.value), 0.06, 1e-3);
    let ratio = late_gait_change(&run, Gait::VerticalRatio, None).reason();
    assert_eq!(ratio, Some(Reason::NotRecorded(Quantity::VerticalRatio)));
    near(cadence_at_easy(&run, &runner()).known(), 163.5, 0.2);
}

#[test]
fn zones_add_up_and_need_the_highest_heart_rate() {
    let run = flat(3600, |_| 3.0, |time_s| if time_s < 1800.0 { 130.0 } else { 172.0 });
    let found = zones(&run, &runner()).known().unwrap();
    assert!((found.seconds.iter().sum::<f64>() - found.known_s).abs() < 1e-6);
    near(found.easy_share(), 1740.0 / 3540.0, 2e-3);
    near(Some(found.hard_s), 1800.0, 2.0);
    let nobody = crate::metrics::Physiology::default();
    assert!(!zones(&run, &nobody).is_known() && !edwards_load(&run, &nobody).is_known());
}

#[test]
fn a_hill_costs_and_its_metres_count() {
    let up = Cleaned::of(&run(3600, |time_s| Record {
        altitude_m: short(100.0 + 0.05 * 3.0 * time_s.min(3600.0 - time_s)),
        ..easy(time_s)
    }));
    let found = climb(&up).known().unwrap();
    near(Some(found.ascent_m), 270.0, 3.0);
    near(Some(found.descent_m), 270.0, 3.0);
    near(found.ascent_m_per_km, 25.0, 0.4);
    near(up.adjusted_speed_m_per_s().get(900), 3.0 * 1.301, 0.1);
}

#[test]
fn what_is_not_known_changes_nothing_else() {
    let bare = |time_s| Record { contact_time_ms: None, ..easy(time_s) };
    let (with, without) = (Cleaned::of(&run(3600, easy)), Cleaned::of(&run(3600, bare)));
    assert_eq!(decoupling(&with), decoupling(&without));
    assert_eq!(pace_fade(&with), pace_fade(&without));
    assert_eq!(zones(&with, &runner()), zones(&without, &runner()));
    assert_eq!(climb(&with), climb(&without));
}

#[test]
fn a_wrist_only_bounds_the_air() {
    let mut activity = Activity::default();
    assert!(!temperature(&activity).is_known());
    activity.summary.temperature_c = Some(27.0);
    let Measured::Known(wrist) = temperature(&activity) else { panic!("known") };
    activity.summary.is_air_temperature = true;
    let Measured::Known(air) = temperature(&activity) else { panic!("known") };
    assert_eq!((wrist.is_upper_bound, air.is_upper_bound), (true, false));
}

/// Records with anything in them, at any distance in time.
fn anything() -> impl Strategy<Value = Activity> {
    let value = || proptest::option::weighted(0.9, prop_oneof![0.0..300.0_f32, any::<f32>()]);
    let record = (0.0..400.0_f64, value(), value(), value(), value(), value());
    proptest::collection::vec(record, 0..300).prop_map(|records| {
        let mut activity = Activity { sport: Some(Sport::Run), ..Activity::default() };
        let mut time_s = 0.0;
        for (step, distance, speed, altitude, heart, cadence) in records {
            time_s += step;
            activity.records.push(&Record {
                time_s,
                distance_m: distance.map(f64::from),
                speed_m_per_s: speed.map(|it| it / 40.0),
                altitude_m: altitude,
                heart_rate_bpm: heart,
                cadence_spm: cadence,
                ..Record::default()
            });
        }
        activity
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_recorded_what_is_known_is_a_number(activity in anything()) {
        let run = Cleaned::of(&activity);
        let known = [
            efficiency_factor(&run).known(),
            decoupling(&run).known().map(|it| it.value),
            fast_start_ratio(&run).known(),
            pace_fade(&run).known().map(|it| it.change.value),
            wall_test(&run).known().map(|it| it.slowest_km),
            warm_up_ramp(&run, &runner()).known().map(|it| it.ratio),
            late_gait_change(&run, Gait::Cadence, None).known().map(|it| it.value),
            cadence_at_easy(&run, &runner()).known(),
            climb(&run).known().map(|it| it.ascent_m + it.descent_m),
            edwards_load(&run, &runner()).known(),
            pace_load(&run, &runner()).known(),
        ];
        prop_assert!(known.iter().flatten().all(|it| it.is_finite()), "{:?}", known);
        prop_assert!(run.running_s() <= 60.0 * crate::stats::count(run.len()));
        let fast = (0..run.len()).filter_map(|at| run.speed_m_per_s().get(at));
        prop_assert!(fast.clone().all(|it| (0.0..=12.0).contains(&it)));
        let heart = (0..run.len()).filter_map(|at| run.heart_rate_bpm().get(at));
        prop_assert!(heart.clone().all(|it| (40.0..=220.0).contains(&it)));
    }
}
