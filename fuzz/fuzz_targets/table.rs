#![no_main]
//! No table makes the reader panic; the first byte says what the runner knows of it.

use heavylegs_training::{Athlete, TableOptions, read_table};
use libfuzzer_sys::fuzz_target;

const PROFILES: [&str; 3] = [
    "",
    "time_zone = 'Europe/Oslo'\nunits = 'imperial'",
    "time_zone = '-09:30'\n[scales.intervals]\nfatigue = '1-4,high_is_worse'",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, table)) = bytes.split_first() else { return };
    let profile = PROFILES[usize::from(*first) % PROFILES.len()];
    let options: TableOptions = Athlete::from_toml(profile).unwrap().table_options();
    let reading = read_table("fuzz", table, &options);
    assert!(
        !reading.activities.is_empty()
            || !reading.days.is_empty()
            || !reading.diagnostics.is_empty()
    );
    assert!(reading.diagnostics.iter().all(|it| it.file == "fuzz" && !it.code.is_empty()));
    let hours = reading.days.iter().filter_map(|day| day.sleep_hours);
    assert!(hours.into_iter().all(|hours| (0.0..=24.0).contains(&hours)));
});
