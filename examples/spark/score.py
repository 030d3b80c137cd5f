"""Assess a table of runners' days on a cluster of Spark.

spark-submit score.py given.parquet assessed.parquet
"""

import sys

from pyspark.sql import SparkSession

from heavylegs import spark as hs


def main(given: str, assessed: str) -> None:
    """Read the one, write the other."""
    session = SparkSession.builder.appName("heavylegs").getOrCreate()
    days = session.read.parquet(given)
    hs.assess(days, keep=["athlete", "date"], top_causes=3).write.parquet(assessed)


if __name__ == "__main__":
    main(*sys.argv[1:])
