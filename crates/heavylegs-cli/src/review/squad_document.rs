//! A squad as JSON with a published schema.

use heavylegs::{Engine, NamedFamily};
use schemars::JsonSchema;
use serde::Serialize;

use super::document::{self, BalanceDocument, MadeBy, Summary};
use super::squad::{Change, Member, Squad, WEEK};
use super::{load, sheet};
use crate::date::iso;

/// The squad as JSON on one line.
pub(super) fn json(squad: &Squad, engine: &Engine, language: &str) -> String {
    document::written(&SquadDocument {
        schema: 1,
        made_by: document::made_by(engine),
        language: language.to_owned(),
        date: iso(squad.day),
        athletes: squad.members.iter().map(MemberDocument::of).collect(),
    })
}

/// A squad on one day, whom to see first first. What is sensitive is left out.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Squad")]
pub(super) struct SquadDocument {
    /// The version of this structure.
    schema: u32,
    /// What made it.
    made_by: MadeBy,
    /// The language of the texts.
    language: String,
    /// The day.
    date: String,
    /// The athletes, by urgency, then by what changed since the day before and since a week before.
    athletes: Vec<MemberDocument>,
}

/// One athlete. Where there are no data there is a name only.
#[derive(Serialize, JsonSchema)]
struct MemberDocument {
    /// The name of the folder.
    name: String,
    /// The last day there are data of, up to the day of the squad; null where there are none.
    date: Option<String>,
    /// `trained`, `rest` or `unknown`.
    state: Option<&'static str>,
    /// The load of the day.
    load: Option<f64>,
    /// Averages of the load.
    balance: Option<BalanceDocument>,
    /// How probable it is that a run of the day was harder than it should have been, 0 to 1.
    heavy: Option<f64>,
    /// What follows, in short.
    summary: Option<Summary>,
    /// What is new since the day before; null where that is not known.
    since_day_before: Option<ChangeDocument>,
    /// What is new since a week before.
    since_week_before: Option<ChangeDocument>,
}

/// What is new.
#[derive(Serialize, JsonSchema)]
struct ChangeDocument {
    /// The ids of the families that were not named before, or by another word.
    new: Vec<String>,
    /// The ids of the families that are named no longer.
    gone: Vec<String>,
    /// The largest rise of the probability of a family.
    rise: f64,
}

impl MemberDocument {
    fn of(member: &Member) -> Self {
        let day = member.day();
        let change = |days| member.change(days).map(|it| ChangeDocument::of(&it));
        Self {
            name: member.name.clone(),
            date: day.map(|day| iso(day.day)),
            state: day.map(|day| sheet::state(day.state)),
            load: day.and_then(load),
            balance: day.and_then(|day| day.balance).map(document::balance),
            heavy: day.and_then(|day| day.heavy),
            summary: day.map(|day| document::summary(&day.assessment)),
            since_day_before: change(1),
            since_week_before: change(WEEK),
        }
    }
}

impl ChangeDocument {
    fn of(change: &Change) -> Self {
        let ids = |families: &[NamedFamily]| families.iter().map(|it| it.id.clone()).collect();
        Self { new: ids(&change.new), gone: ids(&change.gone), rise: change.rise }
    }
}
