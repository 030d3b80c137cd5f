"""What the readers of all sections share: problems of the current entry, numbers, sources."""

from __future__ import annotations

from typing import Any

from problems import Problems
from scale import ABOUT, BadNumber, Inherited, Number, read_number


class EntryReader:
    """Reads one entry after another; `at` says which."""

    def __init__(self, tables: dict[str, Any], problems: Problems) -> None:
        self.tables, self.problems = tables, problems
        self.file, self.id = "", ""

    def at(self, file: str, id: str) -> None:
        self.file, self.id = file, id

    def error(self, message: str) -> None:
        self.problems.error(self.file, self.id, message)

    def warning(self, message: str) -> None:
        self.problems.warning(self.file, self.id, message)

    def number(self, raw: Any, what: str, words: dict[str, float], around: Inherited,
                limits: tuple[float, float] | None, needs_source: bool = True) -> Number | None:
        try:
            number = read_number(raw, words, around)
        except BadNumber as error:
            self.error(f"{what}: {error}")
            return None
        if limits and not limits[0] <= number.value <= limits[1]:
            self.error(f"{what}: {number.value:g} is outside [{limits[0]:g}, {limits[1]:g}]")
            return None
        if needs_source:
            self.check_source(number.source, what)
        return number

    def check_source(self, source: Any, what: str) -> None:
        if source is None:
            self.error(f"{what}: no source")
        elif isinstance(source, list):
            for one in source:
                self.check_source(one, what)
        elif source not in ("estimate", "guess") and source not in self.tables.get("sources", {}):
            self.error(f"{what}: unknown source '{source}'")

    def numbers(self, table: Any, what: str, words: dict[str, float], around: Inherited,
                 limits: tuple[float, float] | None, also_about: frozenset[str] = ABOUT) -> dict[str, Number]:
        """Every number of a table, leaving out what is about the numbers."""
        result = {}
        inside = around.within(table)
        for key, raw in table.items():
            if key not in also_about:
                number = self.number(raw, f"{what}.{key}", words, inside, limits)
                if number is not None:
                    result[key] = number
        return result
