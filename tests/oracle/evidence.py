"""Evidence in the form of the JSON contract, read into levels, numbers and likelihoods."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass, field
from typing import Any, Mapping

from knowledge_types import Observation


@dataclass(frozen=True)
class Reading:
    """What is known of one observation.

    `levels` is empty for a likelihood that leaves the answer open; the pair is as given, not
    yet divided by its maximum. `number` is in the observation's own unit.
    """

    levels: tuple[str, ...] = ()
    number: float | None = None
    likelihood: tuple[float, float] | None = None


PRESENT = Reading(("present",))
ABSENT = Reading(("absent",))


class BadEvidence(ValueError):
    """Every problem of one evidence."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass
class Evidence:
    readings: dict[str, Reading] = field(default_factory=dict)
    expired: dict[str, Reading] = field(default_factory=dict)


def read_evidence(
    raw: Mapping[str, Any], observations: Mapping[str, Observation], problems: list[str] | None = None
) -> Evidence:
    """Reads evidence; unknown items drop out. With `problems` given, bad items are listed there and skipped."""
    found: list[str] = []
    evidence = Evidence()
    for name in sorted(raw):
        try:
            if name not in observations:
                raise ValueError(f"unknown observation '{name}'")
            _read_item(evidence, observations[name], raw[name])
        except ValueError as error:
            found.append(f"evidence {name}: {error}" if name in observations else str(error))
    if problems is not None:
        problems.extend(found)
    elif found:
        raise BadEvidence(found)
    return evidence


def _read_item(evidence: Evidence, observation: Observation, raw: Any) -> None:
    reading = read_reading(observation, raw)
    if reading is None:
        return
    if isinstance(raw, dict) and _too_old(observation, raw):
        evidence.expired[observation.id] = reading
    else:
        evidence.readings[observation.id] = reading


def _too_old(observation: Observation, raw: dict[str, Any]) -> bool:
    hours = raw.get("days_ago", 0) * 24 + raw.get("hours_ago", 0)
    return observation.valid_for_hours is not None and hours > observation.valid_for_hours


def read_reading(observation: Observation, raw: Any) -> Reading | None:
    """One item; None if it says nothing."""
    unit = None
    if isinstance(raw, dict):
        if "likelihood" in raw:
            return _read_likelihood(observation, raw["likelihood"])
        if "value" not in raw:
            raise ValueError("a table needs `value` or `likelihood`")
        unit, raw = raw.get("unit"), raw["value"]
    if raw is None or raw == "unknown":
        return None
    if isinstance(raw, bool):
        raw = "present" if raw else "absent"
    if isinstance(raw, str):
        return Reading((_level(observation, raw),))
    if isinstance(raw, list):
        return _read_levels(observation, raw)
    if isinstance(raw, (int, float)):
        return _read_number(observation, float(raw), unit)
    raise ValueError(f"can't be {raw!r}")


def _level(observation: Observation, level: Any) -> str:
    if not isinstance(level, str) or level not in observation.levels:
        raise ValueError(f"no level {level!r} (levels: {', '.join(observation.levels)})")
    return level


def _read_levels(observation: Observation, raw: list[Any]) -> Reading | None:
    if observation.kind != "descriptor":
        raise ValueError("only a descriptor takes several levels")
    named = {_level(observation, level) for level in raw}
    if not named:
        raise ValueError("an empty list of levels")
    if len(named) == len(observation.levels):
        return None
    return Reading(tuple(level for level in observation.levels if level in named))


def _read_number(observation: Observation, value: float, unit: str | None) -> Reading:
    if observation.cuts is None:
        raise ValueError(f"is not a number (levels: {', '.join(observation.levels)})")
    if unit is not None and unit != observation.unit:
        if unit not in observation.units:
            raise ValueError(f"unknown unit '{unit}'")
        factor = observation.units[unit]
        if isinstance(factor, dict):
            value = value * factor["scale"] + factor.get("offset", 0.0)
        else:
            value = value * factor
    if not math.isfinite(value):
        raise ValueError("not finite")
    if observation.range and not observation.range[0] <= value <= observation.range[1]:
        raise ValueError(f"{value} is outside {observation.range}")
    return Reading((observation.levels[bisect.bisect_right(observation.cuts, value)],), number=value)


def _read_likelihood(observation: Observation, pair: Any) -> Reading | None:
    if observation.kind != "symptom":
        raise ValueError("only a symptom takes a likelihood")
    if not isinstance(pair, list) or len(pair) != 2:
        raise ValueError("a likelihood is [a, b]")
    a, b = (float(x) for x in pair)
    if not (math.isfinite(a) and math.isfinite(b)) or min(a, b) < 0 or max(a, b) == 0:
        raise ValueError("a likelihood needs two finite numbers >= 0, not both 0")
    if a == b:
        return None
    if b == 0:
        return PRESENT
    if a == 0:
        return ABSENT
    return Reading(likelihood=(a, b))
