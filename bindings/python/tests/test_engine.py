"""What the binding adds to the core: reading mappings, exceptions, pickling, threads."""

import copy
import json
import math
import pickle
from collections import UserDict
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

import pytest

import heavylegs as hl

EVIDENCE = {
    "course_in_run": "heavy_then_clears",
    "side": ["both_alike", "one_worse"],
    "sitting_hours_today": 9,
    "ferritin": {"value": 14, "unit": "ug/L", "origin": "log", "days_ago": 3},
    "sex": "female",
    "one_leg_swollen": False,
    "hair_loss": None,
    "tired_all_day": {"likelihood": [0.8, 0.2]},
}


def own_knowledge(prior: float = 0.1) -> str:
    number = {"value": prior, "source": "estimate"}
    cause = {"family": "load", "horizon": "days", "care": "self_care", "prior": number}
    return json.dumps(
        {
            "knowledge": {"version": "7.0.0", "families": ["load"]},
            "observations": {"heavy": {"kind": "symptom", "base": 0.3, "source": "estimate"}},
            "causes": {"load": cause | {"symptoms": {"heavy": 0.9, "source": "estimate"}}},
            "texts": {
                "en": {
                    "families": {"load": "Load"},
                    "causes": {"load": {"name": "load", "summary": "Much was done."}},
                    "observations": {
                        "heavy": {
                            "title": "Heavy",
                            "question": "Are they heavy?",
                            "present": "heavy",
                            "absent": "not heavy",
                        },
                    },
                },
            },
        },
    )


@pytest.mark.parametrize(
    "options",
    [{}, {"top": 50, "profile": "clinical"}, {"stability": False, "redact_sensitive": True}],
)
def test_assess_is_assess_json(engine: hl.Engine, options: dict[str, object]) -> None:
    request = {"schema": 1, "evidence": EVIDENCE} | ({"options": options} if options else {})
    wanted = engine.assess_json(json.dumps(request))
    assert engine.assess(EVIDENCE, **options).to_json() == wanted
    assert hl.assess(EVIDENCE, **options).to_dict() == json.loads(wanted)


def test_any_mapping_will_do(engine: hl.Engine) -> None:
    wanted = engine.assess(EVIDENCE)
    assert engine.assess(MappingProxyType(EVIDENCE)) == wanted
    assert engine.assess(UserDict(EVIDENCE)) == wanted
    assert engine.assess(dict(reversed(EVIDENCE.items()))) == wanted


def test_levels_may_be_in_any_collection(engine: hl.Engine) -> None:
    wanted = engine.posteriors({"side": ["both_alike", "one_worse"]})
    for levels in (("one_worse", "both_alike"), {"both_alike", "one_worse"}):
        assert engine.posteriors({"side": levels}) == wanted


def test_posteriors_are_those_of_the_assessment(engine: hl.Engine) -> None:
    posteriors = engine.posteriors(EVIDENCE)
    answer = engine.assess(EVIDENCE, top=1000, profile="clinical")
    listed = {cause.id: cause.probability for cause in answer.causes}
    assert posteriors == listed | {"none_of_these": answer.none_of_these}


def test_the_report_is_text(engine: hl.Engine) -> None:
    text = str(engine.assess(EVIDENCE))
    assert f"knowledge {engine.knowledge.version}" in text
    assert str(engine.assess(EVIDENCE, profile="clinical")) != text


def test_every_problem_at_once(engine: hl.Engine) -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        engine.assess({"hair_los": True, "ferritin": {"value": 14, "unit": "stone"}})
    error = caught.value
    assert isinstance(error, hl.HeavyLegsError)
    assert isinstance(error, ValueError)
    assert [problem.path for problem in error.problems] == [
        "evidence.hair_los",
        "evidence.ferritin.unit",
    ]
    assert (error.code, error.path) == ("evidence.unknown_id", "evidence.hair_los")
    assert "hair_loss" in error.problems[0].help
    assert error.problems[0].severity == "error"
    assert all(str(problem) in str(error) for problem in error.problems)


@pytest.mark.parametrize("top", [0, -1, 1001])
def test_options_out_of_range(engine: hl.Engine, top: int) -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        engine.assess({}, top=top)
    assert (caught.value.code, caught.value.path) == ("evidence.options", "options.top")


def test_a_profile_that_is_not_known() -> None:
    with pytest.raises(hl.EvidenceError, match="wellness") as caught:
        hl.assess({}, profile="coach")
    assert caught.value.path == "options.profile"


@pytest.mark.parametrize(
    "evidence",
    [
        {"ferritin": math.nan},
        {"ferritin": math.inf},
        {"ferritin": -(10**400)},
        {"ferritin": {"value": math.nan, "unit": "ug/L"}},
        {"ferritin": {"value": {"value": 1}}},
        {"ferritin": {"likelihood": [math.nan, 1]}},
        {"ferritin": object()},
        {"ferritin": b"14"},
        {"ferritin": 14j},
        {1: True},
        {None: True},
        {"\ud800": True},
        {"side": "\ud800"},
        {"side": 1},
        [],
        None,
        "side",
        7,
    ],
    ids=repr,
)
def test_what_is_no_evidence(engine: hl.Engine, evidence: object) -> None:
    # Only an engine knows that this observation is no number.
    shape = () if evidence in ({"side": 1}, None) else (hl.Evidence,)
    for read in (engine.assess, engine.posteriors, *shape):
        with pytest.raises(hl.EvidenceError) as caught:
            read(evidence)
        assert caught.value.code.startswith("evidence.")


