"""The cases that the Rust runner runs as well: the same answers, bit for bit."""

import json
from pathlib import Path

import corpus
import pytest

import heavylegs as hl


def test_the_corpus_was_found() -> None:
    assert corpus.FILES, f"no case in {corpus.FOLDER}"


@pytest.mark.parametrize("path", corpus.FILES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    assert corpus.failures(corpus.read(path)) == []


def test_the_digest_is_the_recorded_one() -> None:
    recorded = (corpus.FOLDER / "DIGEST").read_text(encoding="utf-8").strip()
    assert corpus.digest() == recorded


def has_a_mapping(path: Path) -> bool:
    """Options of the wrong type are a TypeError in Python; a text can't be one."""
    case = corpus.read(path)
    types = {
        "language": str,
        "top": int,
        "profile": str,
        "stability": bool,
        "redact_sensitive": bool,
    }
    options = case.get("options", {})
    if not isinstance(options, dict) or "evidence" not in case:
        return False
    return all(type(value) is types.get(name) for name, value in options.items())


WITH_A_MAPPING = [path for path in corpus.FILES if has_a_mapping(path)]


@pytest.mark.parametrize("path", WITH_A_MAPPING, ids=lambda path: path.stem)
def test_a_mapping_is_read_as_its_json_is(path: Path) -> None:
    case = corpus.read(path)
    assert outcome(case, from_mapping) == outcome(case, from_json)


@pytest.mark.parametrize(
    "options",
    [{"top": "5"}, {"top": 1.5}, {"profile": None}, {"stability": "yes"}, {"tops": 3}],
)
def test_options_of_the_wrong_type(options: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        hl.assess({}, **options)


def from_mapping(engine: hl.Engine, case: corpus.Case) -> corpus.Answer:
    return engine.assess(case["evidence"], **case.get("options", {}))


def from_json(engine: hl.Engine, case: corpus.Case) -> corpus.Answer:
    return json.loads(engine.assess_json(corpus.request_of(case)))


def outcome(case: corpus.Case, way) -> object:  # noqa: ANN001
    try:
        return way(corpus.engine_of(case), case)
    except hl.HeavyLegsError as error:
        return type(error), error.problems
