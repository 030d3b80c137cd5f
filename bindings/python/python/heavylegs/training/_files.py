"""What files hold: recordings, mornings, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from heavylegs import _core
from heavylegs._record import Record
from heavylegs._words import OrderedWord, Word

__all__ = [
    "Activity",
    "Diagnostic",
    "DiagnosticLevel",
    "Lap",
    "Pause",
    "Score",
    "ScoreOf",
    "Source",
    "Sport",
    "Summary",
    "Variability",
    "VariabilityKind",
    "WellnessDay",
    "Worse",
]


class Sport(Word):
    """The kind of an activity, as far as it matters for legs."""

    RUN = "run"
    """A run outdoors."""
    TRAIL_RUN = "trail_run"
    """A run off the road."""
    TREADMILL = "treadmill"
    """A run on a treadmill or indoors: distance and grade are not to be trusted."""
    WALK = "walk"
    """A walk or a hike."""
    RIDE = "ride"
    """On a bicycle, indoors or out."""
    SWIM = "swim"
    """In water."""
    STRENGTH = "strength"
    """Weights, circuits, jumps."""
    OTHER = "other"
    """Anything else."""

    @property
    def is_run(self) -> bool:
        """Whether it is running, on whatever ground."""
        return self in {Sport.RUN, Sport.TRAIL_RUN, Sport.TREADMILL}


class DiagnosticLevel(OrderedWord):
    """How much of the input a `Diagnostic` is about."""

    NOTE = "note"
    """Something was put right or left out; the rest holds."""
    PARTIAL = "partial"
    """Part of the input was lost."""
    UNUSABLE = "unusable"
    """Nothing of the input could be used."""


class VariabilityKind(Word):
    """How a heart rate variability was computed; kinds are never compared with each other."""

    RMSSD = "rmssd"
    """Root mean square of successive differences."""
    SDNN = "sdnn"
    """Standard deviation of the intervals."""


class ScoreOf(Word):
    """What a `Score` is about."""

    FATIGUE = "fatigue"
    """How tired."""
    SORENESS = "soreness"
    """How sore the muscles."""
    SLEEP_QUALITY = "sleep_quality"
    """How well slept."""
    STRESS = "stress"
    """How stressed."""
    MOOD = "mood"
    """Mood."""
    READINESS = "readiness"
    """How ready to train."""
    MOTIVATION = "motivation"
    """How motivated."""


class Worse(Word):
    """Which end of a scale is the bad one. It is never guessed."""

    LOW = "low"
    """Low numbers are bad."""
    HIGH = "high"
    """High numbers are bad."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Diagnostic(Record):
    """One thing that is not as it should be in an input. What could be read is kept beside it."""

    code: str
    """A stable code, such as ``fit.truncated``."""
    level: DiagnosticLevel
    """How much is lost."""
    file: str
    """The file, as it was named; empty for none."""
    place: str
    """Where in the file: ``byte 1234``, ``line 7, column Date``; empty for the whole of it."""
    message: str
    """What is wrong."""
    help: str | None
    """What to do about it, where there is something."""

    def __str__(self) -> str:
        """Return where it is, what is wrong and what to do."""
        places = "".join(f"{place}: " for place in (self.file, self.place) if place)
        advice = f"; {self.help}" if self.help else ""
        return f"{places}{self.message} [{self.code}]{advice}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(Record):
    """Where something was read from."""

    file: str
    """The file, as it was named."""
    format: str
    """The format: ``fit``, ``tcx``, ``gpx``, ``strava_csv`` and so on."""
    line: int | None
    """The line of a table, from 1."""
    part: int
    """The place among the activities of one file, from 0."""
    device: str | None
    """The device as the file names it, without serial numbers."""
    is_partial: bool
    """Whether the file ended too soon or something in it could not be read."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Summary(Record):
    """What a file says of the whole activity; what it does not say is None."""

    name: str | None
    """A name someone gave it."""
    elapsed_s: float | None
    """From start to end, pauses included, in seconds."""
    moving_s: float | None
    """With the clock running, in seconds."""
    distance_m: float | None
    """The distance in metres."""
    ascent_m: float | None
    """Metres up."""
    descent_m: float | None
    """Metres down."""
    heart_rate_mean_bpm: float | None
    """Mean heart rate, beats a minute."""
    heart_rate_max_bpm: float | None
    """Highest heart rate, beats a minute."""
    cadence_mean_spm: float | None
    """Mean cadence, steps of both feet a minute."""
    power_mean_w: float | None
    """Mean power in watts."""
    temperature_c: float | None
    """Mean temperature, of the device or of the air."""
    is_air_temperature: bool
    """Whether the temperature is that of the air; a watch on the wrist is warmer."""
    exertion_of_10: float | None
    """Perceived exertion, 0 to 10."""
    foreign_load: float | None
    """A load that another service computed, in its own unit; never mixed with ours."""
    gear: str | None
    """The shoes, as the file names them."""
    is_race: bool | None
    """Whether it is marked as a race."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lap(Record):
    """One lap."""

    start_s: float
    """Seconds since the start of the activity."""
    duration_s: float | None
    """How long it took, in seconds."""
    distance_m: float | None
    """Its distance in metres."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pause(Record):
    """A time the clock was stopped."""

    from_s: float
    """Seconds since the start of the activity."""
    to_s: float
    """Seconds since the start of the activity."""


class _Recorded(Record):
    """What stays in Rust until somebody asks for it: the reading, and the place in it."""

    __slots__ = ("_place",)
    _place: tuple[_core.Reading, int]

    def __copy__(self) -> Self:
        """Return itself, since it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, since it does not change."""
        return self

    def records(self) -> dict[str, list[float | None]]:
        """Return what the device recorded: a list for each quantity that it knows, all as long.

        ``time_s`` (seconds since the start) is always there; a value that is not known is None,
        and a quantity that is not known at all is not in it. The keys name their units. A data
        frame is made of it as it is. A copy that was pickled has no records.

        Raises:
            ValueError: If it is such a copy.

        """
        reading, at = self._found()
        return reading.records(at)

    def beats_s(self) -> list[float]:
        """Return the times between heartbeats in seconds, where the device recorded them.

        Raises:
            ValueError: If it is a copy that was pickled.

        """
        reading, at = self._found()
        return reading.beats_s(at)

    def _found(self) -> tuple[_core.Reading, int]:
        try:
            return self._place
        except AttributeError:
            message = "a copy of an activity has no records: read its file again"
            raise ValueError(message) from None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Activity(_Recorded):
    """One recording, or one line of a table. Positions are never kept."""

    source: Source
    """What it was read from."""
    sport: Sport | None
    """What it is, where the file says so."""
    start: dt.datetime | None
    """When it began, with the offset of the file or in UTC; None where that is not known."""
    utc_offset_s: int | None
    """What the file says is to be added to UTC for the runner's own time, in seconds."""
    summary: Summary
    """What the file itself says of the whole."""
    laps: tuple[Lap, ...]
    """The laps, in the order of the file."""
    pauses: tuple[Pause, ...]
    """When the clock was stopped."""
    record_count: int
    """How many records there are; `records` returns them."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Variability(Record):
    """Heart rate variability of one morning or night."""

    kind: VariabilityKind
    """What was computed."""
    value_ms: float
    """In milliseconds."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Score(Record):
    """One answer on a scale."""

    of: ScoreOf
    """What it is about."""
    value: float
    """The number."""
    least: float
    """The least of the scale."""
    most: float
    """The most of the scale."""
    worse: Worse | None
    """Which end is bad; without it the score is not used."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WellnessDay(Record):
    """One day of a wellness log, as far as it was filled in."""

    source: Source
    """What it was read from."""
    date: dt.date
    """The day; sleep counts for the day of waking."""
    resting_heart_rate_bpm: float | None
    """Heart rate at rest."""
    variability: Variability | None
    """Heart rate variability."""
    sleep_hours: float | None
    """Sleep of the last night."""
    mass_kg: float | None
    """Body mass."""
    scores: tuple[Score, ...]
    """What the runner said on scales."""
    is_ill: bool | None
    """Marked as ill or injured; None where the log does not ask."""
    hurts: tuple[str, ...]
    """Body parts that were named as sore or hurt, in the words of the log."""
