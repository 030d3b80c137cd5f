"""Random mappings never raise anything but the documented exceptions."""

import contextlib
import json
import math
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import heavylegs as hl

ROOT = Path(__file__).resolve().parents[3]
KNOWLEDGE = json.loads(
    (ROOT / "crates" / "heavylegs-knowledge" / "knowledge.json").read_text(encoding="utf-8"),
)
ENGINE = hl.Engine()
OBSERVATIONS = KNOWLEDGE["observations"]

numbers = st.floats() | st.integers() | st.floats(0, 300)
words = st.sampled_from(["present", "absent", "unknown", "value", "unit", "likelihood", "days_ago"])
anything = st.recursive(
    st.none() | st.booleans() | numbers | words | st.text(max_size=5) | st.binary(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(words | st.text(max_size=3) | st.integers(), inner, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=6,
)


def answers(name: str) -> st.SearchStrategy[object]:
    """What can be said of an observation."""
    levels = OBSERVATIONS[name].get("levels", ["present", "absent"])
    one = st.sampled_from(levels)
    if OBSERVATIONS[name]["kind"] == "symptom":
        pair = st.lists(st.floats(0, 1), min_size=2, max_size=2).filter(any)
        return st.booleans() | st.none() | st.fixed_dictionaries({"likelihood": pair})
    return one | st.none()


well_formed = st.lists(st.sampled_from(sorted(OBSERVATIONS)), unique=True, max_size=12).flatmap(
    lambda names: st.fixed_dictionaries({name: answers(name) for name in names}),
)
ids = st.sampled_from(sorted(OBSERVATIONS)) | st.text(max_size=8)


@settings(max_examples=300, deadline=None)
@given(anything | st.dictionaries(ids, anything, max_size=4), st.integers(-2, 1100))
def test_only_documented_exceptions(evidence: object, top: int) -> None:
    try:
        answer = ENGINE.assess(evidence, top=top, stability=False)
    except hl.EvidenceError as error:
        assert error.problems  # noqa: PT017
        assert error.code.startswith("evidence.")  # noqa: PT017
    else:
        assert answer.schema == 1


@settings(max_examples=100, deadline=None)
@given(well_formed)
def test_probabilities_are_probabilities(evidence: dict[str, object]) -> None:
    posteriors = ENGINE.posteriors(evidence)
    assert all(0 <= p <= 1 and math.isfinite(p) for p in posteriors.values())
    request = json.dumps({"schema": 1, "evidence": evidence})
    assert ENGINE.assess(evidence).to_json() == ENGINE.assess_json(request)


@settings(max_examples=200, deadline=None)
@given(st.text() | anything.map(lambda value: json.dumps(value, default=str, skipkeys=True)))
def test_only_documented_exceptions_for_texts(text: str) -> None:
    for read in (ENGINE.assess_json, hl.KnowledgeBase.from_json):
        with contextlib.suppress(hl.HeavyLegsError):
            read(text)
