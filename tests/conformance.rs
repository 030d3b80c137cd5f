//! Runs the corpus; lists every failure, not the first.

use conformance::{cases, digest, failures};

#[test]
fn every_case_of_the_corpus_holds() {
    let cases = cases();
    let failed: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            let name = case.name();
            failures(case, &case.run()).into_iter().map(move |failure| format!("{name}: {failure}"))
        })
        .collect();
    println!("{} cases, digest {}", cases.len(), digest(&cases));
    assert!(cases.len() >= 50, "only {} cases", cases.len());
    assert!(failed.is_empty(), "{} failures:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_case_expects_something_and_names_what_it_shows() {
    for case in cases() {
        assert!(!case.expect().is_empty(), "{} expects nothing", case.name());
        assert!(case.document["description"].is_string(), "{} has no description", case.name());
    }
}

#[test]
fn the_digest_does_not_depend_on_threads() {
    let cases = cases();
    let alone = digest(&cases);
    let recorded = include_str!("corpus/DIGEST").trim();
    assert_eq!(
        alone, recorded,
        "answers have changed: `cargo xtask corpus` records them, with a starred line in the changelog"
    );
    let digests: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| digest(&cases))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(digests.iter().all(|digest| *digest == alone));
}
