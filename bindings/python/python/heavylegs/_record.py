"""What all results have in common: to and from dictionaries and JSON, without loss."""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self, Union, cast, get_args, get_origin, get_type_hints

from heavylegs import _core, _html
from heavylegs._errors import ReadError
from heavylegs._evidence import Evidence

__all__ = ["Record"]

_Reader = Callable[[Any, str, list[tuple[str, str]]], Any]
"""Reads a JSON value at a path, and notes what is wrong."""


class Record:
    """A frozen result. Its fields are the keys of the JSON contract."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    # Written once here: made for each of a hundred classes, they took half of the import.
    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same kind and holds the same."""
        if type(other) is not type(self):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        """Return a hash of all that it holds."""
        return hash(_values(self))

    def __repr__(self) -> str:
        """Return the expression that gives it again."""
        held = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
        return f"{type(self).__name__}({', '.join(held)})"

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists, texts and numbers; ``from_dict`` gives it back."""
        cls: Any = type(self)
        data: dict[str, Any] = {"kind": cls.kind} if _is_tagged(cls) else {}
        for name, key, needed in _layout(cls):
            value = getattr(self, name)
            if value is not None or needed:
                data[key] = value if type(value) in _PLAIN else _plain(value)
        return data

    def _repr_html_(self) -> str:
        cls: Any = type(self)
        return _html.table(self, [name for name, _, _ in _layout(cls)])

    def to_json(self) -> str:
        """Return it as JSON on one line, each number as the core writes it."""
        return _core.dump(self.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], /) -> Self:
        """Return what ``to_dict`` was called on; keys that are not known are passed over.

        Raises:
            ReadError: With everything that is missing or of the wrong kind at once.

        """
        problems: list[tuple[str, str]] = []
        record = _record(cls, data, "", problems)
        if problems:
            raise _misread(cls.__name__, problems)
        return cast("Self", record)

    @classmethod
    def from_json(cls, text: str, /) -> Self:
        """Return what ``to_json`` was called on.

        Raises:
            ReadError: If the text is no JSON, or something in it is missing or of the wrong kind.

        """
        try:
            data = json.loads(text)
        except (TypeError, ValueError, RecursionError) as error:
            raise _misread(cls.__name__, [("", str(error))], code="read.syntax") from None
        return cls.from_dict(data)

    @classmethod
    def _trusted(cls, data: Mapping[str, Any], /) -> Self:
        """Return what the core wrote, which needs no checks."""
        maker = _maker(cast("Any", cls))
        return cast("Self", maker(data))


def _values(record: Any) -> tuple[Any, ...]:
    return tuple([getattr(record, name) for name in record.__match_args__])


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _plain(value: object) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [item if type(item) in _PLAIN else _plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Evidence):
        return value.to_dict()
    return value.value if isinstance(value, Enum) else value


def _is_tagged(cls: Any) -> bool:
    """Return whether the kind is that of the class, and no field."""
    return isinstance(getattr(cls, "kind", None), str)


@cache
def _layout(cls: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return each field, its key, and whether it is written also where there is nothing to tell.

    ``from_`` holds ``from``, which is a word of Python.
    """
    return tuple((f.name, f.name.removesuffix("_"), f.default is MISSING) for f in fields(cls))


@cache
def _maker(cls: Any) -> Callable[[Mapping[str, Any]], Any]:
    """Return what makes a record of JSON that the core wrote; scalars are not looked at."""
    hints = get_type_hints(cls)
    renamed = [(name, key) for name, key, _ in _layout(cls) if name != key]
    made = [(name, make) for name, _, _ in _layout(cls) if (make := _making(hints[name]))]
    tagged = _is_tagged(cls)

    def maker(data: Mapping[str, Any]) -> Any:
        values = dict(data)
        for name, key in renamed:
            values[name] = values.pop(key)
        for name, make in made:
            if (value := values.get(name)) is not None:
                values[name] = make(value)
        if tagged:
            del values["kind"]
        return cls(**values)

    return maker


