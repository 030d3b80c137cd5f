"""Assess the rows of a Spark data frame on its cluster: ``pip install "heavylegs[spark]"``.

Every worker needs ``heavylegs`` in the version of the driver, and PyArrow. The knowledge travels
with the job, and each Python worker compiles it once. The number of partitions, workers and retries
changes no bit of the result.
"""

from __future__ import annotations

import pickle
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from heavylegs._core import __version__
from heavylegs._engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from heavylegs._frames import FrameOptions

__all__ = ["SparkFrame", "assess", "scorer"]

# What this worker has compiled, by the hash of its knowledge; one at a time.
_ENGINES: dict[str, Engine] = {}


class SparkFrame(Protocol):
    """A data frame of Spark, of a classic session or of Spark Connect."""

    @property
    def schema(self) -> Any:
        """Its columns and their types."""

    @property
    def sparkSession(self) -> Any:  # noqa: N802
        """The session it belongs to."""

    def limit(self, num: int, /) -> Any:
        """Return its first rows."""

    def mapInArrow(self, func: Any, schema: Any, /) -> Any:  # noqa: N802
        """Return what a function makes of its batches."""


_Frame = TypeVar("_Frame", bound=SparkFrame)


def assess(df: _Frame, engine: Engine | None = None, /, **options: Unpack[FrameOptions]) -> _Frame:
    """Return a data frame with an assessment for each row; nothing runs until a row is wanted.

    Args:
        df: Columns that go through, and observations by their ids. Null is unknown.
        engine: That of the built-in knowledge, unless another one is given.
        options: As for `heavylegs.Engine.assess_frame`, but a task has one thread unless
            ``threads`` says otherwise: as many as ``spark.task.cpus``.

    Returns:
        A data frame with the columns of `heavylegs.Engine.assess_frame`. What goes through keeps
        its types.

    Raises:
        EvidenceError: With every column at once that is no observation, or of another type.
        ImportError: If PySpark or PyArrow is missing.

    """
    engine = engine or Engine()
    arrow = _needed("pyarrow")
    _needed("pyspark")
    # No job runs for a frame of no rows.
    like = df.limit(0).toArrow().schema
    found = arrow.schema(engine.frame_schema(like, **options))
    assessed: _Frame = df.mapInArrow(scorer(engine, **options), _spark_schema(df, found))
    return assessed


def scorer(
    engine: Engine, /, **options: Unpack[FrameOptions]
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return the function that `assess` gives to ``DataFrame.mapInArrow``.

    It turns Arrow record batches into record batches, carries the knowledge, and refuses to work
    where ``heavylegs`` has another version. For a schema of your own, and for whatever else hands
    functions to workers.

    Args:
        engine: The engine.
        options: As for `assess`.

    """
    version, knowledge_hash = __version__, engine.knowledge.hash
    knowledge = pickle.dumps(engine.knowledge)
    options = {"threads": 1, **options}

    def assessed(batches: Iterator[Any]) -> Iterator[Any]:
        there = _engine(version, knowledge_hash, knowledge)
        arrow = _needed("pyarrow")
        for batch in batches:
            yield from arrow.RecordBatchReader.from_stream(there.assess_frame(batch, **options))

    return assessed


def _engine(version: str, knowledge_hash: str, knowledge: bytes) -> Engine:
    """Return the engine of this worker, compiled once."""
    if version != __version__:
        message = f"this worker has heavylegs {__version__}, the driver {version}: install one"
        raise RuntimeError(message)
    if knowledge_hash not in _ENGINES:
        engine = Engine(pickle.loads(knowledge))  # noqa: S301
        if engine.knowledge.hash != knowledge_hash:
            message = f"heavylegs {version} has other knowledge here than on the driver"
            raise RuntimeError(message)
        _ENGINES.clear()
        _ENGINES[knowledge_hash] = engine
    return _ENGINES[knowledge_hash]


def _spark_schema(df: SparkFrame, found: Any) -> Any:
    """Return Arrow's schema as Spark has it; what goes through keeps its types."""
    schema = df.sparkSession.createDataFrame(found.empty_table()).schema
    kept = set(df.schema.names)
    return type(schema)([df.schema[name] if name in kept else schema[name] for name in found.names])


def _needed(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        message = 'heavylegs.spark needs PySpark and PyArrow: pip install "heavylegs[spark]"'
        raise ImportError(message, name=module) from error
