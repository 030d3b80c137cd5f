//! From ids to indices.

use super::leak::{activation, solve};
use super::normalise::normaliser;
use super::{
    CauseIndex, CauseNode, DescriptorEffect, Effects, FactorEffect, LinkNode, MeasurementEffect,
    Network, Number, ObservationIndex, PriorRowNode, Rule, SymptomNode,
};
use crate::knowledge::{
    Cause, CautionWhen, Descriptor, KnowledgeBase, LevelTable, Levels, Observation, Role,
};

/// Compiles a knowledge base that the validator has let pass.
pub(crate) fn build(knowledge: &KnowledgeBase) -> Network {
    let scored: Vec<(usize, &Cause)> =
        knowledge.causes.iter().enumerate().filter(|(_, cause)| cause.scored).collect();
    let causes: Vec<CauseNode> =
        scored.iter().map(|(at, cause)| cause_node(*at, cause, knowledge)).collect();
    let builder = Builder { knowledge, scored: &scored, causes: &causes };
    let effects = knowledge.observations.iter().map(|o| builder.effects(o)).collect();
    let rule = |condition| Rule::new(condition, knowledge);
    let cautions = knowledge.recommendations.iter().map(|recommendation| {
        let rules = recommendation.cautions.iter().map(|caution| match &caution.when {
            CautionWhen::Known(condition) => Some(rule(condition)),
            CautionWhen::Likely { .. } => None,
        });
        rules.collect()
    });
    Network {
        effects,
        red_flags: knowledge.red_flags.iter().map(|flag| rule(&flag.when)).collect(),
        scope: knowledge.scope.iter().map(|scope| rule(&scope.when)).collect(),
        ask_when: knowledge.observations.iter().map(|o| o.ask_when.as_ref().map(rule)).collect(),
        cautions: cautions.collect(),
        causes,
    }
}

fn cause_node(at: usize, cause: &Cause, knowledge: &KnowledgeBase) -> CauseNode {
    let index = |id: &String| observation_index(knowledge, id);
    let rows = cause.prior_when.iter().enumerate().map(|(row, prior_row)| PriorRowNode {
        rule: Rule::new(&prior_row.when, knowledge),
        prior: Number::new(
            prior_row.is.value,
            prior_row.is.uncertainty,
            &format!("prior_when:{}:{row}", cause.id),
        ),
        replaces: prior_row.replaces.iter().filter_map(index).collect(),
    });
    let rows: Vec<_> = rows.collect();
    let mut row_observations = Vec::new();
    rows.iter().for_each(|row| row.rule.each_observation(&mut |o| row_observations.push(o)));
    row_observations.sort_unstable();
    row_observations.dedup();
    let prior =
        Number::new(cause.prior.value, cause.prior.uncertainty, &format!("prior:{}", cause.id));
    CauseNode { knowledge: at, prior, rows, row_observations }
}

fn observation_index(knowledge: &KnowledgeBase, id: &String) -> Option<ObservationIndex> {
    let at = knowledge.observations.binary_search_by(|o| o.id.cmp(id)).ok()?;
    ObservationIndex::try_from(at).ok()
}

struct Builder<'a> {
    knowledge: &'a KnowledgeBase,
    scored: &'a [(usize, &'a Cause)],
    causes: &'a [CauseNode],
}

