"""Reads texts in several processes: what comes out is in order, what is under way is bounded, who dies costs one text.

Each worker has a pipe of its own, and the one that started them knows what each is reading. A shared queue would not
do: a process that is killed while it holds the queue's lock stops all others, and nobody knows what it was reading.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import ModuleType
from typing import Any, Generic, TypeVar

from mahdar.compiled import no_collection
from mahdar.errors import MahdarError
from mahdar.reading.plugs import NONE, Plugs
from mahdar.reading.reading import Reading

Item = TypeVar("Item")

# The codes of `lang/problems.tsv` for a text that a fault of the program kept from being read, and for one whose
# reading ended the process: memory ran out, somebody killed it, compiled code broke.
UNREAD = "unread"
DIED = "reader-died"
# Texts that a worker has in hand: the one that it reads, and the next, so that it never waits for the others' writing.
IN_HAND = 2
# What may be under way at once: so many texts a worker, so many characters in all (one text always may).
WINDOW = 8
CHARACTERS = 16_000_000
# How often workers may die before they have read anything: then they cannot work here at all.
FALSE_STARTS = 3
# Seconds that a worker is given to end by itself.
PATIENCE = 5.0
PIPELINE = "mahdar.reading.pipeline"


@dataclass(frozen=True, slots=True)
class Task:
    """A text to be read, with what is known of it."""

    text: str = field(repr=False)
    report_id: str
    source: str = ""
    outlet: str | None = None
    title: str | None = None
    published: tuple[date | None, date | None] | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """That a text was not read: a code of `lang/problems.tsv`, and what happened."""

    code: str
    message: str


# What became of an item: its reading, what kept it from being read, or nothing where nothing was to be read.
Outcome = Reading | Failure | None


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_task(task: Task, plugs: Plugs) -> Reading:
    """What a text says, read in this process with the user's plugs."""
    module = pipeline(plugs)
    reading: Reading = module.read(
        task.text,
        published=task.published,
        others=task.others,
        outlet=task.outlet,
        title=task.title,
        source=task.source,
        report_id=task.report_id,
        nlp=module.default_pipeline(plugs),
    )
    return reading


@lru_cache(maxsize=1)
def pipeline(plugs: Plugs) -> ModuleType:
    """The module of the pipeline, with the pipeline that its `read` uses made.

    On use, since reports that are known already need no spaCy; and without Python's collector, which would go over
    spaCy and the tables again and again while they are loaded, for a third of the time until the first report is read.
    """
    with no_collection():
        module = import_module(PIPELINE)
        module.default_pipeline(plugs)
        gc.freeze()
    return module


def outcome_of(task: Task, plugs: Plugs) -> Reading | Failure:
    """The reading of a text; a fault in one rule costs one report, and is told, but never the run."""
    try:
        return read_task(task, plugs)
    except Exception as error:  # noqa: BLE001 - whatever a rule does wrong is a matter of this text only
        return Failure(UNREAD, f"{type(error).__name__}: {error}")


def read_all(
    items: Iterable[Item], task_of: Callable[[Item], Task | None], workers: int = 1, plugs: Plugs = NONE
) -> Iterator[tuple[Item, Outcome]]:
    """Each item with what became of it, in order; `task_of` gives what is to be read for it, None for nothing.

    With one worker all is read in this process, one text after the other; 0 is a worker for each processor.
    """
    count = workers or available()
    if count > 1:
        with _Crew(count, plugs) as crew:
            yield from crew.run(items, task_of)
        return
    for item in items:
        task = task_of(item)
        yield item, None if task is None else outcome_of(task, plugs)


@dataclass(slots=True)
class _Slot(Generic[Item]):
    """An item on its way."""

    item: Item
    task: Task | None
    size: int
    is_done: bool
    outcome: Outcome = None


class _Worker:
    """One process with its pipe and the texts that it has in hand, the one that it reads first."""

    def __init__(self, context: BaseContext, plugs: Plugs) -> None:
        self.pipe, end = context.Pipe()
        self.slots: deque[_Slot[Any]] = deque()
        self.is_ready = False
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=work, args=(end, plugs), name="mahdar reader", daemon=True
        )
        try:
            self.process.start()
        finally:
            end.close()

    def give(self, slot: _Slot[Any]) -> None:
        """Hands it a text. One that has died is told of when its pipe is read."""
        self.slots.append(slot)
        with suppress(OSError):
            self.pipe.send(slot.task)

    def farewell(self) -> str:
        """How the process ended, for people."""
        self.pipe.close()
        self.process.join(PATIENCE)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"exit status {code}"
        try:
            return f"signal {-code} ({signal.Signals(-code).name})"
        except ValueError:
            return f"signal {-code}"

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


