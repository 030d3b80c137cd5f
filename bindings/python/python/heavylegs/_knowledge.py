"""The knowledge base: everything the engine knows, as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Self, TypeAlias, TypeVar

from heavylegs import _core, types
from heavylegs._errors import KnowledgeError

__all__ = ["Entries", "KnowledgeBase", "Observation"]

Observation: TypeAlias = (
    types.Symptom | types.Factor | types.Descriptor | types.Measurement | types.Context
)
"""Anything that can be known about a runner; its class says what kind it is."""

_Files: TypeAlias = list[tuple[str, str]]
_Entry = TypeVar("_Entry")

_KINDS: dict[str, Any] = {
    cls.kind: cls
    for cls in (
        types.Cause,
        types.Context,
        types.Descriptor,
        types.Factor,
        types.Measurement,
        types.Recommendation,
        types.RedFlag,
        types.Source,
        types.Symptom,
    )
}

# A whole knowledge base has this file; a folder without it adds to the built-in one.
_WHOLE = "knowledge.toml"
_DEEPEST = 3


class Entries(Mapping[str, _Entry], Generic[_Entry]):
    """Entries of a knowledge base by id, sorted."""

    __slots__ = ("_entries", "_knowledge", "_part")

    def __init__(self, knowledge: _core.KnowledgeBase, part: str) -> None:
        """Read the entries of a part."""
        listed = json.loads(knowledge.entries(part) or "[]")
        self._knowledge, self._part = knowledge, part
        self._entries: dict[str, _Entry] = {
            entry["id"]: _KINDS[entry["kind"]]._trusted(entry) for entry in listed
        }

    def __getitem__(self, entry_id: str) -> _Entry:
        """Return an entry; a `KeyError` says which id may have been meant."""
        try:
            return self._entries[entry_id]
        except KeyError:
            raise KeyError(self._missing(entry_id)) from None

    def _missing(self, entry_id: object) -> str:
        hint = self._knowledge.did_you_mean(entry_id) if isinstance(entry_id, str) else None
        message = f"{entry_id!r} is none of the {self._part.replace('_', ' ')}"
        return f"{message}; {hint}" if hint else message

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._entries)

    def __repr__(self) -> str:
        """Return what they are, and how many."""
        return f"<{len(self)} {self._part.replace('_', ' ')}>"

    def _repr_html_(self) -> str | None:
        return self._knowledge.page(self._part, "fragment")


class KnowledgeBase:
    """Causes, observations, recommendations, red flags and sources: everything the engine knows.

    It is data, has its own version and a content hash, and never changes. ``KnowledgeBase()`` is
    the built-in one.

    Example:
        >>> import heavylegs as hl
        >>> knowledge = hl.KnowledgeBase()
        >>> knowledge.causes["iron_deficiency"].family
        'blood'
        >>> knowledge.observations["ferritin"].unit
        'ug/L'

    """

    _base: _core.KnowledgeBase

    def __init__(self) -> None:
        """Return the built-in knowledge base."""
        self._base = _core.KnowledgeBase.builtin()
        self._origin: tuple[Any, ...] = ("builtin",)

    @classmethod
    def _of(cls, base: _core.KnowledgeBase, *origin: Any) -> Self:
        knowledge = cls.__new__(cls)
        knowledge._base, knowledge._origin = base, origin
        return knowledge

    @classmethod
    def from_json(cls, text: str, /) -> Self:
        """Return the knowledge base of canonical JSON, as ``to_json`` writes it.

        Raises:
            KnowledgeError: With every problem at once, each with its place in the document.

        """
        return cls._of(_core.KnowledgeBase.from_json(text), "json", text)

    @classmethod
    def from_files(cls, source: str | Path | Mapping[str, str], /) -> Self:
        """Return the knowledge base of authored TOML files.

        A folder with a ``knowledge.toml`` is a whole knowledge base. One without adds to the
        built-in knowledge: the ids in it begin with the folder's name and an underscore.

        Args:
            source: A folder, or a mapping from the paths of files within one to their texts; a
                mapping is a whole knowledge base.

        Raises:
            KnowledgeError: With every problem at once, each with file, line and a stable code.
            OSError: If the folder or a file in it can't be read.

        """
        files, overlays = _sources(source)
        return cls._of(_core.KnowledgeBase.from_files(files, overlays), "files", files, overlays)

    def overlaid(self, prefix: str, source: str | Path | Mapping[str, str], /) -> Self:
        """Return this knowledge with additions of your own.

        Args:
            prefix: What the ids of the additions begin with, before an underscore.
            source: A folder of TOML files, or a mapping from paths to texts.

        Raises:
            KnowledgeError: With every problem at once. A built-in red flag can't be weakened.
            OSError: If the folder or a file in it can't be read.

        Example:
            >>> import heavylegs as hl
            >>> own = hl.KnowledgeBase().overlaid("acme", {
            ...     "causes/acme_new_treadmill.toml": '''
            ...         family = "place"
            ...         horizon = "hours"
            ...         prior = { value = 0.01, source = "estimate" }
            ...         [descriptors.lasting]
            ...         source = "estimate"
            ...         this_run = 0.6
            ...     ''',
            ...     "texts/en/acme.toml": '''
            ...         [causes.acme_new_treadmill]
            ...         name = "a new treadmill"
            ...         summary = "A softer belt asks for more work with each step."
            ...     ''',
            ... })
            >>> own.causes["acme_new_treadmill"].name
            'a new treadmill'

        """
        files, overlays = self._sources()
        overlays = [*overlays, (prefix, _read(source))]
        cls = type(self)
        return cls._of(_core.KnowledgeBase.from_files(files, overlays), "files", files, overlays)

    def _sources(self) -> tuple[_Files, list[tuple[str, _Files]]]:
        match self._origin:
            case ("files", files, overlays):
                return files, overlays
            case ("builtin",):
                return [], []
        message = "knowledge that was read from JSON takes no overlays: read its TOML files instead"
        raise KnowledgeError(message, (_problem("knowledge.file", message),))

    @staticmethod
    def check(
        source: str | Path | Mapping[str, str],
        /,
        *,
        overlay: str | None = None,
    ) -> tuple[types.Problem, ...]:
        """Return everything that is wrong with authored files, warnings and failed cases too.

        Args:
            source: As for `from_files`.
            overlay: The prefix of an overlay on the built-in knowledge, for a mapping.

        Raises:
            OSError: If the folder or a file in it can't be read.

        Example:
            >>> import heavylegs as hl
            >>> files = {"observations/acme.toml": "acme_new_belt = { kind = 'facter' }"}
            >>> problem = hl.KnowledgeBase.check(files, overlay="acme")[0]
            >>> problem.file, problem.line, problem.code
            ('observations/acme.toml', 1, 'knowledge.shape')

        """
        files, overlays = ([], [(overlay, _read(source))]) if overlay else _sources(source)
        problems = json.loads(_core.KnowledgeBase.check(files, overlays))
        return tuple(types.Problem._trusted(problem) for problem in problems)

    @property
    def version(self) -> str:
        """The version of the knowledge, which is not that of the library."""
        return self._base.version

    @property
    def hash(self) -> str:
        """The SHA-256 of the canonical knowledge, in hexadecimal."""
        return self._base.hash

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that assessments can be written in."""
        return tuple(self._base.languages)

    @property
    def families(self) -> tuple[str, ...]:
        """The ids of the families, in their order."""
        return tuple(self._base.families)

    @property
    def warnings(self) -> tuple[types.Problem, ...]:
        """What the validator found that is no error."""
        warnings = json.loads(self._base.warnings())
        return tuple(types.Problem._trusted(warning) for warning in warnings)

    @cached_property
    def causes(self) -> Entries[types.Cause]:
        """The causes by id, also those that are for rules only."""
        return Entries(self._base, "causes")

    @cached_property
    def observations(self) -> Entries[Observation]:
        """The observations by id: symptoms, factors, descriptors, measurements and context."""
        return Entries(self._base, "observations")

    @cached_property
    def recommendations(self) -> Entries[types.Recommendation]:
        """The recommendations by id."""
        return Entries(self._base, "recommendations")

    @cached_property
    def red_flags(self) -> Entries[types.RedFlag]:
        """The red flags by id."""
        return Entries(self._base, "red_flags")

    @cached_property
    def sources(self) -> Entries[types.Source]:
        """The references by id."""
        return Entries(self._base, "sources")

    def page(self, entry_id: str, /) -> KnowledgePage:
        """Return the page of an entry, or of a part such as ``causes``, as the site has it.

        Raises:
            KeyError: If nothing has this id; it says which one may have been meant.

        Example:
            >>> import heavylegs as hl
            >>> print(str(hl.KnowledgeBase().page("ferritin"))[:8])
            Ferritin

        """
        text = self._base.page(entry_id, "text")
        if text is None:
            hint = self._base.did_you_mean(entry_id)
            message = f"{entry_id!r} is in no part of the knowledge"
            raise KeyError(f"{message}; {hint}" if hint else message)
        return KnowledgePage(self._base, entry_id, text)

    def to_json(self) -> str:
        """Return the whole as one canonical JSON: sorted keys, shortest numbers."""
        return self._base.to_json()

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same knowledge."""
        return self.hash == other.hash if isinstance(other, KnowledgeBase) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the content."""
        return hash(self.hash)

    def __repr__(self) -> str:
        """Return version and hash."""
        return f"<heavylegs.KnowledgeBase {self.version}, hash {self.hash[:12]}…>"

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Pickle what it was made of; the built-in one by name, since every process has it."""
        return _again, (self._origin,)

    def __copy__(self) -> Self:
        """Return itself, since it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, since it does not change."""
        return self


class KnowledgePage:
    """A part of the knowledge to read: every number with where it comes from."""

    __slots__ = ("_base", "_id", "_text")

    def __init__(self, base: _core.KnowledgeBase, entry_id: str, text: str) -> None:
        """Hold what is to be laid out."""
        self._base, self._id, self._text = base, entry_id, text

    def __str__(self) -> str:
        """Return it as text of 80 columns."""
        return self._text

    def __repr__(self) -> str:
        """Return of what it is the page."""
        return f"<heavylegs.KnowledgePage {self._id}>"

    def to_html(self) -> str:
        """Return it as one self-contained document."""
        return self._base.page(self._id, "html") or ""

    def _repr_html_(self) -> str:
        return self._base.page(self._id, "fragment") or ""


def _again(origin: tuple[Any, ...]) -> KnowledgeBase:
    """Make a knowledge base anew in another process."""
    match origin:
        case ("json", text):
            return KnowledgeBase.from_json(text)
        case ("files", files, overlays):
            base = _core.KnowledgeBase.from_files(files, overlays)
            return KnowledgeBase._of(base, *origin)
    return KnowledgeBase()


def _sources(
    source: str | Path | Mapping[str, str],
) -> tuple[_Files, list[tuple[str, _Files]]]:
    """Return the files of a whole knowledge base, and overlays on it or on the built-in one."""
    files = _read(source)
    if isinstance(source, Mapping) or any(path == _WHOLE for path, _ in files):
        return files, []
    return [], [(Path(source).resolve().name.replace("-", "_"), files)]


def _read(source: str | Path | Mapping[str, str]) -> _Files:
    if isinstance(source, Mapping):
        return sorted(source.items())
    folder = Path(source)
    if not folder.is_dir():
        message = f"{folder}: not a folder of TOML files"
        raise NotADirectoryError(message)
    paths = [path.relative_to(folder) for path in folder.rglob("*.toml") if path.is_file()]
    files = [path for path in sorted(paths) if len(path.parts) <= _DEEPEST]
    if not files:
        message = f"{folder}: holds no TOML files"
        raise KnowledgeError(message, (_problem("knowledge.file", message),))
    return [(path.as_posix(), (folder / path).read_text(encoding="utf-8-sig")) for path in files]


def _problem(code: str, message: str) -> types.Problem:
    return types.Problem(code=code, severity=types.Severity.ERROR, path="", message=message)
