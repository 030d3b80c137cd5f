"""A knowledge base compiled for inference."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, overload

from heavylegs import _core
from heavylegs._errors import EvidenceError
from heavylegs._evidence import findings_of
from heavylegs._frames import AssessedFrame, FrameOptions, FrameSchema, assess_frame, frame_schema
from heavylegs._knowledge import KnowledgeBase
from heavylegs._words import Word
from heavylegs.types import Assessment, FollowUp, NextQuestions, Problem, WhatIf

if TYPE_CHECKING:
    from typing import Unpack

    from heavylegs._evidence import AnyEvidence
    from heavylegs.types import Profile

__all__ = ["Assessments", "Engine", "Options", "QuestionOptions", "assess", "assessment_row"]


class Options(TypedDict, total=False):
    """How an assessment is made and shown: keywords of `assess` and of the methods of `Engine`."""

    top: int
    """How many causes are listed at most, 1 to 1000; 5 unless said otherwise."""
    profile: Profile | Literal["wellness", "clinical"]
    """``"wellness"`` for runners, who see some causes only described; ``"clinical"`` for
    professionals."""
    stability: bool
    """Whether to work out how far the probabilities depend on uncertain numbers; on by default."""
    redact_sensitive: bool
    """Whether to leave out what is sensitive, for a coach's view."""
    language: str
    """The language of all texts, one that the knowledge has; ``"en"`` by default."""
    questions: int
    """How many screens to ask next are said as well, 0 to 100; none by default, for it takes as
    long as the rest."""


class QuestionOptions(TypedDict, total=False):
    """What is asked, and how: keywords of `Engine.next_questions`."""

    at_most: int
    """How many screens are returned at most, 1 to 1000; 5 unless said otherwise."""
    answerable_now: bool
    """Whether only what the runner can answer now is asked: no blood tests; off by default."""
    about_you: bool
    """Whether age, sex and the like are asked, after the warning signs; on by default."""
    sensitive: bool
    """Whether mood, periods, pregnancy, alcohol and medicines are asked; on by default."""
    exclude: Sequence[str]
    """Ids of observations that are not asked."""
    families: Sequence[str]
    """Ids of the families that questions are ranked for; all of them by default."""
    profile: Profile | Literal["wellness", "clinical"]
    """For whom the reasons are written: ``"wellness"`` or ``"clinical"``."""
    language: str
    """The language of all texts, one that the knowledge has; ``"en"`` by default."""


