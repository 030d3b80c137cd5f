"""The executors, what becomes of one, and what the event log tells of it."""

import json
import os
import signal
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pyspark import SparkContext

EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend"
# Long enough for the driver to send a task to an executor that waits for one.
SETTLED_S = 1.0
# The log is written by a thread of its own.
LOGGED_S = 30.0


def executors(context: SparkContext) -> dict[str, int]:
    """Return the process of each executor of this cluster by its id."""
    found = {}
    for folder in Path("/proc").iterdir():
        words = _command(folder) if folder.name.isdigit() else []
        if EXECUTOR in words and context.applicationId in words:
            found[words[words.index("--executor-id") + 1]] = int(folder.name)
    return found


def _command(folder: Path) -> list[str]:
    try:
        return (folder / "cmdline").read_text("utf-8").split("\0")
    except OSError:  # It has ended meanwhile.
        return []


def kill_one(context: SparkContext, job: Future[None], after_tasks: int) -> tuple[str, int]:
    """Kill an executor once so many tasks of the job are done; return its id and when, in ms.

    It is stopped first: as it ends no task from then on, it has one when it is killed.
    """
    while _tasks_done(context) < after_tasks:
        assert not job.done(), "the job ended before an executor could be killed"
        time.sleep(0.05)
    executor, process = min(executors(context).items())
    os.kill(process, signal.SIGSTOP)
    time.sleep(SETTLED_S)
    killed_ms = int(time.time() * 1000)
    os.kill(process, signal.SIGKILL)
    return executor, killed_ms


def _tasks_done(context: SparkContext) -> int:
    tracker = context.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return max((stage.numCompletedTasks for stage in stages if stage), default=0)


def events_of_last_job(log: Path) -> list[dict[str, Any]]:
    """Return what happened from the start of the last job to its end."""
    deadline = time.monotonic() + LOGGED_S
    while True:
        [file] = log.iterdir()
        # The last line may not be whole yet.
        lines = file.read_text("utf-8").split("\n")[:-1]
        events = [json.loads(line) for line in lines]
        kinds = [event["Event"] for event in events]
        start = _last(kinds, "SparkListenerJobStart")
        end = _last(kinds, "SparkListenerJobEnd")
        if end > start:
            return events[start : end + 1]
        assert time.monotonic() < deadline, "the log does not tell of the end of the job"
        time.sleep(0.2)


def _last(kinds: list[str], kind: str) -> int:
    return max(at for at, one in enumerate(kinds) if one == kind)
