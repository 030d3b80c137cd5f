"""The network of one piece of evidence as tables of yes-or-no nodes, for engines that take those.

A symptom is an OR over its causes' triggers and the leak, and its table would double with every
cause. So it is a chain: the node after the k-th cause says whether the leak or one of the first k
causes fired. The whole chain of an absent symptom is known to be "no", the end of the chain of a
present one to be "yes". Only symptoms that were answered and their causes are in it: nothing else
moves, and an engine need not find that out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Node:
    """One variable: P(yes) for each state of its parents, the last parent's states innermost."""

    name: str
    parents: tuple[str, ...]
    yes: tuple[float, ...]


@dataclass
class Network:
    """Nodes, parents first, and what is known of them."""

    causes: list[str]
    nodes: list[Node] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    def add_symptom(self, id: str, symptom: dict[str, Any], answer: str | None) -> None:
        """Add the chain of a symptom, and what is known of it."""
        # Names of causes are no names of chain nodes: ids have no colon.
        chain = [f"{id}:leak"]
        self.nodes.append(Node(chain[0], (), (symptom["leak"],)))
        for cause, q in symptom["links"].items():
            name = f"{id}:{cause}"
            self.nodes.append(Node(name, (chain[-1], cause), (0.0, q, 1.0, 1.0)))
            chain.append(name)
        if answer is not None:
            self.known |= {chain[-1]: 1} if answer == "present" else dict.fromkeys(chain, 0)


def network_of(exported: dict[str, Any], *, is_whole: bool = False) -> Network:
    """Return the network that `heavylegs knowledge export --format json` has told.

    It is cut to the symptoms that were answered and their causes, as nothing else moves, unless the
    whole of it is asked for.
    """
    answers, symptoms = exported["answers"], exported["symptoms"]
    within = symptoms if is_whole else {id: symptoms[id] for id in answers}
    touched = {cause for symptom in within.values() for cause in symptom["links"]}
    causes = sorted(exported["causes"] if is_whole else touched)
    network = Network(causes, [Node(id, (), (prior(exported, id),)) for id in causes])
    for id, symptom in within.items():
        network.add_symptom(id, symptom, answers.get(id))
    return network


def prior(exported: dict[str, Any], cause: str) -> float:
    """Return the probability of a cause before symptoms."""
    odds: float = exported["causes"][cause]["odds"]
    return odds / (1.0 + odds)
