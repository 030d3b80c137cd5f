"""Sets of words as enums that are their own strings."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

__all__ = ["OrderedWord", "Word"]


class Word(StrEnum):
    """A word of a fixed set: equal to its string, and made of it."""

    def __repr__(self) -> str:
        """Return the expression that gives it again."""
        return f"{type(self).__name__}.{self.name}"


class OrderedWord(Word):
    """A word of an ordered set: a greater one is more of it, also against the string of one."""

    def _rank(self) -> int:
        return list(type(self)).index(self)

    def __lt__(self, other: Any) -> bool:
        """Compare by the order of the set, never by the letters."""
        return self._rank() < self._other(other)

    def __le__(self, other: Any) -> bool:
        """Compare by the order of the set."""
        return self._rank() <= self._other(other)

    def __gt__(self, other: Any) -> bool:
        """Compare by the order of the set."""
        return self._rank() > self._other(other)

    def __ge__(self, other: Any) -> bool:
        """Compare by the order of the set."""
        return self._rank() >= self._other(other)

    def _other(self, other: object) -> int:
        if isinstance(other, OrderedWord) and type(other) is not type(self):
            message = f"{other!r} is no {type(self).__name__}: they have no common order"
            raise TypeError(message)
        return type(self)(str(other))._rank()
