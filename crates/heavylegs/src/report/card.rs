//! A single cause, as far as the report would speak of it.

use super::view::{self, Contributor, Group, View};
use crate::assess::{Assessment, CauseResult, Profile};
use crate::knowledge::Urgency;
use crate::knowledge::report::Word;

/// What is said instead of, or of, one cause.
pub(super) enum Card<'a> {
    /// What to do comes first, and no cause stands beside it.
    First(Box<View<'a>>),
    /// The cause, in its family, and what is to be known besides.
    Cause(Group<'a>, Vec<String>),
    /// Why nothing is said of it.
    Withheld(Vec<String>),
}

/// Decides what a card says. Whoever sees one card only must not read what the report would not say.
pub(super) fn card<'a>(a: &'a Assessment, cause: &'a CauseResult) -> Card<'a> {
    let runner = a.profile == Profile::Wellness;
    if a.urgency == Urgency::Emergency || (runner && a.urgency == Urgency::SameDay) {
        return Card::First(Box::new(view::view(a)));
    }
    if let Some(scope) = &a.outside_scope {
        return Card::Withheld(vec![scope.text.clone()]);
    }
    let too_little = view::coverage(a);
    if runner && !too_little.is_empty() {
        return Card::Withheld(too_little);
    }
    if runner && !is_for_runners(a, cause) {
        let text = a.words.say(Word::ContributorsForProfessionals);
        return Card::Withheld(vec![text.to_owned()]);
    }
    let family = a.families.iter().find(|family| family.id == cause.family);
    let name = family.map_or(&cause.family, |family| &family.name).clone();
    // By itself it has room for its note.
    let note = cause.note.clone().filter(|_| !view::is_described(a, cause));
    let contributor = Contributor { note, ..view::contributor(a, cause) };
    let group = Group { id: cause.family.clone(), name, causes: vec![contributor] };
    Card::Cause(group, too_little)
}

/// "Worth a check" is said of what is worth one only; what is named may also be called unlikely.
fn is_for_runners(a: &Assessment, cause: &CauseResult) -> bool {
    cause.shown && (view::is_said(a, cause) || !view::is_described(a, cause))
}
