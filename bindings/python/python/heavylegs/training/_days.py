"""What a review says of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from heavylegs._evidence import Evidence
from heavylegs._record import Record
from heavylegs._words import Word
from heavylegs.types import Assessment

__all__ = ["DayReview", "DayState", "Derived", "NotDerived", "Stretch"]


class DayState(Word):
    """What is known of a day."""

    TRAINED = "trained"
    """Something was trained."""
    REST = "rest"
    """Nothing was trained, and the log was being kept."""
    UNKNOWN = "unknown"
    """Nothing is known: unknown is not rest."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stretch(Record):
    """A part of an activity."""

    from_s: float
    """Where it begins, in seconds since the start of the activity."""
    to_s: float
    """Where it ends."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Derived(Record):
    """One observation that was told from the data, with where it comes from."""

    observation: str
    """The id of the observation."""
    value: float | None
    """The number it was read from; None for what is no number."""
    unit: str
    """The unit of value, baseline and threshold."""
    baseline: float | None
    """The runner's own usual value, where it was held against one."""
    threshold: float | None
    """From where on it counts as present, for what is present or absent."""
    date: dt.date
    """The day of the record: of how long ago a session was, the day of the session."""
    activity: int | None
    """The place of the activity in the reading, where it was one."""
    stretch: Stretch | None
    """The part of the activity, where it was not the whole."""
    text: str
    """All that in words."""

    def __str__(self) -> str:
        """Return it in words."""
        return self.text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NotDerived(Record):
    """One observation that training data could tell, and why these don't."""

    observation: str
    """The id of the observation."""
    code: str
    """A stable code, such as ``quality.cadence_lock``."""
    text: str
    """Why, in words."""

    def __str__(self) -> str:
        """Return why, in words."""
        return self.text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DayReview(Record):
    """One day of a season."""

    date: dt.date
    """The day."""
    state: DayState
    """Trained, rest or unknown."""
    load: float | None
    """The load of the day, in the unit that the review names; 0 for rest, None where unknown."""
    fitness: float | None
    """The average load over 42 days; None before there is enough history."""
    fatigue: float | None
    """The average load over 7 days."""
    form: float | None
    """Fitness less fatigue in the morning: negative is tired."""
    distance_km: float | None
    """Distance run; None where a session does not say."""
    heavy: float | None
    """How sure it is that a run of the day was harder than it should have been for this runner,
    0 to 1; None where that can't be told."""
    heavy_text: str
    """What that was told from, or why it can't be told."""
    evidence: Evidence
    """What the data say, as evidence; without the answers of the runner."""
    derived: tuple[Derived, ...]
    """What the data say, each with where it comes from."""
    not_derived: tuple[NotDerived, ...]
    """What they could say and don't."""
    assessment: Assessment
    """What follows, together with the answers that were given for the day."""
