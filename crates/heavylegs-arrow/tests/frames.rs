//! Batches say what single rows say; every type of column reads; what is wrong says where.

#![expect(clippy::unwrap_used, reason = "a test whose input is broken must stop")]

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int8Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, Float32Array, Float64Array,
    Int8Array, Int64Array, LargeStringArray, NullArray, RecordBatch, RecordBatchIterator,
    RecordBatchReader, StringArray, StringViewArray, StructArray, UInt8Array,
};
use arrow_schema::{DataType, Field};
use heavylegs::{Engine, Evidence, Options, Profile};
use heavylegs_arrow::{FrameOptions, FrameScorer, Layout};

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, it)| (name, it, true)))
        .unwrap()
}

fn array(array: impl Array + 'static) -> ArrayRef {
    Arc::new(array)
}

fn score(batch: &RecordBatch, options: &FrameOptions) -> RecordBatch {
    let frames = FrameScorer::new(&Engine::builtin(), batch.schema_ref(), options).unwrap();
    let mut scored = frames.score(std::slice::from_ref(batch)).unwrap();
    assert_eq!(scored.len(), 1);
    scored.remove(0)
}

fn wide() -> FrameOptions {
    FrameOptions::default().posteriors(Some(Layout::Wide)).threads(1)
}

/// The bits of all numbers and texts, as one text a row.
fn rows(batches: &[RecordBatch]) -> Vec<String> {
    let mut rows = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let cell = |column: &ArrayRef| match column.as_primitive_opt::<Float64Type>() {
                Some(numbers) if numbers.is_valid(row) => numbers.value(row).to_bits().to_string(),
                Some(_) => "null".to_owned(),
                None => format!("{:?}", column.slice(row, 1)),
            };
            rows.push(batch.columns().iter().map(cell).collect::<Vec<_>>().join("|"));
        }
    }
    rows
}

/// Rows that are all different, with nulls and a bad value here and there.
fn many(rows: usize) -> RecordBatch {
    let number = |seed: usize, low: f64, span: f64| {
        let values = (0..rows).map(move |row| {
            let drawn = row.wrapping_mul(2_654_435_761).wrapping_add(seed * 97) % 1000;
            let drawn = f64::from(u16::try_from(drawn).unwrap());
            (drawn > 100.0).then_some(low + span * drawn / 1000.0)
        });
        array(values.collect::<Float64Array>())
    };
    let yes = |seed: usize| {
        let values = (0..rows).map(move |row| match (row / seed) % 5 {
            0 => None,
            1 | 2 => Some(true),
            _ => Some(false),
        });
        array(values.collect::<BooleanArray>())
    };
    let course = (0..rows).map(|row| match row % 4 {
        0 => None,
        1 => Some("heavy_then_clears"),
        2 => Some("builds_up_late"),
        _ => Some(if row % 99 == 3 { "heavy_than_clears" } else { "no_pattern" }),
    });
    batch(vec![
        ("row", array(Int64Array::from_iter_values(0..i64::try_from(rows).unwrap()))),
        ("sleep_hours_last_night", number(1, 4.0, 5.0)),
        ("age_years", number(2, 10.0, 60.0)),
        ("ferritin", number(3, 5.0, 90.0)),
        ("course_in_run", array(course.collect::<StringArray>())),
        ("tired_all_day", yes(1)),
        ("muscles_tender", yes(2)),
        ("one_leg_swollen", yes(3)),
        ("heart_rate_high_for_pace", yes(7)),
    ])
}

fn everything() -> FrameOptions {
    wide()
        .keep(["row"])
        .bayes_factors(Some(Layout::Wide))
        .top_causes(3)
        .top_families(2)
        .recommendations(2)
}

#[test]
fn a_row_says_what_the_assessment_says() {
    let engine = Engine::builtin();
    let batch = many(300);
    let scored = score(&batch, &everything());
    let number = |name: &str, row: usize| {
        let column = scored.column_by_name(name).unwrap().as_primitive::<Float64Type>();
        column.is_valid(row).then(|| column.value(row))
    };
    let text = |name: &str, row: usize| {
        let column = scored.column_by_name(name).unwrap().as_string::<i32>();
        column.is_valid(row).then(|| column.value(row).to_owned())
    };
    let options = Options::default().profile(Profile::Clinical).stability(false).top(1000);
    let (mut ranked, mut outside) = (0, 0);
    for row in 0..batch.num_rows() {
        if text("error", row).is_some() {
            continue;
        }
        let assessment = engine.assess_with(&evidence(&batch, row), &options).unwrap();
        assert_eq!(text("urgency", row).unwrap(), assessment.urgency().as_str());
        assert_eq!(text("activity", row).unwrap(), assessment.activity().as_str());
        let scope = assessment.outside_scope().map(|scope| scope.id.clone());
        assert_eq!(text("outside_scope", row), scope);
        outside += usize::from(scope.is_some());
        for cause in assessment.causes() {
            let bits = |number: Option<f64>| number.map(f64::to_bits);
            let of = |start: &str| bits(number(&format!("{start}{}", cause.id()), row));
            assert_eq!(of("p_"), bits(Some(cause.probability())));
            assert_eq!(of("bf_"), bits(Some(cause.bayes_factor())));
            ranked += 1;
        }
        if scope.is_none() {
            assert_eq!(number("none_of_these", row), assessment.none_of_these());
            assert_eq!(text("coverage", row).unwrap(), assessment.coverage().state.as_str());
        } else {
            assert_eq!(number("none_of_these", row), None);
        }
    }
    assert!(ranked > 10_000 && outside > 5, "{ranked} {outside}");
}

