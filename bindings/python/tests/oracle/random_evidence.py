"""Evidence drawn from the model given a random cause.

The model is the independent implementation in tests/oracle.
"""

import random
from dataclasses import dataclass
from typing import Any

from knowledge import DEFAULT_DATA, load
from model import Model
from problems import Problems


def built_in() -> Model:
    return Model(load(DEFAULT_DATA, Problems()))


@dataclass(frozen=True)
class Draw:
    """How much of each kind is known at most."""

    present: int
    absent: int
    others: int
    kinds: tuple[str, ...]
    likelihoods: bool = False


@dataclass
class Drawing:
    model: Model
    draw: Draw
    random: random.Random

    def evidence(self) -> dict[str, Any]:
        """One runner: symptoms of a random cause, and of what else is on by its prior."""
        choose = self.random
        certain = choose.choice(sorted(self.model.causes))
        on = {
            id for id, model in self.model.causes.items() if choose.random() < float(model.prior)
        } | {certain}
        symptoms = {id: self._occurs(id, on) for id in self.model.leaks}
        present = [id for id, occurs in symptoms.items() if occurs]
        absent = [id for id, occurs in symptoms.items() if not occurs]
        evidence: dict[str, Any] = dict.fromkeys(self._some(present, self.draw.present), True)
        evidence |= dict.fromkeys(self._some(absent, self.draw.absent), False)
        if self.draw.likelihoods:
            evidence |= {id: self._vague(value) for id, value in evidence.items()}
        observations = self.model.knowledge.observations
        others = [id for id, o in observations.items() if o.kind in self.draw.kinds]
        evidence |= {id: self._answer(id) for id in self._some(others, self.draw.others)}
        shuffled = list(evidence)
        choose.shuffle(shuffled)
        return {id: evidence[id] for id in shuffled}

    def _some(self, ids: list[str], most: int) -> list[str]:
        return self.random.sample(sorted(ids), min(len(ids), self.random.randint(0, most)))

    def _occurs(self, symptom: str, on: set[str]) -> bool:
        leak = float(self.model.leaks[symptom].value)
        silent = 1 - leak
        for id in sorted(on):
            if symptom in self.model.causes[id].cause.symptoms:
                p = self.model.causes[id].cause.symptoms[symptom].value
                silent *= 1 - (p - leak) / (1 - leak)
        return self.random.random() >= silent

    def _vague(self, value: bool) -> Any:  # noqa: FBT001
        if self.random.random() < 0.8:
            return value
        pair = [self.random.random(), self.random.random()]
        return {"likelihood": pair, "origin": "device"}

    def _answer(self, id: str) -> Any:
        observation = self.model.knowledge.observations[id]
        choose = self.random
        if observation.kind == "descriptor" and choose.random() < 0.2:
            return choose.sample(observation.levels, 2)
        if observation.cuts and observation.range and choose.random() < 0.5:
            number = choose.uniform(*observation.range)
            return {"value": number, "unit": observation.unit} if choose.random() < 0.5 else number
        return choose.choices(observation.levels, observation.shares)[0]


def draw_many(model: Model, draw: Draw, count: int, seed: int) -> list[dict[str, Any]]:
    drawing = Drawing(model, draw, random.Random(seed))
    return [drawing.evidence() for _ in range(count)]
