"""Tables of other libraries in and out: the answers of the engine, row by row."""

import itertools
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from bits import differences

import heavylegs as hl

Row = dict[str, Any]
KEEP = ("athlete", "date")
ROWS: list[Row] = [
    {"athlete": "mia", "date": "2026-05-04", "sitting_hours_today": 9.0, "no_spring": True},
    {"athlete": "mia", "date": "2026-05-05", "course_in_run": "heavy_then_clears"},
    {"athlete": "ole", "date": "2026-05-04", "chest_pain_now": True, "side": "both_alike"},
    {"athlete": "ole", "date": "2026-05-05", "ferritin": 8.5, "tired_all_day": True},
    {"athlete": "noor", "date": "2026-05-04", "sitting_hours_today": 3.0, "no_spring": False},
    {"athlete": "noor", "date": "2026-05-05"},
]
TYPES: dict[str, pa.DataType] = {
    "athlete": pa.string(),
    "date": pa.string(),
    "sitting_hours_today": pa.float64(),
    "ferritin": pa.float64(),
    "course_in_run": pa.string(),
    "side": pa.string(),
    "no_spring": pa.bool_(),
    "chest_pain_now": pa.bool_(),
    "tired_all_day": pa.bool_(),
}
TABLE = pa.Table.from_pylist(ROWS, pa.schema(list(TYPES.items())))
WORDS = [name for name, kind in TYPES.items() if kind == pa.string()]
OUTPUT: dict[str, Any] = {"keep": KEEP, "posteriors": "wide", "top_causes": 2}


def with_words(kind: pa.DataType) -> pa.Table:
    """Return the table with its words in another type."""
    types = {name: kind if name in WORDS else held for name, held in TYPES.items()}
    return TABLE.cast(pa.schema(list(types.items())))


def in_pandas() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=list(TYPES))
    frame["side"] = frame["side"].astype("category")
    return frame.astype({name: "boolean" for name, kind in TYPES.items() if kind == pa.bool_()})


def in_polars() -> pl.DataFrame:
    return pl.DataFrame(ROWS, schema=list(TYPES)).with_columns(pl.col("side").cast(pl.Categorical))


def in_duckdb() -> duckdb.DuckDBPyRelation:
    given = TABLE
    return duckdb.connect().from_arrow(given)


SOURCES: dict[str, Callable[[], Any]] = {
    "pyarrow table": lambda: TABLE,
    "pyarrow batch": lambda: TABLE.combine_chunks().to_batches()[0],
    "pyarrow reader": lambda: TABLE.to_reader(max_chunksize=2),
    "large strings": lambda: with_words(pa.large_string()),
    "string views": lambda: with_words(pa.string_view()),
    "dictionaries": lambda: with_words(pa.dictionary(pa.int32(), pa.string())),
    "pandas": in_pandas,
    "polars": in_polars,
    "duckdb relation": in_duckdb,
    "duckdb reader": lambda: in_duckdb().to_arrow_reader(4),
}


def evidence(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in KEEP and value is not None}


def check(engine: hl.Engine, assessed: list[Row], rows: list[Row] = ROWS) -> None:
    """Compare results with the engine's, bit for bit, for each row."""
    assert len(assessed) == len(rows)
    for found, row in zip(assessed, rows, strict=True):
        assert {name: found[name] for name in KEEP} == {name: row[name] for name in KEEP}
        assert found["error"] is None
        posteriors = engine.posteriors(evidence(row))
        assert posteriors.pop("none_of_these") == found.get(
            "none_of_these", pytest.approx(0.5, abs=0.5)
        )
        assert {name: found[f"p_{name}"] for name in posteriors} == posteriors
        answer = engine.assess(evidence(row))
        assert found["urgency"] == answer.urgency
        assert found["activity"] == answer.activity
        assert found["coverage"] == answer.coverage.state
        if answer.outside_scope is None:
            listed = sorted(posteriors, key=lambda name: (-posteriors[name], name))[:2]
            assert [cause["cause"] for cause in found["causes"]] == listed


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_row_is_an_answer_of_the_engine(engine: hl.Engine, source: Any) -> None:
    assessed = pa.table(engine.assess_frame(source(), **OUTPUT))
    check(engine, assessed.to_pylist())


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_schema_is_known_before(engine: hl.Engine, source: Any) -> None:
    schema = pa.schema(engine.frame_schema(pa.table(source()).schema, **OUTPUT))
    assessed = engine.assess_frame(source(), **OUTPUT)
    assert pa.schema(assessed) == schema
    assert pa.RecordBatchReader.from_stream(assessed).schema == schema


def test_back_to_where_it_came_from(engine: hl.Engine) -> None:
    check(engine, pl.DataFrame(engine.assess_frame(in_polars(), **OUTPUT)).to_dicts())
    frame = pd.DataFrame.from_arrow(engine.assess_frame(in_pandas(), **OUTPUT))
    wanted = pa.table(engine.assess_frame(TABLE, **OUTPUT))
    assert frame["urgency"].to_list() == wanted["urgency"].to_pylist()
    assert frame["p_iron_deficiency"].to_list() == wanted["p_iron_deficiency"].to_pylist()


