"""The conformance corpus: one JSON file per case, run by `cargo test` and by pytest alike."""

import hashlib
import json
import math
import os
from pathlib import Path
from typing import Any

import heavylegs as hl

# Another folder can be given, to try out cases.
FOLDER = Path(
    os.environ.get("HEAVYLEGS_CORPUS") or Path(__file__).resolve().parents[3] / "tests" / "corpus"
)
FILES = sorted(FOLDER.glob("*.json"))
TOLERANCE = 1e-12
LEVELS = ["self_care", "appointment", "same_day", "emergency"]

Case = dict[str, Any]
Answer = dict[str, Any]


def read(path: Path) -> Case:
    return json.loads(path.read_text(encoding="utf-8"))


def engine_of(case: Case) -> hl.Engine:
    knowledge = case.get("knowledge", "builtin")
    if knowledge == "builtin":
        return hl.Engine()
    return hl.Engine(hl.KnowledgeBase.from_json(json.dumps(knowledge)))


def request_of(case: Case) -> str:
    if "request" in case:
        return case["request"]
    request = {"schema": 1, "evidence": case["evidence"]}
    if "options" in case:
        request["options"] = case["options"]
    return json.dumps(request)


def outcome(case: Case) -> list[str] | tuple[Answer, str]:
    """The codes of what is wrong, or the answer with every cause listed and the answer's text."""
    try:
        engine, request = engine_of(case), request_of(case)
        text = engine.assess_json(request)
    except hl.HeavyLegsError as error:
        return sorted({problem.code for problem in error.problems})
    evidence = json.loads(request)["evidence"]
    answer = engine.assess(evidence, top=1000, profile="clinical", stability=False)
    return answer.to_dict(), text


def failures(case: Case) -> list[str]:
    """Everything that a case expects in vain."""
    expect, came = case["expect"], outcome(case)
    if isinstance(came, list):
        wanted = expect.get("error")
        return [] if came == wanted else [f"refused with {came}, expected {wanted}"]
    found = _Found(*came)
    checks = {name: getattr(found, name, _unknown(name))(expect[name]) for name in expect}
    return [f"{name}: {problem}" for name, problem in checks.items() if problem]


def digest() -> str:
    """One digest over the answers to all cases, in the order of their names."""
    lines = []
    for path in FILES:
        came = outcome(read(path))
        what = "refused " + ",".join(came) if isinstance(came, list) else sha256(came[1])
        lines.append(f"{path.stem} {what}")
    return sha256("\n".join(lines))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _unknown(name: str) -> Any:
    return lambda _: f"`{name}` is nothing a case can expect"


class _Found:
    """What was found; a method per thing that a case can expect, which says what is wrong."""

    def __init__(self, answer: Answer, text: str) -> None:
        self._answer, self._text = answer, text
        self._ranked = [cause["id"] for cause in answer["causes"]]
        self._posteriors = {cause["id"]: cause["probability"] for cause in answer["causes"]}
        self._posteriors["none_of_these"] = answer["none_of_these"]
        self._fired = {r["red_flag"] for r in answer["urgency_reasons"]} - {None}
        self._pending = {p["red_flag"] for p in answer["pending_red_flags"]}
        self._recommended = {r["id"] for r in answer["recommendations"]}

    def leads(self, wanted: str) -> str | None:
        return _equal(self._ranked[0], wanted)

    def family_leads(self, wanted: str) -> str | None:
        return _equal(self._answer["families"][0]["id"], wanted)

    def top3(self, wanted: list[str]) -> str | None:
        return _among(set(self._ranked[:3]), wanted)

    def before(self, wanted: list[list[str]]) -> str | None:
        p = self._posteriors
        # Written so that a missing cause fails.
        wrong = [
            f"{a} is not before {b}"
            for a, b in wanted
            if not p.get(a, math.nan) > p.get(b, math.nan)
        ]
        return "; ".join(wrong) if wanted else "no pairs"

    def between(self, wanted: dict[str, list[float]]) -> str | None:
        outside = [
            f"{id} is {self._posteriors[id]}, not in [{low}, {high}]"
            for id, (low, high) in wanted.items()
            if not low <= self._posteriors[id] <= high
        ]
        return "; ".join(outside)

    def urgency(self, wanted: str) -> str | None:
        return _equal(self._answer["urgency"], wanted)

    def urgency_at_least(self, wanted: str) -> str | None:
        found = self._answer["urgency"]
        return f"only {found}" if LEVELS.index(found) < LEVELS.index(wanted) else None

    def urgency_floor(self, wanted: str) -> str | None:
        return _equal(self._answer["urgency_floor"], wanted)

    def activity(self, wanted: str) -> str | None:
        return _equal(self._answer["activity"], wanted)

    def coverage(self, wanted: str) -> str | None:
        return _equal(self._answer["coverage"]["state"], wanted)

    def names_a_leader(self, wanted: object) -> str | None:
        return _equal(self._answer["coverage"]["names_a_leader"], wanted)

    def outside_scope(self, wanted: str) -> str | None:
        return _equal(self._answer["outside_scope"]["id"], wanted)

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
        found = {id: self._posteriors.get(id, math.nan) for id in wanted}
        # Written so that a missing number fails.
        far = [id for id, p in wanted.items() if not abs(found[id] - p) <= TOLERANCE]
        return "; ".join(f"{id} is {found[id]!r}, exactly {wanted[id]!r}" for id in far)

    def golden(self, wanted: dict[str, Any]) -> str | None:
        bits = {id: _bits(p) for id, p in self._posteriors.items()}
        wanted_bits = {id: _bits(p) for id, p in wanted["posteriors"].items()}
        if bits != wanted_bits:
            other = sorted(id for id in bits | wanted_bits if bits.get(id) != wanted_bits.get(id))
            return f"other bits: {other}"
        return _equal(sha256(self._text), wanted["sha256"])


def _bits(probability: float | None) -> str | None:
    """All bits of a number; outside the scope there is no "none of these"."""
    return None if probability is None else float(probability).hex()


def _equal(found: object, wanted: object) -> str | None:
    return None if found == wanted else f"{found}, not {wanted}"


def _among(found: set[str], wanted: list[str]) -> str | None:
    missing = set(wanted) - found
    return f"{sorted(missing)} not among {sorted(found)}" if missing else None


def _not_among(found: set[str], wanted: list[str]) -> str | None:
    there = set(wanted) & found
    return f"{sorted(there)} all the same" if there else None
