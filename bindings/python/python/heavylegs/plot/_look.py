"""Colours, sizes, and what all charts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypeVar, get_args

import altair as alt

from heavylegs.plot._say import clean, lines, paragraphs, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from heavylegs.plot._seen import Message

Rows: TypeAlias = "Sequence[Mapping[str, Any]]"
Look = Literal["auto", "light", "dark"]
Drawn = TypeVar("Drawn", bound=alt.TopLevelMixin)

# Bluish green and vermilion after Okabe and Ito, a little darker or lighter so that both stand out
# from white and from black; a test looks at them through colour-blind eyes.
FOR = "#12917c"
AGAINST = "#c86a12"
CALM = "#5b8fb5"
SOFT = "#838b88"
NOW = "#d6453d"


class Sign(NamedTuple):
    """A symbol: told by its shape as well as by its colour, and as a letter in a key."""

    letter: str
    shape: str
    color: str


# Their letters are among the few symbols that nearly every font has.
URGENCY_SIGNS = {
    "self_care": Sign("●", "circle", SOFT),
    "appointment": Sign("▲", "triangle-up", CALM),
    "same_day": Sign("♦", "diamond", AGAINST),
    "emergency": Sign("■", "square", NOW),
}
STATE_SIGNS = {
    "insufficient": Sign("●", "circle", SOFT),
    "sufficient": Sign("▲", "triangle-up", CALM),
    "with_leader": Sign("♦", "diamond", FOR),
}
CAUSE_SIGNS = {"part": Sign("●", "circle", FOR), "none": Sign("♦", "diamond", FOR)}

WIDTH = 560
# The room for the numbers of an axis on the left, so that charts one below the other are in line.
LEFT = 34
# Letters that fit into a line of a title, of a subtitle, and of a label beside its likelihood.
TITLE, SUBTITLE, LABEL, TEXT = 64, 104, 52, 84
# The style of labels: a theme of Altair's that recolours its own labels recolours ours.
STYLE = "guide-label"
# The pixels of a row without its label, and of a line of that.
_ROW, _LINE = 30, 16.5

# Paper, ink, soft ink, lines; those of the reports. "auto" has one ink that is read on any paper.
_LOOKS: dict[str, tuple[str, str, str, str]] = {
    "auto": ("transparent", "#7b7f7d", "#7b7f7d", "#83838355"),
    "light": ("#faf9f6", "#1d2321", "#5b6663", "#e3e2dc"),
    "dark": ("#121615", "#e8ecea", "#a0aba8", "#2c3431"),
}


def theme(chart: Drawn, look: Look = "auto") -> Drawn:
    """Return a copy of a chart, or of charts put together, that fits a page.

    Use it last: Altair combines only charts without a look of their own. What a chart was
    configured with before is replaced.

    Args:
        chart: Any chart of Altair's.
        look: ``"auto"`` for a transparent background and one grey ink that is read on light and
            dark pages; ``"light"`` or ``"dark"`` for the paper and ink of heavylegs' reports.

    Returns:
        The copy.

    Raises:
        TypeError: If ``chart`` is no chart.
        ValueError: If ``look`` is none of the three.

    Example:
        >>> import heavylegs as hl
        >>> from heavylegs import plot
        >>> chart = plot.theme(plot.coverage(hl.assess({"side": "both_alike"})), "dark")
        >>> chart.to_dict()["config"]["background"]
        '#121615'

    """
    if not isinstance(chart, alt.TopLevelMixin):
        message = f"`chart`: expected a chart of Altair's, got `{type(chart).__name__}`"
        raise TypeError(message)
    if look not in get_args(Look):
        known = ", ".join(repr(one) for one in get_args(Look))
        message = f"`look`: expected one of {known}, got {look!r}"
        raise ValueError(message)
    themed: Drawn = chart.properties(config=_config(*_LOOKS[look]))
    return themed


def _config(paper: str, ink: str, soft: str, line: str) -> alt.Config:
    axis = alt.AxisConfig(
        labelColor=soft, titleColor=soft, gridColor=line, domainColor=soft, tickColor=soft
    )
    return alt.Config(
        background=paper,
        axis=axis,
        legend=alt.LegendConfig(labelColor=soft, titleColor=soft),
        title=alt.TitleConfig(color=ink, subtitleColor=soft),
        style={STYLE: {"fill": ink}},
        view=alt.ViewConfig(stroke=None),
    )


def heading(text: str, subtitle: Iterable[str]) -> alt.TitleParams:
    """Return a title with its subtitle, broken into lines that fit."""
    return alt.TitleParams(
        text=paragraphs([text], TITLE),
        subtitle=paragraphs(subtitle, SUBTITLE) or alt.Undefined,
        anchor="start",
        frame="group",
        fontSize=17,
        subtitleFontSize=11.5,
        subtitlePadding=7,
        lineHeight=21,
        subtitleLineHeight=16,
        offset=18,
    )


def data(rows: Rows) -> alt.InlineData:
    """Return rows as data that stands in the chart itself."""
    return alt.InlineData(values=[dict(row) for row in rows])


def text(size: float = 12.5, **options: Any) -> dict[str, Any]:
    """Return what every text in a chart has."""
    # Unfilled, Vega-Lite leaves the colour to the style, and so to the theme.
    ink = {"style": STYLE, "filled": False, "strokeWidth": 0}
    lines = {"fontSize": size, "lineBreak": "\n", "lineHeight": size + _LINE - 13, "limit": 0}
    return ink | lines | {"aria": False} | options


def finished(
    layers: Sequence[alt.Chart], rows: Rows, title: alt.TitleParams, aloud: Iterable[str]
) -> alt.LayerChart:
    """Return layers over the same data as one chart with a title and alt text."""
    chart = alt.LayerChart(data=data(rows), layer=list(layers))
    described: alt.LayerChart = chart.properties(
        title=title,
        description=" ".join(clean(part) for part in aloud if part),
        view=alt.ViewBackground(stroke=None),
    )
    return described


def stacked(rows: Iterable[dict[str, Any]], width: Callable[[dict[str, Any]], int]) -> float:
    """Break the labels of rows into lines that fit, place the rows, and return their height.

    Each gets ``at``, where its bar is in pixels from the top; its label stands above it.
    """
    height = 0.0
    for row in rows:
        wrapped = lines(row["label"], width(row))
        height += _ROW + _LINE * len(wrapped)
        row.update(label="\n".join(wrapped), at=height - _ROW / 2)
    return height


def rows_axis(height: float) -> alt.Y:
    """Return the axis on which rows are `stacked`."""
    return alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))


def labels(y: alt.Y) -> list[alt.Chart]:
    """Return the layers of what is written above each bar: its label, and what is said."""
    # Vega counts from the first of several lines; the last one is to stand on the bar.
    lift = alt.expr(f"-9 - {_LINE} * (length(split(datum.label, '\\n')) - 1)")
    label = text(13, align="left", baseline="bottom", fontWeight=600, dy=lift)
    said = text(12, align="right", baseline="bottom", dy=-9)
    return [
        layer().mark_text(**label).encode(x=alt.value(0), y=y, text="label:N"),
        layer().mark_text(**said).encode(x=alt.value("width"), y=y, text="said:N"),
    ]


def message(said: Message) -> alt.LayerChart:
    """Return a calm chart that says something in place of what was asked for."""
    written = "\n".join(paragraphs(filter(None, said.texts), TEXT))
    layer = (
        alt.Chart()
        .mark_text(**text(13, align="left", baseline="top"))
        .encode(x=alt.value(0), y=alt.value(0), text="text:N")
    )
    title = heading(sentence(said.title), said.before)
    aloud = [f"{said.title}.", *said.before, *said.texts]
    chart = finished([layer], [{"text": written}], title, aloud)
    return chart.properties(width=WIDTH, height=17 * (1 + written.count("\n")))


def signed(field: str, signs: Mapping[str, Sign]) -> dict[str, Any]:
    """Return shape and colour of symbols by the value of a field.

    Without scales: those of charts put together would become one.
    """
    tests = [(f"datum.{field} == '{value}'", sign) for value, sign in signs.items()]
    shapes = [{"test": test, "value": sign.shape} for test, sign in tests]
    colors = [{"test": test, "value": sign.color} for test, sign in tests]
    return {
        "shape": alt.ShapeValue("circle", condition=shapes),
        "color": alt.ColorValue(SOFT, condition=colors),
    }


def key(signs: Iterable[Sign], words: Iterable[str]) -> str:
    """Return what symbols stand for, on one line."""
    pairs = zip(signs, words, strict=True)
    return " \u00a0 ".join(f"{sign.letter}\u00a0{said}" for sign, said in pairs)


def layer(condition: str | None = None) -> alt.Chart:
    """Return an empty layer over the rows for which something holds."""
    chart = alt.Chart()
    return chart.transform_filter(condition) if condition else chart
