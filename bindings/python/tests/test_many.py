"""Many runners at once, comparisons, simulation, and Ctrl-C in the middle of it."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import heavylegs as hl
from heavylegs import types

EVIDENCE = {"week_load_ratio": "much_more", "sleep_hours_last_night": 4.5, "side": "both_alike"}


@pytest.fixture(scope="module")
def runners() -> list[hl.Evidence]:
    simulator = hl.Simulator(seed=11)
    return [simulator.runner(index).answers for index in range(24)]


def test_many_are_each_of_them(engine: hl.Engine, runners: list[hl.Evidence]) -> None:
    wanted = [engine.assess(runner, stability=False) for runner in runners]
    for threads in (1, 3):
        many = engine.assess_many(iter(runners), threads=threads, stability=False)
        assert list(many) == wanted
    assert many[2:4] == hl.Assessments(wanted[2:4])
    assert (len(many), many[-1]) == (len(wanted), wanted[-1])
    assert list(engine.assess_many([])) == []


def test_rows_are_plain(engine: hl.Engine) -> None:
    rows = engine.assess_many([{}, {"ferritin": 8}, {"chest_pain_now": True}]).to_dicts()
    assert {frozenset(row) for row in rows} == {frozenset(rows[0])}
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, type(None)}
    assert [row["urgency"] for row in rows][2] == "emergency"
    assert [row["leader"] for row in rows] == [None, "iron_deficiency", None]
    assert "chest_pain" in rows[2]["red_flags"]


def test_the_problems_of_all_at_once(engine: hl.Engine) -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        engine.assess_many([{}, {"hair_los": True}, {"side": 1, "ferritin": -1}])
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["[1].evidence.hair_los", "[2].evidence.side", "[2].evidence.ferritin"]


def test_an_option_that_is_none(engine: hl.Engine) -> None:
    with pytest.raises(TypeError, match="the options are top"):
        engine.assess({}, tops=3)


def test_what_if(engine: hl.Engine) -> None:
    changes = {"sleep_hours_last_night": 8}
    what_if = engine.what_if(EVIDENCE, changes)
    assert what_if.before == engine.assess(EVIDENCE)
    assert what_if.after == engine.assess(EVIDENCE | changes)
    assert hl.WhatIf.from_json(what_if.to_json()) == what_if
    assert what_if.text in str(what_if)
    with pytest.raises(hl.EvidenceError) as caught:
        engine.what_if({"hair_los": True}, {"sid": "one_leg"})
    assert {p.path.split(".")[0] for p in caught.value.problems} == {"evidence", "changes"}


def test_follow_up(engine: hl.Engine) -> None:
    now = EVIDENCE | {"sleep_hours_last_night": 8, "response_to_rest": "helped"}
    follow_up = engine.follow_up(EVIDENCE, now, tried={"easy_week": 7, "warm_up": None})
    assert [result.id for result in follow_up.tried] == ["easy_week", "warm_up"]
    assert follow_up.now == engine.assess(now)
    for tried in (["easy_week"], "easy_week"):
        [only] = engine.follow_up(EVIDENCE, now, tried=tried).tried
        assert only.id == "easy_week"
    with pytest.raises(hl.EvidenceError, match="easy_week"):
        engine.follow_up({}, {}, tried=["easy_weak"])


def denied(item: types.QuestionItem) -> bool | None:
    """No, where that can be said; else nobody knows."""
    return False if any(choice.id == "absent" for choice in item.choices) else None


def test_questions(engine: hl.Engine) -> None:
    first = engine.next_questions({}, at_most=2)
    assert first.screens[0].purpose == "red_flags"
    assert not first.should_stop
    assert hl.NextQuestions.from_json(first.to_json()) == first
    # Whoever answers what is asked, and does not know the rest, comes to an end.
    evidence, screens = hl.Evidence(EVIDENCE), 0
    while not (questions := engine.next_questions(evidence, answerable_now=True)).should_stop:
        [screen, *_] = questions.screens
        evidence |= {item.id: denied(item) for item in screen.items}
        screens += 1
        assert screens < 300
    assert not questions.pending_red_flags
    with pytest.raises(hl.EvidenceError) as caught:
        engine.next_questions({"hair_los": True}, exclude=["sid"], at_most=0)
    assert len(caught.value.problems) >= 2
    with pytest.raises(TypeError, match="the options are at_most"):
        engine.next_questions({}, top=3)


def test_simulated_runners_follow_from_the_seed() -> None:
    one, two = hl.Simulator(seed=5), hl.Simulator(seed=5)
    assert one.runner(3) == two.runner(3)
    assert one.runner(3) != hl.Simulator(seed=6).runner(3)
    assert "short_sleep" in one.runner_with("short_sleep", 0).causes
    with pytest.raises(KeyError):
        one.runner_with("nothing", 0)


def test_calibration_and_recovery() -> None:
    simulator, seen = hl.Simulator(seed=2), []
    calibration = simulator.calibration(300, answered=0.3, threads=2, progress=seen.append)
    assert calibration == simulator.calibration(300, answered=0.3, threads=1)
    assert calibration.runners == 300
    assert seen[-1] == 300
    assert 0 < calibration.brier < calibration.brier_of_priors
    assert {row.from_ for row in calibration.rows} <= {i / 20 for i in range(20)} | {
        row.from_ for row in calibration.rows
    }
    recovery = simulator.recovery(["taper_heaviness"], runners=20)
    assert [cause.cause for cause in recovery.causes] == ["taper_heaviness"]
    with pytest.raises(KeyError, match="did you mean"):
        simulator.recovery(["taper_heavines"])
    with pytest.raises(KeyError, match="rules only"):
        simulator.recovery(["stroke_or_tia"])


@pytest.mark.parametrize("wrong", [{"runners": 0}, {"answered": 2.0}])
def test_simulations_of_nothing(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not"):
        hl.Simulator().calibration(**wrong)
    with pytest.raises(ValueError, match="probability"):
        hl.Simulator(correlated=-1)


def test_what_progress_raises_ends_the_work() -> None:
    def stop(done: int) -> None:
        raise RuntimeError(done)

    started = time.monotonic()
    with pytest.raises(RuntimeError):
        hl.Simulator().calibration(50_000_000, progress=stop)
    assert time.monotonic() - started < 20


LONG_CALLS = {
    "calibration": "hl.Simulator().calibration(50_000_000)",
    "assess_many": "hl.Engine().assess_many([{'tired_all_day': True}] * 300_000)",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("call", LONG_CALLS.values(), ids=LONG_CALLS)
def test_ctrl_c_ends_a_long_call(call: str) -> None:
    script = f"import heavylegs as hl\nprint('on', flush=True)\n{call}\nprint('done')"
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        # Once the call is under way; earlier it would hit Python's own code, which is no test.
        threading.Timer(4.0, process.send_signal, [signal.SIGINT]).start()
        out, err = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in err
    assert "done" not in out
