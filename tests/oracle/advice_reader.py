"""Reads red flags, recommendations, and what holds for the whole knowledge base."""

from __future__ import annotations

from typing import Any

from entry_reader import EntryReader
from knowledge_types import Recommendation, RedFlag, Settings
from scale import ABOUT, NO_WORDS, Inherited, is_number
from vocabulary import ACTIVITIES, URGENCIES


class AdviceReader(EntryReader):
    def red_flag(self, id: str, table: dict[str, Any]) -> RedFlag | None:
        if "when" not in table:
            self.error("no `when`")
            return None
        urgency, activity = table.get("urgency"), table.get("activity", "as_planned")
        if urgency not in URGENCIES:
            self.error(f"urgency {urgency!r} is none of {', '.join(URGENCIES)}")
            return None
        if activity not in ACTIVITIES:
            self.error(f"activity {activity!r} is none of {', '.join(ACTIVITIES)}")
            return None
        if "activity" not in table:
            self.warning("no `activity`")
        self.check_source(table.get("source"), "red flag")
        for cause in table.get("raises", []):
            if cause not in self.tables.get("causes", {}):
                self.error(f"raises: unknown cause '{cause}'")
        return RedFlag(id, table["when"], urgency, activity, table.get("case", []))

    def recommendation(self, id: str, table: dict[str, Any]) -> Recommendation:
        costs = self.tables.get("knowledge", {}).get("settings", {}).get("effort_cost", {})
        effort = table.get("effort", "none")
        if costs and (effort not in costs or effort in ABOUT):
            self.error(f"effort '{effort}' is none of {', '.join(k for k in costs if k not in ABOUT)}")
        if table.get("strength") not in ("high", "moderate", "low", "very_low"):
            self.error(f"strength {table.get('strength')!r} is none of high, moderate, low, very_low")
        self.check_source(table.get("source"), "recommendation")
        return Recommendation(id, effort, table.get("cautions", []))


class SettingsReader(EntryReader):
    def settings(self, table: dict[str, Any]) -> Settings:
        settings = Settings()
        if table:
            self.check_source(table.get("source"), "settings")
        for name in ("cap_up", "cap_down", "descriptor_clamp"):
            if name in table:
                number = self.number(table[name], f"settings.{name}", NO_WORDS, Inherited().within(table), None, False)
                if number:
                    setattr(settings, name, number.value)
        costs = table.get("effort_cost", {})
        settings.effort_cost = {k: float(v) for k, v in costs.items() if is_number(v)}
        return settings

    def strata(self, table: dict[str, Any]) -> list[tuple[float, dict[str, str]]]:
        strata = [(float(s["share"]), dict(s["is"])) for s in table.get("strata", [])]
        total = sum(share for share, _ in strata)
        if strata:
            self.check_source(table.get("source"), "reference_population")
        if strata and abs(total - 1) > 1e-9:
            self.error(f"reference_population: shares sum to {total:.6g}, not 1")
        return strata
