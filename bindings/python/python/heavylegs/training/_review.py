"""A season, day by day."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from heavylegs import _core, _html
from heavylegs._engine import Engine, assessment_row
from heavylegs._evidence import findings_of
from heavylegs._record import Record
from heavylegs.training._athlete import athlete_of
from heavylegs.training._days import DayReview
from heavylegs.training._files import Diagnostic
from heavylegs.training._reading import Reading, read

if TYPE_CHECKING:
    from heavylegs._evidence import AnyEvidence
    from heavylegs.training._reading import AnyAthlete, Paths, Progress
    from heavylegs.types import Assessment

__all__ = ["Review", "review"]

Day: TypeAlias = dt.date | str

# How many days a notebook shows of a longer review: the last ones.
_SHOWN = 14


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Review(Record):
    """A season, day by day."""

    first: dt.date | None
    """The first day there are sessions of; None where there are none."""
    last: dt.date | None
    """The last one."""
    load: str
    """How the load was measured, in words."""
    estimated: tuple[str, ...]
    """What was estimated of the runner, and how."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be read or used."""
    days: tuple[DayReview, ...]
    """The days, in their order."""

    def day(self, day: Day, /) -> DayReview:
        """Return a day by its date.

        Raises:
            KeyError: If it was not reviewed.

        """
        wanted = _date("day", day)
        found = next((one for one in self.days if one.date == wanted), None)
        if found is None:
            raise KeyError(str(wanted))
        return found

    def assessments(self) -> dict[dt.date, Assessment]:
        """Return the assessments by day: what `heavylegs.plot.season` draws."""
        return {day.date: day.assessment for day in self.days}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a row for each day, with plain values: what a data frame is made of.

        The columns are ``date``, ``state``, ``load``, ``fitness``, ``fatigue``, ``form``,
        ``distance_km``, ``heavy``, ``derived`` (how many observations the data gave), those of
        `heavylegs.Assessments.to_dicts`, and for each family of causes ``family_…``: the
        probability of its most probable cause, None where no causes are ranked.
        """
        named = (family.id for day in self.days for family in day.assessment.families)
        families = list(dict.fromkeys(sorted(named)))
        return [_row(day, families) for day in self.days]

    def __repr__(self) -> str:
        """Return how much there is: all of it would be pages."""
        if not self.days:
            return "<Review of 0 days>"
        return f"<Review of {len(self.days)} days, {self.days[0].date} to {self.days[-1].date}>"

    def _repr_html_(self) -> str:
        head = ("date", "state", "km", "load", "form", "heavy", "urgency", "first of what may be")
        shown = [_shown(day) for day in self.days[-_SHOWN:]]
        note = self.load
        if len(self.days) > _SHOWN:
            note = f"The last {_SHOWN} of {len(self.days)} days. {note}"
        return _html.rows("Review", head, shown, note)


def review(  # noqa: PLR0913 - keywords, all but the first
    source: Paths | Reading,
    /,
    *,
    athlete: AnyAthlete = None,
    answers: AnyEvidence | None = None,
    on: Day | None = None,
    start: Day | None = None,
    end: Day | None = None,
    engine: Engine | None = None,
    language: str = "en",
    redact_sensitive: bool = False,
    scores: bool = True,
    threads: int = 0,
    progress: Progress | None = None,
) -> Review:
    """Say for each day of a season what the data tell, and what follows for the legs.

    What the data don't tell stays unknown, and `DayReview.not_derived` says why. Data alone never
    answer the questions about warning signs: ask the runner, and give that as ``answers``.

    Args:
        source: Files and folders as for `read`, or what it returned.
        athlete: What the runner says of themselves; without it what the reading was made with.
        answers: What the runner says on the last of the days; on the days before only the data
            speak. An answer counts for more than what was derived.
        on: One day alone, a ``datetime.date`` or an ISO date. It can be up to 14 days after the
            newest of the data, so that a runner can ask today with yesterday's run: of the days
            since then nothing is known, and what is older counts as long as it is not too old.
        start: The first day; without it the first of the data.
        end: The last day; without it the last of the data. Up to 14 days after it, as ``on``.
        engine: The engine, that of the built-in knowledge unless another one is given.
        language: The language of the assessments, and of what was derived where there is one:
            English and German.
        redact_sensitive: Whether to leave out what is sensitive, for a coach's view.
        scores: Whether what the runner said on the scales of a wellness log is evidence as well.
        threads: How many files are read, and days reviewed, at a time; 0 for as many as there are
            cores. It changes nothing of the result.
        progress: Called now and then with how many files are read, and then with how many days
            are done. What it raises ends the work, as Ctrl-C does.

    Returns:
        The season.

    Raises:
        AthleteError: If ``athlete`` is a mapping that is none.
        EvidenceError: With every problem of the answers at once, or of the language.
        TypeError: If an argument is of the wrong kind.
        ValueError: If a date is none, or the days are none: ``on`` and another, the end before
            the start, or more than 14 days after the newest of the data.

    Example:
        >>> from heavylegs import training
        >>> training.review([], on="2026-05-31", answers={"sitting_hours_today": 9}).days[0].state
        DayState.UNKNOWN

    """
    days = _days(on, start, end)
    if isinstance(source, Reading):
        reading = source
    else:
        reading = read(source, athlete=athlete, threads=threads, progress=progress)
    who = reading.athlete if athlete is None else athlete_of(athlete)
    core = (engine or Engine())._core
    said = findings_of({} if answers is None else answers)
    how = (days, language, redact_sensitive, scores, _count(threads), progress)
    whole, told = _core.review_training(reading._held, core, who._core, said, *how)
    each = [json.loads(day) | {"assessment": json.loads(text)} for day, text in told]
    return Review._trusted(json.loads(whole) | {"days": each})


def _count(threads: int) -> int:
    if threads < 0:
        message = f"threads is 0 or more, not {threads!r}"
        raise ValueError(message)
    return threads


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _days(on: Day | None, start: Day | None, end: Day | None) -> tuple[int | None, int | None]:
    if on is not None:
        if start is not None or end is not None:
            message = "`on` is one day alone: leave out `start` and `end`"
            raise ValueError(message)
        start = end = on
    dates = [day if day is None else _date("days", day) for day in (start, end)]
    first, last = [day if day is None else day.toordinal() - _EPOCH for day in dates]
    if first is not None and last is not None and last < first:
        message = f"`end`: {dates[1]} is before `start`, {dates[0]}"
        raise ValueError(message)
    return first, last


def _date(name: str, day: Any) -> dt.date:
    if isinstance(day, dt.datetime):
        return day.date()
    if isinstance(day, dt.date):
        return day
    if not isinstance(day, str):
        message = f"`{name}`: expected `datetime.date` or an ISO date, got `{type(day).__name__}`"
        raise TypeError(message)
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        message = f"`{name}`: expected an ISO date such as 2026-05-31, got {day!r}"
        raise ValueError(message) from None


def _row(day: DayReview, families: list[str]) -> dict[str, Any]:
    chances = {family.id: family.probability for family in day.assessment.families}
    return {
        "date": day.date,
        "state": day.state.value,
        "load": day.load,
        "fitness": day.fitness,
        "fatigue": day.fatigue,
        "form": day.form,
        "distance_km": day.distance_km,
        "heavy": day.heavy,
        "derived": len(day.derived),
        **assessment_row(day.assessment),
        **{f"family_{family}": chances.get(family) for family in families},
    }


def _shown(day: DayReview) -> tuple[object, ...]:
    shown = day.assessment.shown_causes() if day.assessment.coverage.names_a_leader else ()
    return (
        day.date,
        day.state.value,
        _number(day.distance_km, ".1f"),
        _number(day.load, ".0f"),
        _number(day.form, "+.0f"),
        _number(day.heavy, ".0%"),
        day.assessment.urgency.value,
        shown[0].label if shown else "",
    )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
