"""How much is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

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
    SOFT,
    STATE_SIGNS,
    WIDTH,
    finished,
    heading,
    key,
    layer,
    message,
    signed,
    text,
)
from heavylegs.plot._say import sentence
from heavylegs.plot._seen import checked, comes_first, is_wellness
from heavylegs.plot._words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heavylegs import Assessment
    from heavylegs.plot._days import Days
    from heavylegs.plot._words import Language, Words

_Row = dict[str, Any]


def coverage(
    assessment_or_days: Assessment | Days, *, language: Language | None = None
) -> alt.LayerChart:
    """Draw how much is known: of one assessment, or over time.

    Of one assessment: how many of the observations that bear on a cause are known (a count),
    whether that is enough to name possible contributors, and whether one is named first. Over time:
    the count of each day with its state as a symbol; days without an assessment stay empty. Where
    something comes first (see `causes`) at it or at the latest one, that is said instead.

    Args:
        assessment_or_days: What `heavylegs.assess` returns; or days as `season` takes them.
        language: The language of the chart's own words; without it that of the assessment.

    Returns:
        The chart.

    Raises:
        TypeError: If it is neither.
        ValueError: If a day is no date or comes twice, or the language is not known.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> plot.coverage(hl.assess({"side": "both_alike"})).to_dict()["title"]["text"]
        ['How much is known']

    """
    if hasattr(assessment_or_days, "coverage"):
        one = checked(cast("Assessment", assessment_or_days))
        return _one(one, words(language, one.language))
    dated = by_day(assessment_or_days)
    return _over_time(dated, words(language, language_of(dated)))


def _one(assessment: Assessment, say: Words) -> alt.LayerChart:
    if said := comes_first(assessment, say):
        return message(said)
    known = assessment.coverage
    enough = known.state == "sufficient"
    counts = say.known_of.format(known=known.known, of=known.of)
    state = [f"{'●' if enough else '○'} {say.sufficient if enough else say.insufficient}"]
    if enough:
        leads = known.names_a_leader
        state.append(f"{'●' if leads else '○'} {say.leader if leads else say.no_leader}")
    row = {"known": known.known, "of": known.of, "counts": counts, "state": "\n".join(state)}
    head = heading(say.coverage, [say.coverage_note])
    told = [f"{sentence(one[2:])}." for one in state]
    aloud = [f"{say.coverage}: {counts}.", *told, say.coverage_note]
    return finished(_bar(say, known.of), [row], head, aloud).properties(width=WIDTH, height=84)


def _bar(say: Words, of: int) -> Sequence[alt.Chart]:
    counts = alt.Axis(title=say.coverage_axis, grid=False, tickMinStep=1, domain=False, format="d")
    x = alt.X("known:Q", axis=counts, scale=alt.Scale(domain=[0, max(of, 1)], nice=False))
    tips = [alt.Tooltip("counts:N", title=say.known)]
    bar: dict[str, Any] = {"height": 11, "cornerRadius": 5.5, "aria": False}
    y = alt.value(70)
    return [
        layer()
        .mark_bar(color=SOFT, opacity=0.22, **bar)
        .encode(x=alt.value(0), x2=alt.value("width"), y=y),
        layer().mark_bar(color=FOR, **bar).encode(x=x, x2=alt.datum(0), y=y, tooltip=tips),
        layer()
        .mark_text(**text(14, align="left", baseline="top", fontWeight=600))
        .encode(x=alt.value(0), y=alt.value(0), text="counts:N"),
        layer()
        .mark_text(**text(12.5, align="left", baseline="top"))
        .encode(x=alt.value(0), y=alt.value(22), text="state:N"),
    ]


def _over_time(days: Dated, say: Words) -> alt.LayerChart:
    if said := instead_of_days(days, say):
        return message(said)
    rows = [_day(day, one, say) for day, one in made(days)]
    states = key(STATE_SIGNS.values(), [getattr(say, state) for state in STATE_SIGNS])
    head = heading(say.coverage_days, [states, say.coverage_days_note, say.coverage_note])
    aloud = [f"{say.coverage_days}.", *_aloud(rows), say.coverage_days_note]
    chart = finished(_lollipops(say, days), rows, head, aloud)
    return chart.properties(width=width(days), height=180)


def _day(day: str, assessment: Assessment, say: Words) -> _Row:
    known = assessment.coverage
    row = {"day": day, "known": known.known, "of": known.of}
    if known.state == "insufficient":
        return row | {"state": "insufficient", "said": say.insufficient}
    # At "today" a runner is not told whether anything else stands out.
    told = not (is_wellness(assessment) and comes_first(assessment, say))
    state = "with_leader" if known.names_a_leader and told else "sufficient"
    return row | {"state": state, "said": getattr(say, state)}


def _aloud(rows: list[_Row]) -> list[str]:
    """Return the days in a few sentences: when, how many of each kind, and the last one."""
    kinds = Counter(row["said"] for row in rows)
    last = rows[-1]
    return [
        f"{rows[0]['day']} … {last['day']}.",
        *(f"{sentence(said)}: {number}." for said, number in kinds.items()),
        f"{last['day']}: {last['known']}, {last['said']}.",
    ]


def _lollipops(say: Words, days: Dated) -> Sequence[alt.Chart]:
    x = axis(say, days)
    counts = alt.Axis(title=say.coverage_axis, tickMinStep=1, domain=False, ticks=False, format="d")
    y = alt.Y("known:Q", axis=counts, scale=alt.Scale(zero=True))
    tips = [
        alt.Tooltip("day:T", title=say.day, timeUnit="utcyearmonthdate", format="%Y-%m-%d"),
        alt.Tooltip("known:Q", title=say.known),
        alt.Tooltip("said:N", title=sentence(say.coverage)),
    ]
    return [
        layer().mark_bar(color=SOFT, opacity=0.3, aria=False).encode(x=x, y=y, tooltip=tips),
        layer()
        .mark_point(filled=True, size=symbol(days, 90), opacity=1, aria=False)
        .encode(
            x=alt.X("day:T", timeUnit="utcyearmonthdate", bandPosition=0.5),
            y=y,
            tooltip=tips,
            **signed("state", STATE_SIGNS),
        ),
    ]
