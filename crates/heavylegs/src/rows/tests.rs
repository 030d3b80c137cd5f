//! Rows say what assessments say, bit for bit.

use super::*;
use crate::network::splitmix;
use crate::{Engine, Evidence, Finding, Observation, Options, Profile};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        usize::try_from(splitmix(self.0) % limit as u64).unwrap()
    }

    fn unit(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(1 << 20)).unwrap()) / f64::from(1 << 20)
    }
}

/// A random answer to an observation, as a finding and as a cell.
fn answer(column: &Column, random: &mut Random) -> (Finding, Cell) {
    let Some(levels) = column.observation().levels() else {
        let (a, b) = (random.unit(), random.unit() + 0.001);
        return match random.below(5) {
            0 => (Finding::likelihood(a, b), column.likelihood(a, b).unwrap()),
            1 | 2 => (Finding::present(), column.yes_no(true).unwrap()),
            _ => (Finding::absent(), column.number(0.0).unwrap()),
        };
    };
    if let Some(scale) = &levels.scale
        && random.below(2) == 0
    {
        let [low, high] = scale.range;
        let number = low + random.unit() * (high - low);
        return (Finding::number(number), column.number(number).unwrap());
    }
    let level = &levels.ids[random.below(levels.ids.len())];
    (Finding::level(level), column.level(level).unwrap())
}

/// A random row: each observation with one chance in `one_in`.
fn row(columns: &[Column], one_in: usize, random: &mut Random) -> (Evidence, Vec<Cell>) {
    let mut evidence = Evidence::new();
    let mut cells = Vec::new();
    for column in columns {
        if random.below(one_in) == 0 {
            let (finding, cell) = answer(column, random);
            evidence.insert(column.id(), finding);
            cells.push(cell);
        }
    }
    (evidence, cells)
}

fn columns(engine: &Engine) -> Vec<Column> {
    let ids = engine.knowledge().observations().iter().map(|o: &Observation| o.id.as_str());
    ids.map(|id| Column::new(engine, id).unwrap()).collect()
}

#[test]
fn a_row_says_what_the_assessment_says() {
    let engine = Engine::builtin();
    let columns = columns(&engine);
    let scored_causes: Vec<&str> = engine.scored_causes().collect();
    let options = Options::default().profile(Profile::Clinical).stability(false).top(1000);
    let mut scorer = Scorer::new(&engine);
    let mut random = Random(7);
    let (mut ranked, mut raised, mut flagged) = (0, 0, 0);
    for round in 0..400 {
        let (evidence, cells) = row(&columns, [40, 20, 12, 8][round % 4], &mut random);
        let expected = engine.assess_with(&evidence, &options).unwrap();
        let mut scored = scorer.score(&cells);
        let flags =
            expected.urgency_reasons().iter().filter_map(|reason| reason.red_flag.as_deref());
        let mut flags: Vec<&str> = flags.collect();
        flags.sort_unstable();
        assert_eq!(scored.red_flags().map(|flag| flag.id.as_str()).collect::<Vec<_>>(), flags);
        assert_eq!(scored.floor().0, expected.urgency_floor());
        assert_eq!(scored.outside_scope(), expected.outside_scope().map(|scope| scope.id.as_str()));
        assert_eq!(scored.urgency(), (expected.urgency(), expected.activity()));
        flagged += usize::from(!flags.is_empty());
        raised += usize::from(expected.urgency() > expected.urgency_floor());
        if expected.outside_scope().is_some() {
            assert_eq!(scored.recommendations(5).count(), 0);
            continue;
        }
        ranked += 1;
        assert_eq!(
            Some(scored.none_of_these().to_bits()),
            expected.none_of_these().map(f64::to_bits)
        );
        assert_eq!(scored.exact(), expected.exact());
        let coverage = scored.coverage();
        assert_eq!(coverage.known, expected.coverage().known);
        assert_eq!(coverage.state, expected.coverage().state);
        assert_eq!(coverage.names_a_leader, expected.coverage().names_a_leader);
        let probabilities = scored.probabilities().to_vec();
        let factors: Vec<f64> = scored.bayes_factors().collect();
        for cause in expected.causes() {
            let at = scored_causes.iter().position(|id| *id == cause.id()).unwrap();
            assert_eq!(probabilities[at].to_bits(), cause.probability().to_bits());
            assert_eq!(factors[at].to_bits(), cause.bayes_factor().to_bits());
        }
        let causes: Vec<&str> =
            scored.leading_causes(9).map(|(cause, _)| cause.id.as_str()).collect();
        let of_assessment: Vec<&str> = expected.causes().take(9).map(|cause| cause.id()).collect();
        assert_eq!(causes, of_assessment);
        let families: Vec<&str> =
            scored.leading_families(4).map(|(cause, _)| cause.family.as_str()).collect();
        let of_assessment: Vec<&str> =
            expected.families().iter().take(4).map(|family| family.id.as_str()).collect();
        assert_eq!(families, of_assessment);
        let advice: Vec<(&str, u64)> = scored
            .recommendations(99)
            .map(|(recommendation, score)| (recommendation.id.as_str(), score.to_bits()))
            .collect();
        let of_assessment: Vec<(&str, u64)> = expected
            .recommendations()
            .iter()
            .map(|recommendation| (recommendation.id.as_str(), recommendation.score.to_bits()))
            .collect();
        assert_eq!(advice, of_assessment);
    }
    assert!(ranked > 200 && raised > 5 && flagged > 50, "{ranked} {raised} {flagged}");
}
