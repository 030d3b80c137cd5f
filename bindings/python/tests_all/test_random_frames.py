"""Random tables in random types: each row has the bits of the engine's posteriors."""

import math
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import heavylegs as hl

ENGINE = hl.Engine()
OBSERVATIONS = ENGINE.knowledge.observations
WORDS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.large_string()),
]
LIKELIHOODS = st.tuples(st.floats(0, 1), st.floats(0, 1)).filter(any)

Column = tuple[pa.Array, list[Any]]
"""A column of a table, and the same cells as evidence."""


def columns(name: str, rows: int) -> st.SearchStrategy[Column]:
    """Return columns of an observation, in any type that it can have."""
    observation = OBSERVATIONS[name]
    if isinstance(observation, hl.Symptom):
        return yes_no(rows) | likelihoods(rows)
    levels = [level.id for level in observation.levels]
    if set(levels) == {"absent", "present"}:
        return yes_no(rows) | words(levels, rows)
    if observation.range is None:
        return words(levels, rows)
    return words(levels, rows) | numbers(*observation.range, rows)


def cells(values: st.SearchStrategy[Any], rows: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.none() | values, min_size=rows, max_size=rows)


def yes_no(rows: int) -> st.SearchStrategy[Column]:
    return cells(st.booleans(), rows).map(lambda held: (pa.array(held, pa.bool_()), held))


def words(levels: list[str], rows: int) -> st.SearchStrategy[Column]:
    return st.tuples(cells(st.sampled_from(levels), rows), st.sampled_from(WORDS)).map(
        lambda drawn: (pa.array(drawn[0], pa.string()).cast(drawn[1]), drawn[0]),
    )


def numbers(least: float, most: float, rows: int) -> st.SearchStrategy[Column]:
    return cells(st.floats(least, most), rows).map(
        lambda held: (pa.array(held, pa.float64()), held),
    ) | cells(st.integers(math.ceil(least), math.floor(most)), rows).map(
        lambda held: (pa.array(held, pa.int32()), held),
    )


def likelihoods(rows: int) -> st.SearchStrategy[Column]:
    kind = pa.struct({"yes": pa.float64(), "no": pa.float64()})

    def column(held: list[tuple[float, float] | None]) -> Column:
        pairs = [pair and {"yes": pair[0], "no": pair[1]} for pair in held]
        return pa.array(pairs, kind), [pair and {"likelihood": list(pair)} for pair in held]

    return cells(LIKELIHOODS, rows).map(column)


def tables(rows: int) -> st.SearchStrategy[dict[str, Column]]:
    names = st.lists(st.sampled_from(sorted(OBSERVATIONS)), unique=True, min_size=1, max_size=9)
    return names.flatmap(
        lambda names: st.fixed_dictionaries({name: columns(name, rows) for name in names}),
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 6).flatmap(tables), st.integers(1, 7))
def test_random_rows(drawn: dict[str, Column], batch: int) -> None:
    table = pa.table({name: array for name, (array, _) in drawn.items()})
    reader = table.to_reader(max_chunksize=batch)
    assessed = pa.table(ENGINE.assess_frame(reader, posteriors="wide")).to_pylist()
    assert len(assessed) == len(table)
    for at, found in enumerate(assessed):
        known = {name: held[at] for name, (_, held) in drawn.items()}
        posteriors = ENGINE.posteriors(known)
        del posteriors["none_of_these"]
        assert found["error"] is None
        if found["outside_scope"]:
            # No causes are ranked, for a child or in pregnancy.
            assert ENGINE.assess(known, stability=False).outside_scope is not None
            posteriors = dict.fromkeys(posteriors)
        assert {name: found[f"p_{name}"] for name in posteriors} == posteriors
