"""Two kinds of arithmetic for the same formulas: floats, and fractions with roots to 160 bits."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Callable

Num = Any  # float or Fraction, never mixed


class Floats:
    """Double precision; bisection goes on until no double lies between."""

    @staticmethod
    def of(x: float) -> float:
        return float(x)

    @staticmethod
    def sqrt(x: float) -> float:
        return math.sqrt(x)

    @staticmethod
    def short(x: float) -> float:
        return x

    @staticmethod
    def falling_root(f: Callable[[float], float], low: float, high: float) -> float:
        """Where `f`, which is >= 0 at `low` and falls, becomes negative."""
        while True:
            middle = low + (high - low) / 2
            if not low < middle < high:
                return middle
            low, high = (middle, high) if f(middle) >= 0 else (low, middle)


class Rationals:
    """Exact but for roots, whose error is below 2^-BITS relative to the interval or value."""

    BITS = 160

    @staticmethod
    def of(x: float) -> Fraction:
        return Fraction(x)

    @classmethod
    def sqrt(cls, x: Fraction) -> Fraction:
        # sqrt(n/d) = sqrt(n*d)/d, with the integer root taken BITS bits further.
        root = math.isqrt((x.numerator * x.denominator) << (2 * cls.BITS))
        return Fraction(root, x.denominator << cls.BITS)

    @classmethod
    def short(cls, x: Fraction) -> Fraction:
        """Cut to BITS significant bits, so that long products stay small."""
        if x == 0:
            return x
        shift = cls.BITS - x.numerator.bit_length() + x.denominator.bit_length()
        scaled = Fraction(x.numerator << max(shift, 0), x.denominator << max(-shift, 0))
        return Fraction(round(scaled)) / Fraction(2) ** shift

    @classmethod
    def falling_root(cls, f: Callable[[Fraction], Fraction], low: Fraction, high: Fraction) -> Fraction:
        # Midpoints of a dyadic grid keep the denominators short.
        width, step = high - low, 0  # the root lies in [step, step + 1]·width/2^bits
        for bits in range(1, cls.BITS + 1):
            middle = low + width * Fraction(2 * step + 1, 1 << bits)
            step = 2 * step + (1 if f(middle) >= 0 else 0)
        return low + width * Fraction(2 * step + 1, 1 << (cls.BITS + 1))
