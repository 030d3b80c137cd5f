"""The parts of a knowledge base."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from scale import Number


@dataclass
class Observation:
    id: str
    kind: str  # symptom, factor, descriptor, measurement, context
    levels: list[str]
    shares: list[float] | None = None
    reference: str | None = None
    base: float | None = None
    unit: str | None = None
    units: dict[str, Any] = field(default_factory=dict)
    range: tuple[float, float] | None = None
    cuts: list[float] | None = None
    valid_for_hours: float | None = None
    ask_when: Any = None
    doubtful: Any = None
    answered_by: str = "self"
    default_rows: dict[str, list[float]] = field(default_factory=dict)

    @property
    def yes_or_no(self) -> bool:
        return sorted(self.levels) == ["absent", "present"]

    def share_of(self, level: str) -> float:
        assert self.shares is not None
        return self.shares[self.levels.index(level)]

    def interval_of(self, level: str) -> tuple[float, float, bool]:
        """Lower bound (included), upper bound, and whether the upper bound is included."""
        assert self.cuts is not None
        low, high = self.range or (-math.inf, math.inf)
        i = self.levels.index(level)
        last = i == len(self.cuts)
        return (self.cuts[i - 1] if i else low), (high if last else self.cuts[i]), last


@dataclass
class PriorRow:
    condition: Any
    value: Number
    replaces: list[str]


@dataclass
class Factor:
    """The odds ratios of one cause for the levels of one factor, or a cause's measurement."""

    ratios: dict[str, Number]
    pathway: str | None


@dataclass
class Cause:
    id: str
    family: str | None
    care: str
    activity: str
    horizon: str | None
    prior: Number | None
    scored: bool
    rule_leads: bool
    stage_of: str | None
    disclosure: str | None
    rows: list[PriorRow]
    factors: dict[str, Factor]
    symptoms: dict[str, Number]
    descriptors: dict[str, dict[str, Number]]
    measurements: dict[str, Factor]
    recommendations: dict[str, Number]
    cases: list[dict[str, Any]]


@dataclass
class RedFlag:
    id: str
    when: Any
    urgency: str
    activity: str
    cases: list[dict[str, Any]]


@dataclass
class Recommendation:
    id: str
    effort: str
    cautions: list[dict[str, Any]]


@dataclass
class Settings:
    cap_up: float = 20.0
    cap_down: float = 0.05
    descriptor_clamp: float = 8.0
    effort_cost: dict[str, float] = field(default_factory=dict)


@dataclass
class Knowledge:
    families: list[str]
    settings: Settings
    strata: list[tuple[float, dict[str, str]]]
    screens: dict[str, Any]
    scope: dict[str, Any]
    observations: dict[str, Observation]
    causes: dict[str, Cause]
    red_flags: dict[str, RedFlag]
    recommendations: dict[str, Recommendation]
    sources: dict[str, Any]
    texts: dict[str, Any]
    raw: dict[str, Any]
    files: dict[tuple[str, str], str]  # (section, id) -> file

    def file_of(self, section: str, id: str) -> str:
        return self.files.get((section, id), section)

    def universal_screen(self) -> list[str]:
        return [
            name
            for screen in self.screens.values()
            if isinstance(screen, dict) and screen.get("universal")
            for name in screen.get("observations", [])
        ]
