//! One invented activity for each trap.

use super::{Cleaned, Quantity, Reason};
use crate::activity::{Activity, Pause, Record, Sport};
use crate::invented::{easy, run, short, wave};

fn found(run: &Cleaned, quantity: Quantity, reason: Reason) -> Option<f64> {
    let same = |it: &&super::Finding| it.quantity == quantity && it.reason == reason;
    run.findings().iter().find(same).map(|it| it.seconds)
}

#[test]
fn a_good_run_is_trusted_in_all_it_holds() {
    let clean = Cleaned::of(&run(3600, easy));
    let doubts = [
        clean.speed_m_per_s(),
        clean.height_m(),
        clean.heart_rate_bpm(),
        clean.cadence_spm(),
        clean.contact_time_ms(),
    ]
    .map(super::Series::doubt);
    assert_eq!(doubts, [None; 5], "{:?}", clean.findings());
    let absent = clean.vertical_ratio_percent().doubt();
    assert_eq!(absent, Some(Reason::NotRecorded(Quantity::VerticalRatio)));
    assert_eq!(clean.findings().len(), 1, "{:?}", clean.findings());
    assert_eq!(found(&clean, Quantity::HeartRate, Reason::SensorStart), Some(59.0));
    assert!((clean.covered_m.last().unwrap() - 10_800.0).abs() < 20.0);
    assert!(clean.is_grade_adjusted());
}

/// A run whose sensor follows `part` of the steps while the pace changes.
fn locked(part: f64) -> Activity {
    run(2400, |time_s| {
        let swing = wave(time_s, 240.0);
        let steps = 160.0 + 10.0 * swing;
        Record {
            speed_m_per_s: short(3.0 + 0.5 * swing),
            distance_m: None,
            cadence_spm: short(steps),
            heart_rate_bpm: short(steps * part + 1.0),
            ..easy(time_s)
        }
    })
}

#[test]
fn a_sensor_that_follows_the_steps_or_their_half_is_not_a_heart() {
    for part in [1.0, 0.5] {
        let clean = Cleaned::of(&locked(part));
        assert_eq!(clean.heart_rate_bpm().doubt(), Some(Reason::CadenceLock), "{part}");
        assert_eq!(clean.cadence_spm().doubt(), None);
    }
}

#[test]
fn a_heart_rate_that_happens_to_be_the_cadence_stays() {
    let clean = Cleaned::of(&run(2400, |time_s| Record {
        speed_m_per_s: short(3.0 + 0.3 * wave(time_s, 240.0)),
        heart_rate_bpm: short(165.0 + wave(time_s, 90.0).round()),
        ..easy(time_s)
    }));
    assert_eq!(clean.heart_rate_bpm().doubt(), None, "{:?}", clean.findings());
}

#[test]
fn heart_rates_that_drop_out_freeze_or_cannot_be_are_named() {
    let with = |heart: fn(f64) -> Option<f32>| {
        Cleaned::of(&run(2400, |time_s| Record { heart_rate_bpm: heart(time_s), ..easy(time_s) }))
    };
    let quantity = Quantity::HeartRate;
    let drops = with(|time_s| easy(time_s).heart_rate_bpm.filter(|_| time_s % 10.0 < 6.0));
    assert_eq!(drops.heart_rate_bpm().doubt(), Some(Reason::DroppedOut(quantity)));
    let frozen = with(|_| Some(140.0));
    assert_eq!(frozen.heart_rate_bpm().doubt(), Some(Reason::Frozen(quantity)));
    let zero = with(|_| Some(0.0));
    assert_eq!(zero.heart_rate_bpm().doubt(), Some(Reason::OutOfRange(quantity)));
    let late =
        with(|time_s| if time_s < 2300.0 { easy(time_s).heart_rate_bpm } else { Some(240.0) });
    assert_eq!(late.heart_rate_bpm().doubt(), None);
    assert_eq!(found(&late, quantity, Reason::OutOfRange(quantity)), Some(101.0));
    assert_eq!((late.heart_rate_bpm().get(30), late.heart_rate_bpm().get(2350)), (None, None));
}

#[test]
fn a_jump_of_the_position_adds_no_way() {
    let clean = Cleaned::of(&run(1200, |time_s| Record {
        speed_m_per_s: None,
        distance_m: Some(3.0 * time_s + if time_s >= 600.0 { 500.0 } else { 0.0 }),
        ..easy(time_s)
    }));
    assert_eq!(clean.speed_m_per_s().doubt(), None);
    assert!((clean.covered_m.last().unwrap() - 3600.0).abs() < 40.0);
    let spikes = Cleaned::of(&run(1200, |time_s| Record {
        speed_m_per_s: if time_s % 100.0 < 2.0 { Some(25.0) } else { Some(3.0) },
        distance_m: None,
        ..easy(time_s)
    }));
    assert_eq!(found(&spikes, Quantity::Speed, Reason::SpeedSpike), Some(24.0));
    assert_eq!(spikes.speed_m_per_s().doubt(), None);
}

