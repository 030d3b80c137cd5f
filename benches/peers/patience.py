"""Asking an engine in a process of its own, and giving up on an answer that takes too long."""

from __future__ import annotations

import importlib
import multiprocessing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Starting, importing, and the first answer, which warms up.
START_S = 300.0
_PROCESSES = multiprocessing.get_context("spawn")


def _serve(module: str, connection: Connection) -> None:
    """Answer until nothing more is asked."""
    engine = importlib.import_module(module)
    connection.send(engine.VERSIONS)
    while (given := connection.recv()) is not None:
        connection.send(engine.answer(given))


class Engine:
    """An engine in a process of its own: a module with `VERSIONS` and `answer`."""

    def __init__(self, module: str, most_s: float) -> None:
        """Start it; no answer is waited for longer than `most_s`."""
        self._module, self._most_s = module, most_s
        self._start()

    def _start(self) -> None:
        self._ours, theirs = _PROCESSES.Pipe()
        arguments = (self._module, theirs)
        self._process = _PROCESSES.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self.versions: dict[str, str] = self._received(START_S) or {}

    def _received(self, most_s: float) -> dict[str, Any] | None:
        if not self._ours.poll(most_s):
            return None
        try:
            received: dict[str, Any] = self._ours.recv()
        except EOFError as error:
            message = f"{self._module} has ended; what it said stands above"
            raise RuntimeError(message) from error
        return received

    def answer(self, case: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer, or nothing where it took too long; then the process is a new one."""
        self._ours.send(case)
        answer = self._received(self._most_s)
        if answer is None:
            self._process.kill()
            self._process.join()
            self._start()
        return answer

    def stop(self) -> None:
        """End it."""
        self._ours.send(None)
        self._process.join()
