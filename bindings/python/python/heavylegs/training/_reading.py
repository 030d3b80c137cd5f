"""Files and folders, read."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from heavylegs import _core, _html
from heavylegs.training._athlete import Athlete, athlete_of
from heavylegs.training._files import Activity, Diagnostic, DiagnosticLevel, WellnessDay

if TYPE_CHECKING:
    from heavylegs.training._athlete import AthleteFields

__all__ = ["AnyAthlete", "Paths", "Progress", "Reading", "read"]

Paths: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
AnyAthlete: TypeAlias = "Athlete | AthleteFields | Mapping[str, object] | None"
Progress: TypeAlias = Callable[[int], object]


class Reading:
    """What was read from files: everything that could be, and what could not.

    Records stay in Rust until `Activity.records` asks for them.
    """

    __slots__ = ("_activities", "_athlete", "_days", "_diagnostics", "_held")
    _held: _core.Reading
    _athlete: Athlete
    _activities: tuple[Activity, ...]
    _days: tuple[WellnessDay, ...]
    _diagnostics: tuple[Diagnostic, ...]

    def __init__(self) -> None:
        """Refuse: `read` makes it."""
        message = "a reading is made by heavylegs.training.read"
        raise TypeError(message)

    @classmethod
    def _of(cls, core: _core.Reading, athlete: Athlete) -> Reading:
        reading = cls.__new__(cls)
        reading._held, reading._athlete = core, athlete
        reading._activities = tuple(
            _placed(Activity._trusted(one), core, at)
            for at, one in enumerate(json.loads(core.activities()))
        )
        reading._days = tuple(WellnessDay._trusted(one) for one in json.loads(core.days()))
        found = json.loads(core.diagnostics())
        reading._diagnostics = tuple(Diagnostic._trusted(one) for one in found)
        return reading

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities, in the order of the files."""
        return self._activities

    @property
    def days(self) -> tuple[WellnessDay, ...]:
        """The days of wellness logs, in the order of the files; a day can stand in several."""
        return self._days

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was put right, left out or lost, and where."""
        return self._diagnostics

    @property
    def athlete(self) -> Athlete:
        """What was said of the runner when the files were read."""
        return self._athlete

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a row for each activity, with plain values: what a data frame is made of.

        The columns are ``file``, ``format``, ``part``, ``device``, ``is_partial``, ``sport``,
        ``start``, all of `Summary`, ``laps`` and ``records`` (how many there are).
        """
        return [_row(activity) for activity in self._activities]

    def __repr__(self) -> str:
        """Return how much was read."""
        counts = (len(self._activities), len(self._days), len(self._diagnostics))
        return "<Reading of {} activities, {} days and {} diagnostics>".format(*counts)

    def _repr_html_(self) -> str:
        return _html.rows("Reading", ("what", "how many", "from", "to"), _summary(self))


def read(
    paths: Paths,
    /,
    *,
    athlete: AnyAthlete = None,
    threads: int = 0,
    progress: Progress | None = None,
) -> Reading:
    """Read training files and wellness logs, whatever their formats.

    Files that can't be read, and paths that are none, are no error: `Reading.diagnostics` says so,
    and the others are read all the same.

    Args:
        paths: A file or a folder, or several; folders with all that lies below them.
        athlete: What tables don't say and the runner knows: time zone, units, scales.
        threads: How many files are read at a time; 0 for as many as there are cores. It changes
            nothing of what is read.
        progress: Called now and then with how many files are read. What it raises ends the work,
            as Ctrl-C does.

    Returns:
        What was read.

    Raises:
        AthleteError: If ``athlete`` is a mapping that is none.
        TypeError: If ``paths`` are none.

    Example:
        >>> from heavylegs import training
        >>> reading = training.read(["no-such-file.fit"])
        >>> reading.activities, reading.diagnostics[0].code
        ((), 'read.not_opened')

    """
    known = athlete_of(athlete)
    if threads < 0:
        message = f"threads is 0 or more, not {threads!r}"
        raise ValueError(message)
    return Reading._of(_core.read_training(_paths(paths), known._core, threads, progress), known)


def _paths(paths: Paths) -> list[str]:
    if isinstance(paths, (str, os.PathLike)):
        return [_path(paths)]
    if isinstance(paths, Iterable) and not isinstance(paths, (bytes, bytearray, Mapping)):
        return [_path(path) for path in paths]
    message = f"`paths`: expected a path or several, got `{type(paths).__name__}`"
    raise TypeError(message)


def _path(path: Any) -> str:
    found = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(found, str):
        message = f"`paths`: expected a text or a path, got `{type(path).__name__}`"
        raise TypeError(message)
    return found


def _placed(activity: Activity, core: _core.Reading, at: int) -> Activity:
    object.__setattr__(activity, "_place", (core, at))
    return activity


def _row(activity: Activity) -> dict[str, Any]:
    source = activity.source
    return {
        "file": source.file,
        "format": source.format,
        "part": source.part,
        "device": source.device,
        "is_partial": source.is_partial,
        "sport": activity.sport.value if activity.sport else None,
        "start": activity.start,
        **activity.summary.to_dict(),
        "laps": len(activity.laps),
        "records": activity.record_count,
    }


def _summary(reading: Reading) -> list[tuple[object, ...]]:
    """Return a row for each sport, for the logs, and for each kind of diagnostics."""
    rows: list[tuple[object, ...]] = []
    sports = Counter(one.sport.value if one.sport else "not said" for one in reading.activities)
    for sport, count in sports.most_common():
        same = [one for one in reading.activities if (one.sport or "not said") == sport]
        rows.append((sport, count, *_span([one.start.date() for one in same if one.start])))
    if reading.days:
        rows.append(("wellness days", len(reading.days), *_span([d.date for d in reading.days])))
    levels = Counter(one.level for one in reading.diagnostics)
    return rows + [(f"diagnostics: {one.value}", levels[one], "", "") for one in DiagnosticLevel]


def _span(dates: list[Any]) -> tuple[object, object]:
    return (min(dates), max(dates)) if dates else ("", "")
