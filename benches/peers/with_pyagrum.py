"""Posteriors by pyAgrum's LazyPropagation: exact, on junction trees, in C++."""

from __future__ import annotations

import time
import warnings
from typing import Any

from network import Network, network_of, prior

with warnings.catch_warnings():
    # Its SWIG layer warns while it is imported.
    warnings.simplefilter("ignore")
    import pyagrum as gum

VERSIONS = {"pyagrum": gum.__version__}
gum.setNumberOfThreads(1)
# The whole network of a knowledge base, which is made once.
_WHOLE: dict[str, gum.BayesNet] = {}


def built(network: Network) -> gum.BayesNet:
    """Return the network as pyAgrum's."""
    net = gum.BayesNet("heavylegs")
    for node in network.nodes:
        net.add(gum.LabelizedVariable(node.name, "", 2))
        for parent in node.parents:
            net.addArc(parent, node.name)
        table = net.cpt(node.name)
        for row, yes in enumerate(node.yes):
            bits = format(row, f"0{len(node.parents)}b") if node.parents else ""
            states = dict(zip(node.parents, map(int, bits), strict=True))
            table[states] = [1.0 - yes, yes]
    return net


def _of_whole(exported: dict[str, Any]) -> tuple[dict[str, float], float]:
    """Return the posteriors and their time; the priors, which the factors move, are set before."""
    network = network_of(exported, is_whole=True)
    knowledge = exported["knowledge"]["hash"]
    if knowledge not in _WHOLE:
        _WHOLE[knowledge] = built(network)
    net = _WHOLE[knowledge]
    for cause in network.causes:
        yes = prior(exported, cause)
        net.cpt(cause)[:] = [1.0 - yes, yes]
    begun = time.process_time()
    posteriors = _posteriors(_asked(gum.LazyPropagation(net), network), network)
    return posteriors, time.process_time() - begun


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return the posteriors of all causes, and times.

    They are those of the whole network, of one cut to what was answered, of making that, and of the
    cut one with its junction tree kept after one answer has changed.
    """
    exported = case["network"]
    posteriors, whole_s = _of_whole(exported)
    network = network_of(exported)
    begun = time.process_time()
    net = built(network)
    ready = time.process_time()
    inference = _asked(gum.LazyPropagation(net), network)
    cut = _posteriors(inference, network)
    done = time.process_time()
    # Another answer to the same question, and back: the tree stays as it is.
    flipped = next(name for name, value in network.known.items() if value == 1)
    inference.chgEvidence(flipped, 0)
    _posteriors(inference, network)
    again = time.process_time()
    inference.chgEvidence(flipped, 1)
    kept = _posteriors(inference, network)
    end = time.process_time()
    if any(max(abs(it[id] - posteriors[id]) for id in it) > 1e-12 for it in (cut, kept)):
        message = "what was cut or kept gives something else"
        raise ArithmeticError(message)
    return {
        "posteriors": posteriors,
        "us": whole_s * 1e6,
        "cut_us": (done - ready) * 1e6,
        "kept_us": (end - again) * 1e6,
        "build_us": (ready - begun) * 1e6,
    }


def _asked(inference: gum.LazyPropagation, network: Network) -> gum.LazyPropagation:
    inference.setEvidence(network.known)
    inference.setTargets(set(network.causes))
    return inference


def _posteriors(inference: gum.LazyPropagation, network: Network) -> dict[str, float]:
    inference.makeInference()
    return {cause: float(inference.posterior(cause)[1]) for cause in network.causes}
