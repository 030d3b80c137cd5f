"""What a reader may see of an assessment, as the reports have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heavylegs.plot._say import POSSIBLE, chance, percent, sentence, span

if TYPE_CHECKING:
    from heavylegs import Assessment, CauseResult, Reason
    from heavylegs.plot._words import Words

# As in the reports: an answer that moves the odds by less is no reason anyone would name.
LEAST_REASON = 1.25
_CLEARLY = 8.0
LEVELS = ("self_care", "appointment", "same_day", "emergency")
_NEEDED = ("urgency", "causes", "families", "coverage", "language")


@dataclass(frozen=True, slots=True)
class Message:
    """What is said in place of a chart."""

    title: str
    texts: tuple[str, ...]
    before: tuple[str, ...] = ()


def checked(assessment: Assessment) -> Assessment:
    """Return it, or raise TypeError for what is no assessment."""
    if all(hasattr(assessment, name) for name in _NEEDED):
        return assessment
    kind = type(assessment).__name__
    message = f"expected an assessment, as `heavylegs.assess` returns it, got `{kind}`"
    raise TypeError(message)


def count(name: str, number: int) -> int:
    """Return how many of something are drawn at most, or raise for what is no such number."""
    if isinstance(number, bool) or not isinstance(number, int):
        message = f"`{name}`: expected a whole number, got `{type(number).__name__}`"
        raise TypeError(message)
    if number < 1:
        message = f"`{name}`: expected at least 1, got {number}"
        raise ValueError(message)
    return number


def is_wellness(assessment: Assessment) -> bool:
    """Whether a runner reads it."""
    return assessment.profile == "wellness"


def comes_first(assessment: Assessment, words: Words) -> Message | None:
    """Return what is said in place of anything else, where something comes first."""
    if assessment.urgency == "emergency":
        return Message(words.help_now, (*_now(assessment, words), words.by_mistake))
    if assessment.urgency == "same_day" and is_wellness(assessment):
        texts = (*_now(assessment, words), words.not_shown_today)
        return Message(words.today_first, texts, tuple(_open(assessment, words)))
    if assessment.outside_scope is not None:
        before = tuple(remarks(assessment, words))
        return Message(words.outside_scope, (assessment.outside_scope.text,), before)
    return None


def instead(assessment: Assessment, words: Words) -> Message | None:
    """Return what is said in place of contributors, where none are to be shown."""
    first = comes_first(assessment, words)
    if first is not None or assessment.coverage.state != "insufficient":
        return first
    known = words.too_little.format(known=assessment.coverage.known)
    return Message(words.too_little_title, (known,), tuple(remarks(assessment, words)))


def _now(assessment: Assessment, words: Words) -> list[str]:
    """Return what to do now and why; nothing less urgent stands beside it."""
    urgent = [one for one in assessment.urgency_reasons if one.urgency == assessment.urgency]
    texts = [text for one in urgent for text in (one.now, words.why.format(reason=one.reason))]
    return list(dict.fromkeys(texts))


def remarks(assessment: Assessment, words: Words) -> list[str]:
    """Return what is to be read before any contributor."""
    said = []
    if assessment.urgency == "same_day":
        said.append(words.not_less_needed)
    if assessment.urgency == "appointment":
        said.append(f"{words.urgency}: {words.appointment}.")
    return said + _open(assessment, words)


def _open(assessment: Assessment, words: Words) -> list[str]:
    """Return that warning signs are still to be asked about, where they are."""
    asked = not (assessment.unasked_screen or assessment.pending_red_flags)
    return [] if asked else [words.screen_open]


def caveats(assessment: Assessment, words: Words) -> list[str]:
    """Return what is to be kept in mind with contributors."""
    if assessment.coverage.names_a_leader:
        return [words.several]
    return [words.nothing_stands_out, words.several]


def shown(assessment: Assessment) -> list[CauseResult]:
    """Return the causes that may be seen, most probable first.

    What is only described has no number that says how little speaks for it: then it is left out.
    """
    seen = [cause for cause in assessment.causes if cause.shown]
    return [one for one in seen if not is_described(assessment, one) or _is_spoken_for(one)]


def _is_spoken_for(cause: CauseResult) -> bool:
    counting = any(strength(reason) >= LEAST_REASON for reason in cause.supports)
    return counting or cause.probability >= POSSIBLE or cause.bayes_factor >= _CLEARLY


def strength(reason: Reason) -> float:
    """Return how far an answer moves the odds, whichever way."""
    alone = reason.alone
    # What works only together with other answers says nothing by itself.
    ratio = reason.given_the_rest if abs(alone - 1) < 1e-12 else alone  # noqa: PLR2004
    return max(ratio, 1 / ratio) if ratio > 0 else float("inf")


def is_described(assessment: Assessment, cause: CauseResult) -> bool:
    """Whether a runner reads only that it is worth a check, and no number."""
    return is_wellness(assessment) and (cause.disclosure != "named" or cause.label != cause.name)


def numbered(assessment: Assessment) -> list[CauseResult]:
    """Return the causes whose numbers may be seen, most probable first."""
    return [cause for cause in shown(assessment) if not is_described(assessment, cause)]


def likelihood(
    assessment: Assessment, words: Words, numbers: tuple[float, float | None, float | None]
) -> str:
    """Return the word and the range behind it, for professionals the percentage and the range."""
    probability, low, high = numbers
    known = low is not None and high is not None
    behind = span(words, probability, low or 0.0, high or 0.0) if known else None
    if is_wellness(assessment):
        word = chance(words, probability)
        return f"{word}, {behind}" if behind else word
    whole = percent(words, probability)
    rounded = whole.removesuffix("%").rstrip("\u00a0")
    return words.with_range.format(percent=rounded, range=behind) if behind else whole


def title(assessment: Assessment, words: Words, cause: CauseResult) -> str:
    """Return the label of a cause, to begin a line.

    "Worth a check because …" names findings that few answers may have hinted at only: then it is
    "if", as in the reports.
    """
    label = cause.label
    if not is_described(assessment, cause) or cause.probability >= POSSIBLE:
        return sentence(label)
    because, of = (one.partition("{")[0] for one in (words.because, words.because_of))
    if label.startswith(because) and not label.startswith(of):
        label = words.in_case.format(finding=label.removeprefix(because))
    return sentence(label)