def test_a_lazy_polars_frame(engine: hl.Engine) -> None:
    lazy = in_polars().lazy()
    like = lazy.collect_schema().to_frame().to_arrow().schema
    schema = pl.DataFrame(pa.schema(engine.frame_schema(like, **OUTPUT)).empty_table()).schema
    assessed = lazy.map_batches(
        lambda frame: pl.DataFrame(engine.assess_frame(frame, **OUTPUT)),
        schema=schema,
        streamable=True,
    )
    assert assessed.collect_schema() == schema
    for kind in ("in-memory", "streaming"):
        check(engine, assessed.collect(engine=kind).to_dicts())
    # A column that nobody looks at need not be there, and those that are there have their types.
    urgencies = assessed.filter(pl.col("urgency") == "emergency").select("athlete").collect()
    assert urgencies["athlete"].to_list() == ["ole"]


def test_a_duckdb_query_of_the_result(engine: hl.Engine) -> None:
    reader = pa.RecordBatchReader.from_stream(engine.assess_frame(in_duckdb(), **OUTPUT))
    # A connection of its own: the one is still reading while the other asks.
    other = duckdb.connect().register("assessed", reader)
    query = "select athlete, count(*) from assessed where urgency = 'emergency' group by all"
    assert other.sql(query).fetchall() == [("ole", 1)]


def test_a_duckdb_function(engine: hl.Engine) -> None:
    def likeliest(sitting: pa.ChunkedArray, spring: pa.ChunkedArray) -> pa.Array:
        table = pa.table({"sitting_hours_today": sitting, "no_spring": spring})
        assessed = pa.table(engine.assess_frame(table, top_causes=1))
        return pa.array([row["causes"][0] for row in assessed.to_pylist()], kind)

    kind = pa.struct({"cause": pa.string(), "probability": pa.float64()})
    connection = duckdb.connect()
    connection.create_function(
        "likeliest",
        likeliest,
        ["DOUBLE", "BOOLEAN"],
        "STRUCT(cause VARCHAR, probability DOUBLE)",
        type="arrow",
        # Otherwise a row with a null would not be asked about, and null is unknown here.
        null_handling="special",
    )
    rows = [*itertools.product((None, 1.0, 9.0), (None, True, False))] * 1000
    given = pa.table({"sitting": [row[0] for row in rows], "spring": [row[1] for row in rows]})
    found = connection.sql("select likeliest(sitting, spring) from given").fetchall()
    assert len(given) == len(found)
    wanted = {row: likeliest_of(engine, *row) for row in set(rows)}
    assert [tuple(one.values()) for [one] in found] == [wanted[row] for row in rows]


def likeliest_of(
    engine: hl.Engine,
    sitting: float | None,
    spring: bool | None,  # noqa: FBT001
) -> tuple[str, float]:
    known = {"sitting_hours_today": sitting, "no_spring": spring}
    posteriors = engine.posteriors(known)
    posteriors.pop("none_of_these")
    return max(posteriors.items(), key=lambda pair: pair[1])


def endless(read: list[int]) -> pa.RecordBatchReader:
    """Return a stream without an end that counts its batches."""

    def batches() -> Iterator[pa.RecordBatch]:
        for at in itertools.count():
            read.append(at)
            yield batch.combine_chunks().to_batches()[0]

    batch = pa.concat_tables([TABLE] * 100)
    return pa.RecordBatchReader.from_batches(batch.schema, batches())


@pytest.mark.parametrize("threads", [1, 2])
def test_streams_are_not_read_whole(engine: hl.Engine, threads: int) -> None:
    read: list[int] = []
    assessed = engine.assess_frame(endless(read), keep=KEEP, threads=threads)
    assert read == []
    reader = pa.RecordBatchReader.from_stream(assessed)
    rows = 0
    while rows < 30 * len(TABLE) * 100:
        rows += len(reader.read_next_batch())
    # With threads 16,384 rows for each may be ahead; alone it reads what is asked for.
    ahead = 0 if threads == 1 else threads * 16_384 // (len(TABLE) * 100)
    assert 30 <= len(read) <= 30 + ahead + 1
    reader.close()


def test_a_stream_flows_once(engine: hl.Engine) -> None:
    assessed = engine.assess_frame(TABLE, keep=KEEP)
    assert len(pa.table(assessed)) == len(TABLE)
    with pytest.raises(OSError, match="closed"):
        pa.table(assessed)


def test_what_a_stream_raises_is_told(engine: hl.Engine) -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield from TABLE.to_batches()
        message = "the disk is gone"
        raise OSError(message)

    reader = pa.RecordBatchReader.from_batches(TABLE.schema, broken())
    with pytest.raises((OSError, pa.ArrowInvalid, RuntimeError), match="the disk is gone"):
        pa.table(engine.assess_frame(reader, keep=KEEP))


