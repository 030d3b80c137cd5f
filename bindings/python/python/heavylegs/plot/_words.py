"""What the charts say, in every language they speak: one file each.

Words for likelihood and percent are those of the reports; a test compares them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["en", "de"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language. What stands in braces is filled in."""

    decimal: str
    # Likelihood and percent, as reports say them.
    likely: str
    possible: str
    less_likely: str
    unlikely: str
    under: str
    over: str
    about: str
    between: str
    anything: str
    exactly: str
    with_range: str
    # Urgency.
    urgency: str
    self_care: str
    appointment: str
    same_day: str
    emergency: str
    # What comes before contributors, or stands in their place.
    help_now: str
    by_mistake: str
    why: str
    today_first: str
    not_shown_today: str
    not_less_needed: str
    outside_scope: str
    too_little_title: str
    too_little: str
    screen_open: str
    # Contributors.
    families: str
    causes: str
    share: str
    range_key: str
    prior_key: str
    share_of_leader: str
    several: str
    nothing_stands_out: str
    none_of_these: str
    none_shown: str
    because: str
    because_of: str
    in_case: str
    no_number: str
    share_axis: str
    share_bounds: str
    cause: str
    family: str
    likelihood: str
    before: str
    # Evidence.
    evidence: str
    alone_key: str
    given_key: str
    evidence_against: str
    evidence_cut: str
    evidence_axis: str
    alone: str
    given_the_rest: str
    answer: str
    no_reasons: str
    speaks_for: str
    speaks_against: str
    also_explained: str
    equally: list[str]
    times: list[str]
    twice: list[str]
    half: list[str]
    fraction: list[str]
    # Over time.
    season: str
    season_line: str
    season_range: str
    season_gaps: str
    day: str
    day_axis: str
    no_days: str
    no_days_text: str
    # Training.
    training: str
    training_load: str
    training_unknown: str
    training_form: str
    training_no_form: str
    training_heavy: str
    load_axis: str
    form_axis: str
    heavy_axis: str
    no_training_days: str
    no_training_days_text: str
    load: str
    no_load: str
    form: str
    heavy: str
    distance: str
    trained: str
    rest: str
    unknown: str
    # How much is known.
    coverage: str
    coverage_note: str
    coverage_axis: str
    coverage_days: str
    coverage_days_note: str
    known_of: str
    known: str
    sufficient: str
    insufficient: str
    leader: str
    no_leader: str
    with_leader: str


def words(language: Language | None, own: str) -> Words:
    """Return the words of a language, without one those of an assessment's own.

    Knowledge can have languages that charts do not speak: then they speak English.

    Raises:
        ValueError: For a language that is not known, with those that are.

    """
    if language is None:
        return _read(own if own in get_args(Language) else "en")
    if language in get_args(Language):
        return _read(language)
    known = ", ".join(repr(one) for one in get_args(Language))
    message = f"`language`: expected one of {known}, got {language!r}"
    raise ValueError(message)


@cache
def _read(language: str) -> Words:
    text = files(__package__).joinpath(f"words_{language}.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return Words(**table)
