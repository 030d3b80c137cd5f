"""Where things are, and what several tests share."""

import sys
from pathlib import Path

import pytest

import heavylegs as hl

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests" / "oracle")]


@pytest.fixture(scope="session")
def engine() -> hl.Engine:
    return hl.Engine()
