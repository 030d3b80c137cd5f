"""Urgency: rules first, then what posteriors may raise (model.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Mapping

import conditions
from arithmetic import Num
from evidence import ABSENT, PRESENT, Reading
from knowledge_types import Knowledge, Observation, Recommendation, RedFlag
from vocabulary import ACTIVITIES, URGENCIES

Readings = Mapping[str, Reading]


@dataclass(frozen=True)
class Rules:
    fired: list[str]
    pending: list[str]
    floor: str
    activity: str


def highest(urgencies: Iterable[str]) -> str:
    return max(urgencies, key=URGENCIES.index, default=URGENCIES[0])


def evaluate_rules(knowledge: Knowledge, readings: Readings, expired: Readings) -> Rules:
    fired, pending = [], []
    for id, flag in sorted(knowledge.red_flags.items()):
        if conditions.holds(flag.when, readings, knowledge.observations):
            fired.append(id)
        elif flag.urgency in ("same_day", "emergency") and _is_pending(knowledge, flag, readings, expired):
            pending.append(id)
    flags = [knowledge.red_flags[id] for id in fired]
    activity = max((f.activity for f in flags), key=ACTIVITIES.index, default=ACTIVITIES[0])
    return Rules(fired, pending, highest(f.urgency for f in flags), activity)


def out_of_scope(knowledge: Knowledge, readings: Readings) -> list[str]:
    return [
        id
        for id, scope in sorted(knowledge.scope.items())
        if conditions.holds(scope["when"], readings, knowledge.observations)
    ]


# Rules that one more answer could fire.


def _is_pending(knowledge: Knowledge, flag: RedFlag, readings: Readings, expired: Readings) -> bool:
    near = {
        id: PRESENT if r.likelihood and r.likelihood[0] >= 100 * r.likelihood[1] else r
        for id, r in readings.items()
    }
    old = {
        id: PRESENT if r.likelihood and r.likelihood[0] >= 100 * r.likelihood[1] else r
        for id, r in expired.items()
    }
    if conditions.holds(flag.when, near, knowledge.observations):
        return True
    if conditions.holds(flag.when, {**old, **near}, knowledge.observations):
        return True  # it fired when it was said: to be asked again
    for name in conditions.variables(flag.when):
        if name not in knowledge.observations or not _may_be_asked(knowledge, name, readings):
            continue
        if name not in readings and knowledge.observations[name].answered_by == "lab":
            continue  # who has no test result can't answer now
        for answer in answers(knowledge.observations[name], flag.when):
            if _may_still_come(readings.get(name), answer) and conditions.holds(
                flag.when, {**near, name: answer}, knowledge.observations
            ):
                return True
    return False


def _may_still_come(known: Reading | None, answer: Reading) -> bool:
    """Whether what is known leaves room for this answer. A likelihood settles nothing for a rule."""
    if known is None or known.likelihood:
        return True
    if known.number is not None or not known.levels:
        return False
    if answer.number is None and len(known.levels) == 1:
        return False  # nothing new
    return set(answer.levels) <= set(known.levels)


def _may_be_asked(knowledge: Knowledge, name: str, readings: Readings) -> bool:
    screen = knowledge.universal_screen()
    if name in screen and not any(other in readings for other in screen):
        return False  # the universal screen was not shown yet
    ask_when = knowledge.observations[name].ask_when
    return not ask_when or conditions.holds(ask_when, readings, knowledge.observations)


def answers(observation: Observation, condition: Any) -> Iterator[Reading]:
    """Answers enough to fire whatever any answer fires."""
    if observation.yes_or_no:
        yield from (PRESENT, ABSENT)
        return
    for level in observation.levels:
        yield Reading((level,))
    if observation.cuts is None:
        return
    for number in _interesting_numbers(observation, condition):
        level = observation.levels[sum(cut <= number for cut in observation.cuts)]
        yield Reading((level,), number=number)


def _interesting_numbers(observation: Observation, condition: Any) -> Iterator[float]:
    low, high = observation.range or (float("-inf"), float("inf"))
    bounds = {low, high, *(observation.cuts or [])}
    for name, wanted in conditions.atoms(condition):
        comparison = conditions.COMPARISON.match(wanted) if name == observation.id and isinstance(wanted, str) else None
        if comparison:
            bound = float(comparison.group(2))
            bounds |= {bound - 0.5, bound, bound + 0.5}
    between = sorted(bounds)
    bounds |= {(a + b) / 2 for a, b in zip(between, between[1:]) if a > float("-inf") and b < float("inf")}
    yield from (b for b in sorted(bounds) if low <= b <= high and abs(b) < float("inf"))


# Causes.


def urgency_of_causes(
    knowledge: Knowledge, posterior: Mapping[str, Num], prior: Mapping[str, Num], untimed: Mapping[str, Num],
    enough: bool,
) -> tuple[str, str]:
    """What posteriors raise urgency and activity to, against those with only context known.

    `untimed` are those without the duration, which may lower the sum of all but not raise it; `enough` is sufficient coverage,
    which the sum needs.

    A cause that raises urgency by itself brings its activity along.
    """
    raised, activities = ["self_care"], [ACTIVITIES[0]]
    sum_now = sum_before = 0
    for id, p in posterior.items():
        care, before = knowledge.causes[id].care, prior[id]
        if care not in ("appointment", "same_day"):
            continue
        sum_now, sum_before = sum_now + min(p, untimed[id]), sum_before + before
        if (p >= 0.30 and p >= 2 * before) or (p >= 0.10 and p >= 8 * before):
            raised.append("appointment")
            activities.append(knowledge.causes[id].activity)
        if care == "same_day" and p >= 0.05 and p >= 20 * before:
            raised.append("same_day")
            activities.append(knowledge.causes[id].activity)
    if enough and sum_now >= 0.6 and sum_now >= 2 * sum_before:
        raised.append("appointment")
    if "same_day" in raised:
        activities.append("rest_today")  # whoever is to be seen today does not run before
    return highest(raised), max(activities, key=ACTIVITIES.index)


def removed(knowledge: Knowledge, recommendation: Recommendation, readings: Readings, posterior: Mapping[str, Num]) -> bool:
    """Whether one of its cautions takes a recommendation away."""
    for caution in recommendation.cautions:
        if caution.get("effect") == "remove" and caution_applies(knowledge, caution, readings, posterior):
            return True
    return False


def caution_applies(knowledge: Knowledge, caution: Mapping[str, Any], readings: Readings, posterior: Mapping[str, Num]) -> bool:
    if "cause" in caution and posterior.get(caution["cause"], 0) > caution.get("above", 1):
        return True
    return "when" in caution and conditions.holds(caution["when"], readings, knowledge.observations)
