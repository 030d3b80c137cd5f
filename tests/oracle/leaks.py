"""The leak of a symptom (model.md section 3): what is left for no modelled cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from arithmetic import Num

LOWEST = 1e-6


@dataclass(frozen=True)
class Leak:
    value: Num
    slope: Num  # dP/dλ at the root
    problem: str | None  # "links explain more than occurs", "some p <= leak"
    explained: Num  # P(0): what the links explain without any leak
    smallest_p: Num


def implied_rate(leak: Num, links: list[tuple[Num, Num]]) -> Num:
    """P(λ) for links (π, p)."""
    silent = 1 - leak
    for prior, p in links:
        silent *= 1 - prior * ((p - leak) / (1 - leak))
    return 1 - silent


def _rises(leak: Num, links: list[tuple[Num, Num]]) -> Num:
    """Positive where P rises with λ; it only falls itself."""
    result = 1
    for prior, p in links:
        r = (1 - prior * p) / (1 - prior)
        result -= (r - 1) / (r - leak)
    return result


def solve(base: float, links: list[tuple[float, float]], arithmetic: Any) -> Leak:
    """The smallest λ in [1e-6, min p) with P(λ) = base.

    Without one, `problem` says why, and `value` is a stand-in for tools that go on regardless.
    """
    b = arithmetic.of(base)
    exact = [(arithmetic.of(prior), arithmetic.of(p)) for prior, p in links]
    zero, low = arithmetic.of(0.0), arithmetic.of(LOWEST)
    if not exact:
        return Leak(b, arithmetic.of(1.0), None, zero, arithmetic.of(1.0))
    top = min(p for _, p in exact)
    explained = implied_rate(zero, exact)
    peak = _peak(zero, top, exact, arithmetic)
    root, problem = None, None
    if explained <= b <= implied_rate(peak, exact):
        root = arithmetic.falling_root(lambda x: b - implied_rate(x, exact), zero, peak)
    elif implied_rate(top, exact) < b < explained:
        root = arithmetic.falling_root(lambda x: implied_rate(x, exact) - b, peak, top)
    if root is None or root >= top:
        problem = "links explain more than occurs" if b < explained else "some p <= leak"
        root = low if b < explained else min(top, b)
    elif root < low:
        # b lies between P(0) and P(1e-6): nothing is left for the least leak there may be.
        problem, root = "links explain more than occurs", low
    slope = (1 - implied_rate(root, exact)) / (1 - root) * _rises(root, exact)
    return Leak(root, slope, problem, explained, top)


def _peak(low: Num, high: Num, links: list[tuple[Num, Num]], arithmetic: Any) -> Num:
    if _rises(low, links) <= 0:
        return low
    if _rises(high, links) >= 0:
        return high
    return arithmetic.falling_root(lambda x: _rises(x, links), low, high)
