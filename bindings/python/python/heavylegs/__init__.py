"""Why do a runner's legs feel heavy, and what should they do?"""

from heavylegs._core import (
    Engine,
    EvidenceError,
    HeavyLegsError,
    KnowledgeError,
    __version__,
    assess,
)

__all__ = [
    "Engine",
    "EvidenceError",
    "HeavyLegsError",
    "KnowledgeError",
    "__version__",
    "assess",
]
