from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NotRequired, Self, TypeAlias, TypedDict, final

__all__ = [
    "Engine",
    "EvidenceError",
    "HeavyLegsError",
    "KnowledgeError",
    "__version__",
    "assess",
]

__version__: Final[str]

_Finding: TypeAlias = bool | float | str | Sequence[str] | Mapping[str, Any] | None
_Evidence: TypeAlias = Mapping[str, _Finding]
_Profile: TypeAlias = Literal["wellness", "clinical"]

class _Problem(TypedDict):
    code: str
    severity: Literal["error", "warning"]
    path: str
    message: str
    help: NotRequired[str]
    file: NotRequired[str]
    line: NotRequired[int]

class HeavyLegsError(ValueError):
    """An input that can't be used.

    Attributes:
        code: The stable code of the first problem, such as ``evidence.unknown_id``.
        path: Where it is, such as ``evidence.ferritin.unit``.
        problems: Every problem: what is wrong, where, and what to do about it.

    """

    code: str
    path: str
    problems: list[_Problem]

class EvidenceError(HeavyLegsError):
    """Evidence or options that can't be used."""

class KnowledgeError(HeavyLegsError):
    """A knowledge base that can't be used."""

def assess(
    evidence: _Evidence,
    /,
    *,
    top: int = 5,
    profile: _Profile = "wellness",
    stability: bool = True,
    redact_sensitive: bool = False,
    language: str = "en",
) -> dict[str, Any]:
    """Rank the causes that can be at work, with the built-in knowledge.

    The same as ``Engine().assess(…)``.

    Args:
        evidence: What is known of one runner at one moment, by the ids of observations. What is
            not in it is unknown.
        top: How many causes are listed at most, 1 to 1000.
        profile: ``"wellness"`` for runners, who see some causes only described; ``"clinical"``
            for professionals.
        stability: Whether to work out how far the probabilities depend on uncertain numbers.
        redact_sensitive: Whether to leave out what is sensitive, for a coach's view.
        language: The language of all texts, one that the knowledge has.

    Returns:
        The assessment; its keys are those of the JSON contract.

    Raises:
        EvidenceError: With every problem of evidence and options at once.

    Example:
        >>> import heavylegs as hl
        >>> hl.assess({"course_in_run": "heavy_then_clears", "sitting_hours_today": 9})["urgency"]
        'self_care'

    """

@final
class Engine:
    """A knowledge base compiled for inference.

    It is immutable: threads can share it. Two engines with the same knowledge are equal.

    Example:
        >>> import heavylegs as hl
        >>> probability = hl.Engine().posteriors({"side": "both_alike"})
        >>> 0 < probability["prolonged_sitting"] < 1
        True

    """

    def __new__(cls) -> Self:
        """Return the engine of the built-in knowledge."""

    @staticmethod
    def from_json(text: str, /) -> Engine:
        """Return the engine of a knowledge base in canonical JSON.

        Raises:
            KnowledgeError: With every problem at once.

        """

    @property
    def knowledge_version(self) -> str:
        """The version of the knowledge, which is not that of the library."""

    @property
    def knowledge_hash(self) -> str:
        """The SHA-256 of the canonical knowledge, in hexadecimal."""

    def assess(
        self,
        evidence: _Evidence,
        /,
        *,
        top: int = 5,
        profile: _Profile = "wellness",
        stability: bool = True,
        redact_sensitive: bool = False,
        language: str = "en",
    ) -> dict[str, Any]:
        """Rank the causes that can be at work: see `heavylegs.assess`."""

    def assess_json(self, text: str, /) -> str:
        """Answer a request in JSON with an assessment in JSON, the contract of every binding.

        Raises:
            EvidenceError: With every problem at once.

        Example:
            >>> import heavylegs as hl
            >>> hl.Engine().assess_json('{"schema": 1, "evidence": {}}')[:12]
            '{"schema":1,'

        """

    def report(
        self,
        evidence: _Evidence,
        /,
        *,
        top: int = 5,
        profile: _Profile = "wellness",
        stability: bool = True,
        redact_sensitive: bool = False,
        language: str = "en",
    ) -> str:
        """Return the assessment as a report a runner can read: see `heavylegs.assess`."""

    def posteriors(self, evidence: _Evidence, /) -> dict[str, float]:
        """Return the posterior probability of every scored cause, and of ``none_of_these``.

        Raises:
            EvidenceError: With every problem at once.

        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str, ...]]: ...
