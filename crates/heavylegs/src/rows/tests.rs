//! Rows say what assessments say, bit for bit.

use super::*;
use crate::network::splitmix;
use crate::{Assessment, CauseResult, Engine, Evidence, Finding, Observation, Options, Profile};

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

fn options() -> Options {
    Options::default().profile(Profile::Clinical).stability(false).top(1000)
}

#[test]
fn a_row_says_what_the_assessment_says() {
    let engine = Engine::builtin();
    let columns = columns(&engine);
    let mut scorer = Scorer::new(&engine);
    let mut random = Random(7);
    let (mut ranked, mut raised, mut flagged) = (0, 0, 0);
    for round in 0..400 {
        let (evidence, cells) = row(&columns, [40, 20, 12, 8][round % 4], &mut random);
        let expected = engine.assess_with(&evidence, &options()).unwrap();
        let mut row = scorer.score(&cells);
        rules_agree(&mut row, &expected);
        flagged += usize::from(row.red_flags().count() > 0);
        raised += usize::from(expected.urgency() > expected.urgency_floor());
        if expected.outside_scope().is_some() {
            assert_eq!(row.recommendations(5).count(), 0);
            continue;
        }
        ranked += 1;
        numbers_agree(&engine, &mut row, &expected);
        lists_agree(&mut row, &expected);
    }
    assert!(ranked > 200 && raised > 5 && flagged > 50, "{ranked} {raised} {flagged}");
}

fn rules_agree(row: &mut Scored<'_>, expected: &Assessment) {
    let reasons = expected.urgency_reasons().iter();
    let mut flags: Vec<&str> = reasons.filter_map(|reason| reason.red_flag.as_deref()).collect();
    flags.sort_unstable();
    assert_eq!(row.red_flags().map(|flag| flag.id.as_str()).collect::<Vec<_>>(), flags);
    assert_eq!(row.floor().0, expected.urgency_floor());
    assert_eq!(row.outside_scope(), expected.outside_scope().map(|scope| scope.id.as_str()));
    assert_eq!(row.urgency(), (expected.urgency(), expected.activity()));
}

fn numbers_agree(engine: &Engine, row: &mut Scored<'_>, expected: &Assessment) {
    let none = row.none_of_these().to_bits();
    assert_eq!(Some(none), expected.none_of_these().map(f64::to_bits));
    assert_eq!(row.exact(), expected.exact());
    let coverage = row.coverage();
    assert_eq!(coverage.known, expected.coverage().known);
    assert_eq!(coverage.state, expected.coverage().state);
    assert_eq!(coverage.names_a_leader, expected.coverage().names_a_leader);
    let probabilities = row.probabilities().to_vec();
    let factors: Vec<f64> = row.bayes_factors().collect();
    for cause in expected.causes() {
        let at = engine.scored_causes().position(|id| id == cause.id()).unwrap();
        assert_eq!(probabilities[at].to_bits(), cause.probability().to_bits());
        assert_eq!(factors[at].to_bits(), cause.bayes_factor().to_bits());
    }
}

fn lists_agree(row: &mut Scored<'_>, expected: &Assessment) {
    let causes: Vec<&str> = row.leading_causes(9).map(|(cause, _)| cause.id.as_str()).collect();
    assert_eq!(causes, expected.causes().take(9).map(CauseResult::id).collect::<Vec<_>>());
    let families: Vec<&str> =
        row.leading_families(4).map(|(cause, _)| cause.family.as_str()).collect();
    let of_assessment = expected.families().iter().take(4).map(|family| family.id.as_str());
    assert_eq!(families, of_assessment.collect::<Vec<_>>());
    let advice = row.recommendations(99);
    let advice: Vec<_> = advice.map(|(it, score)| (it.id.as_str(), score.to_bits())).collect();
    let of_assessment = expected.recommendations().iter();
    let of_assessment = of_assessment.map(|it| (it.id.as_str(), it.score.to_bits()));
    assert_eq!(advice, of_assessment.collect::<Vec<_>>());
}

#[test]
fn what_came_before_changes_no_bit() {
    let engine = Engine::builtin();
    let columns = columns(&engine);
    let mut random = Random(11);
    let rows: Vec<Vec<Cell>> = (0..60).map(|_| row(&columns, 15, &mut random).1).collect();
    let said = |row: &mut Scored<'_>| {
        let bits = |numbers: &[f64]| numbers.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        let factors: Vec<f64> = row.bayes_factors().collect();
        (bits(row.probabilities()), bits(&factors), row.urgency())
    };
    let mut used = Scorer::new(&engine);
    let forwards: Vec<_> = rows.iter().map(|cells| said(&mut used.score(cells))).collect();
    let backwards: Vec<_> = rows.iter().rev().map(|cells| said(&mut used.score(cells))).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
    for (cells, expected) in rows.iter().zip(&forwards) {
        let mut mixed = cells.clone();
        mixed.reverse();
        assert_eq!(&said(&mut Scorer::new(&engine).score(&mixed)), expected);
    }
}
