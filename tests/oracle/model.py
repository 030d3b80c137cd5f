"""The model of /docs/model.md: a compiled knowledge base and what it says of one evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

import conditions
import leaks
import triage
from arithmetic import Floats, Num
from evidence import Evidence, Reading, read_evidence
from knowledge_types import Knowledge, Observation
from odds import CauseModel
from posterior import OpenSymptom, Posteriors, enumerate_posteriors, sweep
from vocabulary import ACTIVITIES


@dataclass
class Assessment:
    """`causes`, `prior` and `none_of_these` are empty and None outside the scope."""

    causes: dict[str, Num]
    prior: dict[str, Num]
    none_of_these: Num | None
    floor: str
    urgency: str
    activity: str
    fired: list[str]
    pending: list[str]
    coverage: str
    leader: str | None
    recommended: list[str]
    out_of_scope: list[str]
    expired: list[str] = field(default_factory=list)

    def ranked(self) -> list[tuple[str, Num]]:
        """Highest first; ties by id."""
        return sorted(self.causes.items(), key=lambda item: (-item[1], item[0]))


class Model:
    """A knowledge base with its leaks solved.

    Symptoms whose leak has no solution keep a stand-in, so that a checker can go on; `leaks` tells.
    """

    def __init__(self, knowledge: Knowledge, arithmetic: Any = Floats) -> None:
        self.knowledge, self.arithmetic = knowledge, arithmetic
        self.causes = {
            id: CauseModel(cause, knowledge, arithmetic)
            for id, cause in knowledge.causes.items()
            if cause.scored and cause.prior
        }
        self.leaks = {
            id: leaks.solve(o.base, list(self._links(id).values()), arithmetic)
            for id, o in knowledge.observations.items()
            if o.kind == "symptom" and o.base is not None
        }

    def _links(self, symptom: str) -> dict[str, tuple[float, float]]:
        """(prior, p) of every scored cause of a symptom."""
        return {
            id: (model.cause.prior.value, model.cause.symptoms[symptom].value)
            for id, model in self.causes.items()
            if symptom in model.cause.symptoms and model.cause.prior
        }

    # Evidence.

    def read(self, raw: Mapping[str, Any], problems: list[str] | None = None) -> Evidence:
        return read_evidence(raw, self.knowledge.observations, problems)

    def without_doubtful(self, readings: Mapping[str, Reading]) -> dict[str, Reading]:
        """The readings that count for causes: those in a doubted level are left out, all judged by all readings."""
        observations = self.knowledge.observations
        return {
            id: reading
            for id, reading in readings.items()
            if not (
                (doubt := observations[id].doubtful)
                and reading.levels
                and set(reading.levels) <= set(doubt["levels"])
                and conditions.holds(doubt["when"], readings, observations)
            )
        }

    def without_duration(self, readings: Mapping[str, Reading]) -> dict[str, Reading]:
        """Without the descriptor that has default rows."""
        return {k: r for k, r in readings.items() if not self.knowledge.observations[k].default_rows}

    def context_of(self, readings: Mapping[str, Reading]) -> dict[str, Reading]:
        return {k: r for k, r in readings.items() if self.knowledge.observations[k].kind == "context"}

    # Posteriors.

    def odds(self, readings: Mapping[str, Reading]) -> dict[str, Num]:
        return {id: self.arithmetic.short(cause.odds(readings)) for id, cause in self.causes.items()}

    def open_symptoms(self, readings: Mapping[str, Reading]) -> list[OpenSymptom]:
        """The symptoms that were reported and have a base rate."""
        result = []
        for id in sorted(readings):
            if id in self.leaks:
                a, b = self._pair(readings[id])
                leak = self.arithmetic.short(self.leaks[id].value)
                result.append(OpenSymptom(id, a, b, leak, self._firing(id, leak)))
        return result

    def _firing(self, symptom: str, leak: Num) -> dict[str, Num]:
        """q = (p − λ)/(1 − λ) of every link of a symptom."""
        of, short = self.arithmetic.of, self.arithmetic.short
        links = self._links(symptom).items()
        return {cause: short(max((of(p) - leak) / (1 - leak), of(0.0))) for cause, (_, p) in links}

    def _pair(self, reading: Reading) -> tuple[Num, Num]:
        of = self.arithmetic.of
        if reading.likelihood is not None:
            a, b = of(reading.likelihood[0]), of(reading.likelihood[1])
            return a / max(a, b), b / max(a, b)
        return (of(1.0), of(0.0)) if reading.levels == ("present",) else (of(0.0), of(1.0))

    def posteriors(self, readings: Mapping[str, Reading], enumerate: bool = False) -> Posteriors:
        """Given readings alone: no scope, no limit, nothing set aside."""
        method = enumerate_posteriors if enumerate else sweep
        return method(self.odds(readings), self.open_symptoms(readings), self.arithmetic.of(1.0))

    # Everything derived.

    def assess(self, evidence: Evidence) -> Assessment:
        readings = evidence.readings
        telling = self.without_doubtful(readings)
        rules = triage.evaluate_rules(self.knowledge, readings, evidence.expired)
        outside = triage.out_of_scope(self.knowledge, readings)
        empty = Assessment({}, {}, None, rules.floor, rules.floor, rules.activity, rules.fired, rules.pending,
                           "insufficient", None, [], outside, list(evidence.expired))
        if outside or not self.causes:
            return empty
        posteriors = self.posteriors(telling)
        prior = self.posteriors(self.context_of(telling)).causes
        untimed = self.posteriors(self.without_duration(telling)).causes
        coverage = self.coverage(telling, posteriors.causes, prior)
        raised, activity = triage.urgency_of_causes(
            self.knowledge, posteriors.causes, prior, untimed, coverage == "sufficient"
        )
        return Assessment(
            posteriors.causes, prior, posteriors.none_of_these, rules.floor, triage.highest([rules.floor, raised]),
            max(rules.activity, activity, key=ACTIVITIES.index), rules.fired, rules.pending, coverage,
            _leader(posteriors, coverage),
            self.recommended(readings, posteriors.causes), [], list(evidence.expired),
        )

    def coverage(self, readings: Mapping[str, Reading], posterior: dict[str, Num], prior: dict[str, Num]) -> str:
        """"insufficient" or "sufficient" (model.md 5)."""
        moved = any(_moved_twofold(posterior[id], prior[id]) for id in posterior)
        return "sufficient" if moved and self.items_known(readings) >= 3 else "insufficient"

    def items_known(self, readings: Mapping[str, Reading]) -> int:
        """Known items that bear on a scored cause; the universal screen counts as one."""
        screen = set(self.knowledge.universal_screen())
        bearing = {id for id in readings if self.bears_on_a_cause(self.knowledge.observations[id])}
        # A test result is worth more than a few answers: it alone is enough.
        tests = {id for id in bearing if self.knowledge.observations[id].kind == "measurement"}
        return len(bearing - screen) + 2 * len(tests - screen) + bool(bearing & screen)

    def bears_on_a_cause(self, observation: Observation) -> bool:
        """A link, factor, descriptor row or measurement of a scored cause, or a prior row that isn't context."""
        if observation.kind == "context":
            return False
        return any(
            observation.id in model.cause.symptoms
            or observation.id in model.cause.factors
            or observation.id in model.cause.descriptors
            or observation.id in model.cause.measurements
            or observation.id in model.tested
            or (observation.kind == "descriptor" and (model.cause.horizon or "") in observation.default_rows)
            for model in self.causes.values()
        )

    def recommended(self, readings: Mapping[str, Reading], posterior: dict[str, Num]) -> list[str]:
        """Those with a score above 0 that no caution removes, best first."""
        scores = {}
        for id, recommendation in self.knowledge.recommendations.items():
            score = -self.knowledge.settings.effort_cost.get(recommendation.effort, 0.0)
            for cause, model in self.causes.items():
                if id in model.cause.recommendations:
                    score += posterior[cause] * self.arithmetic.of(model.cause.recommendations[id].value)
            if score > 0 and not triage.removed(self.knowledge, recommendation, readings, posterior):
                scores[id] = score
        return sorted(scores, key=lambda id: (-scores[id], id))


def _moved_twofold(p: Num, prior: Num) -> bool:
    # Odds p/(1-p) against prior/(1-prior), multiplied out.
    now, before = p * (1 - prior), prior * (1 - p)
    return now >= 2 * before or 2 * now <= before


def _leader(posteriors: Posteriors, coverage: str) -> str | None:
    best = min(posteriors.causes.items(), key=lambda item: (-item[1], item[0]))
    if coverage == "insufficient" or best[1] < 0.2 or best[1] < posteriors.none_of_these:
        return None
    return best[0]


