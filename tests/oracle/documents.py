"""The files of a data folder, put together into one table per section."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from problems import Problems
from vocabulary import SECTIONS


@dataclass
class Document:
    """The tables as written, each with the file it is from."""

    tables: dict[str, Any]
    files: dict[tuple[str, str], str] = field(default_factory=dict)


def read_folder(folder: Path, problems: Problems) -> Document:
    """Puts the files of a data folder together."""
    tables: dict[str, Any] = {section: {} for section in SECTIONS} | {"knowledge": {}, "texts": {}}
    document = Document(tables)
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.error(name, path.stem, f"not TOML: {error}")
            continue
        _place(document, name, content, problems)
    return document


def _place(document: Document, name: str, content: dict[str, Any], problems: Problems) -> None:
    parts = name.split("/")
    if name == "knowledge.toml":
        document.tables["knowledge"] = content
    elif parts[0] == "causes" and len(parts) == 2:
        _add(document, "causes", parts[1].removesuffix(".toml"), content, name, problems)
    elif parts[0] in SECTIONS[1:] or name == "sources.toml":
        for id, table in content.items():
            _add(document, parts[0].removesuffix(".toml"), id, table, name, problems)
    elif parts[0] == "texts" and len(parts) == 3:
        _merge_texts(document.tables["texts"].setdefault(parts[1], {}), content, name, problems)
    else:
        problems.error(name, "-", "a file that belongs to no section")


def _add(document: Document, section: str, id: str, table: Any, file: str, problems: Problems) -> None:
    if id in document.tables[section]:
        problems.error(file, id, f"also in {document.files[section, id]}")
    if not isinstance(table, dict):
        problems.error(file, id, "not a table")
        return
    document.tables[section][id] = table
    document.files[section, id] = file


def _merge_texts(into: dict[str, Any], content: dict[str, Any], file: str, problems: Problems) -> None:
    for section, entries in content.items():
        target = into.setdefault(section, {})
        for id, text in entries.items():
            if id in target:
                problems.error(file, id, f"the text {section}.{id} is written twice")
            target[id] = text
