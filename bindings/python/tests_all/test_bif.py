"""pgmpy reads the exported BIF, and finds the numbers of the exported JSON in it."""

import json
import math
import os
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # pgmpy and what it imports warn of their own affairs.
    warnings.simplefilter("ignore")
    from pgmpy.readwrite import BIFReader

TOLERANCE = 1e-12
STATES = ["no", "yes"]
EVIDENCE = {
    "sex": "female",
    "sitting_hours_today": 9,
    "course_in_run": "heavy_then_clears",
    "no_spring": True,
    "muscles_tender": False,
}
Json = dict[str, Any]


def export(form: str, folder: Path) -> str:
    if "HEAVYLEGS_CLI" not in os.environ:
        pytest.skip("HEAVYLEGS_CLI does not say where the command is")
    request = folder / "evidence.json"
    request.write_text(json.dumps({"schema": 1, "evidence": EVIDENCE}), encoding="utf-8")
    command = [os.environ["HEAVYLEGS_CLI"], "knowledge", "export", "--format", form]
    done = subprocess.run(  # noqa: S603
        [*command, "--evidence", str(request)],
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Json, "Tables"]:
    folder = tmp_path_factory.mktemp("export")
    return json.loads(export("json", folder)), Tables(export("bif", folder))


class Tables:
    """The tables of a BIF as pgmpy reads them."""

    def __init__(self, text: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = BIFReader(string=text).get_model()
            assert model.check_model()
        self.cpds = {cpd.variable: cpd for cpd in model.get_cpds()}

    def yes(self, node: str, on: set[str]) -> float:
        """P(node = yes) where exactly these causes are on.

        The nodes of a chain are independent of each other given the causes: a node has one child.
        """
        cpd = self.cpds[node]
        parents = cpd.get_evidence()
        if not parents:
            return float(node in on)
        weights = [{"yes": p, "no": 1 - p} for p in (self.yes(parent, on) for parent in parents)]
        return self._mixed(cpd, dict(zip(parents, weights, strict=True)))

    def _mixed(self, cpd: Any, weights: dict[str, dict[str, float]]) -> float:
        assert set(cpd.state_names[cpd.variable]) == set(STATES)
        total = 0.0
        for column in range(2 ** len(weights)):
            states = {p: STATES[column >> at & 1] for at, p in enumerate(weights)}
            weight = math.prod(weights[p][state] for p, state in states.items())
            if weight > 0:
                total += weight * float(cpd.get_value(**states, **{cpd.variable: "yes"}))
        return total


def test_every_cause(both: tuple[Json, Tables]) -> None:
    wanted, tables = both
    for cause, numbers in wanted["causes"].items():
        found = float(tables.cpds[cause].get_value(**{cause: "yes"}))
        assert abs(found - numbers["probability"]) <= TOLERANCE, cause


def test_every_symptom(both: tuple[Json, Tables]) -> None:
    wanted, tables = both
    for symptom, numbers in wanted["symptoms"].items():
        links = numbers["links"]
        for on in [set(), set(links), *({cause} for cause in links)]:
            silent = (1 - numbers["leak"]) * math.prod(1 - links[cause] for cause in on)
            assert abs(tables.yes(symptom, on) - (1 - silent)) <= TOLERANCE, (symptom, on)


def test_nothing_else_is_in_it(both: tuple[Json, Tables]) -> None:
    wanted, tables = both
    rest = tables.cpds.keys() - wanted["causes"].keys() - wanted["symptoms"].keys()
    assert all(node.startswith("OR_") for node in rest)
