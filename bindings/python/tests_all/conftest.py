"""What several tests share."""

import sys
from pathlib import Path

import pytest

import heavylegs as hl

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture(scope="session")
def engine() -> hl.Engine:
    return hl.Engine()
