"""What is known about one runner at one moment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from heavylegs import _core
from heavylegs._errors import EvidenceError

if TYPE_CHECKING:
    from typing import Unpack

    from heavylegs.ids import Findings

__all__ = ["AnyEvidence", "Evidence", "Finding", "findings_of"]

Finding: TypeAlias = bool | float | str | Sequence[str] | Mapping[str, Any] | None
"""An answer: ``True`` (present), ``False`` (asked and denied), ``None`` (unknown), a level, several
levels of a descriptor, a number, ``{"value": 14, "unit": "ug/L"}`` or
``{"likelihood": [0.8, 0.2]}``; the last two also with ``origin`` and ``days_ago``."""


class Evidence(Mapping[str, Any]):
    """What is known about one runner at one moment: answers by the ids of observations.

    What is not in it is *unknown*, neither absent nor zero. It is a mapping that does not change;
    ``|`` gives new evidence with more or other answers. The ids are checked by the engine, which
    knows its knowledge base; here only the shape of the answers is.

    Args:
        findings: Answers by id; a dictionary will do wherever evidence is asked for.
        more: The same as keywords, which editors complete and type checkers check.

    Raises:
        EvidenceError: With every answer that is not written as one.

    Example:
        >>> import heavylegs as hl
        >>> evidence = hl.Evidence(sitting_hours_today=9)
        >>> evidence | {"one_leg_swollen": False}
        Evidence({'sitting_hours_today': 9.0, 'one_leg_swollen': False})

    """

    __slots__ = ("_findings", "_hash")
    _findings: dict[str, Any]
    _hash: int | None

    def __init__(
        self,
        findings: Mapping[str, object] | Findings | None = None,
        /,
        **more: Unpack[Findings],
    ) -> None:
        """Check the shape of the answers and keep them."""
        given = {} if findings is None else findings_of(findings)
        if more:
            given = {**_mapping(given), **more}
        object.__setattr__(self, "_findings", json.loads(_core.read_evidence(given)))
        object.__setattr__(self, "_hash", None)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: evidence does not change."""
        message = f"evidence does not change; use `evidence | {{{name!r}: …}}` for other evidence"
        raise AttributeError(message)

    def __getitem__(self, observation: str) -> Any:
        """Return the answer to an observation, as JSON would hold it."""
        return _copied(self._findings[observation])

    def __iter__(self) -> Iterator[str]:
        """Go through the ids, in the order in which they were given."""
        return iter(self._findings)

    def __len__(self) -> int:
        """Return how many answers there are, those that are unknown among them."""
        return len(self._findings)

    def __or__(self, other: Mapping[str, object]) -> Evidence:
        """Return evidence with more or other answers; those on the right win."""
        if not isinstance(other, Mapping):
            return NotImplemented
        return Evidence({**self._findings, **findings_of(other)})

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, in whatever order."""
        if isinstance(other, Evidence):
            return self._findings == other._findings
        if isinstance(other, Mapping):
            try:
                return self == Evidence(other)
            except EvidenceError:
                return False
        return NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the answers, in whatever order."""
        if self._hash is None:
            text = json.dumps(self._findings, sort_keys=True)
            object.__setattr__(self, "_hash", hash(text))
        return self._hash or 0

    def __repr__(self) -> str:
        """Return the expression that gives it again."""
        return f"Evidence({self._findings!r})"

    def __reduce__(self) -> tuple[type[Evidence], tuple[dict[str, Any]]]:
        """Pickle the answers."""
        return (Evidence, (self._findings,))

    def __copy__(self) -> Self:
        """Return itself, since it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, since it does not change."""
        return self

    def without(self, *observations: str) -> Evidence:
        """Return evidence in which these observations are unknown.

        Example:
            >>> import heavylegs as hl
            >>> hl.Evidence(side="both_alike", sitting_hours_today=9).without("side")
            Evidence({'sitting_hours_today': 9.0})

        """
        kept = {name: self._findings[name] for name in self._findings if name not in observations}
        return Evidence(kept)

    def to_dict(self) -> dict[str, Any]:
        """Return the answers as dictionaries, lists, texts and numbers."""
        return {name: _copied(finding) for name, finding in self._findings.items()}

    def to_json(self) -> str:
        """Return the answers as JSON on one line."""
        return _core.dump(self._findings)

    @classmethod
    def from_json(cls, text: str, /) -> Evidence:
        """Return the evidence of a JSON object of answers.

        Raises:
            EvidenceError: If it is none.

        """
        # The core's reader of JSON sees what Python's would not: an answer that is given twice.
        return cls(json.loads(_core.read_evidence_json(text)))


AnyEvidence: TypeAlias = "Evidence | Findings | Mapping[str, object]"
"""Evidence, or a mapping that becomes it."""


def findings_of(evidence: Any) -> Any:
    """Return what the core reads."""
    return evidence._findings if isinstance(evidence, Evidence) else evidence


def _mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is; let the core say what is wrong with anything else."""
    if not isinstance(value, Mapping):
        _core.read_evidence(value)
    return value  # type: ignore[no-any-return]


def _copied(finding: Any) -> Any:
    """Return a copy of a list or a table, so that nobody changes evidence from outside."""
    return json.loads(json.dumps(finding)) if isinstance(finding, (dict, list)) else finding