def _making(hint: Any) -> Callable[[Any], Any] | None:
    """Return what makes a value of its JSON; nothing for a scalar, which is what it is."""
    options = [option for option in get_args(hint) if option is not type(None)]
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _making(options[0])
    if origin is tuple:
        item = _making(options[0])
        return tuple if item is None else lambda items: tuple([item(one) for one in items])
    if issubclass(hint, Record):
        return _maker(hint)
    if maker := _made_of(hint):
        return maker
    return {word.value: word for word in hint}.__getitem__ if issubclass(hint, Enum) else None


def _record(cls: Any, data: Any, path: str, problems: list[tuple[str, str]]) -> Any:
    if not isinstance(data, Mapping):
        problems.append((path, f"expected an object, found {type(data).__name__}"))
        return None
    values = {}
    for (name, key, needed), read in zip(_layout(cls), _readers(cls), strict=True):
        place = f"{path}.{key}" if path else key
        if key in data:
            values[name] = read(data[key], place, problems)
        elif needed:
            problems.append((place, "is missing"))
    return None if problems else cls(**values)


@cache
def _readers(cls: Any) -> tuple[_Reader, ...]:
    """Return a reader for each field, made of its annotation."""
    hints = get_type_hints(cls)
    return tuple(_reader(hints[name]) for name, _, _ in _layout(cls))


def _reader(hint: Any) -> _Reader:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        [inner] = [_reader(option) for option in get_args(hint) if option is not type(None)]
        return lambda value, path, problems: None if value is None else inner(value, path, problems)
    if origin is tuple:
        return _items(get_args(hint))
    if issubclass(hint, Record):
        return lambda value, path, problems: _record(hint, value, path, problems)
    if issubclass(hint, Enum):
        return _word(hint)
    maker = _made_of(hint)
    return _made(maker, hint.__name__) if maker else _scalar(hint)


def _items(of: tuple[Any, ...]) -> _Reader:
    read, count = _reader(of[0]), None if of[-1] is Ellipsis else len(of)

    def items(value: Any, path: str, problems: list[tuple[str, str]]) -> Any:
        if not isinstance(value, (list, tuple)) or count not in (None, len(value)):
            wanted = "a list" if count is None else f"a list of {count}"
            problems.append((path, f"expected {wanted}, found {value!r:.40}"))
            return None
        return tuple(
            [read(item, f"{path}[{at}]", problems) for at, item in enumerate(value)],
        )

    return items


def _word(enum: type[Enum]) -> _Reader:
    known = {member.value: member for member in enum}

    def word(value: Any, path: str, problems: list[tuple[str, str]]) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        problems.append((path, f"expected one of {', '.join(known)}, found {value!r:.40}"))
        return None

    return word


def _made_of(hint: type) -> Callable[[Any], Any] | None:
    """Return what makes a date of its ISO text, or evidence of its findings; nothing for others."""
    if issubclass(hint, dt.date):
        return hint.fromisoformat
    return hint if issubclass(hint, Evidence) else None


def _made(make: Callable[[Any], Any], wanted: str) -> _Reader:
    def one(value: Any, path: str, problems: list[tuple[str, str]]) -> Any:
        try:
            return make(value)
        except (TypeError, ValueError):
            problems.append((path, f"expected {wanted}, found {value!r:.40}"))
            return None

    return one


def _scalar(kind: type) -> _Reader:
    # An int is a number too; a bool is an int for Python alone.
    accepted = (int, float) if kind is float else (kind,)

    def scalar(value: Any, path: str, problems: list[tuple[str, str]]) -> Any:
        if isinstance(value, accepted) and (kind is bool or not isinstance(value, bool)):
            return value
        problems.append((path, f"expected {kind.__name__}, found {value!r:.40}"))
        return None

    return scalar


def _misread(name: str, problems: list[tuple[str, str]], code: str = "read.shape") -> ReadError:
    from heavylegs.types import Problem, Severity  # noqa: PLC0415

    listed = tuple(
        Problem(code=code, severity=Severity.ERROR, path=path, message=message)
        for path, message in problems
    )
    lines = "\n".join(f"- {problem}" for problem in listed)
    return ReadError(f"this is no {name}:\n{lines}", listed)
