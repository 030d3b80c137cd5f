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


mappings = st.dictionaries(ids, anything, max_size=4)


@settings(max_examples=200, deadline=None)
@given(anything | mappings, anything | mappings, anything)
def test_only_documented_exceptions_of_comparisons(a: object, b: object, tried: object) -> None:
    with contextlib.suppress(hl.EvidenceError):
        ENGINE.what_if(a, b, stability=False)
    with contextlib.suppress(hl.EvidenceError):
        ENGINE.follow_up(a, b, tried=[tried], stability=False)
    with contextlib.suppress(hl.EvidenceError):
        ENGINE.assess_many([a, b], threads=1, stability=False)
    with contextlib.suppress(hl.EvidenceError):
        ENGINE.next_questions(a, exclude=b, at_most=2)


@settings(max_examples=300, deadline=None)
@given(anything | mappings, st.dictionaries(st.text(max_size=4), anything, max_size=2))
def test_evidence_is_there_or_refused(findings: object, more: dict[str, object]) -> None:
    try:
        evidence = hl.Evidence(findings, **more)
    except hl.EvidenceError as error:
        assert error.problems  # noqa: PT017
        assert str(error)  # noqa: PT017
    else:
        assert hl.Evidence.from_json(evidence.to_json()) == evidence
        assert eval(repr(evidence), {"Evidence": hl.Evidence}) == evidence  # noqa: S307
        assert hash(hl.Evidence(evidence)) == hash(evidence)


RECORDS = [hl.Assessment, hl.Cause, hl.Problem, hl.Question, hl.WhatIf]
keys = st.sampled_from(sorted({name for cls in RECORDS for name in cls.__match_args__}))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RECORDS), anything | st.dictionaries(keys, anything, max_size=8), st.text())
def test_records_are_read_or_refused(cls: type, data: object, text: str) -> None:
    for read, source in ((cls.from_dict, data), (cls.from_json, text)):
        try:
            record = read(source)
        except hl.ReadError as error:
            assert error.code.startswith("read.")  # noqa: PT017
        else:
            assert cls.from_dict(record.to_dict()) == record


paths = st.sampled_from(["causes/acme_x.toml", "observations/acme.toml", "texts/en/acme.toml", "x"])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(paths | st.text(max_size=6), st.text(max_size=40), max_size=3))
def test_files_are_knowledge_or_refused(files: dict[str, str]) -> None:
    problems = hl.KnowledgeBase.check(files, overlay="acme")
    try:
        hl.KnowledgeBase().overlaid("acme", files)
    except hl.KnowledgeError as error:
        assert set(error.problems) <= set(problems)  # noqa: PT017
    else:
        assert all(problem.severity == "warning" for problem in problems)


@settings(max_examples=100, deadline=None)
@given(mappings, st.dictionaries(st.sampled_from([*hl.Options.__annotations__]), anything))
def test_options_are_taken_or_refused(evidence: dict[str, object], options: dict) -> None:
    with contextlib.suppress(hl.EvidenceError):
        ENGINE.assess(evidence, **options)
