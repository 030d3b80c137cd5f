"""Charts of assessments, drawn with Altair: ``pip install "heavylegs[plot]"``.

Every chart has a title, an honest subtitle, axes with units, and alt text; it shows what a reader
may see and nothing else: possible contributors that are ``shown``, by their ``label``, and
none at all where something more urgent comes first. Charts are ordinary Altair charts without a
look of their own, so they can be combined; `theme` comes last and makes them fit a page.

Example:
    >>> import heavylegs as hl
    >>> from heavylegs import plot
    >>> evidence = {"course_in_run": "heavy_then_clears", "side": "both_alike"}
    >>> answer = hl.assess(evidence | {"sitting_hours_today": 9})
    >>> chart = plot.theme(plot.causes(answer) & plot.coverage(answer), "dark")

"""

try:
    import altair as _  # noqa: F401, ICN001
except ImportError as _error:
    _MISSING = 'heavylegs.plot needs Altair: pip install "heavylegs[plot]"'
    raise ImportError(_MISSING, name="altair") from _error

from heavylegs.plot._coverage import coverage
from heavylegs.plot._evidence import evidence
from heavylegs.plot._look import theme
from heavylegs.plot._ranked import causes, families
from heavylegs.plot._season import season
from heavylegs.plot._training import training

__all__ = ["causes", "coverage", "evidence", "families", "season", "theme", "training"]
