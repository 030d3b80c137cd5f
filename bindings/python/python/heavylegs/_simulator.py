"""Runners drawn from the model itself, to see how well the model recovers what it assumed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from heavylegs import _core
from heavylegs._engine import Engine
from heavylegs._evidence import Evidence
from heavylegs.types import Calibration, Recovery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["SimulatedRunner", "Simulator"]

Order: TypeAlias = Literal["causes_first", "shares_kept", "factors_first"]


@dataclass(frozen=True, slots=True)
class SimulatedRunner:
    """A runner drawn from the model: what is at work, and truthful answers to all questions."""

    index: int
    """The number of the draw."""
    causes: tuple[str, ...]
    """The ids of the causes that are on."""
    answers: Evidence
    """What this runner would answer to everything that may be asked."""


class Simulator:
    """Draws runners from an engine: all it draws follows from the seed.

    It measures self-consistency only: whether the posteriors mean what they say *if the knowledge
    base is right*. It says nothing about real runners.

    Args:
        engine: The engine, that of the built-in knowledge unless another one is given.
        seed: What all draws follow from.
        order: How answers and several causes occur together: ``"causes_first"``,
            ``"shares_kept"`` or ``"factors_first"``, explained in the documentation of the model.
        correlated: With which probability (0 to 1) two vague symptoms share an event.
        ungated: Whether every question is asked, whatever opens it.

    Example:
        >>> import heavylegs as hl
        >>> runner = hl.Simulator(seed=7).runner(0)
        >>> runner.answers == hl.Simulator(seed=7).runner(0).answers
        True

    """

    __slots__ = ("_core", "_engine")

    def __init__(
        self,
        engine: Engine | None = None,
        *,
        seed: int = 1,
        order: Order = "causes_first",
        correlated: float = 0.0,
        ungated: bool = False,
    ) -> None:
        """Prepare the draws."""
        if not 0 <= correlated <= 1:
            message = f"correlated is a probability, 0 to 1, not {correlated!r}"
            raise ValueError(message)
        self._engine = engine or Engine()
        self._core = _core.Simulator(self._engine._core, seed, order, correlated, ungated)

    @property
    def engine(self) -> Engine:
        """The engine that is drawn from."""
        return self._engine

    def runner(self, index: int, /) -> SimulatedRunner:
        """Return the runner with a number, 0 or more."""
        causes, answers = self._core.runner(index)
        return SimulatedRunner(index, tuple(causes), Evidence(json.loads(answers)))

    def runner_with(self, cause: str, index: int, /) -> SimulatedRunner:
        """Return the runner with a number among those in whom a cause is on.

        Raises:
            KeyError: If the id is no scored cause, or none is found in a million.

        """
        found = self._core.runner_with(cause, index)
        if found is None:
            message = f"{cause!r} is no scored cause, or on in less than one of a million"
            raise KeyError(message)
        causes, answers = found
        return SimulatedRunner(index, tuple(causes), Evidence(json.loads(answers)))

    def calibration(
        self,
        runners: int = 10_000,
        *,
        answered: float = 1.0,
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> Calibration:
        """Compare predicted probabilities with how often causes are on.

        Args:
            runners: How many are drawn.
            answered: With which probability (0 to 1) each question is answered.
            threads: As many as there are cores, unless said otherwise; it changes no bit.
            progress: Called now and then with how many are done. What it raises ends the work, as
                Ctrl-C does.

        """
        work = (_share(answered), threads or os.cpu_count() or 1, progress)
        return Calibration.from_json(self._core.calibration(_count(runners), *work))

    def recovery(
        self,
        causes: Iterable[str] | None = None,
        *,
        runners: int = 100,
        answered: float = 1.0,
        threads: int | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> Recovery:
        """Draw runners in whom a cause is on, for each cause, and look whether it is found.

        Args:
            causes: Ids of scored causes; all of them, unless some are named.
            runners: How many are drawn for each.
            answered: With which probability (0 to 1) each question is answered.
            threads: As many as there are cores, unless said otherwise; it changes no bit.
            progress: Called now and then with how many are done.

        Raises:
            KeyError: If an id is no scored cause.

        """
        known = self._engine.knowledge.causes
        named = [cause for cause in known if known[cause].scored] if causes is None else [*causes]
        for cause in named:
            if not known[cause].scored:
                message = f"{cause!r} is for rules only and never ranked"
                raise KeyError(message)
        work = (_share(answered), threads or os.cpu_count() or 1, progress)
        return Recovery.from_json(self._core.recovery(named, _count(runners), *work))

    def __repr__(self) -> str:
        """Return what is drawn from."""
        return f"<heavylegs.Simulator of {self._engine!r}>"


def _count(runners: int) -> int:
    if runners < 1:
        message = f"runners is 1 or more, not {runners!r}"
        raise ValueError(message)
    return runners


def _share(answered: float) -> float:
    if not 0 <= answered <= 1:
        message = f"answered is a probability, 0 to 1, not {answered!r}"
        raise ValueError(message)
    return answered
