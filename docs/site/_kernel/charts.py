"""What the kernels of the site start with: charts become pictures that need no scripts.

Altair's own way to show a chart loads Vega from elsewhere when a page is viewed.
"""

import base64
from html import escape
from typing import Any

import altair as alt

from heavylegs import plot

# One ink and no paper: a chart is read on light and on dark pages.
LOOK = plot.theme(alt.Chart().mark_point()).to_dict(validate=False)["config"]

alt.renderers.enable("svg")
to_svg = alt.renderers.get()


@alt.theme.register("site", enable=True)
def look() -> alt.theme.ThemeConfig:
    """Return the look of all charts."""
    return {"config": LOOK}


def picture(spec: dict[str, Any], **_: object) -> dict[str, str]:
    """Return a chart as a picture with its description."""
    svg = to_svg(spec)["image/svg+xml"]
    source = base64.b64encode(svg.encode()).decode()
    alt_text = escape(str(spec.get("description", "")), quote=True)
    return {"text/html": f'<img alt="{alt_text}" src="data:image/svg+xml;base64,{source}">'}


alt.renderers.register("site", picture)
alt.renderers.enable("site")
