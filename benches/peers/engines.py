"""What other engines take for what ours does, with their answers.

`cargo xtask bench --peers` gives it the file with what `benches/src/bin/peers.rs` has told, and
holds the answers against each other. Each engine works in one thread of a process of its own; its
time is that of the processor, which does not grow while the machine does something else.
"""

from __future__ import annotations

import json
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import with_zen
from patience import Engine

import heavylegs as hl

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWLEDGE = Path("crates/heavylegs-knowledge/knowledge.json")
MOST_S = 60.0
# An engine is asked no further once it has taken so long, but for three answers.
BUDGET_S = 50.0
LEAST_ANSWERS = 3
ROUNDS = {"with_heavylegs": 5, "with_pyagrum": 5, "with_numpy": 5, "with_pgmpy": 1}
ASKED = {
    "six": ["with_heavylegs", "with_pyagrum", "with_pgmpy"],
    "few": ["with_heavylegs", "with_pyagrum", "with_pgmpy", "with_numpy"],
}


def asked(engine: Engine, cases: list[dict[str, Any]], rounds: int) -> list[dict[str, Any]]:
    """Return for each case the answer with the median of each time, or that it took too long."""
    engine.answer(cases[0])
    answers: list[dict[str, Any]] = []
    begun = time.perf_counter()
    for case in cases:
        if len(answers) >= LEAST_ANSWERS and time.perf_counter() - begun > BUDGET_S:
            break
        given = [engine.answer(case) for _ in range(rounds)]
        known = [answer for answer in given if answer is not None]
        answers.append(_middle(known) if len(known) == rounds else {"over_us": MOST_S * 1e6})
    return answers


def _middle(answers: list[dict[str, Any]]) -> dict[str, Any]:
    times = [key for key in answers[0] if key.endswith("us")]
    return answers[0] | {key: statistics.median(it[key] for it in answers) for key in times}


def signs(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what rules fire in ZEN, and what that and an assessment take."""
    knowledge = json.loads(KNOWLEDGE.read_text(encoding="utf-8"))
    evidence = [case["evidence"] for case in cases]
    decision = with_zen.decision(knowledge)
    rules = with_zen.one_expression(knowledge)
    rows = [decision.evaluate(one)["result"] for one in evidence]
    engine = hl.Engine()
    return {
        "decision": {
            "fired": [[row["flag"] for row in one] for one in rows],
            "us": microseconds(decision.evaluate, evidence),
        },
        "expression": {
            "fired": [rules.evaluate(one) for one in evidence],
            "us": microseconds(rules.evaluate, evidence),
        },
        "assess_us": microseconds(lambda one: engine.assess(one, stability=False), evidence),
    }


def microseconds(call: Callable[[Any], object], given: list[Any]) -> dict[str, float]:
    """Return the time of one call: median, least and most of several rounds over all of them."""
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        for one in given:
            call(one)
        times.append((time.perf_counter() - begun) * 1e6 / len(given))
    # The first one warms up.
    rest = sorted(times[1:])
    return {"median": statistics.median(rest), "least": rest[0], "most": rest[-1]}


def main() -> None:
    """Print all answers and times."""
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    versions = {"python": platform.python_version()} | with_zen.VERSIONS
    engines = {module: Engine(module, MOST_S) for module in ROUNDS}
    answers: dict[str, dict[str, Any]] = {}
    for kind, modules in ASKED.items():
        answers[kind] = {
            module.removeprefix("with_"): asked(engines[module], told[kind], ROUNDS[module])
            for module in modules
        }
    for engine in engines.values():
        versions |= engine.versions
        engine.stop()
    print(json.dumps(answers | {"signs": signs(told["signs"]["cases"]), "versions": versions}))


if __name__ == "__main__":
    main()
