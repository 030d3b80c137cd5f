"""The oracle against itself and against numbers worked out by hand.

    python3 -m unittest discover -s tests/oracle
"""

from __future__ import annotations

import random
import sys
import unittest
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import conditions
import leaks
from arithmetic import Floats, Rationals
from knowledge import load
from model import Model
from posterior import OpenSymptom, enumerate_posteriors, sweep
from problems import Problems


def small_document() -> dict[str, Any]:
    """Two causes, one of each kind of observation."""
    return {
        "knowledge": {"families": ["load", "blood"]},
        "observations": {
            "sex": {"kind": "context", "levels": ["female", "male"]},
            "tired": {"kind": "symptom", "base": 0.3, "source": "estimate"},
            "sore": {"kind": "symptom", "base": 0.2, "source": "estimate"},
            "gap": {"kind": "factor", "share": 0.25, "source": "estimate"},
            "sitting": {
                "kind": "factor", "unit": "h", "units": {"min": 1 / 60}, "range": [0, 24], "cuts": [2, 8],
                "levels": ["little", "some", "much"], "shares": [0.5, 0.3, 0.2], "source": "estimate",
            },
            "side": {"kind": "descriptor", "levels": ["both", "one", "other"], "shares": [0.8, 0.15, 0.05], "source": "estimate"},
            "iron": {
                "kind": "measurement", "unit": "ug/L", "range": [0, 1000], "cuts": [30],
                "levels": ["low", "normal"], "shares": [0.1, 0.9], "source": "estimate",
            },
        },
        "causes": {
            "a": {
                "family": "load", "care": "self_care", "prior": {"value": 0.2, "source": "estimate"},
                "prior_when": [
                    {"if": {"sex": "female"}, "is": {"value": 0.3, "source": "estimate"}},
                    {"if": {"sex": "male"}, "is": {"value": 0.1, "source": "estimate"}},
                ],
                "factors": {"source": "estimate", "gap": 4.0, "sitting": {"some": 2.0, "much": 3.0}},
                "symptoms": {"source": "estimate", "tired": 0.6, "sore": "common"},
                "descriptors": {"side": {"source": "estimate", "both": 0.9}},
            },
            "b": {
                "family": "blood", "care": "appointment", "prior": {"value": 0.05, "source": "estimate"},
                "symptoms": {"source": "estimate", "tired": 0.8},
                "measurements": {"iron": {"source": "estimate", "low": 5.0, "normal": 0.555}},
            },
        },
    }


def small_model(arithmetic: Any = Floats) -> Model:
    problems = Problems()
    model = Model(load(small_document(), problems), arithmetic)
    assert not problems.errors(), [str(p) for p in problems.errors()]
    return model


class Posterior(unittest.TestCase):
    def test_sweep_is_enumeration(self) -> None:
        random.seed(1)
        for _ in range(60):
            names = [f"c{i}" for i in range(random.randint(1, 7))]
            odds = {name: Fraction(random.randint(1, 40), 20) for name in names}
            symptoms = [self._symptom(i, names) for i in range(random.randint(0, 6))]
            a = enumerate_posteriors(odds, symptoms, Fraction(1))
            b = sweep(odds, symptoms, Fraction(1))
            self.assertEqual(a, b)

    def _symptom(self, i: int, names: list[str]) -> OpenSymptom:
        pair = random.choice([(1, 0), (0, 1), (1, Fraction(1, 3)), (Fraction(1, 50), 1)])
        links = {name: Fraction(random.randint(1, 19), 20) for name in names if random.random() < 0.5}
        return OpenSymptom(f"s{i}", Fraction(pair[0]), Fraction(pair[1]), Fraction(random.randint(1, 9), 20), links)

    def test_floats_and_fractions_agree(self) -> None:
        floats, fractions = small_model(), small_model(Rationals)
        raw = {"tired": True, "sore": {"likelihood": [0.2, 0.9]}, "sitting": 9, "gap": True, "side": ["both", "one"], "iron": "low", "sex": "female"}
        readings = floats.read(raw).readings
        a, b = floats.posteriors(readings), fractions.posteriors(readings, enumerate=True)
        for id in a.causes:
            self.assertAlmostEqual(a.causes[id], float(b.causes[id]), delta=1e-15)
        self.assertAlmostEqual(a.none_of_these, float(b.none_of_these), delta=1e-15)


