"""Reads observations."""

from __future__ import annotations

from typing import Any

from entry_reader import EntryReader
from knowledge_types import Observation
from scale import ABOUT, FREQUENCIES, PROBABILITY, RESERVED, Inherited, is_number
from vocabulary import HORIZONS, ID, KINDS


class ObservationReader(EntryReader):
    def read(self, id: str, table: dict[str, Any]) -> Observation | None:
        kind = table.get("kind")
        if kind not in KINDS:
            self.error(f"kind {kind!r} is none of {', '.join(KINDS)}" if kind else "no kind")
            return None
        around = Inherited().within(table)
        levels = table.get("levels")
        implied = levels is None
        if implied:
            levels = ["absent", "present"]
        observation = Observation(id, kind, list(levels), reference=table.get("reference", levels[0] if levels else None))
        self._check_levels(observation, table, implied)
        self._read_cuts(observation, table)
        observation.shares = self._shares(observation, table, around, implied)
        if "base" in table:
            base = self.number(table["base"], "base", FREQUENCIES, around, PROBABILITY)
            observation.base = base.value if base else None
        observation.valid_for_hours = table.get("valid_for_hours")
        observation.ask_when = table.get("ask_when")
        observation.doubtful = table.get("doubtful")
        observation.answered_by = table.get("answered_by", "self")
        observation.unit = table.get("unit")
        observation.units = table.get("units", {})
        if "default_rows" in table:
            observation.default_rows = self._default_rows(observation, table["default_rows"], around)
        return observation

    def _check_levels(self, observation: Observation, table: dict[str, Any], implied: bool) -> None:
        kind, levels = observation.kind, observation.levels
        if kind == "symptom" and not implied:
            self.error("a symptom is yes or no and has no levels")
        if kind in ("descriptor", "measurement", "context") and implied:
            self.error(f"a {kind} needs levels")
        if len(set(levels)) != len(levels) or len(levels) < 2:
            self.error(f"levels are not two or more different ones: {levels}")
        if observation.reference not in levels:
            self.error(f"reference '{observation.reference}' is not a level")
        for level in levels:
            if not isinstance(level, str) or not ID.match(level) or level in RESERVED - {"present", "absent"}:
                self.error(f"level {level!r} is not snake_case, or a reserved word")
        if kind != "symptom" and "base" in table:
            self.error(f"`base` belongs to a symptom, not to a {kind}")
        if kind == "symptom" and ("share" in table or "shares" in table):
            self.error("a symptom has a `base`, no shares")

    def _read_cuts(self, observation: Observation, table: dict[str, Any]) -> None:
        cuts = table.get("cuts")
        if cuts is not None:
            if not all(map(is_number, cuts)) or sorted(set(cuts)) != cuts:
                self.error(f"cuts are not rising numbers: {cuts}")
                return
            if len(cuts) + 1 != len(observation.levels):
                self.error(f"{len(cuts)} cuts need {len(cuts) + 1} levels, not {len(observation.levels)}")
                return
            observation.cuts = [float(cut) for cut in cuts]
            if "range" not in table or "unit" not in table:
                self.warning("a number without `range` or `unit`")
        elif observation.kind == "measurement":
            self.error("a measurement needs cuts")
        span = table.get("range")
        if span is not None:
            observation.range = (float(span[0]), float(span[1]))
            if cuts and not span[0] < cuts[0] <= cuts[-1] <= span[1]:
                self.error(f"cuts {cuts} are not inside the range {span}")

    def _shares(self, observation: Observation, table: dict[str, Any], around: Inherited,
                implied: bool) -> list[float] | None:
        kind = observation.kind
        if "share" in table:
            share = self.number(table["share"], "share", FREQUENCIES, around, (0.0, 1.0))
            if not observation.yes_or_no:
                self.error("`share` belongs to a yes/no factor; levels have `shares`")
            elif share:
                shares = {"present": share.value, "absent": 1 - share.value}
                return [shares[level] for level in observation.levels]
            return None
        if "shares" not in table:
            if kind in ("factor", "descriptor", "measurement"):
                self.error("no share" if implied else "no shares")
            return None
        numbers = [self.number(s, "shares", FREQUENCIES, around, (0.0, 1.0)) for s in table["shares"]]
        if len(numbers) != len(observation.levels):
            self.error(f"{len(numbers)} shares for {len(observation.levels)} levels")
            return None
        if any(number is None for number in numbers):
            return None
        values = [number.value for number in numbers if number]
        if abs(sum(values) - 1) > 1e-9:
            self.error(f"shares sum to {sum(values):.9g}, not 1")
        return values

    def _default_rows(self, observation: Observation, table: dict[str, Any], around: Inherited) -> dict[str, list[float]]:
        rows = {}
        inside = around.within(table)
        for horizon, row in table.items():
            if horizon in ABOUT:
                continue
            if horizon not in HORIZONS:
                self.error(f"default_rows: '{horizon}' is no horizon")
            numbers = [self.number(p, f"default_rows.{horizon}", FREQUENCIES, inside, (0.0, 1.0)) for p in row]
            if len(numbers) != len(observation.levels):
                self.error(f"default_rows.{horizon}: {len(numbers)} numbers for {len(observation.levels)} levels")
            elif all(numbers):
                rows[horizon] = [n.value for n in numbers if n]
                if abs(sum(rows[horizon]) - 1) > 1e-9:
                    self.error(f"default_rows.{horizon}: sums to {sum(rows[horizon]):.9g}, not 1")
        return rows
