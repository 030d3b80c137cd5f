"""Rows that Spark itself makes, each of its number alone: answers of runners, many unknown."""

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

KEEP = ("row", "athlete", "date")
# The one has a level that there is not, the other more hours than a day.
MISSPELT, TOO_LONG = 1_234_567, 1_765_432
COURSES = ("heavy_then_clears", "heavy_throughout", "builds_up_late", "no_pattern")
SIDES = ("both_alike", "one_leg", "changes_sides")


def rows(spark: SparkSession, count: int, partitions: int) -> DataFrame:
    """Return the rows from 0 to ``count``, in order."""
    row = F.col("row")
    course = _known("course", _one_of("course", COURSES))
    sitting = _known("sitting", _below("sitting", 15))
    return (
        spark.range(0, count, 1, partitions)
        .select(
            F.col("id").alias("row"),
            F.concat(F.lit("runner "), (F.col("id") % 5000).cast("string")).alias("athlete"),
            F.date_add(F.lit("2026-01-01"), (F.col("id") / 5000).cast("int")).alias("date"),
        )
        .select(
            *KEEP,
            F.when(row == MISSPELT, "heavy_then_cleers").otherwise(course).alias("course_in_run"),
            _known("side", _one_of("side", SIDES)).alias("side"),
            # An integer, a decimal and a double.
            F.when(row == TOO_LONG, 25).otherwise(sitting).alias("sitting_hours_today"),
            _known("sleep", _below("sleep", 100) * F.expr("0.1BD")).alias("sleep_hours_last_night"),
            _known("ferritin", 5.5 + _below("ferritin", 200)).alias("ferritin"),
            _known("tired", _below("tired", 3) == 0).alias("tired_all_day"),
            _known("chest", _below("chest", 1000) == 0).alias("chest_pain_now"),
            _known("spring", F.lit("x") == "x").alias("no_spring"),
            # Two likelihoods: of the answer, if it is so and if it is not.
            _known(
                "tender", F.struct(F.lit(0.75).alias("present"), F.lit(0.25).alias("absent"))
            ).alias("muscles_tender"),
        )
    )


def _below(salt: str, end: int) -> Column:
    """Return a number from 0 to the end that follows from the row."""
    return F.pmod(F.xxhash64(F.lit(salt), F.col("row")), F.lit(end))


def _one_of(salt: str, words: tuple[str, ...]) -> Column:
    return F.element_at(F.array(*map(F.lit, words)), (_below(salt, len(words)) + 1).cast("int"))


def _known(salt: str, value: Column) -> Column:
    """Return the value, or null in two of five rows."""
    return F.when(_below(f"{salt} known", 5) > 1, value)
