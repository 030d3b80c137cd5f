"""Evidence as a value of its own."""

import copy
import json
import pickle
import typing

import pytest

import heavylegs as hl
from heavylegs import ids

LONG = {
    "side": ["both_alike", "one_worse"],
    "ferritin": {"value": 14, "unit": "ug/L", "origin": "log", "days_ago": 3},
    "tired_all_day": {"likelihood": [0.8, 0.2], "origin": "device"},
    "hair_loss": None,
    "one_leg_swollen": False,
}


def test_keywords_and_mappings_say_the_same() -> None:
    assert hl.Evidence(**LONG) == hl.Evidence(LONG) == LONG
    assert hl.Evidence({"side": "both_alike"}, sitting_hours_today=9) == {
        "sitting_hours_today": 9,
        "side": "both_alike",
    }


def test_it_is_assessed_as_its_mapping_is(engine: hl.Engine) -> None:
    evidence = hl.Evidence(LONG)
    assert engine.assess(evidence) == engine.assess(LONG)
    assert engine.posteriors(evidence) == engine.posteriors(LONG)


def test_there_and_back() -> None:
    evidence = hl.Evidence(LONG)
    assert eval(repr(evidence), {"Evidence": hl.Evidence}) == evidence  # noqa: S307
    assert hl.Evidence.from_json(evidence.to_json()) == evidence
    assert hl.Evidence(evidence.to_dict()) == evidence
    assert pickle.loads(pickle.dumps(evidence)) == evidence
    assert copy.deepcopy(evidence) is copy.copy(evidence) is evidence
    assert json.loads(evidence.to_json()) == evidence.to_dict()


def test_order_does_not_matter() -> None:
    turned = hl.Evidence(dict(reversed(LONG.items())))
    assert turned == hl.Evidence(LONG)
    assert hash(turned) == hash(hl.Evidence(LONG))
    assert turned != hl.Evidence(LONG).without("side")


def test_it_does_not_change() -> None:
    evidence = hl.Evidence(LONG)
    with pytest.raises(AttributeError, match="does not change"):
        evidence.side = "one_leg"
    with pytest.raises(TypeError):
        evidence["side"] = "one_leg"  # type: ignore[index]
    evidence["side"].append("one_leg")
    evidence.to_dict()["ferritin"]["value"] = 200
    assert evidence == hl.Evidence(LONG)


def test_other_evidence_is_made_of_it() -> None:
    evidence = hl.Evidence(sitting_hours_today=9)
    assert evidence | {"sitting_hours_today": 2} == hl.Evidence(sitting_hours_today=2)
    assert evidence != {"side": "one_leg"}
    more = evidence | hl.Evidence(side="one_leg")
    assert list(more) == ["sitting_hours_today", "side"]
    assert more.without("side", "no_such_thing") == evidence
    with pytest.raises(TypeError):
        evidence | 3  # type: ignore[operator]


def test_every_wrong_shape_at_once() -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        hl.Evidence({"a": {"val": 1}, "b": [1]}, c={"value": 1, "days_ago": "today"})
    assert {problem.path.split(".")[1] for problem in caught.value.problems} == {"a", "b", "c"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"side": "a", "side": "b"} x', "3"])
def test_texts_that_are_none(text: str) -> None:
    with pytest.raises(hl.EvidenceError):
        hl.Evidence.from_json(text)


def test_ids_are_those_of_the_knowledge() -> None:
    knowledge = hl.KnowledgeBase()
    for literal, entries in [
        (ids.CauseId, knowledge.causes),
        (ids.ObservationId, knowledge.observations),
        (ids.RecommendationId, knowledge.recommendations),
        (ids.RedFlagId, knowledge.red_flags),
        (ids.SourceId, knowledge.sources),
    ]:
        assert list(typing.get_args(literal)) == list(entries)
    assert list(typing.get_args(ids.FamilyId)) == list(knowledge.families)
    assert list(ids.Findings.__annotations__) == list(knowledge.observations)
