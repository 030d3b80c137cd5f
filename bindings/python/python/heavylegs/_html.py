"""Results as HTML for notebooks: no scripts, nothing from outside, every text escaped.

Nothing here has a colour of its own: text and lines take those of the notebook, light or dark.
"""

from __future__ import annotations

from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heavylegs._record import Record

__all__ = ["card", "rows", "table"]

# A list of more is folded, and what goes on for longer is cut.
_FOLDED = 6
_LONGEST = 300
# What a record is called by, where it stands in a cell of another one.
_NAMES = ("name", "label", "title", "text", "question", "citation", "id", "cause", "level", "to")

_CELL = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0;white-space:normal"


def table(record: Record, fields: Iterable[str]) -> str:
    """Return a record as a table of its fields; those with nothing in them are left out."""
    rows = [
        f'<tr><th scope="row" style="{_CELL};font-weight:600">{escape(name.rstrip("_"))}</th>'
        f'<td style="{_CELL}">{cell}</td></tr>'
        for name in fields
        if (cell := _cell(getattr(record, name)))
    ]
    title = escape(type(record).__name__)
    caption = f'<caption style="text-align:left;font-weight:700;caption-side:top">{title}</caption>'
    return f'<table style="border-collapse:collapse">{caption}{"".join(rows)}</table>'


def rows(
    title: str,
    head: Iterable[str],
    body: Iterable[Iterable[object]],
    note: str | None = None,
) -> str:
    """Return a table with a row for each item, and a quiet note below it."""
    caption = f'<caption style="text-align:left;font-weight:700;caption-side:top">{title}</caption>'
    top = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in head)
    each = [[f'<td style="{_CELL}">{escape(str(cell))}</td>' for cell in row] for row in body]
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in each)
    quiet = f'<p style="opacity:.75"><small>{escape(note)}</small></p>' if note else ""
    style = "border-collapse:collapse"
    return f'<table style="{style}">{caption}<tr>{top}</tr>{lines}</table>{quiet}'


def card(title: str, lines: Iterable[str | None], items: Iterable[str], note: str | None) -> str:
    """Return a question or the like: a title, what is said of it, a list, and a quiet note."""
    said = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    quiet = f'<p style="opacity:.75"><small>{escape(note)}</small></p>' if note else ""
    style = "border-left:.25em solid;padding:.2em 1em;margin:.6em 0;max-width:44rem"
    body = f"{said}<ul>{listed}</ul>" if listed else said
    return f'<div style="{style}"><p><strong>{escape(title)}</strong></p>{body}{quiet}</div>'


def _cell(value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return _several(value)
    return escape(_short(value))


def _several(values: tuple[Any, ...]) -> str:
    items = "".join(f"<li>{escape(_short(value))}</li>" for value in values)
    listed = f'<ul style="margin:0;padding-left:1.2em">{items}</ul>'
    if len(values) <= _FOLDED:
        return listed
    return f"<details><summary>{len(values)}</summary>{listed}</details>"


def _short(value: Any) -> str:
    """Return a value in few words."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.4g}"
    text = _named(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _named(value: Any) -> str:
    names = getattr(value, "__match_args__", None)
    if names is None:
        return str(value)
    name = next((getattr(value, at) for at in _NAMES if at in names and getattr(value, at)), "")
    numbers = [
        f"{at} {getattr(value, at):.3g}"
        for at in ("probability", "value", "share")
        if at in names and isinstance(getattr(value, at), float)
    ]
    return ", ".join([*([str(name)] if name else []), *numbers]) or repr(value)
