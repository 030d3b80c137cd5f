"""Posteriors from pyAgrum: an inference engine that shares nothing with ours.

A symptom is an OR over its causes' triggers and the leak, and its table would double with every
cause. So it is "divorced" into a chain: the node after the k-th cause says whether the leak or one
of the first k causes fired. Every table then has three binary variables at most. The whole chain of
an absent symptom is known to be 0, which lets its causes be treated one by one; the end of the
chain of a present symptom is 1.
"""

import warnings

from network import Network, Symptom

with warnings.catch_warnings():
    # Its SWIG layer warns while it is imported, and crashes where warnings are errors.
    warnings.simplefilter("ignore")
    import pyagrum as gum


def posteriors(network: Network, evidence: dict[str, bool]) -> dict[str, float]:
    """The posterior of every cause and of none of them, given present and absent symptoms."""
    observed = {id: network.symptoms[id] for id in evidence if id in network.symptoms}
    net = gum.BayesNet("heavylegs")
    touched = {cause for symptom in observed.values() for cause in symptom.links}
    for cause in sorted(touched):
        net.add(gum.LabelizedVariable(cause, "", 2))
        p = network.odds[cause] / (1 + network.odds[cause])
        net.cpt(cause)[:] = [1 - p, p]
    known: dict[str, int] = {}
    for id, symptom in observed.items():
        known |= _add_symptom(net, id, symptom, present=evidence[id])
    nothing = _add_nothing(net, sorted(touched))
    inference = gum.LazyPropagation(net)
    inference.setEvidence(known)
    inference.setTargets({*touched, nothing})
    inference.makeInference()
    found = {cause: float(inference.posterior(cause)[1]) for cause in touched}
    none = float(inference.posterior(nothing)[0])
    # Causes that no observed symptom touches are not in the network: they stay where they were.
    for cause in network.odds.keys() - touched:
        found[cause] = network.odds[cause] / (1 + network.odds[cause])
        none *= 1 - found[cause]
    return found | {"none_of_these": none}


def _add_symptom(net: gum.BayesNet, id: str, symptom: Symptom, *, present: bool) -> dict[str, int]:
    """Adds the chain of a symptom and returns what is known of it."""
    # Names of causes are no names of chain nodes: ids have no colon.
    chain = [f"{id}:leak"]
    net.add(gum.LabelizedVariable(chain[0], "", 2))
    net.cpt(chain[0])[:] = [1 - symptom.leak, symptom.leak]
    for cause, q in sorted(symptom.links.items()):
        chain.append(_add_or(net, f"{id}:{cause}", chain[-1], cause, q))
    return {chain[-1]: 1} if present else dict.fromkeys(chain, 0)


def _add_or(net: gum.BayesNet, name: str, before: str, cause: str, q: float) -> str:
    """Adds `before or (cause and its trigger)`, where the trigger fires with probability q."""
    net.add(gum.LabelizedVariable(name, "", 2))
    net.addArc(before, name)
    net.addArc(cause, name)
    table = net.cpt(name)
    for fired in (0, 1):
        for on in (0, 1):
            p = 1.0 if fired else q * on
            table[{before: fired, cause: on}] = [1 - p, p]
    return name


def _add_nothing(net: gum.BayesNet, causes: list[str]) -> str:
    """Adds whether any cause is on, as a chain."""
    last = "any:"
    net.add(gum.LabelizedVariable(last, "", 2))
    net.cpt(last)[:] = [1, 0]
    for cause in causes:
        last = _add_or(net, f"any:{cause}", last, cause, 1.0)
    return last
