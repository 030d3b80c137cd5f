"""Posteriors by pgmpy's VariableElimination: exact, in Python over NumPy."""

from __future__ import annotations

import logging
import time
import warnings
from typing import Any

import numpy as np
from network import Network, network_of

with warnings.catch_warnings():
    # It and what it imports warn of their own affairs.
    warnings.simplefilter("ignore")
    import pgmpy
    from pgmpy.factors.discrete import TabularCPD
    from pgmpy.inference import VariableElimination
    from pgmpy.models import DiscreteBayesianNetwork

VERSIONS = {"pgmpy": pgmpy.__version__, "numpy": np.__version__}
logging.getLogger("pgmpy").setLevel(logging.ERROR)


def built(network: Network) -> DiscreteBayesianNetwork:
    """Return the network as pgmpy's."""
    model = DiscreteBayesianNetwork()
    model.add_nodes_from([node.name for node in network.nodes])
    for node in network.nodes:
        model.add_edges_from((parent, node.name) for parent in node.parents)
        table = [[1.0 - yes for yes in node.yes], list(node.yes)]
        states = [2] * len(node.parents)
        model.add_cpds(TabularCPD(node.name, 2, table, list(node.parents) or None, states or None))
    return model


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return the posteriors and the time of all of them; it works them out one by one."""
    network = network_of(case["network"])
    begun = time.process_time()
    model = built(network)
    ready = time.process_time()
    inference = VariableElimination(model)
    posteriors = {
        cause: float(inference.query([cause], network.known, show_progress=False).values[1])
        for cause in network.causes
    }
    done = time.process_time()
    return {
        "posteriors": posteriors,
        "us": (done - ready) * 1e6,
        "build_us": (ready - begun) * 1e6,
    }
