//! From ids to indices.

use super::leak::{activation, solve};
use super::normalise::normaliser;
use super::{
    About, CauseIndex, CauseNode, DescriptorEffect, DoubtNode, Effects, FactorEffect, LevelRatio,
    LinkNode, MeasurementEffect, Network, Number, ObservationIndex, PriorRowNode, Rule, RuleIndex,
    SymptomNode, next_stamp,
};
use crate::knowledge::{
    Cause, CautionWhen, Descriptor, KnowledgeBase, LevelTable, Levels, Observation, Quantity, Role,
    Symptom,
};

/// Compiles a knowledge base that the validator has let pass.
pub(crate) fn build(knowledge: &KnowledgeBase) -> Network {
    let scored: Vec<(usize, &Cause)> =
        knowledge.causes.iter().enumerate().filter(|(_, cause)| cause.scored).collect();
    let causes: Vec<CauseNode> =
        scored.iter().map(|(at, cause)| cause_node(*at, cause, knowledge)).collect();
    let mut builder = Builder::new(knowledge);
    for (index, ((_, cause), node)) in (0..).zip(scored.iter().zip(&causes)) {
        builder.add(index, cause, node);
    }
    let effects = builder.finish(&scored);
    let rule = |condition| Rule::new(condition, knowledge);
    let cautions = knowledge.recommendations.iter().map(|recommendation| {
        let rules = recommendation.cautions.iter().map(|caution| match &caution.when {
            CautionWhen::Known(condition) => Some(rule(condition)),
            CautionWhen::Likely { .. } => None,
        });
        rules.collect()
    });
    let red_flags: Vec<Rule> = knowledge.red_flags.iter().map(|flag| rule(&flag.when)).collect();
    let observations = knowledge.observations.len();
    let tested: Vec<_> = causes.iter().map(|cause| cause.row_observations.clone()).collect();
    let rows_testing = RuleIndex::new(&tested, observations);
    let is_context = |at: ObservationIndex| {
        let observation = knowledge.observations.get(usize::from(at));
        observation.is_some_and(|o| matches!(o.role, Role::Context(_)))
    };
    let needed: Vec<_> = red_flags.iter().map(|rule| rule.witnesses(&is_context)).collect();
    let red_flags_needing = RuleIndex::new(&needed, observations).with_unconditional(&needed);
    Network {
        stamp: next_stamp(),
        rows_testing,
        row_cuts: row_cuts(&causes, observations),
        red_flags_needing,
        about: about(knowledge, &effects, &causes),
        level_ratios: level_ratios(knowledge, &effects, &causes),
        effects,
        red_flags,
        scope: knowledge.scope.iter().map(|scope| rule(&scope.when)).collect(),
        ask_when: knowledge.observations.iter().map(|o| o.ask_when.as_ref().map(rule)).collect(),
        doubts: doubts(knowledge),
        helps: helps(knowledge, &scored),
        cautions: cautions.collect(),
        causes,
    }
}

fn about(knowledge: &KnowledgeBase, effects: &[Effects], causes: &[CauseNode]) -> Vec<About> {
    let screens = knowledge.screens().iter().filter(|screen| screen.universal);
    let universal: Vec<&String> = screens.flat_map(|screen| &screen.observations).collect();
    let selects = |at: ObservationIndex| causes.iter().any(|cause| cause.tests(at));
    let of = |(at, (observation, effects)): (ObservationIndex, (&Observation, &Effects))| {
        let is_context = matches!(observation.role, Role::Context(_));
        About {
            is_context,
            is_measurement: matches!(observation.role, Role::Measurement(_)),
            is_duration: observation.is_duration(),
            is_universal: universal.contains(&&observation.id),
            bears: !is_context && (effects.act() || selects(at)),
        }
    };
    (0..).zip(knowledge.observations.iter().zip(effects)).map(of).collect()
}

