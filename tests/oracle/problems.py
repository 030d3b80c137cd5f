"""What is wrong with a knowledge base, one line each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    severity: str  # "error", "warning" or "note"
    file: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.file}: {self.id}: {self.message}"


@dataclass
class Problems:
    found: list[Problem] = field(default_factory=list)

    def error(self, file: str, id: str, message: str) -> None:
        self._add("error", file, id, message)

    def warning(self, file: str, id: str, message: str) -> None:
        self._add("warning", file, id, message)

    def note(self, file: str, id: str, message: str) -> None:
        self._add("note", file, id, message)

    def errors(self) -> list[Problem]:
        return [p for p in self.found if p.severity == "error"]

    def _add(self, severity: str, file: str, id: str, message: str) -> None:
        problem = Problem(severity, file, id, message)
        if problem not in self.found:
            self.found.append(problem)
