"""What speaks for and against one cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from heavylegs.plot._look import (
    AGAINST,
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
    stacked,
)
from heavylegs.plot._say import clean, factor, sentence
from heavylegs.plot._seen import (
    LEAST_REASON,
    Message,
    checked,
    count,
    instead,
    is_described,
    numbered,
    remarks,
    shown,
    strength,
    title,
)
from heavylegs.plot._words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heavylegs import Assessment, CauseResult, Reason
    from heavylegs.plot._words import Language, Words

_Row = dict[str, Any]
# The axis ends here at the latest: what is beyond is drawn at its end.
_FARTHEST = 128
# With more ticks, their words would run into each other.
_MOST_DOUBLINGS = 8


def evidence(
    assessment: Assessment,
    cause: CauseResult | str | None = None,
    *,
    top: int = 12,
    language: Language | None = None,
) -> alt.LayerChart:
    """Draw what speaks for and against one cause, strongest first.

    A bar is the Bayes factor of an answer by itself: how many times as likely such an answer is
    where the cause plays a part as where it does not (a ratio, on a log scale: to the right of the
    middle it speaks for it, to the left against it). A diamond is the same given all other answers.
    For a cause that a runner is only told to be worth a check, the reasons stand in words, without
    numbers. What stands in place of contributors: see `causes`.

    Args:
        assessment: What `heavylegs.assess` returns.
        cause: One of the assessment's causes or its id; without it, the most probable one that may
            be seen.
        top: How many answers are drawn at most.
        language: The language of the chart's own words; without it that of the assessment.

    Returns:
        The chart: one row for each answer.

    Raises:
        TypeError: If ``assessment`` is none, or ``cause`` neither a cause nor an id.
        ValueError: If no such cause may be seen, ``top`` is less than 1, or the language
            is not known.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> evidence = {"course_in_run": "heavy_then_clears", "side": "both_alike"}
        >>> answer = hl.assess(evidence | {"sitting_hours_today": 9})
        >>> plot.evidence(answer, "prolonged_sitting").to_dict()["title"]["text"]
        ['What speaks for and against: a long time of sitting before the', 'run']

    """
    say, top = words(language, checked(assessment).language), count("top", top)
    if said := instead(assessment, say):
        return message(said)
    chosen, before = _chosen(assessment, cause), tuple(remarks(assessment, say))
    if chosen is None:
        return message(Message(say.causes, (say.none_shown,), before))
    name = clean(say.evidence.format(label=chosen.label))
    reasons = _reasons(chosen)
    if not reasons:
        return message(Message(name, (say.no_reasons,), before))
    if is_described(assessment, chosen):
        return message(Message(title(assessment, say, chosen), _in_words(say, chosen, top), before))
    cut = say.evidence_cut.format(count=top, of=len(reasons)) if len(reasons) > top else ""
    after = [say.evidence_against, *filter(None, [cut])]
    return _diverging(say, [_row(say, one) for one in reasons[:top]], name, (before, after))


def _chosen(assessment: Assessment, cause: CauseResult | str | None) -> CauseResult | None:
    seen = shown(assessment)
    if cause is None:
        return next(iter([*numbered(assessment), *seen]), None)
    id = getattr(cause, "id", cause)
    if not isinstance(id, str):
        text = (
            f"`cause`: expected a cause of the assessment or its id, got `{type(cause).__name__}`"
        )
        raise TypeError(text)
    for one in seen:
        if one.id == id:
            return one
    known = ", ".join(repr(one.id) for one in numbered(assessment)) or "none"
    text = f"`cause`: expected one that may be seen ({known}), got {id!r}"
    raise ValueError(text)


def _reasons(cause: CauseResult) -> list[Reason]:
    """All reasons, for and against, strongest first."""
    both = [*cause.supports, *cause.opposes]
    return sorted(both, key=strength, reverse=True)


def _in_words(say: Words, cause: CauseResult, top: int) -> tuple[str, ...]:
    sides = [(say.speaks_for, one) for one in cause.supports]
    sides += [(say.speaks_against, one) for one in cause.opposes]
    # Weak ones would look as strong as the others.
    strong = [(words, one) for words, one in sides if strength(one) >= LEAST_REASON][:top]
    reasons = [words.format(text=_text(say, one)) for words, one in strong]
    return (*(reasons or [say.no_reasons]), f"({say.no_number})")


def _text(say: Words, reason: Reason) -> str:
    remark = f" ({say.also_explained})" if reason.also_explained_by_others else ""
    return clean(reason.text) + remark


def _row(say: Words, reason: Reason) -> _Row:
    return {
        "label": sentence(_text(say, reason)),
        "side": "for" if reason.alone >= 1 else "against",
        "alone": reason.alone,
        "given_the_rest": reason.given_the_rest,
        "said": factor(say, reason.alone),
        "said_given": factor(say, reason.given_the_rest),
    }


def _diverging(
    say: Words, rows: list[_Row], name: str, around: tuple[Sequence[str], Sequence[str]]
) -> alt.LayerChart:
    before, after = around
    height = stacked(rows, lambda _: LABEL + 12)
    head = heading(name, [*before, say.alone_key, say.given_key, *after])
    aloud = [f"{name}.", *before, *(_aloud(say, row) for row in rows), *after]
    chart = finished(_layers(say, rows, height), rows, head, aloud)
    return chart.properties(width=WIDTH, height=height)


def _aloud(say: Words, row: _Row) -> str:
    label = row["label"].replace("\n", " ")
    return f"{label}: {row['said']} ({say.given_the_rest}: {row['said_given']})."


def _edge(rows: list[_Row]) -> int:
    """Return the end of the axis: the power of two that holds every factor, within bounds."""
    ratios = [row[name] for row in rows for name in ("alone", "given_the_rest")]
    farthest = max(max(ratio, 1 / ratio) if ratio > 0 else _FARTHEST for ratio in ratios)
    edge = 2
    while edge < min(farthest, _FARTHEST):
        edge *= 2
    return edge


def _x(say: Words, rows: list[_Row]) -> alt.X:
    edge = _edge(rows)
    step = 2 if edge <= _MOST_DOUBLINGS else 4
    powers = [1]
    while powers[-1] * step <= edge:
        powers.append(powers[-1] * step)
    axis = alt.Axis(
        values=[*(1 / power for power in reversed(powers[1:])), *powers],
        labelExpr=_tick_words(say, powers),
        title=say.evidence_axis,
        gridDash=[2, 3],
        domain=False,
        ticks=False,
    )
    scale = alt.Scale(type="log", base=2, domain=[1 / edge, edge], clamp=True, nice=False)
    return alt.X("alone:Q", axis=axis, scale=scale)


def _tick_words(say: Words, powers: Sequence[int]) -> str:
    """Return what stands at the ticks: fixed words only, for this is a program of Vega's."""
    known: dict[float, list[str]] = {1: say.equally, 2: say.twice, 0.5: say.half}
    for power in powers[1:]:
        known.setdefault(power, _filled(say.times, power))
        known.setdefault(1 / power, _filled(say.fraction, power))
    cases = [f"datum.value == {at!r} ? {two!r}" for at, two in known.items()]
    return " : ".join([*cases, "''"])


def _filled(two: list[str], power: int) -> list[str]:
    return [line.format(times=power) for line in two]


def _layers(say: Words, rows: list[_Row], height: float) -> Sequence[alt.Chart]:
    x, y = _x(say, rows), rows_axis(height)
    tips = [
        alt.Tooltip("label:N", title=say.answer),
        alt.Tooltip("said:N", title=say.alone),
        alt.Tooltip("said_given:N", title=say.given_the_rest),
    ]
    bar = layer().mark_bar(orient="horizontal", size=11, cornerRadiusEnd=3, aria=False)
    # Not one long line, which would run through the texts.
    middle = layer().mark_tick(orient="vertical", size=21, thickness=2, color=SOFT, aria=False)
    given = layer().mark_point(
        shape="diamond", size=95, color=SOFT, fill="white", strokeWidth=2, opacity=1, aria=False
    )
    against = {"test": "datum.side == 'against'", "value": AGAINST}
    side = alt.ColorValue(FOR, condition=against)
    return [
        bar.encode(x=x, x2=alt.datum(1), y=y, color=side, tooltip=tips),
        middle.encode(x=alt.datum(1), y=y),
        given.encode(x="given_the_rest:Q", y=y, tooltip=tips),
        *labels(y),
    ]
