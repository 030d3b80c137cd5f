#![no_main]
//! No profile makes the reader panic; what it refuses it explains.

use heavylegs_training::Athlete;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = Athlete::from_toml(text) {
        assert!(error.code().starts_with("athlete."));
        assert!(!error.to_string().is_empty());
    }
});