class Engine:
    """A knowledge base compiled for inference.

    It is immutable: threads can share it, and other processes get it by pickling. Two engines with
    the same knowledge are equal.

    Args:
        knowledge: The built-in knowledge base, unless another one is given.

    Example:
        >>> import heavylegs as hl
        >>> assessment = hl.Engine().assess({"side": "both_alike", "sitting_hours_today": 9})
        >>> assessment.urgency
        Urgency.SELF_CARE

    """

    __slots__ = ("_core", "_knowledge")

    def __init__(self, knowledge: KnowledgeBase | None = None) -> None:
        """Compile a knowledge base."""
        self._knowledge = knowledge or KnowledgeBase()
        self._core = (
            _core.Engine.of_knowledge(knowledge._base) if knowledge else _core.Engine.builtin()
        )

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base."""
        return self._knowledge

    def assess(self, evidence: AnyEvidence, /, **options: Unpack[Options]) -> Assessment:
        """Rank the causes that can be at work: `heavylegs.assess` with the engine's knowledge.

        Raises:
            EvidenceError: With every problem of evidence and options at once.

        """
        return Assessment._trusted(self._answer("assess", _request(options, evidence=evidence)))

    def _answer(self, verb: str, request: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._core.answer(verb, request))
        return answer

    def assess_json(self, text: str, /) -> str:
        """Answer a request in JSON with an assessment in JSON, the contract of every binding.

        Args:
            text: An object with ``schema``, ``evidence`` and, if wanted, ``options``.

        Raises:
            EvidenceError: With every problem at once.

        Example:
            >>> import heavylegs as hl
            >>> hl.Engine().assess_json('{"schema": 1, "evidence": {}}')[:12]
            '{"schema":1,'

        """
        return self._core.assess_json(text)

    def assess_many(
        self,
        evidence: Iterable[AnyEvidence],
        /,
        *,
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
        **options: Unpack[Options],
    ) -> Assessments:
        """Assess many runners, or one runner on many days, on several threads.

        Args:
            evidence: Evidence or mappings, in any iterable.
            threads: How many threads work; as many as there are cores, unless said otherwise. It
                changes no bit of the answers.
            progress: Called now and then with how many are done. What it raises ends the work, as
                Ctrl-C does.
            options: As for `assess`. Ranges (``stability``) take about half of the time.

        Returns:
            The assessments, in the order of the evidence; ``to_dicts`` makes a table of them.

        Raises:
            EvidenceError: With every problem of every one at once; paths begin with the index.

        Example:
            >>> import heavylegs as hl
            >>> days = [{"sleep_hours_last_night": hours} for hours in (8, 4)]
            >>> [day.urgency for day in hl.Engine().assess_many(days)]
            [Urgency.SELF_CARE, Urgency.SELF_CARE]

        """
        requests = [_request(options, evidence=one) for one in evidence]
        answers = self._core.assess_many(requests, threads or os.cpu_count() or 1, progress)
        wrong = [(at, text) for at, (fine, text) in enumerate(answers) if not fine]
        if wrong:
            raise _all_at_once(wrong)
        return Assessments(Assessment._trusted(json.loads(text)) for _, text in answers)

    def assess_frame(self, frame: object, /, **options: Unpack[FrameOptions]) -> AssessedFrame:
        """Assess a table, one runner or athlete-day a row, as fast as the machine can.

        Columns are named by the ids of observations; nulls are unknown. A symptom takes yes or no,
        or a struct of two numbers (a likelihood); a number the observation's own unit, or a level's
        name. The numbers are those of `assess`, bit for bit; they are for programs: before a
        runner sees a cause, `assess` says how it is disclosed.

        Args:
            frame: Anything with the Arrow PyCapsule interface: a data frame of Polars or pandas, a
                table, batch or reader of pyarrow, a relation of DuckDB. Streams are read as the
                results are, and take no more memory the longer they are.
            options: ``keep`` (columns that go through), ``units``, ``posteriors`` and
                ``bayes_factors`` (``"wide"`` or ``"list"``), ``top_causes`` (3), ``top_families``,
                ``recommendations``, ``urgency`` (on), ``coverage`` (on), ``strict`` (off),
                ``threads``.

        Returns:
            A stream with a row for each row. A value that can't be used stops nothing: its row says
            so in the column ``error``, has no scores, and the urgency that the red flags among its
            other values ask for.

        Raises:
            EvidenceError: With every column at once that is no observation, or of another type.

        Example:
            >>> import heavylegs as hl
            >>> import polars as pl
            >>> days = pl.DataFrame(
            ...     {
            ...         "athlete": ["ada", "ben"],
            ...         "ferritin": [14.0, None],
            ...         "course_in_run": [None, "heavy_then_clears"],
            ...         "sitting_hours_today": [2, 9],
            ...         "side": ["both_alike", "both_alike"],
            ...     }
            ... )
            >>> results = pl.DataFrame(hl.Engine().assess_frame(days, keep=["athlete"]))
            >>> [causes[0]["cause"] for causes in results["causes"]]
            ['iron_deficiency', 'prolonged_sitting']

        """
        return assess_frame(self._core, frame, options)

    def frame_schema(self, like: object, /, **options: Unpack[FrameOptions]) -> FrameSchema:
        """Return the schema of what `assess_frame` returns for a table like this.

        For engines that want it before they have a row: lazy frames, Spark.

        Args:
            like: Anything with a schema of Arrow (``__arrow_c_schema__``); no row is read.
            options: As for `assess_frame`.

        Raises:
            EvidenceError: With every column at once that is no observation, or of another type.

        """
        return frame_schema(self._core, like, options)

    def next_questions(
        self,
        evidence: AnyEvidence,
        /,
        **options: Unpack[QuestionOptions],
    ) -> NextQuestions:
        """Return what to ask next, and whether to go on. Nothing is kept between calls.

        Warning signs come first, then the questions that tell most. What someone can't say goes
        into the evidence as ``None``, and is not asked again.

        Args:
            evidence: What is known.
            options: ``at_most`` (how many screens, 5), ``answerable_now`` (no blood tests, off),
                ``about_you`` (age, sex and the like, on), ``sensitive`` (on), ``exclude`` (ids),
                ``families`` (ids), ``profile`` and ``language``.

        Raises:
            EvidenceError: With every problem of evidence and options at once.

        Example:
            >>> import heavylegs as hl
            >>> questions = hl.Engine().next_questions({}, at_most=1)
            >>> questions.should_stop, questions.screens[0].purpose
            (False, Purpose.RED_FLAGS)

        """
        request = _request(options, QuestionOptions, evidence=evidence)
        return NextQuestions._trusted(self._answer("questions", request))

    def what_if(
        self,
        evidence: AnyEvidence,
        changes: AnyEvidence,
        /,
        **options: Unpack[Options],
    ) -> WhatIf:
        """Return what would be if some answers were others: which causes rise and which fall.

        It shows what an answer does; it is no advice to answer otherwise than it is.

        Args:
            evidence: What is known.
            changes: The answers that would be others; ``None`` takes an answer away.
            options: As for `assess`.

        Raises:
            EvidenceError: With every problem of both at once.

        Example:
            >>> import heavylegs as hl
            >>> evidence = hl.Evidence(
            ...     sleep_hours_last_night=4.5,
            ...     sleep_hours_week=5.5,
            ...     wakes_unrefreshed=True,
            ...     side="both_alike",
            ... )
            >>> what_if = hl.Engine().what_if(evidence, {"sleep_hours_last_night": 7.5})
            >>> change = what_if.difference.causes[0]
            >>> change.id, change.after < change.before
            ('short_sleep', True)

        """
        request = _request(options, evidence=evidence, changes=changes)
        return WhatIf._trusted(self._answer("what_if", request))

    def follow_up(
        self,
        previous: AnyEvidence,
        now: AnyEvidence,
        /,
        *,
        tried: Iterable[str] | Mapping[str, float | None] = (),
        **options: Unpack[Options],
    ) -> FollowUp:
        """Return what has become of it since last time. Nothing is kept between the two.

        Args:
            previous: What was known last time.
            now: What is known today; answers to ``response_to_…`` tell what helped.
            tried: The id or ids of the recommendations that were followed meanwhile, or a mapping
                from them to how many days ago they were begun.
            options: As for `assess`.

        Returns:
            What changed, what became of the advice that was tried, and what to do next, with the
            days in which it should be better.

        Raises:
            EvidenceError: With every problem of all three at once.

        Example:
            >>> import heavylegs as hl
            >>> before = hl.Evidence(week_load_ratio="much_more", lasting="days", no_spring=True)
            >>> now = before | {"response_to_rest": "helped"}
            >>> follow_up = hl.Engine().follow_up(before, now, tried={"easy_week": 8})
            >>> follow_up.tried[0].outcome
            TriedOutcome.HELPED

        """
        begun = [
            recommendation if days is None else {"id": recommendation, "days_ago": days}
            for recommendation, days in _begun(tried)
        ]
        request = _request(options, previous=previous, evidence=now) | {"tried": begun}
        return FollowUp._trusted(self._answer("follow_up", request))

    def posteriors(self, evidence: AnyEvidence, /) -> dict[str, float]:
        """Return the posterior probability of every scored cause, and of ``none_of_these``.

        Inference alone, for pipelines: no rules, no explanation. Never show it without the
        urgency, which only `assess` works out.

        Returns:
            Probabilities from 0 to 1 by the ids of causes, which come in the order of the ids.

        Raises:
            EvidenceError: With every problem at once.

        Example:
            >>> import heavylegs as hl
            >>> posteriors = hl.Engine().posteriors({"side": "both_alike"})
            >>> 0 < posteriors["prolonged_sitting"] < 1
            True

        """
        return self._core.posteriors(findings_of(evidence))

    def __eq__(self, other: object) -> bool:
        """Return whether both have the same knowledge, and so give the same answers."""
        if isinstance(other, Engine):
            return self._knowledge == other._knowledge
        return NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the knowledge."""
        return hash(self._knowledge)

    def __repr__(self) -> str:
        """Return version and hash of the knowledge."""
        return f"<heavylegs.Engine of {self._knowledge!r}>"

    def __reduce__(self) -> tuple[type[Self], tuple[KnowledgeBase]]:
        """Pickle the knowledge."""
        return type(self), (self._knowledge,)

    def __copy__(self) -> Self:
        """Return itself, since it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, since it does not change."""
        return self