class Scalar:
    """What NumPy's scalars have in common."""

    dtype = "any"
    ndim = 0

    def __init__(self, value: object) -> None:
        self.value = value

    def item(self) -> object:
        return self.value


def test_scalars_of_other_libraries(engine: hl.Engine) -> None:
    scalars = {
        "sitting_hours_today": Scalar(9),
        "one_leg_swollen": Scalar(value=False),
        "ferritin": {"value": Scalar(14.0), "unit": "ug/L", "days_ago": Scalar(3)},
        "tired_all_day": {"likelihood": [Scalar(0.8), 0.2]},
    }
    plain = {
        "sitting_hours_today": 9,
        "one_leg_swollen": False,
        "ferritin": {"value": 14.0, "unit": "ug/L", "days_ago": 3},
        "tired_all_day": {"likelihood": [0.8, 0.2]},
    }
    assert engine.assess(scalars) == engine.assess(plain)
    assert hl.Evidence(scalars) == hl.Evidence(plain)
    assert engine.posteriors(scalars) == engine.posteriors(plain)
    assert isinstance(scalars["sitting_hours_today"], Scalar)
    with pytest.raises(hl.EvidenceError):
        engine.assess({"sitting_hours_today": Scalar(math.nan)})


def test_scalars_of_numpy(engine: hl.Engine) -> None:
    np = pytest.importorskip("numpy")
    scalars = {"sitting_hours_today": np.int64(9), "one_leg_swollen": np.bool_(0)}
    scalars["ferritin"] = np.float32(14.5)
    plain = {"sitting_hours_today": 9, "one_leg_swollen": False, "ferritin": 14.5}
    assert engine.assess(scalars) == engine.assess(plain)


def test_a_mapping_that_contains_itself(engine: hl.Engine) -> None:
    evidence: dict[str, object] = {}
    evidence["side"] = evidence
    with pytest.raises(hl.EvidenceError, match="too deep"):
        engine.assess(evidence)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 2, "evidence": {}}', "1" * 9_000_000])
def test_requests_that_are_none(engine: hl.Engine, text: str) -> None:
    with pytest.raises(hl.EvidenceError):
        engine.assess_json(text)


@pytest.mark.parametrize("text", ["", "[]", "null", own_knowledge(prior=2.0)])
def test_knowledge_that_is_none(text: str) -> None:
    with pytest.raises(hl.KnowledgeError) as caught:
        hl.KnowledgeBase.from_json(text)
    assert caught.value.code.startswith("knowledge.")


def test_knowledge_of_ones_own(engine: hl.Engine) -> None:
    own = hl.Engine(hl.KnowledgeBase.from_json(own_knowledge()))
    assert own.knowledge.version == "7.0.0"
    assert own != engine
    # 0.1 of 0.3: P(heavy | load) = 0.9.
    assert own.posteriors({"heavy": True})["load"] == pytest.approx(0.1 * 0.9 / 0.3, abs=1e-12)


def own_engine() -> hl.Engine:
    return hl.Engine(hl.KnowledgeBase.from_json(own_knowledge()))


@pytest.mark.parametrize(
    "again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy]
)
@pytest.mark.parametrize("make", [hl.Engine, own_engine])
def test_pickling(make, again) -> None:  # noqa: ANN001
    engine = make()
    other = again(engine)
    assert other == engine
    assert hash(other) == hash(engine)
    assert other.assess({}) == engine.assess({})


def test_the_built_in_knowledge_is_pickled_by_name(engine: hl.Engine) -> None:
    assert len(pickle.dumps(engine)) < 200


def test_errors_are_pickled_with_their_problems(engine: hl.Engine) -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        engine.assess({"hair_los": True})
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.problems) == (caught.value.code, caught.value.problems)


def test_repr_and_attributes(engine: hl.Engine) -> None:
    assert engine.knowledge.hash[:12] in repr(engine)
    assert len(engine.knowledge.hash) == 64
    with pytest.raises(AttributeError):
        engine.knowledge = hl.KnowledgeBase()


def test_threads_get_one_answer(engine: hl.Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: engine.assess(EVIDENCE).to_json(), range(64)))
    assert set(answers) == {engine.assess(EVIDENCE).to_json()}


def test_a_language_is_chosen_or_refused() -> None:
    evidence = {"side": "both_alike"}
    assert hl.Engine().assess(evidence, language="en") == hl.Engine().assess(evidence)
    assert hl.Engine().assess(evidence, language="de").language == "de"
    with pytest.raises(hl.EvidenceError) as refused:
        hl.Engine().assess(evidence, language="fr")
    problem = refused.value.problems[0]
    assert problem.path == "options.language"
    assert problem.help == "languages: de, en"
