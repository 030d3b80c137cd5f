"""What results can do beyond holding values: be read by people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, ClassVar

from heavylegs import _core
from heavylegs._record import Record

if TYPE_CHECKING:
    from heavylegs.types import CauseResult, Urgency

__all__ = ["AssessmentView", "CauseView", "EntryView", "ProblemView", "ToldView"]


class AssessmentView(Record):
    """An assessment as a report."""

    __slots__ = ()

    if TYPE_CHECKING:
        causes: tuple[CauseResult, ...]
        urgency: Urgency

    def __str__(self) -> str:
        """Return a report that a runner can read, in the language of the assessment."""
        return _core.render(self.to_json(), "text")

    def to_html(self) -> str:
        """Return the report as one self-contained page: no scripts, nothing from outside."""
        return _core.render(self.to_json(), "html")

    def _repr_html_(self) -> str:
        # A frame, until the core writes a report as a part of a page.
        page = escape(self.to_html())
        return f'<iframe srcdoc="{page}" style="width:100%;height:36em;border:0"></iframe>'

    def shown_causes(self) -> tuple[CauseResult, ...]:
        """Return the causes that a runner is to see, most probable first."""
        return tuple(cause for cause in self.causes if cause.shown)

    def cause(self, cause_id: str, /) -> CauseResult | None:
        """Return a cause that is listed, by its id; nothing for any other."""
        return next((cause for cause in self.causes if cause.id == cause_id), None)


class CauseView(Record):
    """A ranked cause as a card."""

    __slots__ = ()


class EntryView(Record):
    """An entry of the knowledge base."""

    __slots__ = ()
    kind: ClassVar[str]


class ToldView(Record):
    """A comparison as a text."""

    __slots__ = ()

    if TYPE_CHECKING:
        text: str

    def __str__(self) -> str:
        """Return what a reader needs to know, calmly."""
        return self.text


class ProblemView(Record):
    """A problem as a line."""

    __slots__ = ()

    if TYPE_CHECKING:
        code: str
        path: str
        message: str
        help: str | None
        file: str | None
        line: int | None

    def __str__(self) -> str:
        """Return where it is, what is wrong and what to do, as the error message says it."""
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        where = (place if self.file else "") + (f"{self.path}: " if self.path else "")
        advice = f"\n  help: {self.help}" if self.help else ""
        return f"{where}{self.message} [{self.code}]{advice}"
