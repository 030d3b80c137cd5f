"""The odds of a cause before symptoms (model.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

import conditions
from arithmetic import Num
from evidence import Reading
from knowledge_types import Cause, Factor, Knowledge, Observation


@dataclass
class CauseModel:
    """One scored cause with its numbers in the arithmetic chosen."""

    cause: Cause
    knowledge: Knowledge
    arithmetic: Any
    _norms: dict[tuple[str, Num], Num] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.cause.prior is not None
        of = self.arithmetic.of
        self.prior: Num = of(self.cause.prior.value)
        self.tested = {name for row in self.cause.rows for name in conditions.variables(row.condition)}

    def odds(self, readings: Mapping[str, Reading]) -> Num:
        """base · up · down · direct."""
        prior, replaced = self.base(readings)
        of, settings = self.arithmetic.of, self.knowledge.settings
        up, down = self.split_damped(self.factor_multipliers(readings, prior, replaced))
        up, down = min(up, of(settings.cap_up)), max(down, of(settings.cap_down))
        likelier, unlikelier = self.split_damped(self.descriptor_ratios(readings))
        result = prior / (1 - prior) * up * down * likelier * unlikelier
        for ratio in self.measurement_ratios(readings).values():
            result *= ratio
        return result

    def base(self, readings: Mapping[str, Reading]) -> tuple[Num, set[str]]:
        """The prior that holds, and the factors it replaces."""
        for row in self.cause.rows:
            if conditions.holds(row.condition, readings, self.knowledge.observations):
                return self.arithmetic.of(row.value.value), set(row.replaces)
        return self.prior, set()

    # Factors.

    def factor_multipliers(self, readings: Mapping[str, Reading], prior: Num, replaced: set[str]) -> dict[str, Num]:
        multipliers = {}
        for name, factor in self.cause.factors.items():
            observation = self._known(name, "factor", readings)
            if observation and name not in replaced:
                ratio = self._ratio(factor, observation, readings[name].levels[0])
                multipliers[name] = ratio / self.norm(name, prior)
        return strongest_of_pathway(multipliers, self.cause.factors)

    def _known(self, name: str, kind: str, readings: Mapping[str, Reading]) -> Observation | None:
        """The observation if it is known, of that kind, and no condition of a prior row."""
        observation = self.knowledge.observations.get(name)
        known = name in readings and bool(readings[name].levels)
        if observation is None or observation.kind != kind or not known or name in self.tested:
            return None
        return observation if observation.shares else None

    def _ratio(self, factor: Factor, observation: Observation, level: str) -> Num:
        if level == observation.reference and observation.kind == "factor":
            return self.arithmetic.of(1.0)
        number = factor.ratios.get(level)
        return self.arithmetic.of(number.value if number else 1.0)

    def norm(self, name: str, prior: Num) -> Num:
        """n with Σ s·πm/(πm + (1−π)n) = π."""
        if (name, prior) not in self._norms:
            self._norms[name, prior] = self._solve_norm(name, prior)
        return self._norms[name, prior]

    def _solve_norm(self, name: str, prior: Num) -> Num:
        observation, factor = self.knowledge.observations[name], self.cause.factors[name]
        of = self.arithmetic.of
        shares = [(of(observation.share_of(level)), self._ratio(factor, observation, level)) for level in observation.levels]
        low, high = min(m for _, m in shares), max(m for _, m in shares)
        if low == high:
            return low

        def excess(n: Num) -> Num:
            return sum(s * prior * m / (prior * m + (1 - prior) * n) for s, m in shares) - prior

        return self.arithmetic.falling_root(excess, low, high)

    # Descriptors and measurements.

    def descriptor_row(self, observation: Observation) -> list[Num] | None:
        """P(level | cause), or None for a cause without a row."""
        of = self.arithmetic.of
        written = self.cause.descriptors.get(observation.id)
        if written is None:
            row = observation.default_rows.get(self.cause.horizon or "")
            return [of(p) for p in row] if row else None
        listed = sum((of(n.value) for n in written.values()), of(0.0))
        rest = max(1 - listed, of(0.0))
        unlisted = sum((of(observation.share_of(l)) for l in observation.levels if l not in written), of(0.0))
        return [
            of(written[l].value) if l in written else rest * of(observation.share_of(l)) / (unlisted or 1)
            for l in observation.levels
        ]

    def descriptor_ratios(self, readings: Mapping[str, Reading]) -> dict[str, Num]:
        ratios = {}
        for name, observation in self.knowledge.observations.items():
            if observation.kind == "descriptor" and self._known(name, "descriptor", readings):
                row = self.descriptor_row(observation)
                if row is not None:
                    ratios[name] = self.descriptor_ratio(observation, row, readings[name].levels)
        return ratios

    def descriptor_ratio(self, observation: Observation, row: list[Num], levels: tuple[str, ...]) -> Num:
        """Σ P(level|cause) / Σ P(level|not the cause) over the levels, clamped."""
        of = self.arithmetic.of
        clamp = of(self.knowledge.settings.descriptor_clamp)
        given = [(row[observation.levels.index(l)], of(observation.share_of(l))) for l in levels]
        with_cause = sum((p for p, _ in given), of(0.0))
        without = sum(((base - self.prior * p) / (1 - self.prior) for p, base in given), of(0.0))
        if without <= 0:  # an error of the knowledge base, reported elsewhere
            return clamp
        return max(1 / clamp, min(clamp, with_cause / without))

    def measurement_ratios(self, readings: Mapping[str, Reading]) -> dict[str, Num]:
        ratios = {}
        for name, table in self.cause.measurements.items():
            observation = self._known(name, "measurement", readings)
            if observation:
                ratios[name] = self._ratio(table, observation, readings[name].levels[0])
        return strongest_of_pathway(ratios, self.cause.measurements)

    def split_damped(self, multipliers: dict[str, Num]) -> tuple[Num, Num]:
        """m1·√m2·√m3 … of those above 1 and of those below 1, the strongest first."""
        up = sorted((-m, name) for name, m in multipliers.items() if m > 1)
        down = sorted((m, name) for name, m in multipliers.items() if m < 1)
        return self._damped([-m for m, _ in up]), self._damped([m for m, _ in down])

    def _damped(self, strongest_first: list[Num]) -> Num:
        result = self.arithmetic.of(1.0)
        for i, m in enumerate(strongest_first):
            result *= m if i == 0 else self.arithmetic.sqrt(m)
        return result


def strongest_of_pathway(multipliers: dict[str, Num], tables: Mapping[str, Factor]) -> dict[str, Num]:
    """Of each pathway only the multiplier furthest from 1; ties go to the smaller id."""
    best: dict[str, tuple[Num, str]] = {}
    for name in sorted(multipliers):
        pathway = tables[name].pathway
        if pathway is not None:
            distance = max(multipliers[name], 1 / multipliers[name])
            if pathway not in best or distance > best[pathway][0]:
                best[pathway] = (distance, name)
    return {
        name: m
        for name, m in multipliers.items()
        if tables[name].pathway is None or best[tables[name].pathway][1] == name
    }
