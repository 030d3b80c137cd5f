"""All posteriors against pyAgrum on 200 random evidence sets."""

import os
from pathlib import Path

import bayes_net
import pytest
from compare import differences
from network import exported, worked_out
from random_evidence import Draw, built_in, draw_many

import heavylegs as hl

MODEL = built_in()
DRAW = Draw(present=6, absent=6, others=6, kinds=("factor", "descriptor"))
SETS = draw_many(MODEL, DRAW, 200, seed=20261123)


@pytest.mark.parametrize("at", range(len(SETS)))
def test_all_posteriors(engine: hl.Engine, tmp_path: Path, at: int) -> None:
    evidence = SETS[at]
    # The engine's own network, where the command is there to export it.
    by_command = "HEAVYLEGS_CLI" in os.environ
    network = exported(evidence, tmp_path) if by_command else worked_out(evidence, MODEL)
    symptoms = {id: value for id, value in evidence.items() if isinstance(value, bool)}
    wanted = bayes_net.posteriors(network, symptoms)
    assert differences(engine.posteriors(evidence), wanted) == []
