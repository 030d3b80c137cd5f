"""Results: frozen, equal, hashable, and back again from text, dictionaries, JSON and pickles."""

import copy
import dataclasses
import json
import pickle
from enum import Enum
from pathlib import Path

import pytest

import heavylegs as hl
from heavylegs import types
from heavylegs._record import Record

SCHEMAS = Path(__file__).resolve().parents[3] / "docs" / "schema"
USUAL = {"course_in_run": "heavy_then_clears", "sitting_hours_today": 9, "side": "both_alike"}
ANSWERS = {
    "nothing": ({}, {}),
    "usual": (USUAL | {"no_spring": True}, {}),
    "clinical": (USUAL | {"ferritin": 8, "sex": "female"}, {"profile": "clinical", "top": 100}),
    "emergency": (USUAL | {"chest_pain_now": True}, {}),
    "outside": (USUAL | {"age_years": 15}, {}),
    "expired": ({"tired_all_day": {"value": True, "days_ago": 400, "origin": "log"}}, {}),
    "german": (USUAL, {"language": "de", "stability": False}),
}


@pytest.fixture(params=ANSWERS)
def assessment(request: pytest.FixtureRequest) -> hl.Assessment:
    evidence, options = ANSWERS[request.param]
    return hl.assess(evidence, **options)


def test_repr_evaluates(assessment: hl.Assessment) -> None:
    assert eval(repr(assessment), vars(types).copy()) == assessment  # noqa: S307


def test_there_and_back(assessment: hl.Assessment) -> None:
    assert hl.Assessment.from_dict(assessment.to_dict()) == assessment
    assert hl.Assessment.from_json(assessment.to_json()) == assessment
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(assessment, protocol)) == assessment
    assert copy.copy(assessment) == copy.deepcopy(assessment) == assessment
    assert len({assessment, copy.deepcopy(assessment)}) == 1


def test_a_copy_reads_the_same(assessment: hl.Assessment) -> None:
    again = pickle.loads(pickle.dumps(assessment))
    assert str(again) == str(assessment)
    assert again.to_html() == assessment.to_html()


def test_nothing_can_be_changed(assessment: hl.Assessment) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        assessment.urgency = hl.Urgency.SELF_CARE  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        assessment.of_my_own = 1  # type: ignore[attr-defined]


def records() -> list[type[Record]]:
    named = [getattr(types, name) for name in types.__all__]
    return [cls for cls in named if issubclass(cls, Record)]


def test_the_fields_are_those_of_the_schemas() -> None:
    wanted = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        if path.name.endswith("request.schema.json"):
            continue
        schema = json.loads(path.read_text(encoding="utf-8"))
        wanted |= schema.get("$defs", {})
        wanted[schema["title"]] = schema
    found = {cls.__name__: {name.rstrip("_") for name in cls.__match_args__} for cls in records()}
    # A name that has an underscore in a schema has none in Python.
    objects = {
        "".join(part[:1].upper() + part[1:] for part in name.split("_")): set(d["properties"])
        for name, d in wanted.items()
        if "properties" in d
    }
    assert found == {name: fields for name, fields in objects.items() if name in found}
    assert set(objects) - set(found) == set()


@pytest.mark.parametrize("cls", records(), ids=lambda cls: cls.__name__)
def test_every_field_can_be_read(cls: type[Record]) -> None:
    # An empty object is refused with every field that must be there, or is fine if none must.
    needed = [f.name for f in dataclasses.fields(cls) if f.default is dataclasses.MISSING]
    with pytest.raises(hl.ReadError) as caught:
        cls.from_dict({})
    assert [p.path for p in caught.value.problems] == [name.rstrip("_") for name in needed]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("urgency",), "very"),
        (("exact",), 1),
        (("causes", 0, "probability"), "likely"),
        (("causes", 0, "supports"), {}),
        (("coverage",), None),
        (("recommendations", 0, "days_to_effect"), [1]),
    ],
)
def test_what_is_none_is_refused_with_its_place(path: tuple[object, ...], value: object) -> None:
    data = hl.assess(USUAL).to_dict()
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    place = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path).lstrip(".")
    with pytest.raises(hl.ReadError) as caught:
        hl.Assessment.from_dict(data)
    assert (caught.value.code, caught.value.path) == ("read.shape", place)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", '{"schema": 1}', "[" * 100_000])
def test_texts_that_are_none(text: str) -> None:
    with pytest.raises(hl.ReadError) as caught:
        hl.Assessment.from_json(text)
    assert caught.value.problems


def test_keys_of_the_future_are_passed_over() -> None:
    assessment = hl.assess(USUAL)
    assert hl.Assessment.from_dict(assessment.to_dict() | {"later": 1}) == assessment


def test_words_are_their_strings_and_have_an_order() -> None:
    assert hl.Urgency("same_day") is hl.Urgency.SAME_DAY
    assert hl.Urgency.SAME_DAY == "same_day"
    assert json.dumps(hl.Urgency.SAME_DAY) == '"same_day"'
    assert sorted(hl.Urgency) == list(hl.Urgency)
    assert max(hl.Urgency) is hl.Urgency.EMERGENCY
    assert hl.Urgency.SELF_CARE < "appointment" <= hl.Urgency.APPOINTMENT
    assert max(hl.Activity.EASY_ONLY, hl.Activity.REST_TODAY) is hl.Activity.REST_TODAY
    with pytest.raises(ValueError, match="very"):
        hl.Urgency("very")
    with pytest.raises(TypeError, match="no common order"):
        assert hl.Urgency.SELF_CARE < hl.Activity.REST_TODAY
    with pytest.raises(ValueError, match="very"):
        assert hl.Urgency.SELF_CARE < "very"


def test_every_word_evaluates() -> None:
    named = [getattr(types, name) for name in types.__all__]
    for enum in [cls for cls in named if issubclass(cls, Enum)]:
        for word in enum:
            assert eval(repr(word), vars(types).copy()) is word  # noqa: S307
            assert pickle.loads(pickle.dumps(word)) is word


def test_matching_by_position_and_by_name() -> None:
    match hl.assess(USUAL).causes[0]:
        case hl.CauseResult(cause, family=family):
            assert (cause, family) == ("prolonged_sitting", "circulation")
