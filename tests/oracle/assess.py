"""Assesses one evidence with the data folder, and shows where the odds before symptoms come from.

    python3 tests/oracle/assess.py '{"ferritin": 14, "tired_all_day": true}' [--data DIR] [--top N]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from cases import describe
from knowledge import DEFAULT_DATA, load
from model import Model
from problems import Problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", help="JSON, or a file that holds it")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--top", type=int, default=10)
    options = parser.parse_args()
    text = options.evidence if options.evidence.lstrip().startswith("{") else Path(options.evidence).read_text()
    model = Model(load(options.data, Problems()))
    bad: list[str] = []
    evidence = model.read(json.loads(text), bad)
    for problem in bad:
        print(f"left out: {problem}")
    found = model.assess(evidence)
    print(describe(found))
    print(f"fired {found.fired}, pending {found.pending}, leader {found.leader}, expired {found.expired}")
    for id, p in found.ranked()[: options.top]:
        print(f"{p:.4f} (prior {found.prior[id]:.4f}) {id}: {_breakdown(model, id, evidence.readings)}")


def _breakdown(model: Model, id: str, readings: dict) -> str:
    cause = model.causes[id]
    prior, replaced = cause.base(readings)
    parts = [f"prior now {prior:.4g}"]
    for name, m in {
        **cause.factor_multipliers(readings, prior, replaced),
        **cause.descriptor_ratios(readings),
        **cause.measurement_ratios(readings),
    }.items():
        parts.append(f"{name} x{m:.2f}")
    for symptom in model.open_symptoms(readings):
        if id in symptom.links:
            parts.append(f"{symptom.id} q {symptom.links[id]:.2f} (leak {symptom.leak:.2f})")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
