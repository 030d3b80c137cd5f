"""The compiled network for one evidence, and where it comes from."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model import Model


@dataclass(frozen=True)
class Symptom:
    leak: float
    links: dict[str, float]


@dataclass(frozen=True)
class Network:
    """The odds of every scored cause before symptoms, and the noisy-ORs of the symptoms."""

    odds: dict[str, float]
    symptoms: dict[str, Symptom]


def exported(evidence: dict[str, Any], folder: Path) -> Network:
    """What `heavylegs knowledge export` says of the engine's own compiled network."""
    request = folder / "evidence.json"
    request.write_text(json.dumps({"schema": 1, "evidence": evidence}), encoding="utf-8")
    command = [os.environ["HEAVYLEGS_CLI"], "knowledge", "export", "--format", "json"]
    done = subprocess.run(  # noqa: S603
        [*command, "--evidence", str(request)],
        capture_output=True,
        text=True,
        check=True,
    )
    document = json.loads(done.stdout)
    return Network(
        {id: cause["odds"] for id, cause in document["causes"].items()},
        {id: Symptom(s["leak"], s["links"]) for id, s in document["symptoms"].items()},
    )


def worked_out(evidence: dict[str, Any], model: Model) -> Network:
    """The same from the independent implementation in tests/oracle."""
    readings = model.read(evidence).readings
    return Network(
        {id: float(odds) for id, odds in model.odds(readings).items()},
        {s.id: Symptom(float(s.leak), dict(s.links)) for s in model.open_symptoms(readings)},
    )
