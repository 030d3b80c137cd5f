"""Loads a knowledge base: the data folder (docs/knowledge.md) or an inline document of the same shape.

Nothing here stops at the first problem: what can't be read is listed and left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

from advice_reader import AdviceReader, SettingsReader
from cause_reader import CauseReader
from documents import Document, read_folder
from entry_reader import EntryReader
from knowledge_types import Knowledge
from observation_reader import ObservationReader
from problems import Problems
from scale import RESERVED
from vocabulary import ID, KEYS

DEFAULT_DATA = Path(__file__).parents[2] / "crates" / "heavylegs-knowledge" / "data"


def load(source: Path | dict[str, Any], problems: Problems) -> Knowledge:
    """Reads a data folder, a knowledge.json (it has no texts), or an inline document."""
    if isinstance(source, dict):
        document = Document(source)
    elif source.is_dir():
        document = read_folder(source, problems)
    else:
        document = Document(json.loads(source.read_text(encoding="utf-8")))
    return _knowledge(document, problems)


def _knowledge(document: Document, problems: Problems) -> Knowledge:
    tables = document.tables
    top = tables.get("knowledge", {})
    settings = SettingsReader(tables, problems)
    settings.at("knowledge.toml", "knowledge")
    advice = AdviceReader(tables, problems)
    observations, causes = ObservationReader(tables, problems), CauseReader(tables, problems)
    return Knowledge(
        families=list(top.get("families", [])),
        settings=settings.settings(top.get("settings", {})),
        strata=settings.strata(top.get("reference_population", {})),
        screens=top.get("screens", {}),
        scope=top.get("scope", {}),
        observations=_section(document, "observations", observations, observations.read),
        causes=_section(document, "causes", causes, causes.read),
        red_flags=_section(document, "red_flags", advice, advice.red_flag),
        recommendations=_section(document, "recommendations", advice, advice.recommendation),
        sources=tables.get("sources", {}),
        texts=tables.get("texts", {}),
        raw=tables,
        files=document.files,
    )


def _section(document: Document, section: str, reader: EntryReader, read: Callable[[str, Any], Any]) -> dict[str, Any]:
    result = {}
    for id, table in sorted(document.tables.get(section, {}).items()):
        reader.at(document.files.get((section, id), section), id)
        if not ID.match(id) or id in RESERVED:
            reader.error("the id is not snake_case, or a reserved word")
        for key in table:
            if key not in KEYS[section]:
                reader.warning(f"unknown key `{key}`")
        try:
            entry = read(id, table)
        except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
            reader.error(f"can't be read: {type(error).__name__}: {error}")
            continue
        if entry is not None:
            result[id] = entry
    return result
