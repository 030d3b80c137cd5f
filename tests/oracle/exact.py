"""Works out `expect.exact` of corpus cases: posteriors with fractions, by enumeration.

    python3 tests/oracle/exact.py FILE...            prints what is exact
    python3 tests/oracle/exact.py --write FILE...    writes it into the files
    python3 tests/oracle/exact.py --check FILE...    compares (1e-12), and checks every other expectation it knows

A case is {"description", "knowledge": an inline document, "evidence": {...}, "expect": {...}}. Without
"knowledge" the built-in data folder is used. `exact` maps every scored cause, and "none_of_these", to its
probability. Up to 12 causes are enumerated, more are swept; both are exact but for roots to 160 bits.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import cases
from arithmetic import Floats, Rationals
from evidence import BadEvidence
from knowledge import DEFAULT_DATA, load
from model import Model
from problems import Problems
from triage import out_of_scope

MOST_ENUMERATED = 12
TOLERANCE = 1e-12


class Refused(ValueError):
    """A case without exact values: a bad knowledge base or bad evidence."""


def model_of(case: dict[str, Any], lenient: bool, arithmetic: Any) -> Model:
    problems = Problems()
    model = Model(load(case.get("knowledge", DEFAULT_DATA), problems), arithmetic)
    for id, leak in model.leaks.items():
        if leak.problem:
            problems.error("observations", id, leak.problem)
    if problems.errors() and not lenient:
        raise Refused("; ".join(map(str, problems.errors())))
    return model


def exact(case: dict[str, Any], lenient: bool = False) -> dict[str, float]:
    """The posterior of every scored cause and of none of them."""
    model = model_of(case, lenient, Rationals)
    try:
        readings = model.read(case["evidence"]).readings
    except BadEvidence as error:
        raise Refused(str(error)) from error
    if out_of_scope(model.knowledge, readings):
        raise Refused("outside the scope: nothing is ranked")
    found = model.posteriors(readings, enumerate=len(model.causes) <= MOST_ENUMERATED)
    return {id: float(p) for id, p in sorted(found.causes.items())} | {"none_of_these": float(found.none_of_these)}


def differences(case: dict[str, Any], found: dict[str, float]) -> list[str]:
    """Where the case's own `exact` is another."""
    wanted = case.get("expect", {}).get("exact", {})
    result = [f"exact: no {id}" for id in found if id not in wanted]
    for id, p in wanted.items():
        if id not in found:
            result.append(f"exact: {id} is no scored cause")
        elif abs(found[id] - p) > TOLERANCE:
            result.append(f"exact: {id} is {found[id]!r}, not {p!r}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--lenient", action="store_true", help="go on although the knowledge base has errors")
    options = parser.parse_args()
    failed = False
    for path in options.files:
        try:
            failed |= not _one_file(path, options)
        except Refused as error:
            print(f"{path.name}: refused: {error}")
            failed = True
    return 1 if failed else 0


def _one_file(path: Path, options: argparse.Namespace) -> bool:
    case = json.loads(path.read_text(encoding="utf-8"))
    found = exact(case, options.lenient)
    if options.check:
        problems = differences(case, found)
        model = model_of(case, options.lenient, Floats)
        assessment = model.assess(model.read(case["evidence"]))
        statements = {k: v for k, v in case.get("expect", {}).items() if k in cases.STATEMENTS}
        problems += cases.failing(model, statements, assessment)
        for problem in problems:
            print(f"{path.name}: {problem}")
        return not problems
    if options.write:
        case.setdefault("expect", {})["exact"] = found
        path.write_text(json.dumps(case, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        print(json.dumps({path.name: found}, indent=2))
    return True


if __name__ == "__main__":
    sys.exit(main())