/// The evidence of a row of `many`.
fn evidence(batch: &RecordBatch, row: usize) -> Evidence {
    let mut evidence = Evidence::new();
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let id = field.name();
        if id == "row" || column.is_null(row) {
            continue;
        }
        evidence = match field.data_type() {
            DataType::Boolean if column.as_boolean().value(row) => evidence.present(id),
            DataType::Boolean => evidence.absent(id),
            DataType::Utf8 => evidence.level(id, column.as_string::<i32>().value(row)),
            _ => evidence.number(id, column.as_primitive::<Float64Type>().value(row)),
        };
    }
    evidence
}

#[test]
fn threads_and_batches_change_no_bit() {
    let batch = many(20_000);
    let options = everything();
    let engine = Engine::builtin();
    let of = |threads: usize, size: usize| {
        let options = options.clone().threads(threads);
        let parts = (0..batch.num_rows()).step_by(size);
        let parts = parts.map(|at| Ok(batch.slice(at, size.min(batch.num_rows() - at))));
        let parts: Vec<_> = parts.collect();
        let reader = RecordBatchIterator::new(parts, batch.schema());
        let frames = FrameScorer::stream(&engine, reader, &options).unwrap();
        let schema = frames.schema();
        let scored: Vec<RecordBatch> = frames.collect::<Result<_, _>>().unwrap();
        assert!(scored.iter().all(|it| it.schema() == schema && it.num_rows() <= 1024));
        rows(&scored)
    };
    let alone = of(1, 20_000);
    assert_eq!(alone.len(), 20_000);
    for (threads, size) in [(1, 19), (2, 20_000), (2, 777), (3, 5000)] {
        assert!(of(threads, size) == alone, "{threads} threads, batches of {size}");
    }
}

#[test]
fn every_type_of_column_reads() {
    let numbers: Vec<(&str, ArrayRef)> = vec![
        ("int64", array(Int64Array::from(vec![Some(7), None]))),
        ("uint8", array(UInt8Array::from(vec![Some(7), None]))),
        ("float32", array(Float32Array::from(vec![Some(7.0), None]))),
        ("decimal", {
            let digits = Decimal128Array::from(vec![Some(70), None]);
            array(digits.with_precision_and_scale(5, 1).unwrap())
        }),
    ];
    let expected = rows(&[score(
        &batch(vec![("sleep_hours_last_night", array(Float64Array::from(vec![Some(7.0), None])))]),
        &wide(),
    )]);
    for (name, column) in numbers {
        let scored = score(&batch(vec![("sleep_hours_last_night", column)]), &wide());
        assert_eq!(rows(&[scored]), expected, "{name}");
    }
    let words = ["heavy_then_clears", "no_pattern"];
    let texts: Vec<(&str, ArrayRef)> = vec![
        ("large", array(LargeStringArray::from(vec![Some(words[0]), None, Some(words[1])]))),
        ("view", array(StringViewArray::from(vec![Some(words[0]), None, Some(words[1])]))),
        ("dictionary", {
            let keys = [Some(words[0]), None, Some(words[1])];
            array(keys.into_iter().collect::<DictionaryArray<Int8Type>>())
        }),
        ("more words than rows", {
            let texts = StringArray::from(vec!["none", words[1], words[0], "at", "all"]);
            let keys = Int8Array::from(vec![Some(2), None, Some(1)]);
            array(DictionaryArray::new(keys, Arc::new(texts)))
        }),
    ];
    let plain = StringArray::from(vec![Some(words[0]), None, Some(words[1])]);
    let expected = rows(&[score(&batch(vec![("course_in_run", array(plain))]), &wide())]);
    assert!(expected[0] != expected[1] && expected[1] != expected[2]);
    for (name, column) in texts {
        let scored = score(&batch(vec![("course_in_run", column)]), &wide());
        assert_eq!(rows(&[scored]), expected, "{name}");
    }
}

