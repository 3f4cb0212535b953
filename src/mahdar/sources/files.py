"""Reads reports from files, folders and standard input; what cannot be read becomes a problem and the run goes on."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.decode import LARGEST
from mahdar.sources.report import Report, printable

STANDARD_INPUT = "-"
# In a folder only files that say that they are text, or say nothing, are read; a file named by itself always is.
TEXT_SUFFIXES = frozenset({"", ".txt", ".text"})
_CODES = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "loop",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, one of the codes of `lang/problems.tsv`, and what was found."""

    source: str
    code: str
    message: str

    def to_json(self) -> dict[str, str]:
        """The problem as one JSON object."""
        return asdict(self)


def find_reports(
    paths: Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: date | tuple[date, date] | None = None,
    standard_input: BinaryIO | None = None,
) -> Iterator[Report | Problem]:
    """The reports in `paths`, in order: files, folders with all that is in them (by name), "-" for standard input.

    In folders, hidden files are passed over, and files whose names end otherwise than `TEXT_SUFFIXES` are told of in
    one problem a folder. Links to folders are followed; one that leads back to a folder around it is a problem.
    """
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            found: Iterable[Report | Problem] = [
                _read_stream(standard_input or sys.stdin.buffer, name, outlet, published)
            ]
        elif os.path.isdir(name):
            found = _read_folder(name, outlet, published)
        else:
            found = [_read_file(name, outlet, published)]
        yield from found


def _read_folder(
    top: str, outlet: str | None, published: date | tuple[date, date] | None
) -> Iterator[Report | Problem]:
    # A stack in place of recursion: a folder may be deeper than Python's stack. Each entry knows the folders around it.
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(top, frozenset())]
    while waiting:
        name, around = waiting.pop()
        try:
            status = os.stat(name)
            if stat.S_ISREG(status.st_mode):
                yield _read_file(name, outlet, published)
                continue
            if not stat.S_ISDIR(status.st_mode):
                yield Problem(printable(name), "not-a-file", "it is a pipe, a socket or a device")
                continue
            here = (status.st_dev, status.st_ino)
            if here in around:
                yield Problem(printable(name), "loop", "the link leads back to a folder that holds it")
                continue
            entries = sorted(entry.name for entry in os.scandir(name))
        except OSError as error:
            yield _problem(name, error)
            continue
        wanted, left_out = _choose(name, entries)
        if left_out:
            yield _skipped(name, left_out)
        waiting += [(os.path.join(name, entry), around | {here}) for entry in reversed(wanted)]


def _choose(folder: str, entries: list[str]) -> tuple[list[str], list[str]]:
    """The entries of a folder to be read or entered, and the files that are left out."""
    wanted, left_out = [], []
    for entry in entries:
        if entry.startswith(".") or entry.endswith("~"):
            continue
        is_text = Path(entry).suffix.lower() in TEXT_SUFFIXES
        if is_text or not os.path.isfile(os.path.join(folder, entry)):
            wanted.append(entry)
        else:
            left_out.append(entry)
    return wanted, left_out


def _skipped(folder: str, left_out: list[str]) -> Problem:
    kinds = Counter(Path(entry).suffix.lower() for entry in left_out)
    listed = ", ".join(f"{count} {suffix}" for suffix, count in sorted(kinds.items()))
    return Problem(
        printable(folder), "skipped", f"{len(left_out)} files ({listed}), the first {printable(left_out[0])}"
    )


def _read_file(name: str, outlet: str | None, published: date | tuple[date, date] | None) -> Report | Problem:
    try:
        with open(name, "rb") as file:
            return _read_stream(file, name, outlet, published)
    except OSError as error:
        return _problem(name, error)


def _read_stream(
    stream: BinaryIO, name: str, outlet: str | None, published: date | tuple[date, date] | None
) -> Report | Problem:
    try:
        data = stream.read(LARGEST + 1)
        return Report.of(data, source=name, outlet=outlet, published=published)
    except SourceError as error:
        return Problem(printable(name), error.code, str(error))
    except OSError as error:
        return _problem(name, error)


def _problem(name: str, error: OSError) -> Problem:
    code = _CODES.get(error.errno or 0, "unreadable")
    return Problem(printable(name), code, error.strerror or str(error))
