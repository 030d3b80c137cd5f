//! Knowledge bases of any size, made from numbers: nothing of the built-in one is in them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use heavylegs::{Engine, Evidence, KnowledgeBase};
use heavylegs_benches::Random;

/// How large a knowledge base is to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) causes: usize,
    pub(crate) links_per_cause: usize,
}

/// For 69 scored causes the built-in one has 124 symptoms with links.
const SYMPTOMS_PER_CAUSE: f64 = 1.8;
const PRIOR: f64 = 0.03;
const LEAK: f64 = 0.02;

impl Size {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred"
    )]
    fn symptoms(self) -> usize {
        (self.causes as f64 * SYMPTOMS_PER_CAUSE) as usize
    }
}

/// Returns an engine of that size; the same seed makes the same one.
pub(crate) fn engine(size: Size, seed: u64) -> Engine {
    let links = links(size, &mut Random::new(seed));
    let mut builder = KnowledgeBase::builder()
        .file("knowledge.toml", "version = \"1.0.0\"\nfamilies = [\"load\"]\n")
        .file("observations/all.toml", &observations(size, &links));
    for (cause, links) in links.iter().enumerate() {
        builder = builder.file(&format!("causes/cause_{cause:03}.toml"), &text(links));
    }
    Engine::new(builder.build().unwrap())
}

/// For each cause the symptoms that it brings about, with how often.
fn links(size: Size, random: &mut Random) -> Vec<Vec<(usize, f64)>> {
    let one = |random: &mut Random| {
        let mut to = BTreeSet::new();
        while to.len() < size.links_per_cause.min(size.symptoms()) {
            to.insert(random.below(size.symptoms()));
        }
        to.into_iter().map(|symptom| (symptom, 0.2 + 0.6 * random.unit())).collect()
    };
    (0..size.causes).map(|_| one(random)).collect()
}

/// The base rates that follow from the priors, the links and one leak for all.
fn observations(size: Size, links: &[Vec<(usize, f64)>]) -> String {
    let mut silent = vec![1.0 - LEAK; size.symptoms()];
    for (symptom, strength) in links.iter().flatten() {
        silent[*symptom] *= 1.0 - PRIOR * strength;
    }
    let mut text = String::new();
    for (symptom, silent) in silent.iter().enumerate() {
        let base = 1.0 - silent;
        // Writing to a String can't fail.
        let _ = writeln!(
            text,
            "[symptom_{symptom:03}]\nkind = \"symptom\"\nbase = {base}\nsource = \"estimate\""
        );
    }
    text
}

fn text(links: &[(usize, f64)]) -> String {
    let mut text = format!(
        "family = \"load\"\nhorizon = \"days\"\ncare = \"self_care\"\ndisclosure = \"named\"\n\
         prior = {{ value = {PRIOR}, source = \"estimate\" }}\n[symptoms]\nsource = \"estimate\"\n"
    );
    for (symptom, strength) in links {
        let _ = writeln!(text, "symptom_{symptom:03} = {strength}");
    }
    text
}

/// Draws present and absent symptoms of those that have links, each as likely as another.
pub(crate) fn evidence(engine: &Engine, present: usize, absent: usize, seed: u64) -> Evidence {
    let causes = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    let linked: BTreeSet<&str> =
        causes.flat_map(|cause| &cause.symptoms).map(|link| link.to.as_str()).collect();
    let mut left: Vec<&str> = linked.into_iter().collect();
    let mut random = Random::new(seed);
    let mut evidence = Evidence::new();
    for at in 0..(present + absent).min(left.len()) {
        let id = left.swap_remove(random.below(left.len()));
        evidence = if at < present { evidence.present(id) } else { evidence.absent(id) };
    }
    evidence
}
