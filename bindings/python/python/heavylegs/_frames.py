"""Tables of Arrow, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, runtime_checkable

from heavylegs import _core

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["AssessedFrame", "FrameOptions", "FrameSchema"]


@runtime_checkable
class ArrowStream(Protocol):
    """What has rows: a data frame of Polars or pandas, a table or reader of pyarrow, a relation."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule with the stream."""


@runtime_checkable
class ArrowArray(Protocol):
    """What is one batch of rows, such as a record batch of pyarrow."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Return capsules with the schema and the array."""


@runtime_checkable
class ArrowSchema(Protocol):
    """What has a schema of Arrow."""

    def __arrow_c_schema__(self) -> object:
        """Return a capsule with the schema."""


class FrameOptions(TypedDict, total=False):
    """What goes through a table, and what comes out: keywords of `Engine.assess_frame`."""

    keep: Sequence[str]
    """Columns that go through as they are, such as athlete and date; every other column has to be
    the id of an observation."""
    units: Mapping[str, str]
    """Units of columns that are not in the observation's own, as in ``{"ferritin": "ng/mL"}``."""
    posteriors: Literal["wide", "list"] | None
    """The posterior probability of every cause: columns ``p_…``, or one list ``posteriors`` in the
    order of the schema's metadata ``heavylegs.causes``; none by default."""
    bayes_factors: Literal["wide", "list"] | None
    """By how much the odds of every cause moved from what the context alone gives: ``bf_…`` or
    ``bayes_factors``; none by default."""
    top_causes: int
    """The most probable causes, at most so many, in the list ``causes``; 3 by default."""
    top_families: int
    """The leading cause of each family, at most so many, in the list ``families``; 0 by default."""
    recommendations: int
    """The most useful recommendations, at most so many; 0 by default."""
    urgency: bool
    """Whether ``urgency``, ``activity``, ``red_flags`` and ``outside_scope`` are told; on by
    default."""
    coverage: bool
    """Whether ``coverage`` and ``names_a_leader`` are told; on by default."""
    strict: bool
    """Whether the first bad value is an error that names its row and column, raised by whoever
    reads the results; otherwise its row tells it in the column ``error``. Off by default."""
    threads: int | None
    """On how many threads; as many as the machine has by default. The same bits at any number."""


_DEFAULTS: dict[str, Any] = {
    "keep": [],
    "units": {},
    "posteriors": None,
    "bayes_factors": None,
    "top_causes": 3,
    "top_families": 0,
    "recommendations": 0,
    "urgency": True,
    "coverage": True,
    "strict": False,
    "threads": 0,
}
_LAYOUTS = ("wide", "list", None)


class AssessedFrame:
    """The results of a table, one row for each of its rows, assessed as they are read.

    It is a stream of Arrow that can be read once: ``pl.DataFrame(frame)``, ``pa.table(frame)``,
    ``pandas.DataFrame.from_arrow(frame)``, or a reader that takes batch after batch.
    """

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        """Hold a stream of Rust."""
        self._stream = stream

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule with the stream; it can be taken once."""
        return self._stream.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """Return a capsule with the schema."""
        return self._stream.__arrow_c_schema__()

    def __repr__(self) -> str:
        """Say what it is."""
        return "<AssessedFrame: a stream of Arrow, to be read once>"


class FrameSchema:
    """The schema of the results, for engines that want it before any row: ``pa.schema(it)``."""

    __slots__ = ("_schema",)

    def __init__(self, schema: Any) -> None:
        """Hold a schema of Rust."""
        self._schema = schema

    def __arrow_c_schema__(self) -> object:
        """Return a capsule with the schema."""
        return self._schema.__arrow_c_schema__()

    def __repr__(self) -> str:
        """Say what it is."""
        return "<FrameSchema: a schema of Arrow>"


def assess_frame(engine: _core.Engine, frame: object, options: FrameOptions) -> AssessedFrame:
    if not isinstance(frame, ArrowStream | ArrowArray):
        message = (
            f"a table has the Arrow PyCapsule interface, as data frames of Polars and pandas and "
            f"tables of pyarrow have; {type(frame).__name__!r} has not"
        )
        raise TypeError(message)
    return AssessedFrame(_core.assess_frame(engine, frame, _keywords(options)))


def frame_schema(engine: _core.Engine, like: object, options: FrameOptions) -> FrameSchema:
    if not isinstance(like, ArrowSchema):
        message = f"{type(like).__name__!r} has no schema of Arrow (`__arrow_c_schema__`)"
        raise TypeError(message)
    return FrameSchema(_core.frame_schema(engine, like, _keywords(options)))


def _keywords(options: Mapping[str, Any]) -> dict[str, Any]:
    unknown = [name for name in options if name not in _DEFAULTS]
    if unknown:
        message = f"no such option: {', '.join(unknown)}; options: {', '.join(_DEFAULTS)}"
        raise TypeError(message)
    keywords = {**_DEFAULTS, **options}
    for name in ("posteriors", "bayes_factors"):
        if keywords[name] not in _LAYOUTS:
            message = f"{name} is 'wide', 'list' or None, not {keywords[name]!r}"
            raise ValueError(message)
    keywords["threads"] = keywords["threads"] or 0
    for name in ("top_causes", "top_families", "recommendations", "threads"):
        if not isinstance(keywords[name], int) or keywords[name] < 0:
            message = f"{name} is a whole number, 0 or more, not {keywords[name]!r}"
            raise ValueError(message)
    keep = keywords["keep"]
    keywords["keep"] = [keep] if isinstance(keep, str) else list(keep)
    keywords["units"] = dict(keywords["units"])
    return keywords