class Assessments(Sequence[Assessment]):
    """Assessments in the order of their evidence."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[Assessment]) -> None:
        """Hold assessments."""
        self._items = tuple(items)

    @overload
    def __getitem__(self, at: int) -> Assessment: ...
    @overload
    def __getitem__(self, at: slice) -> Assessments: ...
    def __getitem__(self, at: int | slice) -> Assessment | Assessments:
        """Return one of them, or some."""
        return Assessments(self._items[at]) if isinstance(at, slice) else self._items[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def __iter__(self) -> Iterator[Assessment]:
        """Go through them."""
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same assessments."""
        return self._items == other._items if isinstance(other, Assessments) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the assessments."""
        return hash(self._items)

    def __repr__(self) -> str:
        """Return how many there are."""
        return f"<{len(self)} assessments>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a row for each, with plain values: what a data frame is made of.

        The columns are ``urgency``, ``urgency_floor``, ``activity``, ``red_flags`` and
        ``pending_red_flags`` (ids, joined by spaces), ``outside_scope``, ``leader``,
        ``leader_family``, ``leader_probability``, ``leader_low``, ``leader_high`` (nothing where
        no leader is named), ``none_of_these``, ``known`` and ``coverage``.

        Example:
            >>> import heavylegs as hl
            >>> rows = hl.Engine().assess_many([{}, {"ferritin": 8}]).to_dicts()
            >>> [row["leader"] for row in rows]
            [None, 'iron_deficiency']

        """
        return [assessment_row(assessment) for assessment in self._items]


