"""Numbers as they are authored: plain, a word of the scale, or in long form with a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FREQUENCIES: dict[str, float] = {
    "practically_never": 0.01,
    "rare": 0.05,
    "occasional": 0.15,
    "sometimes": 0.35,
    "common": 0.60,
    "usual": 0.80,
    "almost_always": 0.95,
}
ODDS: dict[str, float] = {
    "weak": 1.5,
    "moderate": 2.5,
    "strong": 5.0,
    "very_strong": 10.0,
    "weakly_lowers": 1 / 1.5,
    "moderately_lowers": 1 / 2.5,
    "strongly_lowers": 1 / 5,
    "very_strongly_lowers": 1 / 10,
}
NO_WORDS: dict[str, float] = {}

RESERVED = frozenset(
    ["source", "class", "interval", "pathway", "note", "value", "present", "absent", "unknown"]
)
# Keys of a table that are about its numbers and are no number themselves.
ABOUT = frozenset(["source", "class", "interval", "pathway", "note"])
CLASSES = frozenset(["measured", "estimate", "guess"])
PROBABILITY = (1e-6, 0.999)
ODDS_RATIO = (0.01, 100.0)


@dataclass(frozen=True)
class Number:
    """One authored number. `source` is None if neither it nor a table around it names one."""

    value: float
    source: str | None
    klass: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Inherited:
    """What the tables around a number say of it."""

    source: str | None = None
    klass: str | None = None

    def within(self, table: Any) -> "Inherited":
        """The same, seen from inside `table`."""
        if not isinstance(table, dict):
            return self
        source = table.get("source")
        # A nearer source brings its own class: "measured" if it says nothing.
        klass = table.get("class") if source or table.get("class") else self.klass
        return Inherited(source or self.source, klass)


class BadNumber(ValueError):
    """A number that can't be read; the message says why."""


def is_number(raw: Any) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool)


def read_number(raw: Any, words: dict[str, float], around: Inherited) -> Number:
    """Reads `raw`, looking up words in `words` and a missing source in the tables around it."""
    interval = None
    if isinstance(raw, dict):
        if "value" not in raw:
            raise BadNumber(f"neither a number nor a table with `value`: {raw}")
        around = around.within(raw)
        interval = raw.get("interval")
        if interval is not None:
            ok = isinstance(interval, list) and len(interval) == 2 and all(map(is_number, interval))
            if not ok or interval[0] > interval[1]:
                raise BadNumber(f"interval is not [low, high]: {interval}")
            interval = (float(interval[0]), float(interval[1]))
        raw = raw["value"]
    if isinstance(raw, str):
        if raw not in words:
            allowed = ", ".join(words) or "none here"
            raise BadNumber(f"word '{raw}' is not on the scale (words: {allowed})")
        raw = words[raw]
    if not is_number(raw):
        raise BadNumber(f"not a number: {raw!r}")
    value = float(raw)
    if value != value or value in (float("inf"), float("-inf")):
        raise BadNumber(f"not finite: {value}")
    klass = around.klass or (around.source if around.source in ("estimate", "guess") else "measured")
    if klass not in CLASSES:
        raise BadNumber(f"class '{klass}' is none of measured, estimate, guess")
    return Number(value, around.source, klass, interval)
