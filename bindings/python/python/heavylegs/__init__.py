"""Why do a runner's legs feel heavy, and what should they do?"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from heavylegs._core import __version__

if TYPE_CHECKING:
    from heavylegs._engine import Assessments, Engine, Options, QuestionOptions, assess
    from heavylegs._errors import (
        AthleteError,
        EvidenceError,
        HeavyLegsError,
        KnowledgeError,
        ReadError,
    )
    from heavylegs._evidence import Evidence, Finding
    from heavylegs._frames import AssessedFrame, FrameOptions, FrameSchema
    from heavylegs._knowledge import KnowledgeBase, Observation
    from heavylegs._simulator import SimulatedRunner, Simulator
    from heavylegs.types import (
        Activity,
        Assessment,
        Cause,
        CauseResult,
        Context,
        Coverage,
        Descriptor,
        Factor,
        FamilyResult,
        FollowUp,
        Measurement,
        NextQuestions,
        Origin,
        PendingRedFlag,
        Problem,
        Profile,
        Question,
        QuestionScreen,
        Reason,
        Recommendation,
        RecommendationResult,
        RedFlag,
        Source,
        Symptom,
        Urgency,
        UrgencyReason,
        WhatIf,
    )

__all__ = [
    "Activity",
    "AssessedFrame",
    "Assessment",
    "Assessments",
    "AthleteError",
    "Cause",
    "CauseResult",
    "Context",
    "Coverage",
    "Descriptor",
    "Engine",
    "Evidence",
    "EvidenceError",
    "Factor",
    "FamilyResult",
    "Finding",
    "FollowUp",
    "FrameOptions",
    "FrameSchema",
    "HeavyLegsError",
    "KnowledgeBase",
    "KnowledgeError",
    "Measurement",
    "NextQuestions",
    "Observation",
    "Options",
    "Origin",
    "PendingRedFlag",
    "Problem",
    "Profile",
    "Question",
    "QuestionOptions",
    "QuestionScreen",
    "ReadError",
    "Reason",
    "Recommendation",
    "RecommendationResult",
    "RedFlag",
    "SimulatedRunner",
    "Simulator",
    "Source",
    "Symptom",
    "Urgency",
    "UrgencyReason",
    "WhatIf",
    "__version__",
    "assess",
]

# Where the names are: each module is imported when one of its names is first asked for, so that a
# program that only may need the package starts at once.
_MODULES = ("_engine", "_errors", "_evidence", "_frames", "_knowledge", "_simulator", "types")


def __getattr__(name: str) -> Any:
    if name in {"ids", "training", "types"}:
        return import_module(f"heavylegs.{name}")
    for module in _MODULES if name in __all__ else ():
        found = import_module(f"heavylegs.{module}")
        if name in found.__all__:
            globals()[name] = value = getattr(found, name)
            return value
    message = f"module 'heavylegs' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
