"""What a runner says of themselves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from heavylegs import _core

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from typing import NotRequired, Unpack

__all__ = ["Athlete", "AthleteFields", "RaceFields", "ShoeFields", "athlete_of"]


class ShoeFields(TypedDict):
    """A pair of shoes."""

    name: str
    """What the runner calls them."""
    gear: NotRequired[str]
    """What files call them, where that is something else."""
    mass_g: NotRequired[float]
    """The mass of one shoe in grams."""
    distance_km: NotRequired[float]
    """What was run in them before the first file."""
    bought: NotRequired[dt.date]
    """The day they were bought."""
    first_used: NotRequired[dt.date]
    """The day they were first run in."""


class RaceFields(TypedDict):
    """A race to come."""

    date: dt.date
    """Its day."""
    distance_km: NotRequired[float]
    """Its distance."""


class AthleteFields(TypedDict, total=False):
    """What a runner can say of themselves: keywords of `Athlete`, and keys of its TOML."""

    sex: Literal["female", "male"]
    """The sex, as far as formulas ask for it."""
    birth_year: int
    """The year of birth."""
    height_cm: float
    """Height."""
    mass_kg: float
    """Body mass, where no log holds it."""
    resting_heart_rate_bpm: float
    """Heart rate at rest."""
    maximal_heart_rate_bpm: float
    """Highest heart rate."""
    threshold_pace: str
    """The pace that can be held for about an hour: ``"4:30 /km"`` or ``"7:15 /mi"``."""
    time_zone: str
    """Where the runner lives: ``"Europe/Oslo"`` or ``"+02:00"``."""
    units: Literal["metric", "imperial"]
    """The units of the account that tables are exported from."""
    phase: Literal["base", "build", "taper", "race", "recovery"]
    """What the training is for at the moment."""
    next_race: RaceFields
    """The next race."""
    scales: Mapping[str, Mapping[str, str]]
    """What the scores of logs mean that don't say it:
    ``{"intervals": {"fatigue": "1-4,high_is_worse"}}``."""
    shoes: Sequence[ShoeFields]
    """The shoes."""


class Athlete:
    r"""What a runner says of themselves. Everything can be left out, and is unknown then.

    Args:
        fields: The fields as a mapping; None for what is not known.
        more: The same as keywords, which editors complete and type checkers check.

    Raises:
        AthleteError: With every problem at once: fields that are not known, values of the wrong
            kind or outside the plausible.
        TypeError: If a value is nothing that TOML can hold.

    Example:
        >>> from heavylegs.training import Athlete
        >>> Athlete(birth_year=1984, threshold_pace="4:30 /km")
        Athlete.from_toml('birth_year = 1984\nthreshold_pace = "4:30 /km"\n')

    """

    __slots__ = ("_core",)

    def __init__(
        self,
        fields: Mapping[str, object] | AthleteFields | None = None,
        /,
        **more: Unpack[AthleteFields],
    ) -> None:
        """Check the fields and keep them."""
        given: dict[str, object] = {**(fields or {}), **more}
        text = "".join(f"{_key(name)} = {_toml(one)}\n" for name, one in _known(given))
        self._core = _core.Athlete.from_toml(text.encode(), None, has_lines=False)

    @classmethod
    def from_toml(cls, text: str, /) -> Athlete:
        """Return the athlete of a text in TOML.

        Raises:
            AthleteError: With every problem at once, each with its line.

        Example:
            >>> import heavylegs as hl
            >>> from heavylegs.training import Athlete
            >>> try:
            ...     Athlete.from_toml("birthyear = 1984")
            ... except hl.AthleteError as error:
            ...     print(error.code, error.problems[0].help)
            athlete.unknown_key did you mean `birth_year`?

        """
        return cls._of(_core.Athlete.from_toml(text.encode(), None, has_lines=True))

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], /) -> Athlete:
        """Return the athlete of a file in TOML, usually named ``athlete.toml``.

        Raises:
            AthleteError: With every problem at once, each with file and line.
            OSError: If the file can't be read.

        """
        text = Path(path).read_bytes()
        return cls._of(_core.Athlete.from_toml(text, str(path), has_lines=True))

    @classmethod
    def _of(cls, core: _core.Athlete) -> Athlete:
        athlete = cls.__new__(cls)
        athlete._core = core
        return athlete

    def to_toml(self) -> str:
        """Return the text that gives it again."""
        return self._core.text

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, however it is written."""
        return self._core.equals(other._core) if isinstance(other, Athlete) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash that is the same for all that are equal: of the kind alone."""
        return hash(Athlete)

    def __repr__(self) -> str:
        """Return the expression that gives it again."""
        return f"Athlete.from_toml({self.to_toml()!r})"

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Pickle the text."""
        return Athlete.from_toml, (self.to_toml(),)


def athlete_of(given: Athlete | Mapping[str, object] | None) -> Athlete:
    """Return the athlete that is meant; one of whom nothing is known for None."""
    if isinstance(given, Athlete):
        return given
    if given is None or isinstance(given, Mapping):
        return Athlete(given)
    message = f"`athlete`: expected an Athlete or a mapping, got `{type(given).__name__}`"
    raise TypeError(message)


def _known(fields: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return [(name, value) for name, value in fields.items() if value is not None]


def _key(name: object) -> str:
    if not isinstance(name, str):
        message = f"the name of a field is a text, not `{type(name).__name__}`"
        raise TypeError(message)
    plain = name.isascii() and name.replace("_", "").isalnum()
    return name if plain else json.dumps(name, ensure_ascii=False)


def _toml(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        # The types below int and float, such as those of NumPy, write themselves otherwise.
        return repr(float(value)) if isinstance(value, float) else str(int(value))
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(name)} = {_toml(one)}' for name, one in _known(value))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml(one) for one in value)}]"
    message = f"`{type(value).__name__}` is nothing that an athlete's field can hold"
    raise TypeError(message)