#[test]
fn yes_and_no_can_be_written_in_several_ways() {
    let of = |column: ArrayRef| rows(&[score(&batch(vec![("tired_all_day", column)]), &wide())]);
    let expected = of(array(BooleanArray::from(vec![Some(true), Some(false), None])));
    assert!(expected[0] != expected[1] && expected[1] != expected[2]);
    let words = ["present", "absent", "unknown"];
    assert_eq!(of(array(StringArray::from(words.to_vec()))), expected);
    assert_eq!(of(array(Float64Array::from(vec![Some(1.0), Some(0.0), None]))), expected);
    let number = |numbers: Vec<Option<f64>>| array(Float64Array::from(numbers));
    let field = |name: &str| Arc::new(Field::new(name, DataType::Float64, true));
    let pairs = StructArray::from(vec![
        (field("if_present"), number(vec![Some(0.4), Some(0.0), None])),
        (field("if_absent"), number(vec![Some(0.0), Some(0.7), None])),
    ]);
    assert_eq!(of(array(pairs)), expected);
    let no_words = [None::<&str>; 3].into_iter().collect::<DictionaryArray<Int8Type>>();
    for nothing in [array(NullArray::new(3)), array(no_words)] {
        assert_eq!(of(nothing), [expected[2].clone(), expected[2].clone(), expected[2].clone()]);
    }
}

#[test]
fn units_are_named_and_not_guessed() {
    let value = array(Float64Array::from(vec![12.0]));
    let options = wide().unit("haemoglobin", "g/dL");
    let other = score(&batch(vec![("haemoglobin", value)]), &options);
    let own = array(Float64Array::from(vec![120.0]));
    let own = score(&batch(vec![("haemoglobin", own)]), &wide());
    assert_eq!(rows(&[other]), rows(&[own]));
}

#[test]
fn a_bad_value_stops_nothing_and_hides_no_red_flag() {
    let batch = batch(vec![
        ("ferritin", array(Float64Array::from(vec![Some(-3.0), Some(f64::NAN), Some(30.0)]))),
        ("chest_pain_now", array(BooleanArray::from(vec![true, false, false]))),
        ("course_in_run", array(StringArray::from(vec!["heavy_then_clear"; 3]))),
    ]);
    let scored = score(&batch, &wide());
    let text = |name: &str, row| scored.column_by_name(name).unwrap().as_string::<i32>().value(row);
    assert_eq!(text("urgency", 0), "emergency");
    assert_eq!(text("urgency", 1), "self_care");
    let wrong = text("error", 0);
    assert!(
        wrong.starts_with("course_in_run: `heavy_then_clear` is none of its levels"),
        "{wrong}"
    );
    assert!(wrong.contains("\nferritin: -3 ug/L is outside the plausible"), "{wrong}");
    assert!(text("error", 1).contains("NaN is not a finite number"));
    let none = scored.column_by_name("none_of_these").unwrap();
    assert_eq!(none.null_count(), 3);
    let frames = FrameScorer::new(&Engine::builtin(), batch.schema_ref(), &wide().strict(true));
    let error = frames.unwrap().score(std::slice::from_ref(&batch)).unwrap_err();
    assert_eq!(error.code(), "frame.value");
    assert_eq!(error.problems()[0].path(), "rows.0.course_in_run");
    let part = batch.project(&[0, 1]).unwrap();
    let reader =
        RecordBatchIterator::new([part.slice(2, 1), part.slice(1, 1)].map(Ok), part.schema());
    let strict = wide().strict(true);
    let frames = FrameScorer::stream(&Engine::builtin(), reader, &strict).unwrap();
    let error = frames.collect::<Result<Vec<_>, _>>().unwrap_err().to_string();
    assert!(error.contains("rows.1.ferritin"), "{error}");
}

#[test]
fn columns_that_do_not_fit_are_named_all_at_once() {
    let batch = batch(vec![
        ("feritin", array(Float64Array::from(vec![30.0]))),
        (
            "tired_all_day",
            array(StructArray::from(vec![(
                Arc::new(Field::new("one", DataType::Float64, true)),
                array(Float64Array::from(vec![1.0])),
            )])),
        ),
        ("course_in_run", array(Int64Array::from(vec![1]))),
        ("error", array(Int64Array::from(vec![1]))),
    ]);
    let keep = ["athlete", "error", "error"];
    let options = FrameOptions::default().keep(keep).unit("ferritin", "ng/mL");
    let error = FrameScorer::new(&Engine::builtin(), batch.schema_ref(), &options).unwrap_err();
    let mut codes: Vec<&str> = error.problems().iter().map(heavylegs::Problem::code).collect();
    codes.sort_unstable();
    let expected = [
        "frame.name_taken",
        "frame.no_column",
        "frame.no_column",
        "frame.twice",
        "frame.type",
        "frame.type",
        "frame.unknown_column",
    ];
    assert_eq!(codes, expected, "{error}");
    assert!(error.to_string().contains("did you mean `ferritin`"), "{error}");
    assert!(error.to_string().contains("takes the names of levels"), "{error}");
}

#[test]
fn a_table_without_rows_or_without_observations_is_no_error() {
    let nothing = batch(vec![("row", array(Int64Array::from(Vec::<i64>::new())))]);
    let frames = FrameScorer::new(&Engine::builtin(), nothing.schema_ref(), &everything()).unwrap();
    let scored = frames.score(&[nothing]).unwrap();
    assert_eq!(scored.iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
    let bare = batch(vec![("row", array(Int64Array::from(vec![1])))]);
    let scored = frames.score(&[bare]).unwrap();
    assert_eq!(
        scored[0].column_by_name("coverage").unwrap().as_string::<i32>().value(0),
        "insufficient"
    );
}
