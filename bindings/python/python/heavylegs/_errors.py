"""What can be wrong with an input: every problem at once, each with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from heavylegs.types import Problem

__all__ = ["AthleteError", "EvidenceError", "HeavyLegsError", "KnowledgeError", "ReadError"]

# How many problems a message lists; the error holds all.
_SHOWN = 50


class HeavyLegsError(ValueError):
    """An input that can't be used.

    Attributes:
        problems: Every problem: what is wrong, where, and what to do about it. Never empty.

    """

    problems: tuple[Problem, ...]

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        """Hold a message that tells of all problems, and the problems."""
        super().__init__(message, problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return what is wrong, each problem on a line of its own."""
        return str(self.args[0])

    @property
    def code(self) -> str:
        """The stable code of the first problem, such as ``evidence.unknown_id``."""
        return self.problems[0].code if self.problems else ""

    @property
    def path(self) -> str:
        """Where the first problem is, such as ``evidence.ferritin.unit``."""
        return self.problems[0].path if self.problems else ""

    @classmethod
    def _of(cls, message: str, problems: str) -> Self:
        """Make the exception of what the core says in JSON."""
        # Imported when something is wrong: the types need this module.
        from heavylegs.types import Problem  # noqa: PLC0415

        return cls(message, tuple(Problem._trusted(problem) for problem in json.loads(problems)))

    @classmethod
    def _of_problems(cls, title: str, problems: str) -> Self:
        """Make the exception of problems in JSON alone: the message lists the first of them."""
        error = cls._of("", problems)
        found = error.problems
        if len(found) == 1:
            return cls(f"{title}: {found[0]}", found)
        more = f"\n- and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        listed = "\n".join(f"- {problem}" for problem in found[:_SHOWN])
        return cls(f"{title}: {len(found)} problems\n{listed}{more}", found)


class EvidenceError(HeavyLegsError):
    """Evidence or options that can't be used."""


class KnowledgeError(HeavyLegsError):
    """A knowledge base that can't be used."""


class ReadError(HeavyLegsError):
    """A stored result or a file that can't be read as what it should be."""


class AthleteError(HeavyLegsError):
    """What a runner says of themselves in a profile that can't be used."""