fn level_ratios(
    knowledge: &KnowledgeBase,
    effects: &[Effects],
    causes: &[CauseNode],
) -> Vec<Vec<Vec<LevelRatio>>> {
    let clamp = knowledge.settings().descriptor_clamp;
    let effects = (0..).zip(effects);
    effects.map(|(observation, it)| it.level_ratios(observation, causes, clamp)).collect()
}

fn row_cuts(causes: &[CauseNode], observations: usize) -> Vec<Option<Vec<f64>>> {
    let mut all: Vec<Option<Vec<f64>>> = vec![None; observations];
    for row in causes.iter().flat_map(|cause| &cause.rows) {
        for observation in row.rule.observations() {
            if let Some(cuts) = all.get_mut(usize::from(observation)) {
                row.rule.compared(observation, cuts.get_or_insert_default());
            }
        }
    }
    for cuts in all.iter_mut().flatten() {
        cuts.sort_by(f64::total_cmp);
    }
    all
}

fn helps(knowledge: &KnowledgeBase, scored: &[(usize, &Cause)]) -> Vec<Vec<(CauseIndex, f64)>> {
    let mut helps: Vec<Vec<(CauseIndex, f64)>> = vec![Vec::new(); knowledge.recommendations.len()];
    for (at, (_, cause)) in (0..).zip(scored) {
        for link in &cause.recommendations {
            let found = knowledge.recommendations.binary_search_by(|r| r.id.cmp(&link.to));
            let Some(against) = found.ok().and_then(|found| helps.get_mut(found)) else { continue };
            // Of two links to the same one the first counts.
            if against.last().is_none_or(|(last, _)| *last != at) {
                against.push((at, link.strength.value));
            }
        }
    }
    helps
}

fn doubts(knowledge: &KnowledgeBase) -> Vec<DoubtNode> {
    let node = |observation: &Observation| {
        let doubtful = observation.doubtful.as_ref()?;
        let levels = observation.levels()?;
        let bits = doubtful.levels.iter().filter_map(|id| levels.index(id));
        Some(DoubtNode {
            observation: observation_index(knowledge, &observation.id)?,
            levels: bits.fold(0, |bits, level| bits | 1 << level),
            when: Rule::new(&doubtful.when, knowledge),
        })
    };
    knowledge.observations.iter().filter_map(node).collect()
}

fn cause_node(at: usize, cause: &Cause, knowledge: &KnowledgeBase) -> CauseNode {
    let index = |id: &String| observation_index(knowledge, id);
    let rows = cause.prior_when.iter().enumerate().map(|(row, prior_row)| PriorRowNode {
        rule: Rule::new(&prior_row.when, knowledge),
        prior: Number::new(
            prior_row.is.value,
            prior_row.is.uncertainty,
            &["prior_when:", &cause.id, ":", &row.to_string()],
        ),
        prior_odds: prior_row.is.value / (1.0 - prior_row.is.value),
        replaces: prior_row.replaces.iter().filter_map(index).collect(),
    });
    let rows: Vec<_> = rows.collect();
    let mut row_observations: Vec<_> =
        rows.iter().flat_map(|row: &PriorRowNode| row.rule.observations()).collect();
    row_observations.sort_unstable();
    row_observations.dedup();
    let prior = Number::new(cause.prior.value, cause.prior.uncertainty, &["prior:", &cause.id]);
    let prior_odds = cause.prior.value / (1.0 - cause.prior.value);
    CauseNode { knowledge: at, prior, prior_odds, rows, row_observations }
}

fn observation_index(knowledge: &KnowledgeBase, id: &String) -> Option<ObservationIndex> {
    let at = knowledge.observations.binary_search_by(|o| o.id.cmp(id)).ok()?;
    ObservationIndex::try_from(at).ok()
}

/// The effects of all observations, as they grow cause by cause.
struct Builder<'a> {
    knowledge: &'a KnowledgeBase,
    effects: Vec<Effects>,
    /// For each observation the links of causes to it.
    links: Vec<Vec<(CauseIndex, &'a Cause, &'a Quantity)>>,
    pathways: Vec<&'a str>,
}

