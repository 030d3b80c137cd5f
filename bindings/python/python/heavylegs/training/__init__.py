"""Training files and wellness logs, read into evidence day by day.

`read` takes FIT, TCX and GPX files, tables of training platforms and wellness logs, or folders of
them; `review` says for each day what the data tell of it and what follows for the legs, each
number with where it comes from. Nothing is sent anywhere, and positions are not kept.

Example:
    >>> from heavylegs import training
    >>> season = training.review("no-such-folder")
    >>> [str(one) for one in season.diagnostics]
    ['no-such-folder: No such file or directory (os error 2) [read.not_opened]']

"""

from heavylegs._errors import AthleteError
from heavylegs.training._athlete import Athlete, AthleteFields, RaceFields, ShoeFields
from heavylegs.training._days import (
    DayReview,
    DayState,
    Derived,
    NotDerived,
    Stretch,
)
from heavylegs.training._files import (
    Activity,
    Diagnostic,
    DiagnosticLevel,
    Lap,
    Pause,
    Score,
    ScoreOf,
    Source,
    Sport,
    Summary,
    Variability,
    VariabilityKind,
    WellnessDay,
    Worse,
)
from heavylegs.training._reading import Reading, read
from heavylegs.training._review import Review, review

__all__ = [
    "Activity",
    "Athlete",
    "AthleteError",
    "AthleteFields",
    "DayReview",
    "DayState",
    "Derived",
    "Diagnostic",
    "DiagnosticLevel",
    "Lap",
    "NotDerived",
    "Pause",
    "RaceFields",
    "Reading",
    "Review",
    "Score",
    "ScoreOf",
    "ShoeFields",
    "Source",
    "Sport",
    "Stretch",
    "Summary",
    "Variability",
    "VariabilityKind",
    "WellnessDay",
    "Worse",
    "read",
    "review",
]