def assess(evidence: AnyEvidence, /, **options: Unpack[Options]) -> Assessment:
    """Rank the causes that can be at work, with the built-in knowledge.

    Args:
        evidence: What is known of one runner at one moment, by the ids of observations. What is
            not in it is unknown, never "no".
        options: ``top`` (how many causes are listed, 5), ``profile`` (``"wellness"`` for runners,
            ``"clinical"`` for professionals), ``stability`` (whether to work out ranges, on),
            ``redact_sensitive`` (for a coach's view, off) and ``language`` (``"en"``).

    Returns:
        The assessment. ``print`` shows a report that a runner can read, a notebook shows it as a
        page. Programs read its attributes: urgency first, then ``shown_causes()``.

    Raises:
        EvidenceError: With every problem of evidence and options at once.

    Example:
        >>> import heavylegs as hl
        >>> assessment = hl.assess({"course_in_run": "heavy_then_clears", "sitting_hours_today": 9})
        >>> assessment.urgency == "self_care"
        True

    """
    return Engine().assess(evidence, **options)


def _request(
    options: Mapping[str, Any],
    known_options: type[Options | QuestionOptions] = Options,
    /,
    **evidence: AnyEvidence,
) -> dict[str, Any]:
    """Return what the core reads: it knows the options, and what is wrong with them."""
    unknown = sorted(options.keys() - known_options.__annotations__.keys())
    if unknown:
        known = ", ".join(known_options.__annotations__)
        message = f"unexpected option {unknown[0]!r}; the options are {known}"
        raise TypeError(message)
    given = {name: _word(value) for name, value in options.items()}
    findings = {name: findings_of(one) for name, one in evidence.items()}
    return {"schema": 1, **findings, "options": given}


def _word(value: object) -> object:
    return value.value if isinstance(value, Word) else value


def _begun(
    tried: Iterable[str] | Mapping[str, float | None],
) -> Iterable[tuple[str, float | None]]:
    if isinstance(tried, Mapping):
        return tried.items()
    # A text is iterable too, letter by letter.
    return ((one, None) for one in ([tried] if isinstance(tried, str) else tried))


def _all_at_once(wrong: list[tuple[int, str]]) -> EvidenceError:
    problems = [
        Problem._trusted(problem | {"path": f"[{at}].{problem['path']}"})
        for at, text in wrong
        for problem in json.loads(text)
    ]
    shown = "\n".join(f"- {problem}" for problem in problems[:50])
    more = f"\n- and {len(problems) - 50} more" if len(problems) > 50 else ""  # noqa: PLR2004
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    message = f"evidence: {count} in {len(wrong)} of them\n{shown}{more}"
    return EvidenceError(message, tuple(problems))


def assessment_row(assessment: Assessment) -> dict[str, Any]:
    """Return the row of an assessment: plain values."""
    named = assessment.coverage.names_a_leader and assessment.causes
    leader = assessment.causes[0] if named else None
    fired = [reason.red_flag for reason in assessment.urgency_reasons if reason.red_flag]
    outside = assessment.outside_scope
    return {
        "urgency": assessment.urgency.value,
        "urgency_floor": assessment.urgency_floor.value,
        "activity": assessment.activity.value,
        "red_flags": " ".join(fired),
        "pending_red_flags": " ".join(flag.red_flag for flag in assessment.pending_red_flags),
        "outside_scope": outside.id if outside else None,
        "leader": leader.id if leader else None,
        "leader_family": leader.family if leader else None,
        "leader_probability": leader.probability if leader else None,
        "leader_low": leader.low if leader else None,
        "leader_high": leader.high if leader else None,
        "none_of_these": assessment.none_of_these,
        "known": assessment.coverage.known,
        "coverage": assessment.coverage.state.value,
    }
