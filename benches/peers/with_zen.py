"""The red flags in the ZEN rules engine: one decision table, a row for each, all that hold.

Both engines are asked which rules fire. Ours also says which rules an answer could still fire, and
works out every cause.
"""

from __future__ import annotations

import json
from importlib import metadata
from typing import Any

import zen

# A table of observations and tests, or a list of conditions.
Condition = dict[str, Any] | list[Any]
Test = bool | str | list[str]
VERSIONS = {"zen-engine": metadata.version("zen-engine")}
COMPARE = {
    "<": lambda below, _, value: below <= value,
    "<=": lambda below, _, value: below <= value,
    ">": lambda _, low, value: low > value,
    ">=": lambda _, low, value: low >= value,
}


def decision(knowledge: dict[str, Any]) -> zen.ZenDecision:
    """Return the red flags of a knowledge base, compiled."""
    rows = [
        {"_id": id, "when": expression(flag["when"], knowledge), "flag": json.dumps(id)}
        for id, flag in knowledge["red_flags"].items()
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "flag", "name": "flag", "field": "flag"}],
        "rules": rows,
    }
    kinds = {"in": ("inputNode", {}), "table": ("decisionTableNode", table)}
    kinds["out"] = ("outputNode", {})
    nodes = [
        {"id": id, "name": id, "type": kind, "content": content}
        for id, (kind, content) in kinds.items()
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "table"), ("table", "out"))
    ]
    content = json.dumps({"nodes": nodes, "edges": edges})
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(content))


def one_expression(knowledge: dict[str, Any]) -> zen.PyExpression:
    """Return the red flags as one expression, compiled: the list of those that hold."""
    flags = knowledge["red_flags"].items()
    parts = [f"{expression(flag['when'], knowledge)} ? {json.dumps(id)} : ''" for id, flag in flags]
    return zen.compile_expression(f"filter([{', '.join(parts)}], # != '')")


def expression(when: Condition, knowledge: dict[str, Any]) -> str:
    """Return a condition in ZEN's language: a table is all of these, a list any of these."""
    if isinstance(when, list):
        return _joined(" or ", [expression(part, knowledge) for part in when])
    parts = []
    for id, test in when.items():
        if id == "any":
            parts.append(expression(test, knowledge))
        elif id == "two_of":
            counts = [f"({expression(part, knowledge)} ? 1 : 0)" for part in test]
            parts.append(f"{_joined(' + ', counts)} >= 2")
        else:
            parts.append(_test(id, test, knowledge["observations"][id]))
    return _joined(" and ", parts)


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"


def _test(id: str, test: Test, observation: dict[str, Any]) -> str:
    """Return what an answer must be. Of numbers it is given the levels, as the evidence is."""
    if isinstance(test, bool):
        return f"{id} == {json.dumps(test)}"
    levels = [test] if isinstance(test, str) else test
    if isinstance(test, str) and test.split()[0] in COMPARE:
        word, value = test.split()
        low, high = observation["range"]
        bounds = [low, *observation["cuts"], high]
        whole = zip(observation["levels"], bounds[:-1], bounds[1:], strict=True)
        compares = COMPARE[word]
        levels = [level for level, low, below in whole if compares(below, low, float(value))]
    return f"({' or '.join(f'{id} == {json.dumps(level)}' for level in levels) or 'false'})"
