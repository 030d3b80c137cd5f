"""The knowledge base: entries, pages, overlays, checks."""

import copy
import json
import pickle
from pathlib import Path

import pytest

import heavylegs as hl
from heavylegs import types

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "crates" / "heavylegs-knowledge" / "data"
OWN = {
    "causes/acme_new_treadmill.toml": """
        family = "place"
        horizon = "hours"
        prior = { value = 0.01, source = "estimate" }
        [factors]
        source = "estimate"
        acme_first_week = "very_strong"
    """,
    "observations/acme.toml": """
        [acme_first_week]
        kind = "factor"
        share = 0.02
        source = "estimate"
    """,
    "texts/en/acme.toml": """
        [causes.acme_new_treadmill]
        name = "a new treadmill"
        summary = "The belt gives way and moves in its own way."
        [observations.acme_first_week]
        title = "New treadmill"
        question = "Did you start to use another treadmill within the last week?"
        present = "new on this treadmill"
        absent = "no new treadmill"
    """,
}


@pytest.fixture(scope="module")
def builtin() -> hl.KnowledgeBase:
    return hl.KnowledgeBase()


@pytest.fixture(scope="module")
def own(builtin: hl.KnowledgeBase) -> hl.KnowledgeBase:
    return builtin.overlaid("acme", OWN)


def test_entries_are_typed_and_by_id(builtin: hl.KnowledgeBase) -> None:
    iron = builtin.causes["iron_deficiency"]
    assert isinstance(iron, hl.Cause)
    assert iron.prior.class_ == types.NumberClass.ESTIMATE
    assert {link.to for link in iron.recommendations} <= set(builtin.recommendations)
    kinds = {type(observation) for observation in builtin.observations.values()}
    assert kinds == {hl.Symptom, hl.Factor, hl.Descriptor, hl.Measurement, hl.Context}
    assert all(id_ == entry.id for id_, entry in builtin.sources.items())
    match builtin.observations["sitting_hours_today"]:
        case hl.Factor(levels=levels, unit="h"):
            assert abs(sum(level.share or 0 for level in levels) - 1) < 1e-9


@pytest.mark.parametrize("part", ["causes", "observations", "red_flags", "recommendations"])
def test_every_entry_there_and_back(builtin: hl.KnowledgeBase, part: str) -> None:
    for entry in getattr(builtin, part).values():
        assert type(entry).from_json(entry.to_json()) == entry
        assert eval(repr(entry), vars(types).copy()) == entry  # noqa: S307
        assert entry.to_dict()["kind"] == entry.kind


def test_a_missing_id_comes_with_a_guess(builtin: hl.KnowledgeBase) -> None:
    for read in (builtin.causes.__getitem__, builtin.page):
        with pytest.raises(KeyError, match="iron_deficiency"):
            read("iron_deficienc")
    assert "nothing" not in builtin.causes
    assert builtin.causes.get("nothing") is None


def test_pages(builtin: hl.KnowledgeBase) -> None:
    page = builtin.page("iron_deficiency")
    assert "Low iron" in str(page)
    assert page.to_html().startswith("<!doctype html>")
    assert "iron_deficiency" in repr(page)


def test_versions_and_languages(builtin: hl.KnowledgeBase) -> None:
    assert len(builtin.hash) == 64
    assert builtin.hash[:12] in repr(builtin)
    assert {"de", "en"} <= set(builtin.languages)
    assert "load" in builtin.families


def test_an_overlay_adds(builtin: hl.KnowledgeBase, own: hl.KnowledgeBase) -> None:
    assert len(own.causes) == len(builtin.causes) + 1
    assert own != builtin
    engine = hl.Engine(own)
    likely, unlikely = (
        engine.posteriors({"acme_first_week": answer})["acme_new_treadmill"]
        for answer in (True, False)
    )
    assert likely > 5 * unlikely
    german = engine.assess({"acme_first_week": True, "side": "both_alike"}, language="de")
    assert german.language == "de"


def test_several_overlays(own: hl.KnowledgeBase) -> None:
    other = {
        path.replace("acme", "zeta"): text.replace("acme", "zeta") for path, text in OWN.items()
    }
    both = own.overlaid("zeta", other)
    assert {"acme_new_treadmill", "zeta_new_treadmill"} <= set(both.causes)


def test_a_folder_is_an_overlay_or_a_whole(tmp_path: Path, own: hl.KnowledgeBase) -> None:
    folder = tmp_path / "acme"
    for path, text in OWN.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    assert hl.KnowledgeBase.from_files(folder) == own
    assert hl.KnowledgeBase().overlaid("acme", str(folder)) == own
    assert hl.KnowledgeBase.from_files(DATA) == hl.KnowledgeBase()
    with pytest.raises(NotADirectoryError):
        hl.KnowledgeBase.from_files(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(hl.KnowledgeError, match="no TOML"):
        hl.KnowledgeBase.from_files(tmp_path / "empty")


@pytest.mark.parametrize(
    "again", [lambda k: pickle.loads(pickle.dumps(k)), copy.copy, copy.deepcopy]
)
def test_pickling(builtin: hl.KnowledgeBase, own: hl.KnowledgeBase, again) -> None:  # noqa: ANN001
    read = hl.KnowledgeBase.from_json(builtin.to_json())
    for knowledge in (builtin, own, read):
        other = again(knowledge)
        assert other == knowledge
        assert hash(other) == hash(knowledge)
        assert other.overlaid is not None
    assert len(pickle.dumps(builtin)) < 200


def test_what_is_built_in_can_be_read_again(builtin: hl.KnowledgeBase) -> None:
    assert hl.KnowledgeBase.from_json(builtin.to_json()) == builtin
    with pytest.raises(hl.KnowledgeError, match="TOML"):
        hl.KnowledgeBase.from_json(builtin.to_json()).overlaid("acme", OWN)


def test_check_finds_everything_at_once() -> None:
    broken = OWN | {
        "causes/acme_new_treadmill.toml": 'family = "plaice"\nhorizon = "hours"\n',
        "observations/acme.toml": "[acme_first_week]\nkind = 'factor'\nshare = 2\nsource = 'guess'",
    }
    problems = hl.KnowledgeBase.check(broken, overlay="acme")
    errors = [problem for problem in problems if problem.severity == "error"]
    assert len(errors) >= 3
    # What is wrong in English is told of the other languages as well, where there is no file.
    written = [problem for problem in errors if not problem.path.startswith("texts.de")]
    assert all(problem.file and problem.line for problem in written)
    assert any(problem.help for problem in errors)
    with pytest.raises(hl.KnowledgeError) as caught:
        hl.KnowledgeBase().overlaid("acme", broken)
    assert set(caught.value.problems) <= set(problems)
    assert [p for p in hl.KnowledgeBase.check(OWN, overlay="acme") if p.severity == "error"] == []


def test_a_red_flag_cant_be_weakened() -> None:
    weaker = {"red_flags/acme.toml": '[chest_pain]\noverride = true\nurgency = "self_care"\n'}
    with pytest.raises(hl.KnowledgeError) as caught:
        hl.KnowledgeBase().overlaid("acme", weaker)
    assert any(problem.code == "knowledge.overlay_red_flag" for problem in caught.value.problems)


def test_entries_hold_what_the_document_holds(builtin: hl.KnowledgeBase) -> None:
    document = json.loads(builtin.to_json())
    assert set(document["causes"]) == set(builtin.causes)
    for id_, cause in builtin.causes.items():
        assert len(cause.symptoms) == len(
            document["causes"][id_].get("symptoms", {}).keys() - {"source", "class"}
        )
