"""Arrow columns compared bit by bit."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa


def differences(one: pa.Table, other: pa.Table) -> list[str]:
    """Return the names of the columns that are not the same, to the last bit."""
    assert one.column_names == other.column_names
    return [name for name in one.column_names if not _same(one[name], other[name])]


def _same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    left, right = (list(_leaves(_whole(column))) for column in (one, other))
    return len(left) == len(right) and all(a.equals(b) for a, b in zip(left, right, strict=True))


def _whole(column: pa.ChunkedArray) -> Any:
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _leaves(array: Any) -> Iterator[Any]:
    """Take nested columns apart. Floating-point numbers come as their bits: -0 is not 0."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    yield array.is_valid()
    if pa.types.is_struct(array.type):
        for child in array.flatten():
            yield from _leaves(child)
    elif pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        yield array.value_lengths().cast(pa.int64())
        yield from _leaves(array.flatten())
    elif pa.types.is_fixed_size_list(array.type):
        yield from _leaves(array.flatten())
    elif pa.types.is_float64(array.type):
        yield array.view(pa.int64())
    elif pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        yield array.cast(pa.string())
    else:
        yield array