#[test]
fn a_distance_that_is_written_every_five_seconds_is_no_row_of_jumps() {
    let clean = Cleaned::of(&run(1200, |time_s| Record {
        speed_m_per_s: None,
        distance_m: Some(15.0 * (time_s / 5.0).floor()),
        ..easy(time_s)
    }));
    assert_eq!(clean.speed_m_per_s().doubt(), None);
    assert!((clean.covered_m.last().unwrap() - 3600.0).abs() < 40.0);
    let standing = Cleaned::of(&run(1200, |time_s| Record {
        speed_m_per_s: None,
        distance_m: Some(3.0 * (time_s.min(600.0) + (time_s - 900.0).max(0.0))),
        ..easy(time_s)
    }));
    let stood = (0..=1200).filter(|at| standing.speed_m_per_s().get(*at) == Some(0.0)).count();
    assert!((270..=300).contains(&stood), "{stood}");
}

#[test]
fn pauses_are_no_time_and_gaps_are_capped() {
    let mut paused = run(1200, easy);
    paused.pauses.push(Pause { from_s: 300.0, to_s: 500.0 });
    assert!((Cleaned::of(&paused).running_s() - 1000.0).abs() < 1e-9);
    let mut gap = Activity { sport: Some(Sport::Run), ..Activity::default() };
    for second in (0..600).chain(4200..4800) {
        gap.records.push(&easy(f64::from(second)));
    }
    let clean = Cleaned::of(&gap);
    assert!((clean.running_s() - 1208.0).abs() < 1e-9, "{}", clean.running_s());
    assert_eq!(found(&clean, Quantity::Time, Reason::TimeGap), Some(3591.0));
}

#[test]
fn indoors_there_is_no_way_and_no_grade() {
    let mut indoors = run(1800, easy);
    indoors.sport = Some(Sport::Treadmill);
    let clean = Cleaned::of(&indoors);
    assert_eq!(clean.speed_m_per_s().doubt(), Some(Reason::Treadmill));
    assert_eq!(clean.height_m().doubt(), Some(Reason::Treadmill));
    assert_eq!((clean.heart_rate_bpm().doubt(), clean.grade(900)), (None, None));
}

#[test]
fn one_foot_is_not_both_and_a_walk_is_not_a_run_on_one_foot() {
    let half = |speed: f32| {
        Cleaned::of(&run(1800, |time_s| Record {
            cadence_spm: easy(time_s).cadence_spm.map(|steps| steps / 2.0),
            speed_m_per_s: Some(speed),
            distance_m: None,
            ..easy(time_s)
        }))
    };
    assert_eq!(half(3.0).cadence_spm().doubt(), Some(Reason::HalfCadence));
    assert_eq!(half(1.2).cadence_spm().doubt(), None);
}

#[test]
fn other_units_are_found_by_what_else_is_known() {
    let kilometres = |time_s: f64| Some(0.003 * time_s);
    let both =
        Cleaned::of(&run(1800, |time_s| Record { distance_m: kilometres(time_s), ..easy(time_s) }));
    assert_eq!(both.speed_m_per_s().doubt(), None);
    assert!((both.covered_m.last().unwrap() - 5400.0).abs() < 10.0);
    let alone = Cleaned::of(&run(1800, |time_s| Record {
        distance_m: kilometres(time_s),
        speed_m_per_s: None,
        ..easy(time_s)
    }));
    assert_eq!(alone.speed_m_per_s().doubt(), Some(Reason::DistanceUnit));
    let pace =
        Cleaned::of(&run(1800, |time_s| Record { speed_m_per_s: Some(5.56), ..easy(time_s) }));
    assert!((pace.speed_m_per_s().get(900).unwrap() - 3.0).abs() < 0.01);
}

#[test]
fn a_height_that_never_changes_gives_no_grade() {
    let flat = Cleaned::of(&run(1800, |time_s| Record { altitude_m: Some(7.0), ..easy(time_s) }));
    assert_eq!(flat.height_m().doubt(), Some(Reason::Frozen(Quantity::Altitude)));
    assert!(!flat.is_grade_adjusted());
    assert_eq!(flat.adjusted_speed_m_per_s().get(900), flat.speed_m_per_s().get(900));
}

#[test]
fn the_memory_is_used_again_without_a_trace() {
    let mut reused = Cleaned::of(&locked(1.0));
    reused.refill(&run(900, easy));
    let fresh = Cleaned::of(&run(900, easy));
    assert_eq!(format!("{:?}", reused.findings()), format!("{:?}", fresh.findings()));
    assert_eq!(reused.len(), fresh.len());
    let same = (0..fresh.len()).all(|at| {
        reused.heart_rate_bpm().get(at) == fresh.heart_rate_bpm().get(at)
            && reused.adjusted_speed_m_per_s().get(at) == fresh.adjusted_speed_m_per_s().get(at)
    });
    assert!(same);
    reused.refill(&Activity::default());
    assert_eq!(reused.heart_rate_bpm().doubt(), Some(Reason::NoRecords));
}
