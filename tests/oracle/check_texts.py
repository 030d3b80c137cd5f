"""Texts that are missing or belong to nothing."""

from __future__ import annotations

import re
from typing import Any, Iterator

from knowledge_types import Knowledge, Observation
from problems import Problems

YOU_HAVE = re.compile(r"\b(you have|you've got|you suffer)\b", re.IGNORECASE)
RULES_OUT = re.compile(r"\brul(es?|ed|ing) out\b|\bdiagnos", re.IGNORECASE)


def check_texts(knowledge: Knowledge, problems: Problems) -> None:
    drafts = knowledge.raw.get("knowledge", {}).get("drafts", [])
    for language, texts in knowledge.texts.items():
        if language in drafts:
            continue
        for section, id, sentence in _forbidden(texts):
            problems.warning(f"texts/{language}", f"{section}.{id}", f"forbidden wording: {sentence!r}")
        for section, id, missing in _missing(knowledge, texts):
            problems.warning(knowledge.file_of(section, id), id, f"texts/{language}: no {missing}")
        for section, entries in _known_ids(knowledge).items():
            for id in texts.get(section, {}):
                if id not in entries:
                    problems.error(f"texts/{language}", id, f"a text for unknown {section}.{id}")
        for section in texts:
            if section not in _known_ids(knowledge) and section != "report":
                problems.note(f"texts/{language}", section, "a section of texts that docs/knowledge.md does not name")


def _forbidden(texts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """"You have …" outside questions, and "rules out" anywhere."""
    for section, entries in texts.items():
        if section == "report":  # it may say that it is no diagnosis
            continue
        for id, entry in entries.items() if isinstance(entries, dict) else ():
            for key, sentence in _sentences(entry, ""):
                asks = key in ("question", "help") or "if you have" in sentence.lower()
                if RULES_OUT.search(sentence) or (YOU_HAVE.search(sentence) and not asks):
                    yield section, id, sentence


def _sentences(entry: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(entry, str):
        yield key, entry
    elif isinstance(entry, list):
        for part in entry:
            yield from _sentences(part, key)
    elif isinstance(entry, dict):
        for inner, part in entry.items():
            yield from _sentences(part, inner)


def _known_ids(knowledge: Knowledge) -> dict[str, Any]:
    return {
        "families": knowledge.families, "causes": knowledge.causes, "observations": knowledge.observations,
        "recommendations": knowledge.recommendations, "red_flags": knowledge.red_flags,
        "screens": knowledge.screens, "scope": knowledge.scope,
        "stages": {cause.stage_of for cause in knowledge.causes.values() if cause.stage_of},
    }


def _missing(knowledge: Knowledge, texts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for family in knowledge.families:
        if family not in texts.get("families", {}):
            yield "knowledge", family, "name of the family"
    for id, cause in knowledge.causes.items():
        keys = ["name", "summary"] + (["described"] if cause.disclosure == "described" else [])
        yield from _keys("causes", id, texts.get("causes", {}).get(id, {}), keys)
    for id, observation in knowledge.observations.items():
        yield from _observation(observation, texts.get("observations", {}).get(id, {}))
    for id, recommendation in knowledge.recommendations.items():
        text = texts.get("recommendations", {}).get(id, {})
        yield from _keys("recommendations", id, text, ["name", "steps", "better_by", "otherwise"])
        for caution in recommendation.cautions:
            if caution.get("id") not in text.get("cautions", {}):
                yield "recommendations", id, f"caution {caution.get('id')}"
    for id in knowledge.red_flags:
        yield from _keys("red_flags", id, texts.get("red_flags", {}).get(id, {}), ["reason", "now"])
    for id in knowledge.screens:
        yield from _keys("screens", id, texts.get("screens", {}).get(id, {}), ["question"])
    for id in knowledge.scope:
        yield from _keys("scope", id, texts.get("scope", {}).get(id, {}), ["text"])


def _keys(section: str, id: str, text: dict[str, Any], keys: list[str]) -> Iterator[tuple[str, str, str]]:
    missing = [key for key in keys if not text.get(key)]
    if missing:
        yield section, id, ", ".join(missing)


def _observation(observation: Observation, text: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    keys = ["title", "question"]
    levels = text.get("levels", {})
    by_levels = not observation.yes_or_no or bool(levels)
    if not by_levels:
        keys += ["present", "absent"]
    yield from _keys("observations", observation.id, text, keys)
    if by_levels:
        missing = [level for level in observation.levels if level not in levels and level not in text]
        if missing:
            yield "observations", observation.id, f"levels {', '.join(missing)}"
        for level in levels:
            if level not in observation.levels:
                yield "observations", observation.id, f"level '{level}' in the observation, though it has a text"
