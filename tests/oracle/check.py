"""Prints every problem of a knowledge base, one line each, and every case that fails.

    python3 tests/oracle/check.py [DATA_DIR] [--only TEXT] [--no-cases] [--quiet]

`--only` shows only lines whose file or id contains TEXT. `--quiet` leaves out warnings and notes.
Exit code 1 if there is an error or a failing case.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cases import run_cases
from check_numbers import check_numbers
from check_references import check_references
from check_texts import check_texts
from knowledge import DEFAULT_DATA, load
from model import Model
from problems import Problems


def check(folder: Path, with_cases: bool = True) -> tuple[Problems, Model]:
    problems = Problems()
    knowledge = load(folder, problems)
    check_references(knowledge, problems)
    model = Model(knowledge)
    check_numbers(model, problems)
    check_texts(knowledge, problems)
    if with_cases:
        run_cases(model, problems)
    return problems, model


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--only", default="", help="show only lines whose file or id contains this")
    parser.add_argument("--no-cases", action="store_true")
    parser.add_argument("--quiet", action="store_true", help="errors and failing cases only")
    options = parser.parse_args()
    problems, model = check(options.data, not options.no_cases)
    shown = [
        p
        for p in problems.found
        if (options.only in p.file or options.only in p.id) and not (options.quiet and p.severity in ("warning", "note"))
    ]
    order = ["error", "case", "warning", "note"]
    for problem in sorted(shown, key=lambda p: (p.file, p.id, order.index(p.severity))):
        print(problem)
    kinds = ["error", "case", "warning", "note"]
    counts = ", ".join(f"{sum(p.severity == kind for p in problems.found)} {kind}s" for kind in kinds)
    total = sum(m.cause.prior.value for m in model.causes.values() if m.cause.prior)
    nothing = 1.0
    for m in model.causes.values():
        nothing *= 1 - float(m.prior)
    print(
        f"{len(model.causes)} scored causes of {len(model.knowledge.causes)} (priors sum to {total:.3f}, none of them {nothing:.3f}), "
        f"{len(model.knowledge.observations)} observations, {len(model.knowledge.red_flags)} red flags: {counts}"
    )
    return 1 if any(p.severity in ("error", "case") for p in problems.found) else 0


if __name__ == "__main__":
    sys.exit(main())