class Odds(unittest.TestCase):
    def test_answering_truthfully_keeps_the_mean(self) -> None:
        model = small_model()
        for sex, prior in ((None, 0.2), ("female", 0.3), ("male", 0.1)):
            mean = 0.0
            for level, share in zip(("little", "some", "much"), (0.5, 0.3, 0.2)):
                raw = {"sitting": level} | ({"sex": sex} if sex else {})
                mean += share * model.posteriors(model.read(raw).readings).causes["a"]
            self.assertAlmostEqual(mean, prior, delta=1e-15)

    def test_a_descriptor_by_hand(self) -> None:
        # P(one | cause): .1 is left for .15 and .05, so .075; P(one | not) = (.15 - .2*.075)/.8.
        model = small_model()
        ratio = model.causes["a"].descriptor_ratios(model.read({"side": "one"}).readings)["side"]
        self.assertAlmostEqual(ratio, 0.075 / ((0.15 - 0.2 * 0.075) / 0.8), delta=1e-15)

    def test_damping_and_caps_by_hand(self) -> None:
        cause = small_model().causes["a"]
        up, down = cause.split_damped({"x": 4.0, "y": 9.0, "z": 0.25, "w": 1.0})
        self.assertEqual((up, down), (18.0, 0.25))

    def test_units(self) -> None:
        model = small_model()
        reading = model.read({"sitting": {"value": 480, "unit": "min"}}).readings["sitting"]
        self.assertEqual(reading.levels, ("much",))


class Leaks(unittest.TestCase):
    def test_the_leak_gives_the_base_rate_back(self) -> None:
        for arithmetic, delta in ((Floats, 1e-15), (Rationals, 1e-40)):
            links = [(0.2, 0.6), (0.05, 0.8)]
            leak = leaks.solve(0.3, links, arithmetic)
            self.assertIsNone(leak.problem)
            exact = [(arithmetic.of(a), arithmetic.of(b)) for a, b in links]
            self.assertLess(abs(leaks.implied_rate(leak.value, exact) - arithmetic.of(0.3)), delta)

    def test_errors(self) -> None:
        self.assertEqual(leaks.solve(0.05, [(0.2, 0.6)], Floats).problem, "links explain more than occurs")
        self.assertEqual(leaks.solve(0.7, [(0.2, 0.6)], Floats).problem, "some p <= leak")

    def test_the_smallest_root_right_of_the_peak(self) -> None:
        # Very many weak links of likely causes: P only falls.
        links = [(0.4, 0.3)] * 12
        explained = leaks.implied_rate(0.0, links)
        top = leaks.implied_rate(0.3, links)
        self.assertLess(top, explained)
        leak = leaks.solve((explained + top) / 2, links, Floats)
        self.assertIsNone(leak.problem)
        self.assertLess(leak.slope, 0.2)


class Conditions(unittest.TestCase):
    def test_numbers_levels_and_groups(self) -> None:
        model = small_model()
        know = model.knowledge.observations

        def holds(condition: Any, raw: dict[str, Any]) -> bool:
            return conditions.holds(condition, model.read(raw).readings, know)

        self.assertTrue(holds({"sitting": ">= 8"}, {"sitting": "much"}))
        self.assertFalse(holds({"sitting": ">= 9"}, {"sitting": "much"}))
        self.assertTrue(holds({"sitting": ">= 9"}, {"sitting": 9}))
        self.assertTrue(holds({"sitting": "< 8"}, {"sitting": "some"}))
        self.assertFalse(holds({"sitting": "< 8"}, {}))
        self.assertTrue(holds({"tired": False}, {"tired": {"likelihood": [0, 0.3]}}))
        self.assertFalse(holds({"tired": True}, {"tired": {"likelihood": [0.9, 0.1]}}))
        self.assertTrue(holds({"two_of": [{"tired": True}, {"sore": True}, {"gap": True}]}, {"tired": True, "gap": True}))
        self.assertFalse(holds({"side": "both"}, {"side": ["both", "one"]}))
        self.assertTrue(holds({"side": ["one", "both"]}, {"side": ["both", "one"]}))


