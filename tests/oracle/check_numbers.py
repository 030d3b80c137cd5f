"""Numbers that don't fit together: leaks, descriptor rows, band tables, prior rows."""

from __future__ import annotations

import itertools
from typing import Iterator

import conditions
from evidence import Reading
from knowledge_types import Observation
from model import Model
from odds import CauseModel
from problems import Problems

MOST_TESTED = 8  # more variables in one prior_when than this are not averaged


def check_numbers(model: Model, problems: Problems) -> None:
    for id in model.knowledge.observations:
        _check_leak(model, id, problems)
    for cause in model.causes.values():
        file = model.knowledge.file_of("causes", cause.cause.id)
        for name in cause.cause.descriptors:
            _check_row(cause, name, file, problems)
        for name, observation in model.knowledge.observations.items():
            if observation.default_rows and name not in cause.cause.descriptors:
                _check_row(cause, name, file, problems)
        _check_bands(cause, file, problems)
        _check_prior_rows(cause, file, problems)


# Leaks.


def _check_leak(model: Model, id: str, problems: Problems) -> None:
    observation = model.knowledge.observations[id]
    if observation.kind != "symptom":
        return
    file = model.knowledge.file_of("observations", id)
    links = model._links(id)
    if observation.base is None:
        if links:
            problems.error(file, id, f"no `base`, but {', '.join(links)} link to it")
        return
    leak = model.leaks[id]
    if leak.problem is None and leak.slope >= 0.2:
        return
    lowest = min(links, key=lambda cause: (links[cause][1], cause))
    biggest = sorted(links, key=lambda cause: (-links[cause][0] * links[cause][1], cause))[:4]
    detail = (
        f"base {observation.base:g}, {len(links)} links explain {leak.explained:.4f} without a leak, smallest p "
        f"{leak.smallest_p:g} ({lowest}), most from "
        + ", ".join(f"{cause} {links[cause][0]:g}x{links[cause][1]:g}" for cause in biggest)
    )
    if leak.problem:
        problems.error(file, id, f"{leak.problem}: {detail}")
    else:
        problems.warning(file, id, f"leak ill determined: leak {leak.value:.4f}, dP/dleak {leak.slope:.3f} < 0.2; {detail}")


# Descriptors.


def _check_row(cause: CauseModel, name: str, file: str, problems: Problems) -> None:
    observation = cause.knowledge.observations.get(name)
    if observation is None or observation.kind != "descriptor" or not observation.shares:
        return
    row = cause.descriptor_row(observation)
    id, what = cause.cause.id, f"descriptors.{name}"
    if row is None:
        return
    written = cause.cause.descriptors.get(name)
    if written is None:
        what += f" (default row of {cause.cause.horizon})"
    elif not _check_sum(written, observation, id, what, file, problems):
        return
    for level, p in zip(observation.levels, row):
        base = observation.share_of(level)
        if cause.prior * p >= base:
            problems.error(
                file, id, f"{what}.{level}: row explains more than occurs: prior {cause.prior:g} x {p:.4g} >= base {base:g}"
            )
            return
    _check_clamp(cause, observation, row, what, file, problems)


def _check_sum(written: dict, observation: Observation, id: str, what: str, file: str, problems: Problems) -> bool:
    total = sum(number.value for level, number in written.items() if level in observation.levels)
    complete = all(level in written for level in observation.levels)
    if total > 1 + 1e-9 or (complete and abs(total - 1) > 1e-9):
        problems.error(file, id, f"{what}: sums to {total:.6g}" + ("" if complete else ", more than 1"))
        return False
    if not complete and total > 1 - 1e-9:
        rest = ", ".join(level for level in observation.levels if level not in written)
        problems.warning(file, id, f"{what}: nothing is left for {rest}")
    return True


def _check_clamp(cause: CauseModel, observation: Observation, row: list, what: str, file: str, problems: Problems) -> None:
    prior = cause.prior
    mean = 0.0
    for level in observation.levels:
        odds = prior / (1 - prior) * cause.descriptor_ratio(observation, row, (level,))
        mean += observation.share_of(level) * odds / (1 + odds)
    if abs(mean / prior - 1) > 0.10:
        problems.warning(file, cause.cause.id, f"{what}: the clamp moves the mean by {100 * (mean / prior - 1):+.0f} %")


