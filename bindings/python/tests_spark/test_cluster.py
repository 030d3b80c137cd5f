"""Two million rows on a cluster that loses an executor: the bits of one machine."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bits import differences
from cluster import events_of_last_job, executors, kill_one
from pyspark.sql import SparkSession
from rows import KEEP, MISSPELT, TOO_LONG, rows

import heavylegs as hl
from heavylegs import spark as hs

ROWS = 2_000_000
PARTITIONS = 24
OUTPUT: dict[str, Any] = {"posteriors": "list", "top_causes": 3, "recommendations": 2}


@pytest.fixture(scope="module")
def given(spark: SparkSession, folder: Path) -> list[Path]:
    """Return files with the rows, one for each partition."""
    rows(spark, ROWS, PARTITIONS).write.parquet(str(folder / "given"))
    return parts(folder / "given")


@pytest.fixture(scope="module")
def lost(spark: SparkSession, folder: Path) -> tuple[str, int]:
    """Assess the rows, and kill an executor meanwhile; return its id and when."""
    assessed = hs.assess(rows(spark, ROWS, PARTITIONS), keep=KEEP, **OUTPUT)
    with ThreadPoolExecutor() as thread:
        job = thread.submit(assessed.write.parquet, str(folder / "assessed"))
        found = kill_one(spark.sparkContext, job, after_tasks=3)
        job.result()
    return found


def parts(folder: Path) -> list[Path]:
    """Return the files of a data frame, in the order of its partitions."""
    return sorted(folder.glob("*.parquet"))


def test_an_executor_is_killed_in_the_middle_and_its_tasks_run_again(
    spark: SparkSession, lost: tuple[str, int], log: Path
) -> None:
    (executor, killed_ms), events = lost, events_of_last_job(log)
    start, end = events[0], events[-1]
    assert start["Submission Time"] < killed_ms < end["Completion Time"]
    assert end["Job Result"] == {"Result": "JobSucceeded"}
    assert executor not in executors(spark.sparkContext)

    [removed] = [event for event in events if event["Event"] == "SparkListenerExecutorRemoved"]
    assert removed["Executor ID"] == executor
    assert "137" in removed["Removed Reason"]  # 128 and SIGKILL

    ends = [event for event in events if event["Event"] == "SparkListenerTaskEnd"]
    failed = [event for event in ends if event["Task End Reason"]["Reason"] != "Success"]
    assert {event["Task End Reason"]["Reason"] for event in failed} == {"ExecutorLostFailure"}
    assert {event["Task Info"]["Executor ID"] for event in failed} == {executor}
    again = [event["Task Info"] for event in ends if event["Task Info"]["Attempt"] > 0]
    assert {info["Index"] for info in again} == {event["Task Info"]["Index"] for event in failed}
    assert all(info["Launch Time"] >= killed_ms for info in again)
    before = [event for event in ends if event["Task Info"]["Finish Time"] < killed_ms]
    assert 3 <= len(before) < PARTITIONS - 1, "neither at the start nor at the end"


@pytest.mark.usefixtures("lost")
def test_the_bits_are_those_of_one_machine(given: list[Path], folder: Path) -> None:
    engine, found = hl.Engine(), parts(folder / "assessed")
    assert len(given) == len(found) == PARTITIONS
    following = 0
    for file, assessed in zip(given, found, strict=True):
        wanted = pa.table(engine.assess_frame(pq.read_table(file), keep=KEEP, **OUTPUT))
        on_cluster = pq.read_table(assessed)
        assert differences(wanted, on_cluster) == []
        # Each row once.
        following += len(on_cluster)
        assert on_cluster["row"].to_pylist() == list(range(following - len(on_cluster), following))
    assert following == ROWS


@pytest.mark.usefixtures("lost")
def test_bad_rows_say_what_is_wrong_and_spoil_no_other(folder: Path) -> None:
    table = pa.concat_tables(pq.read_table(file) for file in parts(folder / "assessed"))
    bad = table.filter(pa.compute.is_valid(table["error"]))
    assert bad["row"].to_pylist() == [MISSPELT, TOO_LONG]
    errors = bad["error"].to_pylist()
    assert "heavy_then_clears" in errors[0]
    assert "sitting_hours_today" in errors[1]
    scores = bad.select(["causes", "posteriors", "recommendations", "none_of_these", "coverage"])
    assert all(column.null_count == len(bad) for column in scores.columns)
