//! Two causes that nothing tells apart are one cause.

use super::Check;
use crate::knowledge::{Cause, LevelTable};
use crate::problem::Problem;

/// Everything that moves a cause, in one order: the table, the id, the level and the bits of the number.
type Signature<'a> = Vec<(u8, &'a str, &'a str, u64)>;

pub(super) fn check(check: &mut Check<'_>) {
    let scored = check.knowledge.causes.iter().filter(|cause| cause.scored);
    let all: Vec<(&Cause, Signature<'_>)> = scored.map(|c| (c, signature(c))).collect();
    for (at, (cause, signature)) in all.iter().enumerate() {
        let twin = all.iter().take(at).find(|(other, theirs)| {
            theirs == signature && other.horizon == cause.horizon && same_rows(other, cause)
        });
        if let Some((twin, _)) = twin {
            let message = format!("nothing tells this cause from `{}`", twin.id);
            let problem =
                Problem::error("knowledge.alike", format!("causes.{}", cause.id), message);
            check.report(
                problem
                    .advise("give one of them a factor, symptom or row of its own, or merge them"),
            );
        }
    }
}

fn signature(cause: &Cause) -> Signature<'_> {
    let mut all = vec![(0, "", "", cause.prior.value.to_bits())];
    all.extend(cause.symptoms.iter().map(|l| (1, l.to.as_str(), "", l.strength.value.to_bits())));
    add(&mut all, 2, &cause.factors);
    add(&mut all, 3, &cause.descriptors);
    add(&mut all, 4, &cause.measurements);
    all.sort_unstable();
    all
}

fn add<'a>(all: &mut Signature<'a>, section: u8, tables: &'a [LevelTable]) {
    for table in tables {
        let levels = table.levels.iter();
        all.extend(levels.map(|(level, number)| {
            (section, table.observation.as_str(), level.as_str(), number.value.to_bits())
        }));
    }
}

fn same_rows(a: &Cause, b: &Cause) -> bool {
    a.prior_when.len() == b.prior_when.len()
        && a.prior_when.iter().zip(&b.prior_when).all(|(a, b)| {
            a.when == b.when
                && a.is.value.to_bits() == b.is.value.to_bits()
                && a.replaces == b.replaces
        })
}
