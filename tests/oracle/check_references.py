"""Ids that don't exist, ids nothing refers to, and shapes of conditions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import conditions
from knowledge_types import Cause, Knowledge
from problems import Problems


def check_references(knowledge: Knowledge, problems: Problems) -> None:
    checker = _Checker(knowledge, problems)
    checker.one_meaning_per_id()
    for cause in knowledge.causes.values():
        checker.cause(cause)
    checker.conditions_elsewhere()
    checker.validity()
    checker.unused()


class _Checker:
    def __init__(self, knowledge: Knowledge, problems: Problems) -> None:
        self.knowledge, self.problems = knowledge, problems
        self.used: set[str] = set()

    def one_meaning_per_id(self) -> None:
        places = defaultdict(list)
        k = self.knowledge
        for section, entries in (("causes", k.causes), ("observations", k.observations),
                                 ("recommendations", k.recommendations), ("red_flags", k.red_flags), ("sources", k.sources)):
            for id in entries:
                places[id].append(section)
        for id, sections in places.items():
            if len(sections) > 1:
                self.problems.error(k.file_of(sections[0], id), id, f"one id, several meanings: {', '.join(sections)}")

    def condition(self, condition: Any, file: str, id: str, where: str) -> None:
        for problem in conditions.what_is_wrong(condition, self.knowledge.observations):
            self.problems.error(file, id, f"{where}: {problem}")
        self.used |= set(conditions.variables(condition))

    def cause(self, cause: Cause) -> None:
        file = self.knowledge.file_of("causes", cause.id)
        tables = {
            "symptoms": ("symptom", cause.symptoms, None),
            "factors": ("factor", cause.factors, lambda f: f.ratios),
            "measurements": ("measurement", cause.measurements, lambda f: f.ratios),
            "descriptors": ("descriptor", cause.descriptors, lambda row: row),
        }
        for section, (kind, entries, levels_of) in tables.items():
            for name, entry in entries.items():
                self._entry(cause.id, file, section, kind, name, levels_of(entry) if levels_of else None)
        for name in cause.recommendations:
            if name not in self.knowledge.recommendations:
                self.problems.error(file, cause.id, f"recommendations: unknown recommendation '{name}'")
        self._rows(cause, file)

    def _entry(self, id: str, file: str, section: str, kind: str, name: str, levels: Any) -> None:
        observation = self.knowledge.observations.get(name)
        self.used.add(name)
        if observation is None:
            self.problems.error(file, id, f"{section}: unknown observation '{name}'")
            return
        if observation.kind != kind:
            self.problems.error(file, id, f"{section}.{name}: is a {observation.kind}, not a {kind}")
            return
        for level in levels or ():
            if section == "factors" and level == observation.reference and levels[level].value != 1:
                self.problems.error(file, id, f"factors.{name}: '{level}' is the reference level, its odds ratio is 1")
            if level not in observation.levels:
                known = ", ".join(observation.levels)
                self.problems.error(file, id, f"{section}.{name}: no level '{level}' (levels: {known})")

    def _rows(self, cause: Cause, file: str) -> None:
        for i, row in enumerate(cause.rows, 1):
            self.condition(row.condition, file, cause.id, f"prior_when row {i}")
            for name in conditions.variables(row.condition):
                observation = self.knowledge.observations.get(name)
                if observation and observation.kind == "symptom":
                    self.problems.error(file, cause.id, f"prior_when row {i}: tests the symptom '{name}'")
                if any(name in table for table in (cause.factors, cause.descriptors, cause.measurements)):
                    self.problems.error(file, cause.id, f"'{name}' is tested by prior_when and is a multiplier too")
            for name in row.replaces:
                if name not in cause.factors:
                    self.problems.error(file, cause.id, f"prior_when row {i}: replaces '{name}', which is no factor of this cause")

    def conditions_elsewhere(self) -> None:
        k = self.knowledge
        for id, observation in k.observations.items():
            if observation.doubtful is not None:
                self.condition(observation.doubtful.get("when"), file, id, "doubtful")
                for level in set(observation.doubtful.get("levels", [])) - set(observation.levels):
                    self.problems.error(file, id, f"doubtful: no level {level!r}")
            if observation.ask_when is not None:
                file = k.file_of("observations", id)
                self.condition(observation.ask_when, file, id, "ask_when")
                if id in conditions.variables(observation.ask_when):
                    self.problems.error(file, id, "ask_when: tests itself")
        for id, flag in k.red_flags.items():
            self.condition(flag.when, k.file_of("red_flags", id), id, "when")
        for id, recommendation in k.recommendations.items():
            for caution in recommendation.cautions:
                self._caution(id, caution)
        for name, scope in k.scope.items():
            self.condition(scope.get("when"), "knowledge.toml", f"scope.{name}", "when")
        for name, screen in k.screens.items():
            for id in screen.get("observations", []):
                self.used.add(id)
                if id not in k.observations:
                    self.problems.error("knowledge.toml", f"screens.{name}", f"unknown observation '{id}'")
        for _, stratum in k.strata:
            self.condition(stratum, "knowledge.toml", "reference_population", "is")

    def _caution(self, id: str, caution: dict[str, Any]) -> None:
        file = self.knowledge.file_of("recommendations", id)
        name = caution.get("id", "?")
        if "id" not in caution:
            self.problems.error(file, id, "a caution without `id`")
        if "when" not in caution and "cause" not in caution:
            self.problems.error(file, id, f"caution {name}: needs `when` or `cause`")
        if "when" in caution:
            self.condition(caution["when"], file, id, f"caution {name}")
        if "cause" in caution:
            cause = self.knowledge.causes.get(caution["cause"])
            if cause is None:
                self.problems.error(file, id, f"caution {name}: unknown cause '{caution['cause']}'")
            elif not cause.scored:
                self.problems.error(file, id, f"caution {name}: '{caution['cause']}' is for rules only and has no posterior")
            if "above" not in caution:
                self.problems.error(file, id, f"caution {name}: `cause` without `above`")
        if caution.get("effect") not in ("remove", "annotate"):
            self.problems.error(file, id, f"caution {name}: effect is neither remove nor annotate")

    def validity(self) -> None:
        """Answers that fire rules grow old: 24 hours for an emergency, 72 for the same day."""
        for limit, urgency in ((24, "emergency"), (72, "same_day")):
            for id, flag in self.knowledge.red_flags.items():
                if flag.urgency == urgency:
                    self._validity(id, conditions.variables(flag.when), limit, urgency)

    def _validity(self, flag: str, names: list[str], limit: int, urgency: str) -> None:
        symptoms = [self.knowledge.observations[n] for n in names if n in self.knowledge.observations]
        symptoms = [o for o in symptoms if o.kind == "symptom"]
        if symptoms and all(o.valid_for_hours is None or o.valid_for_hours > limit for o in symptoms):
            file = self.knowledge.file_of("red_flags", flag)
            valid = ", ".join(f"{o.id} {o.valid_for_hours}" for o in symptoms)
            self.problems.note(file, flag, f"{urgency}: no symptom of it is valid for at most {limit} h ({valid})")

    def unused(self) -> None:
        for id in self.knowledge.observations:
            if id not in self.used:
                self.problems.warning(self.knowledge.file_of("observations", id), id, "nothing refers to this observation")
        helped = {name for cause in self.knowledge.causes.values() for name in cause.recommendations}
        for id in self.knowledge.recommendations:
            if id not in helped:
                self.problems.warning(self.knowledge.file_of("recommendations", id), id, "no cause recommends this")
