"""What a call from Python costs beside the same call in Rust, in one run.

`cargo xtask overhead` gives it what `benches/src/bin/calls.rs` has measured, on standard input.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

import heavylegs as hl

ROUNDS = 15


def microseconds(repeats: int, evidence: list[dict[str, object]], call: Callable[..., object]) -> float:
    """Return the median time of one call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(repeats):
            for one in evidence:
                call(one)
        times.append((time.perf_counter() - start) * 1e6 / (repeats * len(evidence)))
    return statistics.median(times)


def main() -> None:
    """Print a line for each verb."""
    rust = json.load(sys.stdin)
    evidence, engine = rust["evidence"], hl.Engine()
    assessed = [engine.assess(one) for one in evidence]
    ours = {
        "posteriors": (50, evidence, engine.posteriors),
        "assess": (1, evidence, engine.assess),
        "assess, then to_dict": (1, evidence, lambda one: engine.assess(one).to_dict()),
        "to_dict alone": (5, assessed, lambda one: one.to_dict()),
        "to_json alone": (5, assessed, lambda one: one.to_json()),
    }
    base = {"posteriors": "posteriors", "assess": "assess", "assess, then to_dict": "assess_to_json"}
    print(f"{'':<22}{'Rust, µs':>10}{'Python, µs':>12}{'ratio':>8}")
    for name, measured in ours.items():
        python = microseconds(*measured)
        beside = rust["microseconds"].get(base.get(name, ""))
        ratio = f"{beside:>10.1f}{python:>12.1f}{python / beside:>8.2f}" if beside else f"{'':>10}{python:>12.1f}"
        print(f"{name:<22}{ratio}")


if __name__ == "__main__":
    main()
