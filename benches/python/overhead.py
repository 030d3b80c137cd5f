"""What a call from Python costs beside the same call in Rust, in one run.

`cargo xtask overhead` gives it the file with what `benches/src/bin/calls.rs` has measured.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import heavylegs as hl

ROUNDS = 15


def microseconds(repeats: int, given: Sequence[object], call: Callable[..., object]) -> float:
    """Return the median time of one call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(repeats):
            for one in given:
                call(one)
        times.append((time.perf_counter() - start) * 1e6 / (repeats * len(given)))
    return statistics.median(times)


def main() -> None:
    """Print a line for each verb."""
    rust = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    evidence, engine = rust["evidence"], hl.Engine()
    assessed = [engine.assess(one) for one in evidence]
    ours = {
        "posteriors": (50, evidence, engine.posteriors),
        "assess": (1, evidence, engine.assess),
        "assess, then to_dict": (1, evidence, lambda one: engine.assess(one).to_dict()),
        "to_dict alone": (5, assessed, lambda one: one.to_dict()),
        "to_json alone": (5, assessed, lambda one: one.to_json()),
    }
    base = {
        "posteriors": "posteriors",
        "assess": "assess_to_json",
        "assess, then to_dict": "assess_to_json",
    }
    print(f"{'':<22}{'Rust, µs':>10}{'Python, µs':>12}{'ratio':>8}")
    for name, measured in ours.items():
        python = microseconds(*measured)
        beside = rust["microseconds"].get(base.get(name, ""))
        in_rust = f"{beside:.1f}" if beside else ""
        ratio = f"{python / beside:.2f}" if beside else ""
        print(f"{name:<22}{in_rust:>10}{python:>12.1f}{ratio:>8}")


if __name__ == "__main__":
    main()