def rules_model() -> Model:
    document = small_document()
    document["observations"] |= {
        "chest_pain": {"kind": "symptom", "valid_for_hours": 24},
        "swollen": {"kind": "symptom"},
        "warm": {"kind": "symptom", "ask_when": {"swollen": True}},
        "pulse": {"kind": "context", "unit": "bpm", "range": [30, 250], "cuts": [100], "levels": ["low", "high"]},
    }
    document["knowledge"]["screens"] = {"universal": {"universal": True, "observations": ["chest_pain"]}}
    document["red_flags"] = {
        "chest": {"when": {"chest_pain": True}, "urgency": "emergency", "activity": "rest_today", "source": "estimate"},
        "leg": {"when": {"swollen": True, "warm": True}, "urgency": "same_day", "activity": "no_running_until_seen", "source": "estimate"},
        "fast": {"when": {"pulse": ">= 120"}, "urgency": "same_day", "activity": "easy_only", "source": "estimate"},
    }
    problems = Problems()
    model = Model(load(document, problems))
    assert not problems.errors(), [str(p) for p in problems.errors()]
    return model


class Triage(unittest.TestCase):
    def assess(self, raw: dict[str, Any]) -> Any:
        model = rules_model()
        return model.assess(model.read(raw))

    def test_floor_and_activity(self) -> None:
        found = self.assess({"swollen": True, "warm": True})
        self.assertEqual((found.floor, found.activity, found.fired), ("same_day", "no_running_until_seen", ["leg"]))

    def test_pending(self) -> None:
        # The screen was not shown, so `chest` is not pending; `warm` is asked only when `swollen`.
        self.assertEqual(self.assess({}).pending, ["fast"])
        self.assertEqual(self.assess({"swollen": True}).pending, ["fast", "leg"])
        # A level that leaves it open is an answer: nothing single and unknown is left.
        self.assertEqual(self.assess({"pulse": "high"}).pending, ["fast"])  # the number may still fire it
        self.assertEqual(self.assess({"chest_pain": {"likelihood": [1, 0.01]}, "pulse": 60}).pending, ["chest"])
        self.assertEqual(self.assess({"chest_pain": {"likelihood": [1, 0.02]}, "pulse": 60}).pending, ["chest"])  # settles nothing

    def test_likelihoods_at_their_ends_are_answers(self) -> None:
        self.assertEqual(self.assess({"chest_pain": {"likelihood": [0.3, 0]}}).fired, ["chest"])

    def test_old_answers_are_set_aside(self) -> None:
        found = self.assess({"chest_pain": {"value": True, "days_ago": 2}})
        self.assertEqual((found.fired, found.expired), ([], ["chest_pain"]))

    def test_causes_raise_to_their_own_level_at_most(self) -> None:
        found = self.assess({"tired": True, "iron": "low", "sore": False})
        self.assertGreater(found.causes["b"], 0.3)
        self.assertEqual((found.floor, found.urgency), ("self_care", "appointment"))

    def test_two_items_are_too_few(self) -> None:
        self.assertEqual(self.assess({"iron": "low"}).coverage, "sufficient")  # a test result is enough
        self.assertEqual(self.assess({"tired": True, "iron": "low", "sore": False}).coverage, "sufficient")


if __name__ == "__main__":
    unittest.main()
