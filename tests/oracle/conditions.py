"""Conditions: a table is "all of these", a list is "any of these"; only known answers count."""

from __future__ import annotations

import math
import re
from typing import Any, Iterator, Mapping

from evidence import Reading
from knowledge_types import Observation

COMPARISON = re.compile(r"^\s*(>=|<=|>|<|==|=)\s*(-?\d+(?:\.\d+)?)\s*$")
GROUPS = {"any": 1, "one_of": 1, "two_of": 2, "three_of": 3, "four_of": 4}  # how many have to hold
Readings = Mapping[str, Reading]
Observations = Mapping[str, Observation]


def holds(condition: Any, readings: Readings, observations: Observations) -> bool:
    """True if the known answers make the condition true."""
    if isinstance(condition, list):
        return any(holds(part, readings, observations) for part in condition)
    if not isinstance(condition, dict):
        return False  # malformed; `what_is_wrong` says so
    for key, wanted in condition.items():
        if key == "all":
            if not all(holds(part, readings, observations) for part in wanted):
                return False
        elif key in GROUPS:
            true = sum(holds(part, readings, observations) for part in wanted)
            if true < GROUPS[key]:
                return False
        elif not _answer_is(wanted, readings.get(key), observations.get(key)):
            return False
    return True


def atoms(condition: Any) -> Iterator[tuple[str, Any]]:
    """Every pair of an observation and what is wanted of it."""
    if isinstance(condition, list):
        for part in condition:
            yield from atoms(part)
    elif isinstance(condition, dict):
        for key, wanted in condition.items():
            if key == "all" or key in GROUPS:
                yield from atoms(wanted)
            else:
                yield key, wanted


def variables(condition: Any) -> list[str]:
    """The observations that a condition tests, each once, in order."""
    return list(dict.fromkeys(name for name, _ in atoms(condition)))


def what_is_wrong(condition: Any, observations: Observations) -> Iterator[str]:
    """Unknown observations, levels that don't exist, and shapes that can't be tested."""
    if isinstance(condition, list):
        if not condition:
            yield "an empty list can never hold"
        for part in condition:
            yield from what_is_wrong(part, observations)
        return
    if not isinstance(condition, dict):
        yield f"neither a table nor a list: {condition!r}"
        return
    for key, wanted in condition.items():
        if key == "all" or key in GROUPS:
            if not isinstance(wanted, list):
                yield f"`{key}` needs a list of conditions"
            else:
                yield from what_is_wrong(wanted, observations)
                if len(wanted) < GROUPS.get(key, 1):
                    yield f"`{key}` can never hold: only {len(wanted)} conditions"
        elif key not in observations:
            yield f"unknown observation '{key}'"
        else:
            yield from _wrong_atom(key, wanted, observations[key])


def _wrong_atom(name: str, wanted: Any, observation: Observation) -> Iterator[str]:
    if isinstance(wanted, bool):
        if not observation.yes_or_no:
            yield f"'{name}' is not yes or no (levels: {', '.join(observation.levels)})"
    elif isinstance(wanted, str) and COMPARISON.match(wanted):
        if observation.cuts is None:
            yield f"'{name}' is not a number and can't be compared: '{wanted}'"
    elif isinstance(wanted, (str, list)):
        for level in [wanted] if isinstance(wanted, str) else wanted:
            if level not in observation.levels:
                yield f"'{name}' has no level {level!r} (levels: {', '.join(observation.levels)})"
    else:
        yield f"'{name}' can't be tested for {wanted!r}"


def _answer_is(wanted: Any, reading: Reading | None, observation: Observation | None) -> bool:
    if reading is None or observation is None or not reading.levels:
        return False
    if isinstance(wanted, bool):
        return reading.levels == ("present" if wanted else "absent",)
    if isinstance(wanted, str):
        comparison = COMPARISON.match(wanted)
        if comparison:
            bound = float(comparison.group(2))
            return _compares(comparison.group(1), bound, reading, observation)
        wanted = [wanted]
    if not isinstance(wanted, list):
        return False
    # Who knows less than one level satisfies a condition only if all the levels left open do.
    return all(level in wanted for level in reading.levels)


def _compares(operator: str, bound: float, reading: Reading, observation: Observation) -> bool:
    if observation.cuts is None:
        return False
    if reading.number is not None:
        return _number_compares(operator, bound, reading.number)
    return all(
        _interval_compares(operator, bound, *observation.interval_of(level))
        for level in reading.levels
    )


def _number_compares(operator: str, bound: float, x: float) -> bool:
    return {
        ">=": x >= bound, ">": x > bound, "<": x < bound, "<=": x <= bound, "=": x == bound, "==": x == bound,
    }[operator]


def _interval_compares(operator: str, bound: float, low: float, high: float, closed: bool) -> bool:
    """Whether every x with low <= x < high (<= high if `closed`) compares so."""
    if operator == ">=":
        return low >= bound
    if operator == ">":
        return low > bound
    if operator == "<":
        return high < bound or (high == bound and not closed)
    if operator == "<=":
        return high <= bound
    return low == high == bound and not math.isinf(bound)
