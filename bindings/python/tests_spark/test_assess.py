"""What a user of Spark meets: columns, types, errors, and what travels to the workers."""

import pickle
import runpy
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark import cloudpickle
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession

import heavylegs as hl
from heavylegs import spark as hs

KEEP = ("athlete", "date")
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "spark" / "score.py"
OWN = {
    "causes/acme_new_treadmill.toml": """
        family = "place"
        horizon = "hours"
        prior = { value = 0.05, source = "estimate" }
        [symptoms]
        source = "estimate"
        no_spring = "common"
    """,
    "texts/en/acme.toml": """
        [causes.acme_new_treadmill]
        name = "a new treadmill"
        summary = "The belt gives way and moves in its own way."
    """,
}


@pytest.fixture(scope="module")
def week(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(
        [
            ("mia", "2026-05-04", 9.0, True, None),
            ("ole", "2026-05-04", None, None, True),
            ("noor", None, 30.0, None, None),
        ],
        "athlete string, date string, sitting_hours_today double, no_spring boolean, "
        "chest_pain_now boolean",
    )


def test_a_row_each(week: DataFrame) -> None:
    mia, ole, noor = hs.assess(week, keep=KEEP).collect()
    assert [row.athlete for row in (mia, ole, noor)] == ["mia", "ole", "noor"]
    assert (mia.urgency, mia.error) == ("self_care", None)
    assert ole.urgency == "emergency"
    assert (noor.urgency, noor.causes, noor.date) == ("self_care", None, None)
    assert "sitting_hours_today" in noor.error


def test_what_is_kept_keeps_its_type(spark: SparkSession) -> None:
    days = spark.sql(
        "select 7S as athlete, timestamp'2026-05-04 06:30:00' as at, map('a', 1) as more, "
        "true as no_spring",
    )
    assessed = hs.assess(days, keep=("at", "more", "athlete"), top_causes=1)
    kept = [field for field in assessed.schema if field.name in days.columns]
    assert {field.name: field.dataType for field in kept} == {
        field.name: field.dataType for field in days.schema if field.name != "no_spring"
    }
    [found], [given] = assessed.collect(), days.collect()
    assert (found.at, found.more, found.athlete) == (given.at, given.more, given.athlete)


def test_partitions_and_batches_change_nothing(spark: SparkSession, week: DataFrame) -> None:
    whole = hs.assess(week.coalesce(1), keep=KEEP).collect()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
    try:
        assert hs.assess(week.repartition(5), keep=KEEP).sort("athlete").collect() == sorted(whole)
    finally:
        spark.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")


def test_a_wrong_column_is_found_before_a_job(week: DataFrame) -> None:
    wrong = week.withColumnRenamed("no_spring", "no_sprin")
    with pytest.raises(hl.EvidenceError, match="no_spring"):
        hs.assess(wrong, keep=KEEP)


def test_strict_ends_the_job(week: DataFrame) -> None:
    with pytest.raises(PythonException, match="sitting_hours_today"):
        hs.assess(week, keep=KEEP, strict=True).collect()


def test_own_knowledge_travels(week: DataFrame) -> None:
    engine = hl.Engine(own())
    mia = week.filter("athlete = 'mia'")
    [row] = hs.assess(mia, engine, keep=KEEP, posteriors="wide").collect()
    [wanted] = pa.table(
        engine.assess_frame(mia.toArrow(), keep=KEEP, posteriors="wide")
    ).to_pylist()
    assert row.asDict(recursive=True) == wanted
    assert any("acme_new_treadmill" in name for name in wanted)


def test_the_example(spark: SparkSession, week: DataFrame, folder: Path) -> None:
    given, assessed = str(folder / "week"), str(folder / "scored")
    week.write.parquet(given)
    runpy.run_path(str(EXAMPLE))["main"](given, assessed)
    assert spark.read.parquet(assessed).filter("urgency = 'emergency'").count() == 1


def own() -> hl.KnowledgeBase:
    return hl.KnowledgeBase().overlaid("acme", OWN)


def batches() -> Iterator[pa.RecordBatch]:
    for sitting in (9.0, 3.0):
        yield pa.record_batch(
            {"athlete": ["mia"], "date": ["today"], "sitting_hours_today": [sitting]}
        )


def test_a_worker_compiles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr(hs, "_ENGINES", {})
    monkeypatch.setattr(hs, "Engine", lambda base: compiled.append(base) or hl.Engine(base))
    sent = cloudpickle.dumps(hs.scorer(hl.Engine(), keep=KEEP))
    # As a worker does for each task.
    for _ in range(3):
        assert len(list(pickle.loads(sent)(batches()))) == 2
    assert len(compiled) == 1
    # Ids and numbers travel as a name: the worker has them.
    assert len(sent) < 10_000


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("__version__", "0.0.1", "this worker has heavylegs 0.0.1"),
        ("Engine", lambda _: hl.Engine(own()), "other knowledge here"),
    ],
)
def test_another_heavylegs_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object, message: str
) -> None:
    score = hs.scorer(hl.Engine(), keep=KEEP)
    monkeypatch.setattr(hs, "_ENGINES", {})
    monkeypatch.setattr(hs, name, value)
    with pytest.raises(RuntimeError, match=message):
        next(score(batches()))