impl<'a> Builder<'a> {
    fn new(knowledge: &'a KnowledgeBase) -> Self {
        let empty = |observation: &Observation| match observation.role {
            Role::Factor(_) => Effects::Factor(Vec::new()),
            Role::Descriptor(_) => Effects::Descriptor(Vec::new()),
            Role::Measurement(_) => Effects::Measurement(Vec::new()),
            Role::Symptom(_) | Role::Context(_) => Effects::Context,
        };
        Self {
            knowledge,
            effects: knowledge.observations.iter().map(empty).collect(),
            links: vec![Vec::new(); knowledge.observations.len()],
            pathways: Vec::new(),
        }
    }

    fn add(&mut self, index: CauseIndex, cause: &'a Cause, node: &CauseNode) {
        for link in &cause.symptoms {
            if let Some((at, _)) = find(self.knowledge, &link.to)
                && let Some(links) = self.links.get_mut(at)
            {
                links.push((index, cause, &link.strength));
            }
        }
        for table in cause.factors.iter().chain(&cause.measurements).chain(&cause.descriptors) {
            self.add_table(index, cause, node, table);
        }
    }

    fn add_table(
        &mut self,
        index: CauseIndex,
        cause: &Cause,
        node: &CauseNode,
        table: &'a LevelTable,
    ) {
        let Some((at, observation)) = find(self.knowledge, &table.observation) else { return };
        let pathway = table.pathway.as_deref().map(|name| self.pathway(name));
        match (self.effects.get_mut(at), &observation.role) {
            (Some(Effects::Factor(effects)), Role::Factor(factor)) => {
                let multipliers = multipliers(cause, node, table, &factor.levels);
                effects.push(FactorEffect { cause: index, pathway, multipliers });
            }
            (Some(Effects::Measurement(effects)), Role::Measurement(measurement)) => {
                let ratios = level_numbers("ratio", cause, table, &measurement.levels);
                effects.push(MeasurementEffect { cause: index, pathway, ratios });
            }
            (Some(Effects::Descriptor(effects)), Role::Descriptor(descriptor)) => {
                effects.extend(descriptor_effect(index, cause, Some(table), descriptor));
            }
            _ => {}
        }
    }

