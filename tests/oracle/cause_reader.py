"""Reads causes."""

from __future__ import annotations

from typing import Any

from entry_reader import EntryReader
from knowledge_types import Cause, Factor, PriorRow
from scale import ABOUT, FREQUENCIES, NO_WORDS, ODDS, ODDS_RATIO, PROBABILITY, Inherited, Number
from vocabulary import CARE, HORIZONS


class CauseReader(EntryReader):
    def read(self, id: str, table: dict[str, Any]) -> Cause:
        around = Inherited().within(table)
        scored = table.get("scored", True)
        prior = None
        if "prior" in table:
            prior = self.number(table["prior"], "prior", FREQUENCIES, around, PROBABILITY)
        elif scored:
            self.error("no prior")
        self._check_words(table)
        return Cause(
            id=id, family=table.get("family"), care=table.get("care", "self_care"),
            activity=table.get("activity", "as_planned"), horizon=table.get("horizon"),
            prior=prior, scored=scored, rule_leads=table.get("rule_leads", False), stage_of=table.get("stage_of"),
            disclosure=table.get("disclosure"), rows=self._rows(table.get("prior_when", []), around),
            factors=self._ratio_tables(table.get("factors", {}), "factors", around, shorthand=True),
            symptoms=self.numbers(table.get("symptoms", {}), "symptoms", FREQUENCIES, around, PROBABILITY),
            descriptors=self._descriptors(table.get("descriptors", {}), around),
            measurements=self._ratio_tables(table.get("measurements", {}), "measurements", around, shorthand=False),
            recommendations=self.numbers(table.get("recommendations", {}), "recommendations", NO_WORDS, around, (0.0, 1.0)),
            cases=table.get("case", []),
        )

    def _check_words(self, table: dict[str, Any]) -> None:
        for key, allowed in (("care", CARE), ("horizon", HORIZONS), ("disclosure", ("named", "described", "never"))):
            scored_only = key == "horizon" and not table.get("scored", True)
            if key not in table and not scored_only:
                self.warning(f"no `{key}`")
            elif key in table and table[key] not in allowed:
                self.error(f"{key} '{table[key]}' is none of {', '.join(allowed)}")
        families = self.tables.get("knowledge", {}).get("families", [])
        if "family" not in table or (families and table["family"] not in families):
            self.error(f"family {table.get('family')!r} is not in knowledge.toml")
        for other in table.get("related_causes", []):
            if other not in self.tables.get("causes", {}):
                self.error(f"related_causes: unknown cause '{other}'")

    def _rows(self, rows: list[dict[str, Any]], around: Inherited) -> list[PriorRow]:
        result = []
        for i, row in enumerate(rows, 1):
            for key in row:
                if key not in ("if", "is", "replaces", "note", "source", "class"):
                    self.error(f"prior_when row {i}: unknown key `{key}`")
            if "if" not in row or "is" not in row:
                self.error(f"prior_when row {i}: needs `if` and `is`")
                continue
            value = self.number(row["is"], f"prior_when row {i}", FREQUENCIES, around.within(row), PROBABILITY)
            if value:
                result.append(PriorRow(row["if"], value, list(row.get("replaces", []))))
        return result

    def _ratio_tables(self, table: dict[str, Any], what: str, around: Inherited, shorthand: bool) -> dict[str, Factor]:
        result = {}
        inside = around.within(table)
        for name, raw in table.items():
            if name in ABOUT:
                continue
            is_short = not isinstance(raw, dict) or "value" in raw
            if is_short and not shorthand:
                self.error(f"{what}.{name}: needs a table of levels")
                continue
            pathway = raw.get("pathway") if isinstance(raw, dict) else None
            if is_short:
                number = self.number(raw, f"{what}.{name}", ODDS, inside, ODDS_RATIO)
                ratios = {"present": number} if number else {}
            else:
                ratios = self.numbers(raw, f"{what}.{name}", ODDS, inside, ODDS_RATIO)
            result[name] = Factor(ratios, pathway)
        return result

    def _descriptors(self, table: dict[str, Any], around: Inherited) -> dict[str, dict[str, Number]]:
        inside = around.within(table)
        return {
            name: self.numbers(row, f"descriptors.{name}", FREQUENCIES, inside, (0.0, 1.0))
            for name, row in table.items()
            if name not in ABOUT and isinstance(row, dict)
        }
