"""What results can do beyond holding values: be read by people."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from heavylegs import _core, _html
from heavylegs._record import Record

if TYPE_CHECKING:
    from heavylegs.types import (
        CauseResult,
        Question,
        QuestionItem,
        QuestionScreen,
        Reason,
        StopAdvice,
        Urgency,
    )

__all__ = [
    "AssessmentView",
    "CauseView",
    "EntryView",
    "NextQuestionsView",
    "PendingView",
    "ProblemView",
    "QuestionView",
    "ScreenView",
    "ToldView",
]


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
        return _core.render(self.to_json(), "fragment")

    def shown_causes(self) -> tuple[CauseResult, ...]:
        """Return the causes that a runner is to see, most probable first."""
        return tuple(cause for cause in self.causes if cause.shown)

    def cause(self, cause_id: str, /) -> CauseResult | None:
        """Return a cause that is listed, by its id; nothing for any other."""
        return next((cause for cause in self.causes if cause.id == cause_id), None)


class CauseView(Record):
    """A ranked cause as a card."""

    __slots__ = ()

    if TYPE_CHECKING:
        name: str
        label: str
        probability: float
        low: float | None
        high: float | None
        shown: bool
        summary: str
        note: str | None
        supports: tuple[Reason, ...]
        opposes: tuple[Reason, ...]

    def _repr_html_(self) -> str:
        if not self.shown:
            return _html.card(
                self.name, ["In this assessment it is not shown to runners."], [], None
            )
        reasons = [f"+ {reason.text}" for reason in self.supports]
        reasons += [
            f"\N{MINUS SIGN} {reason.text} (makes this less likely)" for reason in self.opposes
        ]
        title = self.label[:1].upper() + self.label[1:]
        return _html.card(title, [self._chance(), self.summary], reasons, self.note)

    def _chance(self) -> str | None:
        """Return the probability with its range; nothing for a cause that is only described."""
        if self.label != self.name:
            return None
        if self.low is None or self.high is None:
            return f"{self.probability:.0%}"
        return f"{self.probability:.0%}, range {self.low:.0%} to {self.high:.0%}"


class QuestionView(Record):
    """A question as a card."""

    __slots__ = ()

    if TYPE_CHECKING:
        id: str
        question: str

    def __str__(self) -> str:
        """Return the question."""
        return self.question

    def _repr_html_(self) -> str:
        return _html.card(self.question, [], [], self.id)


class ScreenView(Record):
    """A screen of questions as a card."""

    __slots__ = ()

    if TYPE_CHECKING:
        text: str
        help: str | None
        reason: str
        items: tuple[QuestionItem, ...]
        none: str | None

    def __str__(self) -> str:
        """Return the question."""
        return self.text

    def _repr_html_(self) -> str:
        several = [item.name for item in self.items] + ([self.none] if self.none else [])
        one = [choice.label for item in self.items for choice in item.choices]
        answers = one if len(self.items) == 1 else several
        return _html.card(self.text, [self.help], answers, self.reason)


class NextQuestionsView(Record):
    """Questions as cards."""

    __slots__ = ()

    if TYPE_CHECKING:
        screens: tuple[QuestionScreen, ...]
        stop: StopAdvice

    def _repr_html_(self) -> str:
        cards = "".join(screen._repr_html_() for screen in self.screens)
        return cards + _html.card(self.stop.text, [], [], None)


class PendingView(Record):
    """A red flag that waits for an answer, as a card."""

    __slots__ = ()

    if TYPE_CHECKING:
        red_flag: str
        ask: tuple[Question, ...]

    def _repr_html_(self) -> str:
        questions = [question.question for question in self.ask]
        return _html.card("Not complete until this is answered", [], questions, self.red_flag)


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