def test_threads_and_batches_change_no_bit(engine: hl.Engine) -> None:
    table = pa.concat_tables([TABLE] * 500)
    wanted = pa.table(engine.assess_frame(table, threads=1, **OUTPUT))
    check(engine, wanted.slice(0, len(ROWS)).to_pylist())
    for threads, most in ((2, 100), (3, 7), (None, 2999)):
        reader = table.to_reader(max_chunksize=most)
        found = pa.table(engine.assess_frame(reader, threads=threads, **OUTPUT))
        assert differences(wanted, found) == []


NUMBERS = [pa.int8(), pa.uint16(), pa.int64(), pa.float32(), pa.float64(), pa.decimal128(9, 3)]


@pytest.mark.parametrize("kind", NUMBERS, ids=str)
def test_numbers_of_every_width(engine: hl.Engine, kind: pa.DataType) -> None:
    hours = pa.array([None, Decimal(9), Decimal(0)]).cast(kind)
    table = pa.table({"sitting_hours_today": hours})
    found = pa.table(engine.assess_frame(table, posteriors="wide")).to_pylist()
    for row, wanted in zip(found, (None, 9, 0), strict=True):
        posteriors = engine.posteriors({"sitting_hours_today": wanted})
        assert row["p_prolonged_sitting"] == posteriors["prolonged_sitting"]


def test_a_pair_of_likelihoods(engine: hl.Engine) -> None:
    pairs = [{"yes": 0.75, "no": 0.25}, None, {"yes": 0.0, "no": 1.0}]
    table = pa.table({"no_spring": pa.array(pairs)})
    found = pa.table(engine.assess_frame(table, posteriors="wide")).to_pylist()
    for row, pair in zip(found, pairs, strict=True):
        known = {"no_spring": pair and {"likelihood": list(pair.values())}}
        posteriors = engine.posteriors(known)
        assert row["p_iron_deficiency"] == posteriors["iron_deficiency"]


BAD: list[Row] = [
    {"athlete": "mia", "date": "d", "sitting_hours_today": 25.0, "chest_pain_now": True},
    {"athlete": "ole", "date": "d", "side": "both_alik", "ferritin": float("nan")},
]


def test_a_bad_row_says_what_is_wrong(engine: hl.Engine) -> None:
    table = pa.Table.from_pylist([*ROWS, *BAD], TABLE.schema)
    *good, long, misspelt = pa.table(engine.assess_frame(table, **OUTPUT)).to_pylist()
    check(engine, good)
    assert "sitting_hours_today" in long["error"]
    assert long["athlete"] == "mia"
    assert (long["causes"], long["p_iron_deficiency"]) == (None, None)
    # What the other cells say is not lost: a warning sign counts, whatever else is wrong.
    assert long["urgency"] == "emergency"
    # Both problems, and what may have been meant.
    assert "ferritin" in misspelt["error"]
    assert "both_alike" in misspelt["error"]


def test_strict_stops_at_the_first(engine: hl.Engine) -> None:
    table = pa.Table.from_pylist([*ROWS, *BAD], TABLE.schema)
    # Whoever reads has errors of its own.
    with pytest.raises(pa.ArrowInvalid, match=f"{len(ROWS)}.*sitting_hours_today"):
        pa.table(engine.assess_frame(table, keep=KEEP, strict=True))


def test_all_wrong_columns_at_once(engine: hl.Engine) -> None:
    table = pa.table({"athlete": ["mia"], "no_sprin": [True], "ferritin": [True]})
    with pytest.raises(hl.EvidenceError) as caught:
        engine.assess_frame(table, keep=KEEP)
    told = str(caught.value)
    assert "no_spring" in told
    assert "ferritin" in told
    assert "date" in told
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("given", [None, 3, {"ferritin": [8.0]}, "frame.parquet"], ids=repr)
def test_what_is_no_table(engine: hl.Engine, given: object) -> None:
    with pytest.raises(TypeError, match="PyCapsule"):
        engine.assess_frame(given)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"posterior": "wide"}, TypeError, "no such option: posterior; options: keep, units"),
        ({"posteriors": "long"}, ValueError, "posteriors is 'wide', 'list' or None, not 'long'"),
        ({"top_causes": "3"}, ValueError, "top_causes is a whole number, 0 or more, not '3'"),
        ({"threads": -1}, ValueError, "threads is a whole number, 0 or more, not -1"),
        ({"keep": ["sex", "sex"]}, hl.EvidenceError, "`keep` names twice `sex`"),
    ],
)
def test_options_that_are_none(
    engine: hl.Engine, options: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        engine.assess_frame(pa.table({"sex": ["female"]}), **options)
    assert message in str(raised.value)


def test_a_column_of_categories_without_any(engine: hl.Engine) -> None:
    frame = pl.DataFrame({"side": [None, None]}, schema={"side": pl.Categorical})
    for given in (frame, frame.clear()):
        assessed = pl.DataFrame(engine.assess_frame(given))
        assert assessed["error"].to_list() == [None] * len(given)


def test_no_rows(engine: hl.Engine) -> None:
    assessed = pa.table(engine.assess_frame(TABLE.slice(0, 0), **OUTPUT))
    assert len(assessed) == 0
    assert assessed.schema == pa.schema(engine.frame_schema(TABLE.schema, **OUTPUT))
