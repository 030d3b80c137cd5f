"""Numbers in words, and text that is only text."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heavylegs.plot._words import Words

# The bounds of the words, as in the reports.
LIKELY, POSSIBLE, LESS_LIKELY = 0.5, 0.2, 0.05

# Letters that a line of text can't have.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
# Altair writes charts into a <script> of a page, where a tag would end it.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def clean(text: str) -> str:
    """Return text on one line that no page takes for markup."""
    return _TAG.sub("\u2039", _CONTROL.sub(" ", text)).strip()


def sentence(phrase: str) -> str:
    """Return a phrase with a capital first letter, to begin a line."""
    phrase = clean(phrase)
    return phrase[:1].upper() + phrase[1:]


def lines(text: str, width: int) -> list[str]:
    """Break text at spaces into lines of at most that many letters."""
    return textwrap.wrap(clean(text), width, break_long_words=True) or [""]


def paragraphs(texts: Iterable[str], width: int) -> list[str]:
    """Break each text into lines."""
    return [line for text in texts for line in lines(text, width)]


def chance(words: Words, probability: float) -> str:
    """Return what a probability is called."""
    if probability >= LIKELY:
        return words.likely
    if probability >= POSSIBLE:
        return words.possible
    return words.less_likely if probability >= LESS_LIKELY else words.unlikely


def percent(words: Words, probability: float) -> str:
    """Return a probability in whole percent."""
    return words.exactly.format(percent=_rounded(probability * 100))


def span(words: Words, probability: float, low: float, high: float) -> str:
    """Return a range in steps of 5 %, never narrower than the probability itself."""
    return _span(words, _fives(min(low, probability)), _fives(max(high, probability)))


def _span(words: Words, low: int, high: int) -> str:
    match low, high:
        case 0, 100:
            said = words.anything
        case 0, _:
            said = words.under.format(percent=max(high, 5))
        case _, 100:
            said = words.over.format(percent=min(low, 95))
        case _ if low == high:
            said = words.about.format(percent=low)
        case _:
            said = words.between.format(low=low, high=high)
    return said


def _fives(probability: float) -> int:
    return 5 * _rounded(probability * 20)


def _rounded(number: float) -> int:
    """Round half up, as the reports do; `round` would round half to even."""
    return int(number + 0.5)


def factor(words: Words, ratio: float) -> str:
    """Return a Bayes factor with its direction: times or divided by 2.3."""
    if ratio <= 0:
        return "÷ ∞"
    sign, size = ("\u00d7", ratio) if ratio >= 1 else ("÷", 1 / ratio)
    number = f"{size:.1f}" if size < 9.95 else f"{size:.0f}"  # noqa: PLR2004
    return f"{sign}\u00a0{number.replace('.', words.decimal)}"
