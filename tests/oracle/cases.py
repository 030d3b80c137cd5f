"""Runs the cases that causes, red flags and recommendations carry."""

from __future__ import annotations

from typing import Any, Callable

from knowledge_types import Knowledge
from model import Assessment, Model
from problems import Problem, Problems

STATEMENTS = {
    "leads", "top3", "between", "urgency", "activity", "fires", "not_fires", "pending",
    "recommends", "recommends_not", "coverage",
}


def run_cases(model: Model, problems: Problems) -> None:
    for id, cause in model.knowledge.causes.items():
        file = model.knowledge.file_of("causes", id)
        for case in cause.cases:
            run_case(model, case, file, id, problems)
        _check_has_both(id, cause.cases, cause.scored, file, problems)
    for id, flag in model.knowledge.red_flags.items():
        file = model.knowledge.file_of("red_flags", id)
        for case in flag.cases:
            run_case(model, case, file, id, problems)
        if not any(id in case.get("fires", []) for case in flag.cases):
            problems.warning(file, id, "no case in which it fires")
        if not any(id in case.get("not_fires", []) or id in case.get("pending", []) for case in flag.cases):
            problems.note(file, id, "no case in which it does not fire")
    for id, table in model.knowledge.raw.get("recommendations", {}).items():
        for case in table.get("case", []):
            run_case(model, case, model.knowledge.file_of("recommendations", id), id, problems)


def _check_has_both(id: str, cases: list[dict[str, Any]], scored: bool, file: str, problems: Problems) -> None:
    if not scored:
        return
    if len(cases) < 2:
        problems.error(file, id, f"{len(cases)} cases, not two or more")
    elif not any(case.get("leads") == id for case in cases):
        problems.warning(file, id, "no case in which it leads")
    elif not any(case.get("leads", id) != id for case in cases):
        problems.warning(file, id, "no case in which something similar leads instead")


def run_case(model: Model, case: dict[str, Any], file: str, id: str, problems: Problems) -> None:
    name = case.get("name", "?")
    if "name" not in case or "evidence" not in case:
        problems.error(file, id, f"case '{name}': needs a name and evidence")
        return
    for key in case:
        if key not in STATEMENTS | {"name", "evidence", "note", "source"}:
            problems.error(file, id, f"case '{name}': unknown key `{key}`")
    bad: list[str] = []
    evidence = model.read(case["evidence"], bad)
    for problem in bad:
        problems.error(file, id, f"case '{name}': {problem}")
    try:
        assessment = model.assess(evidence)
        failures = failing(model, case, assessment)
    except (TypeError, ValueError, KeyError, AttributeError, ZeroDivisionError) as error:
        problems.error(file, id, f"case '{name}': can't be run: {type(error).__name__}: {error}")
        return
    if failures:
        left_out = " (with the bad evidence left out)" if bad else ""
        message = f"case '{name}'{left_out}: {' | '.join(failures)} || {describe(assessment)}"
        problems.found.append(Problem("case", file, id, message))


def describe(assessment: Assessment) -> str:
    """The top five, and what triage says."""
    if not assessment.causes:
        return f"not ranked (outside the scope: {', '.join(assessment.out_of_scope) or 'no causes'})"
    top = ", ".join(f"{id} {p:.3f}" for id, p in assessment.ranked()[:5])
    return (
        f"top: {top}; none of these {assessment.none_of_these:.3f}; urgency {assessment.urgency} (floor {assessment.floor}), "
        f"{assessment.activity}, coverage {assessment.coverage}"
    )


def failing(model: Model, case: dict[str, Any], found: Assessment) -> list[str]:
    """Every statement of a case that does not hold."""
    failures: list[str] = []
    ranked = [id for id, _ in found.ranked()]
    known = model.knowledge

    def expect(key: str, ok: Callable[[Any], bool], say: Callable[[Any], str]) -> None:
        if key in case and not ok(case[key]):
            failures.append(say(case[key]))

    case, unknown = _without_unknown_ids(known, case)
    failures += unknown

    # What is left names only ids that exist.
    expect("leads", lambda id: bool(ranked) and ranked[0] == id, lambda id: f"leads: wanted {id}{_at(found, id)}")
    expect("top3", lambda ids: all(id in ranked[:3] for id in ids),
           lambda ids: "top3: not among the first three: " + ", ".join(f"{id}{_at(found, id)}" for id in ids if id not in ranked[:3]))
    for id, (low, high) in case.get("between", {}).items():
        if id in found.causes and not low <= found.causes[id] <= high:
            failures.append(f"between: {id} is {found.causes[id]:.3f}, not in [{low:g}, {high:g}]")
    for key in ("urgency", "activity", "coverage"):
        expect(key, lambda wanted: getattr(found, key) == wanted, lambda wanted: f"{key}: wanted {wanted}, is {getattr(found, key)}")
    for key, there in (("fires", found.fired), ("pending", found.pending), ("recommends", found.recommended)):
        expect(key, lambda ids: all(id in there for id in ids),
               lambda ids: f"{key}: missing {', '.join(id for id in ids if id not in there)}; are: {', '.join(there[:12]) or 'none'}")
    for key, there in (("not_fires", found.fired), ("recommends_not", found.recommended)):
        expect(key, lambda ids: not any(id in there for id in ids),
               lambda ids: f"{key}: there all the same: {', '.join(id for id in ids if id in there)}")
    return failures


def _without_unknown_ids(known: Knowledge, case: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The case with only ids that exist, and what was left out."""
    sections = {"leads": known.causes, "top3": known.causes, "between": known.causes}
    sections |= {key: known.red_flags for key in ("fires", "not_fires", "pending")}
    sections |= {key: known.recommendations for key in ("recommends", "recommends_not")}
    result, left_out = dict(case), []
    for key, entries in sections.items():
        named = case.get(key, [])
        unknown = [id for id in ([named] if isinstance(named, str) else named) if id not in entries]
        if not unknown:
            continue
        left_out.append(f"{key}: unknown id {', '.join(unknown)}")
        if isinstance(named, str):
            del result[key]
        elif isinstance(named, dict):
            result[key] = {id: bounds for id, bounds in named.items() if id in entries}
        else:
            result[key] = [id for id in named if id in entries]
    return result, left_out


def _at(found: Assessment, id: str) -> str:
    for rank, (other, p) in enumerate(found.ranked(), 1):
        if other == id:
            return f" (rank {rank}, {p:.3f})"
    return " (not ranked)"
