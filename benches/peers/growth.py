"""Draws what `benches/src/bin/growth` has measured, one SVG for each plot.

`cargo xtask bench --growth` gives it the table and the folder. The drawings have no background and
one grey ink, so that they are read on light and dark pages.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import altair as alt
import pandas as pd
import vl_convert

INK, LINES = "#7b7f7d", "#83838355"
# Bluish green, vermilion, blue, grey: told apart by colour-blind eyes, and by their symbols too.
COLORS = ["#12917c", "#c86a12", "#5b8fb5", "#838b88"]
WIDTH, HEIGHT = 420, 240
# Pixels between two names.
APART = 14.0
# Between the lines of an axis, and how many there are at most.
STEPS = [step * 10**power for power in range(-1, 8) for step in (1, 2, 5)]
MOST_TICKS = 8
Kind = Literal["linear", "log"]
SHAPES = ["circle", "diamond", "triangle-up", "square"]


@dataclass(frozen=True)
class Plot:
    """What is drawn: the name in the table, the titles, and the kinds of the axes."""

    name: str
    title: str
    x: str
    y: str
    x_scale: Kind = "linear"
    y_scale: Kind = "log"


PLOTS = [
    Plot("present", "Posteriors of the 69 causes", "present symptoms", "µs for an assessment"),
    Plot("present operations", "Multiply-adds of the plan", "present symptoms", "multiply-adds"),
    Plot("present memory", "Memory of a workspace", "present symptoms", "KiB"),
    Plot("causes", "Causes with 5 symptoms each, 6 present", "causes", "µs for an assessment"),
    Plot("causes memory", "Memory of a workspace", "causes", "KiB"),
    Plot(
        "links",
        "100 causes, 6 or 12 symptoms present",
        "symptoms of each cause",
        "µs for an assessment",
    ),
    Plot("links memory", "Memory of a workspace", "symptoms of each cause", "KiB"),
    Plot("rows", "Batches of 12 columns", "rows", "rows a second", x_scale="log", y_scale="linear"),
    Plot(
        "scaling",
        "Two threads beside one, in turns",
        "rows",
        "times as fast",
        x_scale="log",
        y_scale="linear",
    ),
    Plot("rows memory", "Memory held at most", "rows", "MiB", x_scale="log"),
]


def drawn(table: pd.DataFrame, plot: Plot) -> alt.LayerChart:
    """Return a chart: lines through the medians, and bands from the least to the most."""
    rows = table[table["plot"] == plot.name]
    if plot.y_scale == "log":
        # Nothing to do is no point on such an axis.
        rows = rows[rows["least"] > 0.0]
    order = list(rows["line"].unique())
    color = alt.Color("line:N", scale=alt.Scale(domain=order, range=COLORS), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=order, range=SHAPES), legend=None)
    across = Axis.over(rows["x"], plot.x_scale)
    up = Axis.over(pd.concat([rows["least"], rows["most"]]), plot.y_scale)
    x = alt.X("x:Q", title=plot.x, axis=across.lines(), scale=across.scale())
    y, least = (
        alt.Y(f"{field}:Q", title=plot.y, axis=up.lines(), scale=up.scale())
        for field in ("median", "least")
    )
    base = alt.Chart(rows).encode(x=x, color=color)
    band = base.mark_area(opacity=0.18).encode(y=least, y2="most:Q")
    line = base.mark_line(strokeWidth=2).encode(y=y)
    point = base.mark_point(filled=True, size=45, opacity=1).encode(y=y, shape=shape)
    names = (
        alt.Chart(labels(rows, up))
        .mark_text(align="left", dx=10, fontSize=11, fontWeight=600)
        .encode(
            x=alt.value(WIDTH), y=alt.Y("at:Q", scale=None, axis=None), text="line:N", color=color
        )
    )
    charts = [alt.layer(band, line, point), names] if len(order) > 1 else [band, line, point]
    # Names stand at pixels, lines at values.
    layers = alt.layer(*charts).resolve_scale(y="independent" if len(order) > 1 else "shared")
    return layers.properties(width=WIDTH, height=HEIGHT, title=plot.title)


def labels(rows: pd.DataFrame, up: Axis) -> pd.DataFrame:
    """Return the names of the lines, beside their last points and apart from each other."""
    last = rows.sort_values("x").groupby("line").last()
    ends = sorted((HEIGHT * (1.0 - up.share(y)), line) for line, y in last["median"].items())
    placed: list[tuple[float, str]] = []
    for at, line in ends:
        placed.append((max(at, placed[-1][0] + APART) if placed else at, line))
    return pd.DataFrame(placed, columns=["at", "line"])


@dataclass(frozen=True)
class Axis:
    """Where an axis begins and ends, and where it has lines."""

    kind: Kind
    ticks: tuple[float, ...]

    @classmethod
    def over(cls, values: pd.Series, kind: Kind) -> Axis:
        """Return one for these values; with logarithms it has lines at 1, 2, 5 or powers of 10."""
        low, high = float(values.min()), float(values.max())
        if kind == "linear":
            step = next(it for it in STEPS if high / it <= MOST_TICKS)
            return cls(kind, tuple(step * at for at in range(math.ceil(high / step) + 1)))
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        steps = (1,) if last - first > 3 else (1, 2, 5)
        ticks = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        below = max(tick for tick in ticks if tick <= low)
        above = min(tick for tick in ticks if tick >= high)
        return cls(kind, tuple(tick for tick in ticks if below <= tick <= above))

    def share(self, value: float) -> float:
        """Return how far up a value lies, 0 to 1."""
        low, high = self.ticks[0], self.ticks[-1]
        if self.kind == "linear":
            return (value - low) / (high - low)
        return math.log(value / low) / math.log(high / low)

    def scale(self) -> alt.Scale:
        """Return it for Altair."""
        return alt.Scale(type=self.kind, domain=[self.ticks[0], self.ticks[-1]], nice=False)

    def lines(self) -> alt.Axis:
        """Return its lines for Altair."""
        label = "format(datum.value, datum.value < 1 ? '~g' : '~s')"
        return alt.Axis(values=list(self.ticks), labelExpr=label)


def themed(chart: alt.LayerChart) -> alt.LayerChart:
    """Return the chart without a background, in one ink."""
    return (
        chart.configure(background="transparent")
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=LINES, domainColor=INK, tickColor=INK
        )
        .configure_title(color=INK, anchor="start")
        .configure_legend(labelColor=INK)
        .configure_view(stroke=None)
    )


def main() -> None:
    """Write the drawings of all plots that are in the table."""
    table, folder = pd.read_csv(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for plot in PLOTS:
        if plot.name in set(table["plot"]):
            svg = vl_convert.vegalite_to_svg(themed(drawn(table, plot)).to_json())
            name = plot.name.replace(" ", "_")
            (folder / f"{name}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
