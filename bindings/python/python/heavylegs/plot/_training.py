"""Training over a season, above what may follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt

from heavylegs.plot._days import Dated, axis, by_day, instead_of_days, language_of, width
from heavylegs.plot._look import (
    AGAINST,
    CALM,
    FOR,
    LEFT,
    SOFT,
    data,
    heading,
    layer,
    message,
    text,
)
from heavylegs.plot._say import percent, sentence
from heavylegs.plot._season import season
from heavylegs.plot._seen import Message, count
from heavylegs.plot._words import words

if TYPE_CHECKING:
    from heavylegs.plot._words import Language, Words
    from heavylegs.training import DayReview, Review

Periods = Mapping[str, tuple[dt.date, dt.date]]

# A day is heavy from here on, as likely as not.
_HEAVY = 0.5
_HEIGHTS = {"load": 120, "form": 70, "heavy": 48}


def training(
    review: Review,
    *,
    top: int = 3,
    periods: Periods | None = None,
    language: Language | None = None,
) -> alt.VConcatChart:
    """Draw a season that was reviewed: load, form, heavy runs, and possible contributors.

    Below the training stands what `season` draws of the assessments. Days of which nothing is
    known are grey, for unknown is not rest.

    Args:
        review: A season, as `heavylegs.training.review` returns it.
        top: How many families of contributors are drawn at most.
        periods: Periods to mark, from their name to their first and last day.
        language: The language of the chart's own words; without it that of the assessments.

    Returns:
        The charts, one below the other; their days are in line.

    Raises:
        TypeError: If ``review`` is none, or a period is no pair of dates.
        ValueError: If ``top`` is less than 1, a period ends before it begins, or the language is
            not known.

    Example:
        >>> from heavylegs import plot, training
        >>> chart = plot.training(training.review([], start="2026-05-30", end="2026-05-31"))
        >>> [part["title"]["text"] for part in chart.to_dict()["vconcat"]]
        [['Training over time'], ['Possible contributors over time']]

    """
    dated, top = by_day(_assessments(review)), count("top", top)
    marked = _rows(periods or {}, dated)
    say = words(language, language_of(dated))
    if not dated:
        return _below(message(Message(say.no_training_days, (say.no_training_days_text,))))
    days = [_row(say, day) for day in review.days]
    place = (say, dated, marked)
    first, *more = [_load(place, days), *_form(place, days), *_heavy(place, days)]
    first = first.properties(title=heading(say.training, _keys(say, review, days)))
    below: Any = season(_assessments(review), top=top, language=language)
    if marked and not instead_of_days(dated, say):
        below = alt.layer(*_bands(place), below)
    return _below(first, *more, below).properties(description=_aloud(say, review, marked))


def _below(*charts: Any) -> alt.VConcatChart:
    drawn: alt.VConcatChart = alt.vconcat(*charts, spacing=14)
    return drawn


def _assessments(review: Review) -> dict[dt.date, Any]:
    if not hasattr(review, "assessments"):
        kind = type(review).__name__
        message = f"expected a review, as `heavylegs.training.review` returns it, got `{kind}`"
        raise TypeError(message)
    return dict(review.assessments())


def _rows(periods: Periods, dated: Dated) -> list[dict[str, Any]]:
    """Return a row for each period as far as it is drawn; names stand in two lines in turn."""
    rows: list[dict[str, Any]] = []
    for name, pair in periods.items():
        if not isinstance(pair, (tuple, list)) or not all(isinstance(d, dt.date) for d in pair):
            message = f"`periods`: expected the first and the last day of {name!r}"
            raise TypeError(message)
        first, last = pair
        if last < first:
            message = f"`periods`: {name!r} ends before it begins"
            raise ValueError(message)
        drawn = [day for day, _ in dated if first.isoformat() <= day <= last.isoformat()]
        if drawn:
            after = dt.date.fromisoformat(drawn[-1]) + dt.timedelta(days=1)
            row = {"from": drawn[0], "after": after.isoformat(), "last": drawn[-1]}
            rows.append(row | {"name": sentence(name), "line": len(rows) % 2})
    return rows


def _row(say: Words, day: DayReview) -> dict[str, Any]:
    state = day.state.value
    known = state == "trained" and day.load is not None
    return {
        "day": day.date.isoformat(),
        "state": state,
        "stated": getattr(say, state),
        "load": day.load if known else None,
        "loaded": f"{day.load:.0f}" if known else say.no_load if state == "trained" else "",
        "km": day.distance_km,
        "form": day.form,
        "heavy": day.heavy,
        "sure": "" if day.heavy is None else percent(say, day.heavy),
    }


_Place = tuple["Words", Dated, list[dict[str, Any]]]
_Days = list[dict[str, Any]]


def _load(place: _Place, days: _Days) -> alt.LayerChart:
    say = place[0]
    tips = [
        _day(say),
        alt.Tooltip("stated:N", title=" "),
        alt.Tooltip("loaded:N", title=say.load),
        alt.Tooltip("km:Q", title=say.distance, format=".1f"),
    ]
    bars = layer("isValid(datum.load)").mark_bar(color=CALM, opacity=0.85, aria=False)
    dots = layer("datum.state == 'trained' && !isValid(datum.load)")
    dots = dots.mark_point(shape="circle", filled=True, size=14, color=CALM, opacity=1, aria=False)
    x, y = _x(place), _y("load:Q", say.load_axis)
    drawn = [
        bars.encode(x=x, y=y, tooltip=tips),
        dots.encode(x=_middle(), y=alt.datum(0), tooltip=tips),
        *_names(place),
    ]
    return _panel(place, "load", days, drawn)


def _form(place: _Place, days: _Days) -> list[alt.LayerChart]:
    if all(day["form"] is None for day in days):
        return []
    say = place[0]
    tips = [_day(say), alt.Tooltip("form:Q", title=say.form, format="+.0f")]
    bars = layer("isValid(datum.form)").mark_bar(color=FOR, opacity=0.3, aria=False)
    steps = layer("isValid(datum.form)").mark_tick(
        color=FOR, thickness=2, orient="horizontal", bandSize=5, aria=False
    )
    zero = alt.Chart().mark_rule(color=SOFT, aria=False).encode(y=alt.datum(0))
    x, y = _x(place), _y("form:Q", say.form_axis)
    drawn = [
        bars.encode(x=x, y=y, tooltip=tips),
        zero,
        steps.encode(x=_middle(), y=y, tooltip=tips),
    ]
    return [_panel(place, "form", days, drawn)]


def _heavy(place: _Place, days: _Days) -> list[alt.LayerChart]:
    if all(day["heavy"] is None for day in days):
        return []
    say = place[0]
    tips = [_day(say), alt.Tooltip("sure:N", title=say.heavy)]
    dots = layer("isValid(datum.heavy)").mark_point(
        shape="circle", size=26, strokeWidth=1.5, opacity=1, stroke=AGAINST, aria=False
    )
    fill = alt.FillValue("transparent", condition={"test": _IS_HEAVY, "value": AGAINST})
    percents = "datum.value * 100 + '\u00a0%'"
    part = alt.Axis(values=[0, 0.5, 1], labelExpr=percents, **_AXIS, title=say.heavy_axis)
    y = alt.Y("heavy:Q", scale=alt.Scale(domain=[0, 1]), axis=part)
    drawn = [
        layer().mark_bar(opacity=0, aria=False).encode(x=_x(place)),
        dots.encode(x=_middle(), y=y, fill=fill, tooltip=tips),
    ]
    return [_panel(place, "heavy", days, drawn)]


_IS_HEAVY = f"datum.heavy >= {_HEAVY}"
_AXIS: dict[str, Any] = {"minExtent": LEFT, "domain": False, "ticks": False, "gridDash": [2, 3]}


def _panel(place: _Place, name: str, days: _Days, drawn: list[Any]) -> alt.LayerChart:
    grey = layer("datum.state == 'unknown'").mark_rect(color=SOFT, opacity=0.22, aria=False)
    layers = [grey.encode(x=_x(place)), *_bands(place), *drawn]
    chart = alt.LayerChart(data=data(days), layer=layers)
    return chart.properties(
        width=width(place[1]), height=_HEIGHTS[name], view=alt.ViewBackground(stroke=None)
    )


def _x(place: _Place) -> alt.X:
    """Return the axis of the days without its words, which stand below the last chart."""
    quiet = alt.Axis(labels=False, title=None, ticks=False, grid=False)
    x: alt.X = axis(place[0], place[1]).axis(quiet)
    return x


def _middle() -> alt.X:
    return alt.X("day:T", timeUnit="utcyearmonthdate", bandPosition=0.5)


def _y(field: str, title: str) -> alt.Y:
    return alt.Y(field, axis=alt.Axis(tickCount=4, title=title, **_AXIS))


def _day(say: Words) -> alt.Tooltip:
    return alt.Tooltip("day:T", title=say.day, timeUnit="utcyearmonthdate", format="%Y-%m-%d")


def _bands(place: _Place) -> list[Any]:
    """Return the layer of the periods, if there are any."""
    if not place[2]:
        return []
    band = alt.Chart(data(place[2])).mark_rect(color=AGAINST, opacity=0.13, aria=False)
    return [band.encode(x=alt.X("from:T"), x2="after:T")]


def _names(place: _Place) -> list[Any]:
    if not place[2]:
        return []
    lift = alt.expr("-4 - 13 * datum.line")
    names = alt.Chart(data(place[2])).mark_text(
        **text(11, align="left", baseline="bottom", dy=lift)
    )
    return [names.encode(x=alt.X("from:T"), y=alt.value(0), text="name:N")]


def _keys(say: Words, review: Review, days: _Days) -> list[str]:
    keys = [say.training_load.format(load=f"{sentence(review.load)}.")]
    if any(day["state"] == "unknown" or day["loaded"] == say.no_load for day in days):
        keys.append(say.training_unknown)
    has_form = any(day["form"] is not None for day in days)
    keys.append(say.training_form if has_form else say.training_no_form)
    if any(day["heavy"] is not None for day in days):
        keys.append(say.training_heavy)
    return keys


def _aloud(say: Words, review: Review, marked: list[dict[str, Any]]) -> str:
    """Return the season in a few sentences."""
    states = [day.state.value for day in review.days]
    counts = [f"{getattr(say, one)}: {states.count(one)}" for one in ("trained", "rest", "unknown")]
    said = [
        f"{say.training}.",
        f"{review.days[0].date} … {review.days[-1].date}.",
        f"{', '.join(counts)}.",
        *(f"{one['name']}: {one['from']} … {one['last']}." for one in marked),
    ]
    forms = [day for day in review.days if day.form is not None]
    if forms:
        said.append(f"{say.form} ({forms[-1].date}): {forms[-1].form:+.0f}.")
    return " ".join(said)
