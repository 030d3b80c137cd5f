"""The conformance corpus: one JSON file per case, run by `cargo test` and by pytest alike."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import heavylegs as hl

# Another folder can be given, to try out cases.
FOLDER = Path(
    os.environ.get("HEAVYLEGS_CORPUS")
    or Path(__file__).resolve().parents[3] / "tests" / "corpus"
)
FILES = sorted(FOLDER.glob("*.json"))
TOLERANCE = 1e-12

Case = dict[str, Any]
Answer = dict[str, Any]


def read(path: Path) -> Case:
    return json.loads(path.read_text(encoding="utf-8"))


def engine_of(case: Case) -> hl.Engine:
    knowledge = case.get("knowledge", "builtin")
    if knowledge == "builtin":
        return hl.Engine()
    return hl.Engine.from_json(json.dumps(knowledge))


def request_of(case: Case) -> str:
    if "request" in case:
        return case["request"]
    request = {"schema": 1, "evidence": case["evidence"]}
    if "options" in case:
        request["options"] = case["options"]
    return json.dumps(request)


def failures(case: Case) -> list[str]:
    """Everything that a case expects in vain."""
    expect = case["expect"]
    if "error" in expect:
        return _wrong_codes(case)
    engine, request = engine_of(case), request_of(case)
    text = engine.assess_json(request)
    posteriors = engine.posteriors(json.loads(request)["evidence"])
    found = _Found(json.loads(text), posteriors, text)
    failed = []
    for name, wanted in expect.items():
        problem = getattr(found, name, _unknown(name))(wanted)
        if problem:
            failed.append(f"{name}: {problem}")
    return failed


def _wrong_codes(case: Case) -> list[str]:
    wanted = set(case["expect"]["error"])
    try:
        engine_of(case).assess_json(request_of(case))
    except hl.HeavyLegsError as error:
        codes = {problem["code"] for problem in error.problems if problem["severity"] == "error"}
        return [] if codes == wanted else [f"error: {sorted(codes)}, not {sorted(wanted)}"]
    return [f"error: none, not {sorted(wanted)}"]


def _unknown(name: str) -> Any:
    return lambda _: f"`{name}` is nothing a case can expect"


class _Found:
    """What was found; a method per thing that a case can expect, which says what is wrong."""

    def __init__(self, answer: Answer, posteriors: dict[str, float], text: str) -> None:
        self._answer, self._posteriors, self._text = answer, posteriors, text
        causes = {id: p for id, p in posteriors.items() if id != "none_of_these"}
        self._ranked = sorted(causes, key=lambda id: (-causes[id], id))
        self._fired = {r["red_flag"] for r in answer["urgency_reasons"]} - {None}
        self._pending = {p["red_flag"] for p in answer["pending_red_flags"]}
        self._recommended = {r["id"] for r in answer["recommendations"]}

    def leads(self, wanted: str) -> str | None:
        return _equal(self._ranked[0], wanted)

    def top3(self, wanted: list[str]) -> str | None:
        return _among(set(self._ranked[:3]), wanted)

    def between(self, wanted: dict[str, list[float]]) -> str | None:
        outside = [
            f"{id} is {self._posteriors[id]}, not in [{low}, {high}]"
            for id, (low, high) in wanted.items()
            if not low <= self._posteriors[id] <= high
        ]
        return "; ".join(outside)

    def urgency(self, wanted: str) -> str | None:
        return _equal(self._answer["urgency"], wanted)

    def urgency_floor(self, wanted: str) -> str | None:
        return _equal(self._answer["urgency_floor"], wanted)

    def activity(self, wanted: str) -> str | None:
        return _equal(self._answer["activity"], wanted)

    def coverage(self, wanted: str) -> str | None:
        return _equal(self._answer["coverage"]["state"], wanted)

    def fires(self, wanted: list[str]) -> str | None:
        return _among(self._fired, wanted)

    def not_fires(self, wanted: list[str]) -> str | None:
        return _not_among(self._fired, wanted)

    def pending(self, wanted: list[str]) -> str | None:
        return _among(self._pending, wanted)

    def recommends(self, wanted: list[str]) -> str | None:
        return _among(self._recommended, wanted)

    def recommends_not(self, wanted: list[str]) -> str | None:
        return _not_among(self._recommended, wanted)

    def exact(self, wanted: dict[str, float]) -> str | None:
        if set(wanted) != set(self._posteriors):
            return f"for other causes: {sorted(set(wanted) ^ set(self._posteriors))}"
        far = {id: p for id, p in wanted.items() if abs(self._posteriors[id] - p) > TOLERANCE}
        return "; ".join(f"{id} is {self._posteriors[id]!r}, not {p!r}" for id, p in far.items())

    def golden(self, wanted: dict[str, Any]) -> str | None:
        bits = {id: p.hex() for id, p in self._posteriors.items()}
        wanted_bits = {id: float(p).hex() for id, p in wanted["posteriors"].items()}
        if bits != wanted_bits:
            other = sorted(id for id in bits | wanted_bits if bits.get(id) != wanted_bits.get(id))
            return f"other bits: {other}"
        return _equal(hashlib.sha256(self._text.encode()).hexdigest(), wanted["sha256"])


def _equal(found: str, wanted: str) -> str | None:
    return None if found == wanted else f"{found}, not {wanted}"


def _among(found: set[str], wanted: list[str]) -> str | None:
    missing = set(wanted) - found
    return f"{sorted(missing)} not among {sorted(found)}" if missing else None


def _not_among(found: set[str], wanted: list[str]) -> str | None:
    there = set(wanted) & found
    return f"{sorted(there)} all the same" if there else None
