"""Everything that tests/oracle works out, on 300 random evidence sets."""

import pytest
from compare import differences
from random_evidence import Draw, built_in, draw_many

import heavylegs as hl

MODEL = built_in()
DRAW = Draw(
    present=7,
    absent=12,
    others=14,
    kinds=("factor", "descriptor", "measurement", "context"),
    likelihoods=True,
)
ACTIVITIES = ["as_planned", "easy_only", "rest_today", "no_running_until_seen"]
SETS = draw_many(MODEL, DRAW, 300, seed=1)


@pytest.mark.parametrize("at", range(len(SETS)))
def test_all_posteriors(engine: hl.Engine, at: int) -> None:
    found = MODEL.posteriors(MODEL.read(SETS[at]).readings)
    wanted = found.causes | {"none_of_these": found.none_of_these}
    assert differences(engine.posteriors(SETS[at]), wanted) == []


@pytest.mark.parametrize("at", range(len(SETS)))
def test_triage_and_coverage(engine: hl.Engine, at: int) -> None:
    answer = engine.assess(SETS[at], stability=False).to_dict()
    wanted = MODEL.assess(MODEL.read(SETS[at]))
    rules = [reason for reason in answer["urgency_reasons"] if reason["red_flag"]]
    assert answer["urgency_floor"] == wanted.floor
    assert answer["urgency"] == wanted.urgency
    assert answer["activity"] == wanted.activity
    assert {rule["red_flag"] for rule in rules} == set(wanted.fired)
    assert {flag["red_flag"] for flag in answer["pending_red_flags"]} == set(wanted.pending)
    assert answer["coverage"]["state"] == wanted.coverage
    assert answer["coverage"]["names_a_leader"] == (wanted.leader is not None)
