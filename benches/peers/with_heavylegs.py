"""Posteriors by heavylegs from Python: a dictionary of answers in, one of probabilities out."""

from __future__ import annotations

import time
from typing import Any

import heavylegs as hl

VERSIONS = {"heavylegs": hl.__version__}
ENGINE = hl.Engine()
REPEATS = 200


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return the posteriors and the time of one call."""
    evidence = case["evidence"]
    begun = time.process_time()
    for _ in range(REPEATS):
        posteriors = ENGINE.posteriors(evidence)
    done = time.process_time()
    posteriors.pop("none_of_these")
    return {"posteriors": posteriors, "us": (done - begun) * 1e6 / REPEATS}
