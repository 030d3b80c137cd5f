"""Docstrings as they are meant."""

from sphinx.application import Sphinx

from heavylegs._record import Record


def plain(
    _app: Sphinx,
    what: str,
    _name: str,
    _value: object,
    _options: object,
    lines: list[str],
) -> None:
    """Keep what stands before a colon from being taken for the type of an attribute.

    Napoleon looks for it on the first line, so an empty comment stands there. Ours have their
    types as annotations.
    """
    if what in ("attribute", "data", "property"):
        lines[:0] = ["..", ""]


def signature(
    _app: Sphinx,
    what: str,
    _name: str,
    value: object,
    *_: object,
) -> tuple[str, str] | None:
    """Leave out how results are made: the engine makes them, with thirty arguments at times."""
    result = what == "class" and isinstance(value, type) and issubclass(value, Record)
    return ("", "") if result else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen, before Napoleon does."""
    app.connect("autodoc-process-docstring", plain, priority=400)
    app.connect("autodoc-process-signature", signature)
    return {"parallel_read_safe": True}
