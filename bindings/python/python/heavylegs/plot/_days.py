"""Assessments by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import altair as alt

from heavylegs.plot._look import WIDTH
from heavylegs.plot._seen import Message, checked, comes_first

if TYPE_CHECKING:
    from heavylegs import Assessment
    from heavylegs.plot._words import Words

Day: TypeAlias = dt.date | str
# A mapping from dates alone is none from dates or texts: its keys are invariant.
_One: TypeAlias = "Assessment | None"
Days: TypeAlias = (
    "Mapping[dt.date, _One] | Mapping[str, _One] | Mapping[Day, _One] | Iterable[tuple[Day, _One]]"
)
Dated: TypeAlias = "list[tuple[str, Assessment | None]]"
_EXPECTED = (
    "`days`: expected a mapping from days to assessments, or pairs of a day and an assessment"
)


def by_day(days: Days) -> Dated:
    """Return days as ISO dates with their assessments, in order of time.

    Raises TypeError or ValueError for what are no days, and for a day that comes twice.
    """
    found: dict[str, Assessment | None] = {}
    for pair in _pairs(days):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:  # noqa: PLR2004
            message = f"{_EXPECTED}, got `{type(pair).__name__}` among them"
            raise TypeError(message)
        day = _iso(pair[0])
        if day in found:
            message = f"`days`: expected one assessment a day, got two for {day}"
            raise ValueError(message)
        found[day] = None if pair[1] is None else checked(pair[1])
    return sorted(found.items())


def _pairs(days: Days) -> Iterable[tuple[Day, Assessment | None]]:
    if isinstance(days, Mapping):
        return days.items()
    if isinstance(days, Iterable) and not isinstance(days, (str, bytes)):
        return days
    message = f"{_EXPECTED}, got `{type(days).__name__}`"
    raise TypeError(message)


def _iso(day: Day) -> str:
    if isinstance(day, dt.datetime):
        day = day.date()
    if isinstance(day, dt.date):
        return day.isoformat()
    if not isinstance(day, str):
        message = f"`days`: expected `datetime.date` or ISO dates, got `{type(day).__name__}`"
        raise TypeError(message)
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        message = f"`days`: expected ISO dates such as 2026-05-31, got {day!r}"
        raise ValueError(message) from None


def made(dated: Dated) -> list[tuple[str, Assessment]]:
    """Return the days that have an assessment."""
    return [(day, one) for day, one in dated if one is not None]


def language_of(dated: Dated) -> str:
    """Return the language of the last assessment there is."""
    known = made(dated)
    return known[-1][1].language if known else "en"


def instead_of_days(dated: Dated, say: Words) -> Message | None:
    """Return what is said instead: that nothing is known, or what comes first."""
    known = made(dated)
    if not known:
        return Message(say.no_days, (say.no_days_text,))
    return comes_first(known[-1][1], say)


def width(days: Dated) -> int:
    """Return the width of a chart over days: wider for a season than for a week."""
    return min(max(WIDTH, 4 * _length(days)), 3 * WIDTH // 2)


def symbol(days: Dated, most: float) -> float:
    """Return the area of a symbol, smaller where many days stand side by side, but still seen."""
    side = 1.3 * width(days) / _length(days)
    return min(most, max(side, 4.5) ** 2)


def _length(days: Dated) -> int:
    first, last = (dt.date.fromisoformat(days[at][0]) for at in (0, -1))
    return (last - first).days + 1


def axis(say: Words, days: Dated) -> alt.X:
    """Return the axis of all days from the first to the last, with room for days without any.

    Days are read and written in UTC: a local time zone would move them by one.
    """
    first, last = days[0][0], days[-1][0]
    after = dt.date.fromisoformat(last) + dt.timedelta(days=1)
    scale = alt.Scale(type="utc", domain=[first, after.isoformat()])
    dates = alt.Axis(
        title=say.day_axis,
        format="%Y-%m-%d",
        labelOverlap="greedy",
        labelSeparation=14,
        labelBound=True,
        grid=False,
        tickMinStep=864e5,
    )
    return alt.X("day:T", timeUnit="utcyearmonthdate", scale=scale, axis=dates)
