"""Families and causes, ranked with their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from heavylegs.plot._look import (
    CAUSE_SIGNS,
    FOR,
    LABEL,
    SOFT,
    WIDTH,
    finished,
    heading,
    labels,
    layer,
    message,
    rows_axis,
    signed,
    stacked,
    text,
)
from heavylegs.plot._say import sentence
from heavylegs.plot._seen import (
    Message,
    caveats,
    checked,
    count,
    instead,
    is_described,
    likelihood,
    numbered,
    remarks,
    shown,
    title,
)
from heavylegs.plot._words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heavylegs import Assessment, CauseResult
    from heavylegs.plot._words import Language, Words

_Row = dict[str, Any]
# A number belongs to a cause or a family, or says that it is none of these.
_HAS_NUMBER = "isValid(datum.probability)"


def causes(
    assessment: Assessment, *, top: int = 8, language: Language | None = None
) -> alt.LayerChart:
    """Draw the possible contributors with their ranges, most probable first.

    A dot is the estimated share (0 to 100 %) of runners with such answers in whom it plays a part,
    the bar behind it how far that depends on uncertain numbers, a tick the share before the
    answers. What a runner is only told to be worth a check stands last and has no number, dot or
    bar; what is not ``shown`` is left out. Instead of contributors there is a text where something
    comes first (an emergency, for runners anything for today, whom the knowledge is not written
    for) and where too little is known.

    Args:
        assessment: What `heavylegs.assess` returns.
        top: How many are drawn at most; assess with as many.
        language: The language of the chart's own words; without it that of the assessment.

    Returns:
        The chart: one row for each cause, and one for none of these.

    Raises:
        TypeError: If ``assessment`` is none.
        ValueError: If ``top`` is less than 1, or the language is not known.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> evidence = {"course_in_run": "heavy_then_clears", "side": "both_alike"}
        >>> answer = hl.assess(evidence | {"sitting_hours_today": 9})
        >>> plot.causes(answer, top=3).to_dict()["title"]["text"]
        ['Possible contributors']

    """
    say, top = words(language, checked(assessment).language), count("top", top)
    if said := instead(assessment, say):
        return message(said)
    seen = shown(assessment)[:top]
    rows = [_cause(assessment, say, cause) for cause in seen]
    # Among the numbers, its place would be one.
    rows.sort(key=lambda row: row["probability"] is None)
    return _ranked(assessment, say, rows, (say.causes, say.share, say.cause))


def families(
    assessment: Assessment, *, top: int = 6, language: Language | None = None
) -> alt.LayerChart:
    """Draw the families of possible contributors with their ranges, most probable first.

    A family has the numbers of its most probable cause: see `causes` for what they are and for what
    stands in place of contributors. For runners that is the most probable of those that may be
    seen by name, and a family without one is left out.

    Args:
        assessment: What `heavylegs.assess` returns. For runners only families of listed causes
            are known to be shown: assess with a larger ``top`` to see more.
        top: How many are drawn at most.
        language: The language of the chart's own words; without it that of the assessment.

    Returns:
        The chart: one row for each family, and one for none of these.

    Raises:
        TypeError: If ``assessment`` is none.
        ValueError: If ``top`` is less than 1, or the language is not known.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> evidence = {"course_in_run": "heavy_then_clears", "side": "both_alike"}
        >>> answer = hl.assess(evidence | {"sitting_hours_today": 9})
        >>> plot.families(answer).to_dict()["title"]["text"]
        ['Possible contributors by family']

    """
    say, top = words(language, checked(assessment).language), count("top", top)
    if said := instead(assessment, say):
        return message(said)
    leading = leaders(assessment)[:top]
    rows = [_numbers(assessment, say, name, cause) for _, name, cause in leading]
    return _ranked(assessment, say, rows, (say.families, say.share_of_leader, say.family))


def leaders(assessment: Assessment) -> list[tuple[str, str, CauseResult]]:
    """Return the families by id and name, each with the first cause whose number may be seen.

    The number of a family is that of its leader: where the leader is hidden, it would tell of it.
    """
    seen: dict[str, CauseResult] = {}
    for cause in numbered(assessment):
        seen.setdefault(cause.family, cause)
    names = {family.id: family.name for family in assessment.families}
    return [(id, names.get(id, id), cause) for id, cause in seen.items()]


def _cause(assessment: Assessment, say: Words, cause: CauseResult) -> _Row:
    if is_described(assessment, cause):
        return {
            "label": title(assessment, say, cause),
            "said": "",
            "probability": None,
            "note": say.no_number,
        }
    return _numbers(assessment, say, cause.label, cause) | {"prior": cause.prior}


def _numbers(assessment: Assessment, say: Words, label: str, cause: CauseResult) -> _Row:
    numbers = (cause.probability, cause.low, cause.high)
    said = likelihood(assessment, say, numbers)
    row = {"label": sentence(label), "said": said, "kind": "part"}
    return row | dict(zip(("probability", "low", "high"), numbers, strict=True))


def _none(assessment: Assessment, say: Words) -> list[_Row]:
    none = assessment.none_of_these
    if none is None:
        return []
    said = likelihood(assessment, say, (none, None, None))
    return [{"label": say.none_of_these, "said": said, "kind": "none", "probability": none}]


def _ranked(
    assessment: Assessment, say: Words, rows: list[_Row], head: tuple[str, str, str]
) -> alt.LayerChart:
    name, share, what = head
    rows = rows + _none(assessment, say)
    if not rows:
        return message(Message(name, (say.none_shown,)))
    height = stacked(rows, lambda row: LABEL if row["said"] else LABEL + 25)
    before, after = remarks(assessment, say), caveats(assessment, say)
    keys = [share, *_keys(say, rows)]
    aloud = [f"{name}.", *before, *(_aloud(row) for row in rows), *after]
    chart = finished(
        _layers(say, what, height), rows, heading(name, [*before, *keys, *after]), aloud
    )
    return chart.properties(width=WIDTH, height=height)


def _keys(say: Words, rows: list[_Row]) -> list[str]:
    """Return the keys to what is drawn; ranges may not have been worked out."""
    keys = {"low": say.range_key, "prior": say.prior_key}
    return [key for name, key in keys.items() if any(row.get(name) is not None for row in rows)]


def _aloud(row: _Row) -> str:
    label = row["label"].replace("\n", " ")
    return f"{label}: {row['said'] or row['note']}."


def _x(say: Words) -> alt.X:
    axis = alt.Axis(
        values=[0, 0.2, 0.5, 0.8, 1],
        labelExpr="format(datum.value * 100, '.0f') + '\u00a0%'",
        title=f"{say.share_axis}: {say.share_bounds}",
        gridDash=[2, 3],
        domain=False,
        ticks=False,
    )
    return alt.X("probability:Q", axis=axis, scale=alt.Scale(domain=[0, 1]))


def _layers(say: Words, what: str, height: float) -> Sequence[alt.Chart]:
    x, y = _x(say), rows_axis(height)
    tips = [alt.Tooltip("label:N", title=what), alt.Tooltip("said:N", title=say.likelihood)]
    number, ranged = layer(_HAS_NUMBER), layer("isValid(datum.low) && isValid(datum.high)")
    bar: dict[str, Any] = {"orient": "horizontal", "size": 9, "cornerRadius": 4.5, "aria": False}
    track = number.mark_bar(color=SOFT, opacity=0.22, **bar)
    before = layer("isValid(datum.prior)").mark_tick(
        orient="vertical", size=17, thickness=2, color=SOFT, aria=False
    )
    dot = number.mark_point(size=120, filled=True, opacity=1, aria=False)
    note = layer("isValid(datum.note)").mark_text(
        **text(11.5, align="left", baseline="middle", fontStyle="italic")
    )
    return [
        track.encode(x=alt.value(0), x2=alt.value("width"), y=y),
        ranged.mark_bar(color=FOR, opacity=0.5, **bar).encode(
            x="low:Q", x2="high:Q", y=y, tooltip=tips
        ),
        before.encode(x="prior:Q", y=y, tooltip=[*tips, _before(say)]),
        dot.encode(x=x, y=y, tooltip=tips, **signed("kind", CAUSE_SIGNS)),
        *labels(y),
        note.encode(x=alt.value(0), y=y, text="note:N"),
    ]


def _before(say: Words) -> alt.Tooltip:
    return alt.Tooltip("prior:Q", title=say.before, format=".0%")
