//! `heavylegs knowledge show`: an entry with its numbers and sources.

use std::collections::BTreeSet;
use std::path::Path;

use heavylegs::{
    AnsweredBy, Cause, CautionWhen, KnowledgeBase, LevelTable, Levels, Link, Observation,
    ObservationText, Quantity, Recommendation, RedFlag, Role, Texts,
};

use super::list::{LISTS, list};
use super::numbers::{condition, number, quantity};
use super::page::{Page, word};
use crate::failure::Failure;
use crate::output::Answer;

pub(crate) fn show(id: Option<&str>, folder: Option<&Path>) -> Result<Answer, Failure> {
    let knowledge = super::knowledge(folder)?;
    let Some(id) = id else { return Ok(Answer::Coloured(overview(&knowledge))) };
    if let Some(list) = list(&knowledge, id) {
        return Ok(Answer::Coloured(list));
    }
    let show = Show::new(&knowledge);
    let pages: Vec<String> = [
        knowledge.cause(id).map(|entry| show.cause(entry)),
        knowledge.observation(id).map(|entry| show.observation(entry)),
        knowledge.recommendation(id).map(|entry| show.recommendation(entry)),
        knowledge.red_flag(id).map(|entry| show.red_flag(entry)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if pages.is_empty() {
        return Err(unknown(&knowledge, id));
    }
    Ok(Answer::Coloured(pages.join("\n")))
}

fn unknown(knowledge: &KnowledgeBase, id: &str) -> Failure {
    let help = knowledge
        .did_you_mean(id)
        .unwrap_or_else(|| format!("give the id of an entry, or one of: {}", LISTS.join(", ")));
    Failure::one(format!(
        "`{id}` is in no part of the knowledge [knowledge.unknown_id]\n  help: {help}"
    ))
}

fn overview(knowledge: &KnowledgeBase) -> String {
    let mut page = Page::default();
    page.line(&format!("knowledge {} ({})", knowledge.version(), knowledge.hash()));
    let counts = [
        knowledge.observations().len(),
        knowledge.causes().len(),
        knowledge.red_flags().len(),
        knowledge.recommendations().len(),
    ];
    for (name, count) in LISTS.iter().zip(counts) {
        page.row(&format!("  {name:<16}"), &format!("{count:>4}"));
    }
    page.line("Show a list with `heavylegs knowledge show observations`, an entry with its id.");
    page.text
}

/// What a page needs besides its entry.
struct Show<'a> {
    knowledge: &'a KnowledgeBase,
    texts: Texts,
}

impl<'a> Show<'a> {
    fn new(knowledge: &'a KnowledgeBase) -> Self {
        Self { knowledge, texts: knowledge.texts("en").cloned().unwrap_or_default() }
    }

    fn cause(&self, cause: &Cause) -> String {
        let text = self.texts.causes.get(&cause.id).cloned().unwrap_or_default();
        let family = self.texts.families.get(&cause.family).unwrap_or(&cause.family);
        let mut page = Page::default();
        page.title(&cause.id, &text.name);
        page.line(&format!(
            "cause; {family}; lasts {}; care {}; shown to runners: {}{}",
            word(&cause.horizon),
            word(&cause.care),
            word(&cause.disclosure),
            if cause.scored { "" } else { "; for rules only, never ranked" }
        ));
        page.line(&text.summary);
        text.described
            .iter()
            .for_each(|described| page.line(&format!("Runners read: {described}")));
        text.note.iter().for_each(|note| page.line(&format!("Good to know: {note}")));
        let mut priors = vec![quantity(&cause.prior)];
        priors.extend(cause.prior_when.iter().map(|row| {
            let replaces = match row.replaces.as_slice() {
                [] => String::new(),
                ids => format!(", instead of {}", ids.join(", ")),
            };
            format!("{} if {}{replaces}", quantity(&row.is), condition(&row.when))
        }));
        page.section("Prior: share of complaining runners in whom it plays a part", &priors);
        page.section(
            "Factors: odds ratios against the reference level",
            &self.tables(&cause.factors),
        );
        page.section("Symptoms: P(symptom | this cause and no other)", &links(&cause.symptoms));
        page.section("Descriptors: P(level | cause)", &self.tables(&cause.descriptors));
        page.section("Measurements: likelihood ratios", &self.tables(&cause.measurements));
        page.section("Recommendations: how much each helps", &links(&cause.recommendations));
        page.section("Related", &cause.related_causes);
        page.section("Sources", &self.sources(of_cause(cause)));
        page.text
    }

    fn observation(&self, observation: &Observation) -> String {
        let text = self.texts.observations.get(&observation.id).cloned().unwrap_or_default();
        let mut page = Page::default();
        page.title(&observation.id, &text.title);
        page.line(&facts(observation));
        page.line(&text.question);
        text.help.iter().for_each(|help| page.line(help));
        if let Role::Symptom(symptom) = &observation.role {
            let base: Vec<String> = symptom.base.iter().map(quantity).collect();
            page.section("Base rate: share of complaining runners who report it", &base);
        }
        if let Some(levels) = observation.levels() {
            page.section("Answers, and how common each is", &answers(levels, &text));
        }
        let asked: Vec<String> = observation.ask_when.iter().map(condition).collect();
        page.section("Asked when", &asked);
        page.section("Bears on", &self.bears_on(&observation.id));
        page.section("Red flags that test it", &self.tested_by(&observation.id));
        let source = match &observation.role {
            Role::Symptom(symptom) => symptom.base.as_ref().and_then(|base| base.source.as_deref()),
            _ => None,
        };
        page.section("Sources", &self.sources(source.into_iter().collect()));
        page.text
    }

    fn bears_on(&self, id: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for cause in self.knowledge.causes() {
            let link = cause.symptoms.iter().filter(|link| link.to == id);
            lines.extend(link.map(|link| format!("{}: {}", cause.id, quantity(&link.strength))));
            let all = [&cause.factors, &cause.descriptors, &cause.measurements];
            let table = all.into_iter().flatten().filter(|table| table.observation == id);
            lines.extend(table.map(|table| format!("{}: {}", cause.id, self.levels(table))));
            if cause.prior_when.iter().any(|row| tests(&row.when, id)) {
                lines.push(format!("{}: chooses the prior", cause.id));
            }
        }
        lines
    }

    fn tested_by(&self, id: &str) -> Vec<String> {
        let flags = self.knowledge.red_flags().iter().filter(|flag| tests(&flag.when, id));
        flags.map(|flag| format!("{} ({})", flag.id, word(&flag.urgency))).collect()
    }

    fn recommendation(&self, entry: &Recommendation) -> String {
        let text = self.texts.recommendations.get(&entry.id).cloned().unwrap_or_default();
        let mut page = Page::default();
        page.title(&entry.id, &text.name);
        let days =
            entry.days_to_effect.map(|[from, to]| format!("; helps after {from} to {to} days"));
        page.line(&format!(
            "recommendation; effort {}; evidence {}{}{}",
            word(&entry.effort),
            word(&entry.strength),
            days.unwrap_or_default(),
            if entry.needs_clinician { "; means seeing someone" } else { "" }
        ));
        page.section("Steps", &text.steps);
        let more = [
            ("How much", text.dose),
            ("Better by", text.better_by),
            ("If not", text.otherwise),
            ("Good to know", text.note),
        ];
        for (what, text) in more {
            if let Some(text) = text {
                page.line(&format!("{what}: {text}"));
            }
        }
        let cautions = entry.cautions.iter().map(|caution| {
            let when = match &caution.when {
                CautionWhen::Known(when) => condition(when),
                CautionWhen::Likely { cause, above } => format!("P({cause}) > {above}"),
                _ => "…".to_owned(),
            };
            let effect = if caution.removes { "left out" } else { "comes with a remark" };
            format!("{}: {effect} if {when}", caution.id)
        });
        page.section("Cautions", &cautions.collect::<Vec<_>>());
        let helps = self.knowledge.causes().iter().flat_map(|cause| {
            let to = cause.recommendations.iter().filter(|link| link.to == entry.id);
            to.map(|link| format!("{}: {}", cause.id, quantity(&link.strength)))
        });
        page.section("Helps against", &helps.collect::<Vec<_>>());
        page.section("Sources", &self.sources(entry.sources.iter().map(String::as_str).collect()));
        page.text
    }

    fn red_flag(&self, flag: &RedFlag) -> String {
        let text = self.texts.red_flags.get(&flag.id).cloned().unwrap_or_default();
        let mut page = Page::default();
        page.title(&flag.id, &text.reason);
        page.line(&format!(
            "red flag; urgency {}; activity {}",
            word(&flag.urgency),
            word(&flag.activity)
        ));
        page.line(&text.now);
        page.section("Fires when", &[condition(&flag.when)]);
        page.section("Is about", &flag.raises);
        page.section("Sources", &self.sources(flag.sources.iter().map(String::as_str).collect()));
        page.text
    }

    fn tables(&self, tables: &[LevelTable]) -> Vec<String> {
        let line = |table: &LevelTable| format!("{}: {}", table.observation, self.levels(table));
        tables.iter().map(line).collect()
    }

    /// The numbers of a table, in the order of the observation's levels.
    fn levels(&self, table: &LevelTable) -> String {
        let levels = self.knowledge.observation(&table.observation).and_then(Observation::levels);
        let place = |level: &str| levels.and_then(|levels| levels.index(level));
        let mut rows: Vec<_> = table.levels.iter().collect();
        rows.sort_by_key(|(level, _)| place(level));
        let all = rows.into_iter().map(|(level, number)| format!("{level} {}", quantity(number)));
        let pathway = table.pathway.as_ref().map(|pathway| format!(" (pathway {pathway})"));
        all.collect::<Vec<_>>().join(", ") + &pathway.unwrap_or_default()
    }

    /// The references of ids, each once.
    fn sources(&self, ids: BTreeSet<&str>) -> Vec<String> {
        let known = ids.into_iter().filter_map(|id| Some((id, self.knowledge.sources().get(id)?)));
        known
            .map(|(id, source)| {
                let doi = source.doi.as_ref().map(|doi| format!(" https://doi.org/{doi}"));
                let link = doi.or_else(|| source.url.as_ref().map(|url| format!(" {url}")));
                format!("{id} ({}): {}{}", source.status, source.citation, link.unwrap_or_default())
            })
            .collect()
    }
}

fn of_cause(cause: &Cause) -> BTreeSet<&str> {
    let tables = [&cause.factors, &cause.descriptors, &cause.measurements];
    let levels = tables.into_iter().flatten().flat_map(|table| &table.levels).map(|(_, q)| q);
    let links = cause.symptoms.iter().chain(&cause.recommendations).map(|link| &link.strength);
    let rows = cause.prior_when.iter().map(|row| &row.is);
    let all = std::iter::once(&cause.prior).chain(rows).chain(levels).chain(links);
    all.filter_map(|quantity: &Quantity| quantity.source.as_deref()).collect()
}

fn links(links: &[Link]) -> Vec<String> {
    links.iter().map(|link| format!("{}: {}", link.to, quantity(&link.strength))).collect()
}

fn tests(when: &heavylegs::Condition, id: &str) -> bool {
    let mut found = false;
    when.each_observation(&mut |observation, _| found |= observation == id);
    found
}

fn facts(observation: &Observation) -> String {
    let mut facts = vec![observation.kind().to_owned()];
    if let Some(scale) = observation.levels().and_then(|levels| levels.scale.as_ref()) {
        let [low, high] = scale.range;
        facts.push(format!("a number in {} from {low} to {high}", scale.unit));
        let units: Vec<&str> = scale.units.iter().map(|unit| unit.name.as_str()).collect();
        if !units.is_empty() {
            facts.push(format!("also in {}", units.join(", ")));
        }
    }
    facts.push(match observation.answered_by {
        AnsweredBy::Device => "from a device".to_owned(),
        AnsweredBy::Lab => "from a laboratory".to_owned(),
        _ => "answered by the runner".to_owned(),
    });
    if let Some(hours) = observation.valid_for_hours {
        facts.push(if hours < 96.0 {
            format!("valid for {hours} hours")
        } else {
            format!("valid for {} days", number(hours / 24.0))
        });
    }
    if observation.sensitive {
        facts.push("sensitive".to_owned());
    }
    facts.join("; ")
}

fn answers(levels: &Levels, text: &ObservationText) -> Vec<String> {
    let answer = |(at, level): (usize, &String)| {
        let phrase = match level.as_str() {
            "present" if levels.is_yes_no() => text.present.as_deref(),
            "absent" if levels.is_yes_no() => text.absent.as_deref(),
            _ => text.levels.get(level).map(String::as_str),
        };
        let share = levels.shares.get(at).map(|share| format!(" {}", number(*share)));
        let reference = if at == levels.reference { " (reference)" } else { "" };
        let phrase = phrase.map(|phrase| format!(": {phrase}")).unwrap_or_default();
        format!("{level}{}{reference}{phrase}", share.unwrap_or_default())
    };
    levels.ids.iter().enumerate().map(answer).collect()
}
