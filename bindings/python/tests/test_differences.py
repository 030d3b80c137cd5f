"""Random evidence: what Python returns is what Rust writes, to the byte."""

import json
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import heavylegs as hl

SETS = 2_000
# A process each: fewer of them show that the command says the same.
PROCESSES = 60
PROFILES = ["wellness", "clinical"]
Request = tuple[dict[str, Any], dict[str, Any]]


def requests() -> Iterator[Request]:
    """Truthful answers of drawn runners, in all the forms that an answer can have."""
    simulator, dice = hl.Simulator(seed=29), random.Random(29)
    observations = hl.KnowledgeBase().observations
    for index in range(SETS):
        answers = simulator.runner(index).answers
        asked = dice.sample(sorted(answers), dice.randint(0, 40))
        evidence = {name: form(observations[name], answers[name], dice) for name in asked}
        yield evidence, options(dice)


def form(observation: hl.Observation, answer: Any, dice: random.Random) -> Any:
    if isinstance(observation, hl.Symptom) and dice.random() < 0.2:
        return {"likelihood": [dice.random(), dice.random()], "origin": "device"}
    if dice.random() < 0.2:
        return {"value": answer, "origin": "log", "days_ago": dice.choice([0, 1, 3.5, 400])}
    if isinstance(observation, hl.Descriptor) and dice.random() < 0.3:
        return dice.sample([level.id for level in observation.levels], 2)
    return number(observation, answer, dice)


def number(observation: Any, answer: Any, dice: random.Random) -> Any:
    """A number of the level that was answered, where it has a lower bound."""
    levels = getattr(observation, "levels", ())
    low = next((level.low for level in levels if level.id == answer), None)
    return answer if low is None or dice.random() < 0.5 else low


def options(dice: random.Random) -> dict[str, Any]:
    return {
        "top": dice.randint(1, 80),
        "profile": dice.choice(PROFILES),
        # Ranges take most of the time, and nothing about them is Python's.
        "stability": dice.random() < 0.1,
        "redact_sensitive": dice.random() < 0.3,
        "language": dice.choice(["en", "de"]),
    }


@pytest.fixture(scope="module")
def drawn() -> list[Request]:
    return list(requests())


def text(request: Request) -> str:
    evidence, options = request
    return json.dumps({"schema": 1, "evidence": evidence, "options": options})


def test_the_sets_are_many_and_different(drawn: list[Request]) -> None:
    assert len({text(request) for request in drawn}) == SETS


def test_python_is_rust_to_the_byte(engine: hl.Engine, drawn: list[Request]) -> None:
    differences = 0
    for evidence, options in drawn:
        rust = engine.assess_json(text((evidence, options)))
        python = engine.assess(evidence, **options)
        differences += python.to_json() != rust or python.to_dict() != json.loads(rust)
    assert differences == 0


def test_evidence_is_read_the_same_as_a_value(engine: hl.Engine, drawn: list[Request]) -> None:
    for evidence, _ in drawn[::10]:
        value = hl.Evidence(evidence)
        assert engine.posteriors(value) == engine.posteriors(evidence)
        assert hl.Evidence.from_json(value.to_json()) == value


@pytest.mark.skipif("HEAVYLEGS_CLI" not in os.environ, reason="HEAVYLEGS_CLI is not set")
def test_the_command_says_the_same(
    engine: hl.Engine,
    drawn: list[Request],
    tmp_path: Path,
) -> None:
    for evidence, options in drawn[:: SETS // PROCESSES]:
        path = tmp_path / "request.json"
        path.write_text(text((evidence, options)), encoding="utf-8")
        command = [os.environ["HEAVYLEGS_CLI"], "assess", str(path), "--format", "json"]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603
        assert done.stdout.strip() == engine.assess(evidence, **options).to_json()