class _Crew:
    """The workers, as many as there is work for, and what is under way."""

    def __init__(self, count: int, plugs: Plugs) -> None:
        self._count = count
        self._plugs = plugs
        self._context = _context(plugs)
        self._workers: list[_Worker] = []
        self._waiting: deque[_Slot[Any]] = deque()
        self._false_starts = 0

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def run(self, items: Iterable[Item], task_of: Callable[[Item], Task | None]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with what became of it, in order."""
        coming = iter(items)
        under_way: deque[_Slot[Item]] = deque()
        characters, is_more = 0, True
        while is_more or under_way:
            self._collect(timeout=0)
            while under_way and under_way[0].is_done:
                slot = under_way.popleft()
                characters -= slot.size
                yield slot.item, slot.outcome
            if is_more and len(under_way) < WINDOW * self._count and (characters < CHARACTERS or not under_way):
                found = next(coming, _END)
                is_more = not isinstance(found, _End)
                if not isinstance(found, _End):
                    under_way.append(self._taken(found, task_of(found)))
                    characters += under_way[-1].size
            elif under_way and not under_way[0].is_done:
                self._collect(timeout=None)

    def _taken(self, item: Item, task: Task | None) -> _Slot[Item]:
        slot = _Slot(item, task, len(task.text) if task else 0, task is None)
        if task is not None:
            self._waiting.append(slot)
            self._hand_out()
        return slot

    def _hand_out(self) -> None:
        """Gives waiting texts to those with the fewest in hand, and starts workers while there are more texts."""
        while self._waiting:
            free = [worker for worker in self._workers if worker.is_ready and len(worker.slots) < IN_HAND]
            if not free:
                break
            min(free, key=lambda worker: len(worker.slots)).give(self._waiting.popleft())
        starting = sum(not worker.is_ready for worker in self._workers)
        if len(self._waiting) > starting and len(self._workers) < self._count:
            self._workers.append(_Worker(self._context, self._plugs))

    def _collect(self, *, timeout: float | None) -> None:
        """Takes in what workers have sent, waiting for one of them if need be."""
        if not self._workers:
            return
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), timeout):
            self._receive(by_pipe[pipe])  # type: ignore[index]
        self._hand_out()

    def _receive(self, worker: _Worker) -> None:
        try:
            # What was sent before the end is there to be read, also when the process is gone.
            sent = worker.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._bury(worker)
            return
        if isinstance(sent, _Ready):
            worker.is_ready = True
        elif isinstance(sent, MahdarError):
            raise sent
        else:
            self._false_starts = 0
            slot = worker.slots.popleft()
            slot.outcome, slot.is_done, slot.task = sent, True, None

    def _bury(self, worker: _Worker) -> None:
        """The text that a dead worker was reading was not read; what it had not begun goes to another one."""
        self._workers.remove(worker)
        how = worker.farewell()
        if not worker.is_ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise MahdarError.of("error.no_workers", how=how)
            return
        if worker.slots:
            slot = worker.slots.popleft()
            slot.outcome, slot.is_done, slot.task = Failure(DIED, how), True, None
        self._waiting.extendleft(reversed(worker.slots))


class _End:
    """That nothing more comes."""


class _Ready:
    """What a worker says when its tables are loaded."""


_END = _End()


def _context(plugs: Plugs) -> BaseContext:
    """How processes are started: forked from one that has loaded the tables where that is safe, else from nothing.

    A program with threads cannot be forked safely, so that it is never this process that is.
    """
    if sys.platform == "darwin" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if not plugs:
        context.set_forkserver_preload(["mahdar.loaded"])
    return context


def work(pipe: Connection, plugs: Plugs) -> None:
    """Reads the texts that come through the pipe and sends what became of each, until the other end is closed."""
    # Ctrl-C goes to all processes of a terminal; it is the other end that says when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox: SimpleQueue[Task] = SimpleQueue()
    # What comes is taken at once: both ends would wait for each other if each were sending something long.
    threading.Thread(target=_listen, args=(pipe, inbox), daemon=True).start()
    try:
        pipeline(plugs)
    except MahdarError as error:
        pipe.send(error)
        return
    pipe.send(_Ready())
    while True:
        pipe.send(outcome_of(inbox.get(), plugs))


def _listen(pipe: Connection, inbox: SimpleQueue[Task]) -> None:
    parent = multiprocessing.parent_process()
    ends: list[Any] = [pipe] if parent is None else [pipe, parent.sentinel]
    try:
        while pipe in wait(ends):
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        pass
    # Whoever wanted the readings is gone, perhaps killed: nobody is left to tell.
    os._exit(0)
