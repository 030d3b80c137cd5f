"""Posteriors of a two-level noisy-OR network, by enumeration and by an all-positive sweep."""

from __future__ import annotations

from dataclasses import dataclass

from arithmetic import Num


@dataclass(frozen=True)
class OpenSymptom:
    """A symptom that was reported: P(reading | s) = a, P(reading | not s) = b; (1, 0) if present, (0, 1) if absent."""

    id: str
    a: Num
    b: Num
    leak: Num
    links: dict[str, Num]  # cause -> q


@dataclass(frozen=True)
class Posteriors:
    causes: dict[str, Num]
    none_of_these: Num
    evidence: Num  # P(symptom evidence)·Π(1 + odds), up to the scale of the likelihoods


def enumerate_posteriors(odds: dict[str, Num], symptoms: list[OpenSymptom], one: Num) -> Posteriors:
    """Sums over every subset of the causes: the definition itself. 2^causes terms."""
    names = list(odds)
    if len(names) > 20:
        raise ValueError(f"{len(names)} causes are too many to enumerate")
    on = {name: one * 0 for name in names}
    total = nothing = one * 0
    for subset in range(1 << len(names)):
        weight = one
        chosen = [name for i, name in enumerate(names) if subset >> i & 1]
        for name in chosen:
            weight *= odds[name]
        for symptom in symptoms:
            silent = 1 - symptom.leak
            for name in chosen:
                if name in symptom.links:
                    silent *= 1 - symptom.links[name]
            weight *= symptom.a * (1 - silent) + symptom.b * silent
        total += weight
        if subset == 0:
            nothing = weight
        for name in chosen:
            on[name] += weight
    return Posteriors({name: on[name] / total for name in names}, nothing / total, total)


Table = dict[int, Num]  # which open symptoms are explained -> weight


def sweep(odds: dict[str, Num], symptoms: list[OpenSymptom], one: Num) -> Posteriors:
    """The same in time that grows with the symptoms open at once, not with the causes."""
    odds = dict(odds)
    absent_on_nothing = one
    waiting = []
    for symptom in symptoms:
        if symptom.a == 0:
            absent_on_nothing *= symptom.b * (1 - symptom.leak)
            for name, q in symptom.links.items():
                odds[name] *= 1 - q
        else:
            waiting.append(symptom)
    chain = _Chain(odds, waiting, one)
    posteriors = {}
    quiet = one
    for name, o in odds.items():
        if name not in chain.order:
            posteriors[name] = o / (1 + o)
            quiet /= 1 + o
    z_on, z = chain.run()
    posteriors |= {name: z_on[name] / z for name in chain.order}
    nothing = one
    for symptom in waiting:
        nothing *= _unexplained(symptom)
    return Posteriors({name: posteriors[name] for name in odds}, quiet * nothing / z, z / quiet * absent_on_nothing)


def _unexplained(symptom: OpenSymptom) -> Num:
    """P(reading | no cause fired)."""
    return symptom.leak * symptom.a + (1 - symptom.leak) * symptom.b


class _Chain:
    """The causes that open symptoms touch, in the order of the sweep."""

    def __init__(self, odds: dict[str, Num], symptoms: list[OpenSymptom], one: Num) -> None:
        self.odds, self.one = odds, one
        self.order: list[str] = []
        self.closing: dict[str, list[int]] = {}
        self.symptoms = symptoms
        self.links: dict[str, list[tuple[int, Num]]] = {}
        self._choose_order()
        self.alone = one
        for i, symptom in enumerate(symptoms):
            if not symptom.links:
                self.alone *= _unexplained(symptom)

    def _choose_order(self) -> None:
        """Closes next the symptom that opens the fewest others."""
        touched = {name: [i for i, s in enumerate(self.symptoms) if name in s.links] for name in self.odds}
        left = {i for i, s in enumerate(self.symptoms) if s.links}
        opened: set[int] = set()
        done: set[str] = set()

        def cost(i: int) -> tuple[int, int, str]:
            todo = [name for name in self.symptoms[i].links if name not in done]
            reached = {j for name in todo for j in touched[name]} - opened
            return (len(reached), len(todo), self.symptoms[i].id)

        while left:
            chosen = min(left, key=cost)
            for name in sorted(self.symptoms[chosen].links, key=lambda n: (len(touched[n]), n)):
                if name not in done:
                    done.add(name)
                    self.order.append(name)
                    opened |= set(touched[name])
            left.remove(chosen)
            opened.discard(chosen)
        position = {name: i for i, name in enumerate(self.order)}
        self.closing = {name: [] for name in self.order}
        for i, symptom in enumerate(self.symptoms):
            if symptom.links:
                self.closing[max(symptom.links, key=lambda n: position[n])].append(i)
        for name in self.order:
            self.links[name] = [(1 << i, self.symptoms[i].links[name]) for i in touched[name]]

    def run(self) -> tuple[dict[str, Num], Num]:
        """Z with each cause on, and Z."""
        forward: list[list[Table]] = []  # per cause: the table before it, then after each of its links fired or not
        table: Table = {0: self.alone}
        for name in self.order:
            stages = [table]
            for bit, q in self.links[name]:
                stages.append(_trigger(stages[-1], bit, q))
            forward.append(stages)
            mixed = dict(table)
            for mask, weight in stages[-1].items():
                mixed[mask] = mixed.get(mask, 0 * self.one) + self.odds[name] * weight
            table = {}
            for mask, weight in mixed.items():
                closed, factor = self._close(mask, name)
                table[closed] = table.get(closed, 0 * self.one) + weight * factor
        z = sum(table.values(), 0 * self.one)
        z_on = {}
        behind: Table = {mask: self.one for mask in table}
        for name, stages in zip(reversed(self.order), reversed(forward)):
            ahead = {}
            for mask in set(stages[0]) | set(stages[-1]):
                closed, factor = self._close(mask, name)
                ahead[mask] = behind[closed] * factor
            fired: Table = {mask: ahead[mask] for mask in stages[-1]}
            for (bit, q), before in zip(reversed(self.links[name]), reversed(stages[:-1])):
                fired = {
                    m: fired[m] if m & bit else (1 - q) * fired[m] + q * fired[m | bit] for m in before
                }
            odds = self.odds[name]
            z_on[name] = odds * sum((w * fired[m] for m, w in stages[0].items()), 0 * self.one)
            behind = {m: ahead[m] + odds * fired[m] for m in stages[0]}
        return z_on, z

    def _close(self, mask: int, name: str) -> tuple[int, Num]:
        factor = self.one
        for i in self.closing[name]:
            symptom = self.symptoms[i]
            if mask >> i & 1:
                factor *= symptom.a
                mask &= ~(1 << i)
            else:
                factor *= _unexplained(symptom)
        return mask, factor


def _trigger(table: Table, bit: int, q: Num) -> Table:
    result: Table = {}
    for mask, weight in table.items():
        if mask & bit:
            result[mask] = result.get(mask, 0) + weight
        else:
            result[mask] = result.get(mask, 0) + weight * (1 - q)
            result[mask | bit] = result.get(mask | bit, 0) + weight * q
    return result
