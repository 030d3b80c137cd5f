"""Possible contributors over a season."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from heavylegs.plot._days import (
    Dated,
    axis,
    by_day,
    instead_of_days,
    language_of,
    made,
    symbol,
    width,
)
from heavylegs.plot._look import (
    FOR,
    LEFT,
    SOFT,
    URGENCY_SIGNS,
    finished,
    heading,
    key,
    layer,
    message,
    signed,
    text,
)
from heavylegs.plot._ranked import leaders
from heavylegs.plot._say import sentence
from heavylegs.plot._seen import LEVELS, count, instead, likelihood, remarks
from heavylegs.plot._words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heavylegs import Assessment
    from heavylegs.plot._days import Days
    from heavylegs.plot._words import Language, Words

_Row = dict[str, Any]
_Made = list[tuple[str, "Assessment"]]

# A lane is 1 high: this much of it is 0 to 100 %, above it stands its name.
_FULL = 0.66
_LANE = 62


def season(days: Days, *, top: int = 5, language: Language | None = None) -> alt.LayerChart:
    """Draw how urgent it was day by day, and the leading families of possible contributors.

    Each family has a lane from 0 to 100 %: the dark line is the estimated share of runners with
    such answers in whom its most probable contributor plays a part, the pale bar how far that
    depends on uncertain numbers (see `families` for whose numbers may be seen). A day without an
    assessment stays empty, for unknown is not zero; a dot marks a day with an assessment but
    without a number for that family. Where something comes first at the latest assessment (see
    `causes`), that is said instead.

    Args:
        days: A mapping from days to assessments, or pairs of them. A day is a ``datetime.date`` or
            an ISO date; its assessment may be None. Assess with a ``top`` large enough that
            families do not come and go.
        top: How many families are drawn at most: those that were most probable on any day.
        language: The language of the chart's own words; without it that of the assessment.

    Returns:
        The chart: a lane of urgency marks, and a lane for each family.

    Raises:
        TypeError: If ``days`` are none, or an assessment is none.
        ValueError: If a day is no date or comes twice, ``top`` is less than 1, or the language is
            not known.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> evidence = {"course_in_run": "heavy_then_clears", "side": "both_alike"}
        >>> answer = hl.assess(evidence | {"sitting_hours_today": 9})
        >>> plot.season({"2026-05-30": answer, "2026-05-31": None}).to_dict()["title"]["text"]
        ['Possible contributors over time']

    """
    dated, top = by_day(days), count("top", top)
    say = words(language, language_of(dated))
    if said := instead_of_days(dated, say):
        return message(said)
    days_made = made(dated)
    before = remarks(days_made[-1][1], say)
    return _lanes(say, dated, (_marks(say, days_made), _numbers(say, days_made, top)), before)


def _marks(say: Words, made: _Made) -> list[_Row]:
    # What is more urgent is drawn later, over what is less so.
    levels = [(day, LEVELS[LEVELS.index(one.urgency)]) for day, one in made]
    ordered = sorted(levels, key=lambda pair: LEVELS.index(pair[1]))
    return [
        {"day": day, "kind": "urgency", "urgency": level, "said": getattr(say, level)}
        for day, level in ordered
    ]


def _numbers(say: Words, made: _Made, top: int) -> list[_Row]:
    """Return a row for each family that leads and each day with an assessment."""
    by_day = [(day, one, _seen(say, one)) for day, one in made]
    highest: dict[str, float] = {}
    names: dict[str, str] = {}
    for _, _, seen in by_day:
        for id, (name, numbers) in seen.items():
            highest[id] = max(highest.get(id, 0.0), numbers[0])
            names[id] = name
    # The families that were most probable; of equals the first by id.
    ranked = sorted(highest, key=lambda one: (-highest[one], one))[:top]
    rows = []
    for base, id in enumerate(reversed(ranked)):
        for day, one, seen in by_day:
            row = {"day": day, "kind": "family", "family": sentence(names[id]), "base": base}
            rows.append(row | _measured(say, one, seen.get(id)))
    return rows


_Numbers = tuple[float, float | None, float | None]


def _seen(say: Words, assessment: Assessment) -> dict[str, tuple[str, _Numbers]]:
    if instead(assessment, say):
        return {}
    return {
        id: (name, (cause.probability, cause.low, cause.high))
        for id, name, cause in leaders(assessment)
    }


def _measured(say: Words, one: Assessment, found: tuple[str, _Numbers] | None) -> _Row:
    if found is None:
        return {}
    probability, low, high = found[1]
    said = likelihood(one, say, found[1])
    return {"probability": probability, "low": low, "high": high, "said": said}


def _lanes(
    say: Words,
    dated: Dated,
    drawn: tuple[list[_Row], list[_Row]],
    before: list[str],
) -> alt.LayerChart:
    marks, numbers = drawn
    families = list(dict.fromkeys((row["base"], row["family"]) for row in numbers))
    lanes = len(families)
    names = [{"kind": "name", "base": base, "family": family} for base, family in families]
    names.append({"kind": "name", "base": lanes, "family": say.urgency})
    marks = [row | {"base": lanes} for row in marks]
    levels = key(URGENCY_SIGNS.values(), [getattr(say, level) for level in URGENCY_SIGNS])
    keys = [
        *before,
        f"{say.urgency}: {levels}",
        say.season_line,
        *([say.season_range] if any(row.get("low") is not None for row in numbers) else []),
        say.season_gaps,
        say.several,
    ]
    rows = names + marks + numbers
    aloud = [f"{say.season}.", *before, *_aloud(say, marks, numbers), say.season_gaps, say.several]
    chart = finished(_layers(say, dated, lanes), rows, heading(say.season, keys), aloud)
    return chart.properties(width=width(dated), height=_LANE * (lanes + 0.9))


def _aloud(say: Words, marks: list[_Row], numbers: list[_Row]) -> list[str]:
    """Return the season in a few sentences: all its numbers would be no picture."""
    days = sorted(row["day"] for row in marks)
    counts = {level: sum(row["urgency"] == level for row in marks) for level in LEVELS}
    some = [(getattr(say, level), number) for level, number in counts.items() if number]
    urgency = ", ".join(f"{level}: {number}" for level, number in some)
    said = [f"{days[0]} … {days[-1]}.", f"{say.urgency}: {urgency}."]
    latest_of = {row["family"]: row for row in numbers if "said" in row}
    families = reversed(latest_of.items())
    return said + [f"{name} ({row['day']}): {row['said']}." for name, row in families]


def _layers(say: Words, dated: Dated, lanes: int) -> Sequence[alt.Chart]:
    x, y = axis(say, dated), _y(say, lanes)
    middle = alt.X("day:T", timeUnit="utcyearmonthdate", bandPosition=0.5)
    number = "isValid(datum.probability)"
    full = layer(number).transform_calculate(top=f"datum.base + {_FULL}")
    ranged = layer("isValid(datum.low) && isValid(datum.high)").transform_calculate(
        from_=f"datum.base + {_FULL} * datum.low", to=f"datum.base + {_FULL} * datum.high"
    )
    line = layer(number).transform_calculate(at=f"datum.base + {_FULL} * datum.probability")
    tips = _tips(say)
    return [
        full.mark_rect(color=SOFT, opacity=0.16, aria=False).encode(x=x, y=y, y2="top:Q"),
        ranged.mark_rect(color=FOR, opacity=0.42, aria=False).encode(
            x=x, y=alt.Y("from_:Q"), y2="to:Q", tooltip=tips
        ),
        line.transform_calculate(below="datum.at - 0.022", above="datum.at + 0.022")
        .mark_rect(color=FOR, aria=False)
        .encode(x=x, y=alt.Y("below:Q"), y2="above:Q", tooltip=tips),
        layer("datum.kind == 'family' && !isValid(datum.probability)")
        .mark_point(
            shape="circle", filled=True, size=9, color=SOFT, opacity=1, yOffset=-4, aria=False
        )
        .encode(x=middle, y=y),
        _urgency(say, (middle, y), symbol(dated, 75)),
        layer("datum.kind == 'name'")
        .transform_calculate(top=f"datum.base + {_FULL}")
        .mark_text(**text(12.5, align="left", baseline="bottom", dy=-4, fontWeight=600))
        .encode(x=alt.value(0), y=alt.Y("top:Q"), text="family:N"),
    ]


def _y(say: Words, lanes: int) -> alt.Y:
    values = [base + _FULL * part for base in range(lanes) for part in (0, 0.5, 1)]
    axis = alt.Axis(
        values=values,
        labelExpr=f"format((datum.value - floor(datum.value)) / {_FULL} * 100, '.0f') + '\u00a0%'",
        title=say.share_axis,
        gridDash=[2, 3],
        domain=False,
        ticks=False,
        minExtent=LEFT,
        # Vega drops values beyond this.
        tickCount=len(values),
        labelOverlap=False,
    )
    return alt.Y("base:Q", axis=axis, scale=alt.Scale(domain=[0, lanes + 0.9], nice=False))


def _urgency(say: Words, at: tuple[alt.X, alt.Y], size: float) -> alt.Chart:
    tips = [_tips(say)[0], alt.Tooltip("said:N", title=say.urgency)]
    marks = layer("datum.kind == 'urgency'").mark_point(
        filled=True, size=size, opacity=1, yOffset=-0.4 * _LANE, aria=False
    )
    signs = signed("urgency", URGENCY_SIGNS)
    drawn: alt.Chart = marks.encode(x=at[0], y=at[1], tooltip=tips, **signs)
    return drawn


def _tips(say: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("day:T", title=say.day, timeUnit="utcyearmonthdate", format="%Y-%m-%d"),
        alt.Tooltip("family:N", title=say.family),
        alt.Tooltip("said:N", title=say.likelihood),
    ]
