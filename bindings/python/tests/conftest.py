"""Where things are, and what several tests share."""

import sys
from pathlib import Path

import pytest

import heavylegs as hl

HERE = Path(__file__).resolve().parent
ORACLE = HERE.parents[2] / "tests" / "oracle"
sys.path[:0] = [str(HERE), str(HERE / "oracle"), str(ORACLE)]


@pytest.fixture(scope="session")
def engine() -> hl.Engine:
    return hl.Engine()
