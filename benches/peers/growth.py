"""Draws what `benches/src/bin/growth` has measured, one SVG for each plot.

`cargo xtask bench --growth` gives it the table and the folder. The drawings have no background and
one grey ink, so that they are read on light and dark pages.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert

INK, LINES = "#7b7f7d", "#83838355"
# Bluish green, vermilion, blue, grey: told apart by colour-blind eyes, and by their symbols too.
COLORS = ["#12917c", "#c86a12", "#5b8fb5", "#838b88"]
SHAPES = ["circle", "diamond", "triangle-up", "square"]


@dataclass(frozen=True)
class Plot:
    """What is drawn: the name in the table, the titles, and whether the axes are logarithmic."""

    name: str
    title: str
    x: str
    y: str
    is_log_x: bool = False
    is_log_y: bool = True


PLOTS = [
    Plot("present", "Posteriors of 69 causes", "present symptoms", "µs for an assessment"),
    Plot("present memory", "Memory of a workspace", "present symptoms", "KiB"),
    Plot("causes", "Causes with 5 symptoms each, 6 present", "causes", "µs for an assessment"),
    Plot("causes memory", "Memory of a workspace", "causes", "KiB"),
    Plot("links", "100 causes", "symptoms of each cause", "µs for an assessment"),
    Plot("links memory", "Memory of a workspace", "symptoms of each cause", "KiB"),
    Plot("rows", "Batches of 12 columns", "rows", "rows a second", is_log_x=True, is_log_y=False),
    Plot("rows memory", "Memory held at most", "rows", "MiB", is_log_x=True),
]


def drawn(table: pd.DataFrame, plot: Plot) -> alt.LayerChart:
    """Return a chart: lines through the medians, and bands from the least to the most."""
    rows = table[table["plot"] == plot.name]
    base = alt.Chart(rows)
    scale_x = alt.Scale(type="log") if plot.is_log_x else alt.Scale(zero=False)
    scale_y = alt.Scale(type="log") if plot.is_log_y else alt.Scale(zero=True)
    x = alt.X("x:Q", title=plot.x, scale=scale_x)
    order = list(rows["line"].unique())
    legend = None if len(order) == 1 else alt.Legend(title=None, orient="top", labelLimit=0)
    color = alt.Color("line:N", sort=order, scale=alt.Scale(range=COLORS), legend=legend)
    shape = alt.Shape("line:N", sort=order, scale=alt.Scale(range=SHAPES), legend=legend)
    y = alt.Y("median:Q", title=plot.y, scale=scale_y)
    band = base.mark_area(opacity=0.2).encode(x=x, y=alt.Y("least:Q"), y2="most:Q", color=color)
    line = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=color)
    point = base.mark_point(filled=True, size=45, opacity=1).encode(
        x=x, y=y, color=color, shape=shape
    )
    return alt.layer(band, line, point).properties(width=420, height=240, title=plot.title)


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
