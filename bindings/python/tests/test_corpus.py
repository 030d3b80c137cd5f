"""The cases that the Rust runner runs as well: the same answers, bit for bit."""

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
    """A name that is no option is a TypeError in Python."""
    case = corpus.read(path)
    options = case.get("options", {})
    return (
        "evidence" in case
        and isinstance(options, dict)
        and options.keys() <= hl.Options.__annotations__.keys()
    )


WITH_A_MAPPING = [path for path in corpus.FILES if has_a_mapping(path)]


@pytest.mark.parametrize("path", WITH_A_MAPPING, ids=lambda path: path.stem)
def test_a_mapping_is_read_as_its_json_is(path: Path) -> None:
    case = corpus.read(path)
    assert outcome(case, from_mapping) == outcome(case, from_json)


def from_mapping(engine: hl.Engine, case: corpus.Case) -> str:
    return engine.assess(case["evidence"], **case.get("options", {})).to_json()


def from_json(engine: hl.Engine, case: corpus.Case) -> str:
    return engine.assess_json(corpus.request_of(case))


def outcome(case: corpus.Case, way) -> object:  # noqa: ANN001
    try:
        return way(corpus.engine_of(case), case)
    except hl.HeavyLegsError as error:
        return type(error), error.problems