impl Builder<'_> {
    fn effects(&self, observation: &Observation) -> Effects {
        match &observation.role {
            Role::Symptom(symptom) => {
                let base = symptom.base.as_ref().map_or(0.0, |base| base.value);
                let uncertainty = symptom.base.as_ref().map_or(1.0, |base| base.uncertainty);
                Effects::Symptom(self.symptom(&observation.id, base, uncertainty))
            }
            Role::Factor(factor) => Effects::Factor(self.factor(&observation.id, &factor.levels)),
            Role::Descriptor(descriptor) => {
                Effects::Descriptor(self.descriptor(&observation.id, descriptor))
            }
            Role::Measurement(measurement) => {
                Effects::Measurement(self.measurement(&observation.id, &measurement.levels))
            }
            Role::Context(_) => Effects::Context,
        }
    }

    /// The scored causes with an entry for an observation in one of their tables.
    fn with_table<'b>(
        &'b self,
        id: &'b str,
        tables: impl Fn(&'b Cause) -> &'b [LevelTable] + 'b,
    ) -> impl Iterator<Item = (CauseIndex, &'b Cause, &'b LevelTable)> + 'b {
        self.indexed().filter_map(move |(index, cause)| {
            let table = tables(cause).iter().find(|table| table.observation == id)?;
            Some((index, cause, table))
        })
    }

    fn indexed(&self) -> impl Iterator<Item = (CauseIndex, &Cause)> + '_ {
        let causes = self.scored.iter().enumerate();
        causes.filter_map(|(at, (_, cause))| Some((CauseIndex::try_from(at).ok()?, *cause)))
    }

    fn symptom(&self, id: &str, base: f64, uncertainty: f64) -> SymptomNode {
        let linked = self.indexed().filter_map(|(index, cause)| {
            let link = cause.symptoms.iter().find(|link| link.to == id)?;
            Some((index, cause, &link.strength))
        });
        let linked: Vec<_> = linked.collect();
        let pairs: Vec<_> =
            linked.iter().map(|(_, cause, p)| (cause.prior.value, p.value)).collect();
        // A base rate without a solution is an error of the validator; this value is never used.
        let leak = solve(&pairs, base).map_or(base, |leak| leak.value);
        let links = linked.iter().map(|(index, cause, p)| LinkNode {
            cause: *index,
            q: Number::new(
                activation(p.value, leak),
                p.uncertainty,
                &format!("link:{}:{id}", cause.id),
            ),
        });
        SymptomNode {
            links: links.collect(),
            leak: Number::new(leak, uncertainty, &format!("leak:{id}")),
            base,
        }
    }

    fn factor(&self, id: &str, levels: &Levels) -> Vec<FactorEffect> {
        let tables = self.with_table(id, |cause| &cause.factors);
        tables
            .map(|(index, cause, table)| self.factor_effect(index, cause, table, levels))
            .collect()
    }

    fn factor_effect(
        &self,
        index: CauseIndex,
        cause: &Cause,
        table: &LevelTable,
        levels: &Levels,
    ) -> FactorEffect {
        let ratios = level_numbers("factor", cause, table, levels);
        let values: Vec<f64> = ratios.iter().map(|ratio| ratio.value).collect();
        let rows = self.causes.get(usize::from(index)).map_or(&[][..], |node| &node.rows);
        let priors = std::iter::once(cause.prior.value).chain(rows.iter().map(|r| r.prior.value));
        let multipliers = priors.map(|prior| {
            let n = normaliser(prior, &levels.shares, &values);
            ratios.iter().map(|ratio| Number { value: ratio.value / n, ..*ratio }).collect()
        });
        FactorEffect {
            cause: index,
            pathway: self.pathway(table.pathway.as_deref()),
            multipliers: multipliers.collect(),
        }
    }

    fn descriptor(&self, id: &str, descriptor: &Descriptor) -> Vec<DescriptorEffect> {
        let effects = self.indexed().filter_map(|(index, cause)| {
            let table = cause.descriptors.iter().find(|table| table.observation == id);
            let row = descriptor_row(cause, table, descriptor)?;
            let prior = cause.prior.value;
            let levels = row.into_iter().zip(&descriptor.levels.shares).map(|(given, base)| {
                let otherwise = (base - prior * given.value) / (1.0 - prior);
                (given, otherwise)
            });
            Some(DescriptorEffect { cause: index, levels: levels.collect() })
        });
        effects.collect()
    }

    fn measurement(&self, id: &str, levels: &Levels) -> Vec<MeasurementEffect> {
        let tables = self.with_table(id, |cause| &cause.measurements);
        let effect =
            |(cause_index, cause, table): (CauseIndex, &Cause, &LevelTable)| MeasurementEffect {
                cause: cause_index,
                pathway: self.pathway(table.pathway.as_deref()),
                ratios: level_numbers("ratio", cause, table, levels),
            };
        tables.map(effect).collect()
    }

    /// A number for the name of a pathway.
    fn pathway(&self, name: Option<&str>) -> Option<u32> {
        let name = name?;
        let all =
            self.knowledge.causes.iter().flat_map(|c| c.factors.iter().chain(&c.measurements));
        let at = all.filter_map(|t| t.pathway.as_deref()).position(|pathway| pathway == name);
        at.and_then(|at| u32::try_from(at).ok())
    }
}

/// The number of each level; 1 where the table lists none.
fn level_numbers(kind: &str, cause: &Cause, table: &LevelTable, levels: &Levels) -> Vec<Number> {
    let number = |level: &String| {
        let listed = table.levels.iter().find(|(id, _)| id == level);
        listed.map_or(Number::fixed(1.0), |(_, quantity)| {
            let id = format!("{kind}:{}:{}:{level}", cause.id, table.observation);
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
    let name = |level: &str, id: &str| format!("row:{}:{id}:{level}", cause.id);
    let Some(table) = table else {
        let rows = descriptor.default_rows.as_ref()?;
        let row = rows.get(cause.horizon as usize)?;
        let numbers = row.iter().zip(&levels.ids);
        return Some(
            numbers.map(|(p, level)| Number::new(*p, 2.0, &name(level, "default"))).collect(),
        );
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
        Number::new(value, uncertainty, &name(level, &table.observation))
    };
    Some(levels.ids.iter().zip(&levels.shares).map(number).collect())
}