    /// A number for the name of a pathway.
    fn pathway(&mut self, name: &'a str) -> u32 {
        let at = self.pathways.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| {
            self.pathways.push(name);
            self.pathways.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// Solves the leaks, and adds the default rows of causes that write none.
    fn finish(mut self, scored: &[(usize, &Cause)]) -> Vec<Effects> {
        let observations = self.knowledge.observations.iter();
        for ((observation, effects), links) in observations.zip(&mut self.effects).zip(&self.links)
        {
            match (&observation.role, effects) {
                (Role::Symptom(symptom), effects) => {
                    *effects = Effects::Symptom(symptom_node(&observation.id, symptom, links));
                }
                (Role::Descriptor(descriptor), Effects::Descriptor(effects))
                    if descriptor.default_rows.is_some() =>
                {
                    for (index, (_, cause)) in (0..).zip(scored) {
                        if !effects.iter().any(|effect| effect.cause == index) {
                            effects.extend(descriptor_effect(index, cause, None, descriptor));
                        }
                    }
                    effects.sort_by_key(|effect| effect.cause);
                }
                _ => {}
            }
        }
        self.effects
    }
}

fn find<'a>(knowledge: &'a KnowledgeBase, id: &str) -> Option<(usize, &'a Observation)> {
    let at = knowledge.observations.binary_search_by(|o| o.id.as_str().cmp(id)).ok()?;
    knowledge.observations.get(at).map(|observation| (at, observation))
}

fn symptom_node(
    id: &str,
    symptom: &Symptom,
    linked: &[(CauseIndex, &Cause, &Quantity)],
) -> SymptomNode {
    let base = symptom.base.as_ref().map_or(0.0, |base| base.value);
    let uncertainty = symptom.base.as_ref().map_or(1.0, |base| base.uncertainty);
    let pairs: Vec<_> = linked.iter().map(|(_, cause, p)| (cause.prior.value, p.value)).collect();
    // A base rate without a solution is an error of the validator; this value is never used.
    let leak = solve(&pairs, base).map_or(base, |leak| leak.value);
    let links = linked.iter().map(|(index, cause, p)| LinkNode {
        cause: *index,
        q: Number::new(activation(p.value, leak), p.uncertainty, &["link:", &cause.id, ":", id]),
    });
    SymptomNode {
        links: links.collect(),
        leak: Number::new(leak, uncertainty, &["leak:", id]),
        base,
    }
}

/// For the plain prior and each prior row: the normalised multiplier of each level.
fn multipliers(
    cause: &Cause,
    node: &CauseNode,
    table: &LevelTable,
    levels: &Levels,
) -> Vec<Vec<Number>> {
    let ratios = level_numbers("factor", cause, table, levels);
    let values: Vec<f64> = ratios.iter().map(|ratio| ratio.value).collect();
    let rows = node.rows.iter().map(|row| row.prior.value);
    let normalised = std::iter::once(cause.prior.value).chain(rows).map(|prior| {
        let n = normaliser(prior, &levels.shares, &values);
        ratios.iter().map(|ratio| Number { value: ratio.value / n, ..*ratio }).collect()
    });
    normalised.collect()
}

fn descriptor_effect(
    index: CauseIndex,
    cause: &Cause,
    table: Option<&LevelTable>,
    descriptor: &Descriptor,
) -> Option<DescriptorEffect> {
    let row = descriptor_row(cause, table, descriptor)?;
    let prior = cause.prior.value;
    let levels = row.into_iter().zip(&descriptor.levels.shares).map(|(given, base)| {
        let otherwise = (base - prior * given.value) / (1.0 - prior);
        (given, otherwise)
    });
    Some(DescriptorEffect { cause: index, levels: levels.collect() })
}

/// The number of each level; 1 where the table lists none.
fn level_numbers(kind: &str, cause: &Cause, table: &LevelTable, levels: &Levels) -> Vec<Number> {
    let number = |level: &String| {
        let listed = table.levels.iter().find(|(id, _)| id == level);
        listed.map_or(Number::fixed(1.0), |(_, quantity)| {
            let id = [kind, ":", &cause.id, ":", &table.observation, ":", level];
            Number::new(quantity.value, quantity.uncertainty, &id)
        })
    };
    levels.ids.iter().map(number).collect()
}

/// P(level | cause) for every level: as authored, the rest in proportion to the base row; or the default row of
/// the cause's horizon; or nothing.
pub(crate) fn descriptor_row(
    cause: &Cause,
    table: Option<&LevelTable>,
    descriptor: &Descriptor,
) -> Option<Vec<Number>> {
    let levels = &descriptor.levels;
    let row_number = |value: f64, uncertainty: f64, id: &str, level: &str| {
        Number::new(value, uncertainty, &["row:", &cause.id, ":", id, ":", level])
    };
    let Some(table) = table else {
        let rows = descriptor.default_rows.as_ref()?;
        let row = rows.get(cause.horizon as usize)?;
        let numbers = row.iter().zip(&levels.ids);
        return Some(numbers.map(|(p, level)| row_number(*p, 2.0, "default", level)).collect());
    };
    let listed = |level: &String| table.levels.iter().find(|(id, _)| id == level);
    let given: f64 = table.levels.iter().map(|(_, p)| p.value).sum();
    let unlisted = levels.ids.iter().zip(&levels.shares).filter(|(id, _)| listed(id).is_none());
    let left: f64 = unlisted.map(|(_, share)| share).sum();
    let number = |(level, share): (&String, &f64)| {
        let (value, uncertainty) = match listed(level) {
            Some((_, p)) => (p.value, p.uncertainty),
            None if left > 0.0 => ((1.0 - given).max(0.0) * share / left, 2.0),
            None => (0.0, 2.0),
        };
        row_number(value, uncertainty, &table.observation, level)
    };
    Some(levels.ids.iter().zip(&levels.shares).map(number).collect())
}
