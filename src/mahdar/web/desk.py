"""The open desk: the record that is served, what is known of it, and the one who may write to it at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from mahdar.record import Record
from mahdar.web.guard import Keys
from mahdar.web.known import Known
from mahdar.web.shelf import Shelf

# What can be taken back: a correction, a link that was undone, one that was kept; with its number.
CORRECTED, UNLINKED, KEPT = "corrected", "unlinked", "kept"
Act = tuple[str, int]


@dataclass(slots=True)
class Desk:
    """What all pages share. `by` is who sits at it, as they said; `undoable` is what was done, newest last."""

    path: Path
    lang: str = "en"
    keys: Keys = field(default_factory=Keys)
    known: Known = field(default_factory=Known)
    shelf: Shelf = field(default_factory=Shelf)
    by: str = ""
    undoable: list[list[Act]] = field(default_factory=list)
    _writer: Lock = field(default_factory=Lock)

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record for looking at it; what is known of it is brought up to date first."""
        with Record.open(self.path, create=False, write=False) as record:
            self.known.refresh(record.connection)
            yield record

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record for changing it, one at a time."""
        with self._writer, Record.open(self.path, create=False) as record:
            yield record