# Measurements.


def _check_bands(cause: CauseModel, file: str, problems: Problems) -> None:
    for name, table in cause.cause.measurements.items():
        observation = cause.knowledge.observations.get(name)
        if observation is None or observation.kind != "measurement" or not observation.shares:
            continue
        ratios = {level: table.ratios[level].value if level in table.ratios else 1.0 for level in observation.levels}
        mean = sum(observation.share_of(level) * ratio for level, ratio in ratios.items())
        if not 0.9 <= mean <= 1.1:
            unlisted = [level for level in observation.levels if level not in table.ratios]
            hint = f" (1 for {', '.join(unlisted)})" if unlisted else ""
            problems.error(file, cause.cause.id, f"measurements.{name}: sum of share x ratio is {mean:.3f}, outside 0.9-1.1{hint}")


# Prior rows.


def _check_prior_rows(cause: CauseModel, file: str, problems: Problems) -> None:
    variables = sorted(name for name in cause.tested if name in cause.knowledge.observations)
    id = cause.cause.id
    if len(variables) > MOST_TESTED:
        problems.warning(file, id, f"prior_when tests {len(variables)} observations; their averages are not checked")
        return
    prior = float(cause.prior)
    for size in range(1, len(variables) + 1):
        for subset in itertools.combinations(variables, size):
            _check_subset(cause, subset, prior, file, problems)
    for i in _unreachable(cause, variables):
        problems.warning(file, id, f"prior_when row {i} never decides: rows before it always do, or it can't hold")


def _check_subset(cause: CauseModel, subset: tuple[str, ...], prior: float, file: str, problems: Problems) -> None:
    names = ", ".join(subset)
    mean = total = 0.0
    decided = False
    worlds = list(_worlds(cause, subset))
    if not worlds:
        problems.note(file, cause.cause.id, f"prior_when: no population for {names} (neither in reference_population nor with shares); not averaged")
        return
    for share, readings in worlds:
        value, row = _value(cause, readings)
        decided |= row is not None
        mean, total = mean + share * value, total + share
    mean /= total
    if not decided:
        problems.error(file, cause.cause.id, f"prior_when: no row for when only {names} is known")
    elif abs(mean / prior - 1) > 0.05:
        problems.error(
            file, cause.cause.id,
            f"prior_when: known {names}: rows average to {mean:.5g} over the reference population, prior is {prior:g} ({100 * (mean / prior - 1):+.1f} %)",
        )


def _value(cause: CauseModel, readings: dict[str, Reading]) -> tuple[float, int | None]:
    for i, row in enumerate(cause.cause.rows, 1):
        if conditions.holds(row.condition, readings, cause.knowledge.observations):
            return row.value.value, i
    return float(cause.prior), None


def _worlds(cause: CauseModel, subset: tuple[str, ...]) -> Iterator[tuple[float, dict[str, Reading]]]:
    """Every combination of answers with how common it is: strata jointly, other shares independently."""
    observations, strata = cause.knowledge.observations, cause.knowledge.strata
    in_strata = [name for name in subset if any(name in answers for _, answers in strata)]
    alone = [name for name in subset if name not in in_strata]
    if any(observations[name].shares is None for name in alone):
        return
    joint = strata if in_strata else [(1.0, {})]
    axes = [[(name, level, observations[name].share_of(level)) for level in observations[name].levels] for name in alone]
    for share, answers in joint:
        fixed = {name: Reading((answers[name],)) for name in in_strata if name in answers}
        for combination in itertools.product(*axes):
            weight = share
            readings = dict(fixed)
            for name, level, part in combination:
                weight *= part
                readings[name] = Reading((level,))
            if weight > 0:
                yield weight, readings


def _unreachable(cause: CauseModel, variables: list[str]) -> list[int]:
    """Rows that are the first to hold for no combination of known and unknown answers."""
    observations = cause.knowledge.observations
    axes = [[None, *observations[name].levels] for name in variables]
    size = 1
    for axis in axes:
        size *= len(axis)
    if size > 20000:
        return []
    seen = set()
    for combination in itertools.product(*axes):
        readings = {name: Reading((level,)) for name, level in zip(variables, combination) if level is not None}
        seen.add(_value(cause, readings)[1])
    return [i for i in range(1, len(cause.cause.rows) + 1) if i not in seen]


