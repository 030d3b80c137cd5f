//! The pages of recommendations and red flags.

use super::model::{Block, Entry, Form, Grade, Item, Kind, Line};
use super::observation::linked;
use super::phrase::{Names, number};
use super::{case, source, words};
use crate::knowledge::{Caution, CautionWhen, Recommendation, RedFlag};

pub(super) fn recommendation(names: &Names<'_>, advice: &Recommendation) -> Entry {
    let text = names.texts.recommendations.get(&advice.id);
    let mut entry = Entry {
        kind: Kind::Recommendation,
        id: advice.id.clone(),
        name: names.recommendation(&advice.id).plain(),
        lead: Vec::new(),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    for (label, said) in [
        (words::DOSE, text.and_then(|text| text.dose.as_ref())),
        (words::BETTER_BY, text.and_then(|text| text.better_by.as_ref())),
        (words::OTHERWISE, text.and_then(|text| text.otherwise.as_ref())),
        (words::GOOD_TO_KNOW, text.and_then(|text| text.note.as_ref())),
    ] {
        entry.fact(label, said.map(Line::text).unwrap_or_default());
    }
    facts(&mut entry, names, advice);
    let steps = text.map(|text| text.steps.as_slice()).unwrap_or_default();
    let steps = steps.iter().map(|step| Item::leaf(Line::text(step))).collect();
    entry.add(words::STEPS, Block::outline(steps));
    let cautions = advice.cautions.iter().map(|caution| self::caution(names, &advice.id, caution));
    entry.add(words::CAUTIONS, Block::outline(cautions.collect()));
    let links = names.knowledge.causes().iter().flat_map(|cause| {
        let links = cause.recommendations.iter().filter(|link| link.to == advice.id);
        links.map(|link| (cause.id.as_str(), &link.strength))
    });
    entry.add(words::HELPS_AGAINST, linked(names, links, words::HELPS, Form::Plain));
    source::add(&mut entry, names, &[]);
    entry
}

fn facts(entry: &mut Entry, names: &Names<'_>, advice: &Recommendation) {
    entry.fact(words::EFFORT, Line::text(words::effort(advice.effort)));
    let rests = if advice.sources.is_empty() {
        Line::text(words::OPINION)
    } else {
        Line::joined(advice.sources.iter().map(|id| Line::to(Kind::Citation, id, id)), ", ")
    };
    let strength = words::strength(advice.strength);
    entry.fact(words::EVIDENCE, Line::text(format!("{strength}; ")).and(rests));
    if let Some([from, to]) = advice.days_to_effect.map(|days| days.map(number)) {
        entry.fact(words::TAKES, Line::text(format!("{from} to {to} days")));
    }
    if let Some(id) = &advice.response {
        entry.fact(words::TOLD_BY, names.observation(id));
    }
    let means = [
        advice.needs_clinician.then_some(words::CLINICIAN),
        advice.exertion.then_some(words::EXERTION),
    ];
    let means: Vec<&str> = means.into_iter().flatten().collect();
    entry.fact(words::MEANS, Line::text(means.join("; ")));
}

fn caution(names: &Names<'_>, advice: &str, caution: &Caution) -> Item {
    let when = match &caution.when {
        CautionWhen::Known(condition) => names.condition(condition),
        CautionWhen::Likely { cause, above } => {
            let above = number(100.0 * above);
            names.cause(cause).then(format!(" above {above}\u{a0}%"))
        }
    };
    let effect = if caution.removes { "Left out: " } else { "With a remark: " };
    let text = names.texts.recommendations.get(advice);
    let text = text.and_then(|text| text.cautions.get(&caution.id));
    let said = text.map(|text| Item::leaf(Line::text(format!("“{text}”"))));
    Item { line: Line::text(effect).and(when), parts: said.into_iter().collect() }
}

pub(super) fn red_flag(names: &Names<'_>, flag: &RedFlag) -> Entry {
    let text = names.texts.red_flags.get(&flag.id);
    let mut entry = Entry {
        kind: Kind::RedFlag,
        id: flag.id.clone(),
        name: names.red_flag(&flag.id).plain(),
        lead: text.map(|text| text.now.clone()).into_iter().collect(),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    entry.fact(words::URGENCY, Line::text(words::urgency(flag.urgency)));
    entry.fact(words::ACTIVITY, Line::text(words::activity(flag.activity)));
    entry.fact(words::THRESHOLDS, thresholds(flag));
    entry.add(words::FIRES, vec![Block::Outline(vec![names.outline(&flag.when)])]);
    let about = flag.raises.iter().map(|id| Item::leaf(names.cause(id))).collect();
    entry.add(words::IS_ABOUT, Block::outline(about));
    entry.add(words::CASES, case::table(names, &flag.id, &flag.cases));
    source::add(&mut entry, names, &[]);
    entry
}

fn thresholds(flag: &RedFlag) -> Line {
    if flag.sources.is_empty() {
        return Line::text(words::OPINION);
    }
    let sources = flag.sources.iter().map(|id| Line::to(Kind::Citation, id, id));
    let grade = Grade::new(flag.class, true);
    let words = if grade == Grade::Measured { "as in" } else { words::grade(grade) };
    Line::text(format!("{} {words} ", words::grade_sign(grade))).and(Line::joined(sources, ", "))
}
