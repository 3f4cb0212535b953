"""Finds reports in files, folders, archives, standard input and on the web.

What cannot be read becomes a problem, and the run goes on.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.archives import IN_MEMORY
from mahdar.sources.bounds import bounds as changed_bounds
from mahdar.sources.columns import checked
from mahdar.sources.extract import Fault, Settings
from mahdar.sources.fetch import fetched, is_address
from mahdar.sources.opened import container_id, read_open
from mahdar.sources.recognise import SUFFIXES
from mahdar.sources.report import Report, printable

STANDARD_INPUT = "-"
_LONGEST_MESSAGE = 500
_CODES = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "loop",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, one of the codes of `lang/problems.tsv`, and what was found."""

    source: str
    code: str
    message: str

    def __post_init__(self) -> None:
        # What was found is quoted from files: it must not steer a terminal, nor fill it.
        object.__setattr__(self, "message", printable(self.message)[:_LONGEST_MESSAGE])

    def to_json(self) -> dict[str, str]:
        """The problem as one JSON object."""
        return asdict(self)


def find_reports(
    paths: Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: date | tuple[date, date] | None = None,
    columns: Mapping[str, str] | None = None,
    bounds: Mapping[str, str] | None = None,
    standard_input: BinaryIO | None = None,
) -> Iterator[Report | Problem]:
    """The reports in `paths`, in order: files, folders with all that is in them (by name), archives, "-" for standard
    input, and addresses of the web, each of which is fetched once.

    What a file is, its bytes and its name tell. `columns` names the fields of objects and tables, by mahdar's names of
    them, `bounds` how much is read at the most, by the names of `data/bounds.tsv`; `SettingError` for a name that
    there is not. In folders, hidden files are passed over, and files whose names
    end otherwise than `SUFFIXES` are told of in one problem a folder. Links to folders are followed; one that leads
    back to a folder around it is a problem.
    """
    settings = Settings(outlet, published, checked(columns or {}), changed_bounds(bounds))
    return _find(paths, settings, standard_input)


def _find(
    paths: Iterable[str | os.PathLike[str]], settings: Settings, standard_input: BinaryIO | None
) -> Iterator[Report | Problem]:
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            yield from _read_input(standard_input or sys.stdin.buffer, settings)
        elif is_address(name):
            yield from _read_address(name, settings)
        elif os.path.isdir(name):
            yield from _read_folder(name, settings)
        else:
            yield from _read_file(name, settings)


def _read_folder(top: str, settings: Settings) -> Iterator[Report | Problem]:
    # A stack in place of recursion: a folder may be deeper than Python's stack. Each entry knows the folders around it.
    # Of a million files in one folder only their names are held.
    around_top: frozenset[tuple[int, int]] = frozenset()
    waiting = [("", iter([top]), around_top)]
    while waiting:
        folder, names, around = waiting[-1]
        entry = next(names, None)
        if entry is None:
            waiting.pop()
            continue
        name = os.path.join(folder, entry)
        try:
            status = os.stat(name)
            if stat.S_ISREG(status.st_mode):
                yield from _read_file(name, settings)
                continue
            if not stat.S_ISDIR(status.st_mode):
                yield Problem(printable(name), "not-a-file", "it is a pipe, a socket or a device")
                continue
            here = (status.st_dev, status.st_ino)
            if here in around:
                yield Problem(printable(name), "loop", "the link leads back to a folder that holds it")
                continue
            entries = sorted(os.listdir(name))
        except OSError as error:
            yield unreadable(name, error)
            continue
        wanted, left_out = chosen(name, entries)
        if left_out:
            yield skipped(name, left_out)
        waiting.append((name, iter(wanted), around | {here}))


def chosen(folder: str, entries: list[str]) -> tuple[list[str], list[str]]:
    """The entries of a folder to be read or entered, and the files that are left out."""
    wanted, left_out = [], []
    for entry in entries:
        if entry.startswith(".") or entry.endswith("~"):
            continue
        is_read = Path(entry).suffix.lower() in SUFFIXES
        if is_read or not os.path.isfile(os.path.join(folder, entry)):
            wanted.append(entry)
        else:
            left_out.append(entry)
    return wanted, left_out


def skipped(folder: str, left_out: list[str]) -> Problem:
    """The problem that files of a folder are left out."""
    kinds = Counter(Path(entry).suffix.lower() for entry in left_out)
    listed = ", ".join(f"{count} {suffix}" for suffix, count in sorted(kinds.items()))
    return Problem(
        printable(folder), "skipped", f"{len(left_out)} files ({listed}), the first {printable(left_out[0])}"
    )


def _read_file(name: str, settings: Settings) -> Iterator[Report | Problem]:
    try:
        with open(name, "rb") as file:
            # A pipe that is named by its path cannot be gone back in: it is kept first.
            yield from read_stream(file, name, settings) if file.seekable() else _read_kept(file, name, settings)
    except OSError as error:
        yield unreadable(name, error)


def _read_input(stream: BinaryIO, settings: Settings) -> Iterator[Report | Problem]:
    try:
        yield from _read_kept(stream, STANDARD_INPUT, settings)
    except OSError as error:
        yield unreadable(STANDARD_INPUT, error)


def _read_kept(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Report | Problem]:
    with SpooledTemporaryFile(IN_MEMORY) as kept:
        shutil.copyfileobj(stream, kept)
        kept.seek(0)
        yield from read_stream(kept, name, settings)  # type: ignore[arg-type]


def _read_address(address: str, settings: Settings) -> Iterator[Report | Problem]:
    try:
        with fetched(address) as stream:
            yield from read_stream(stream, address, settings)
    except SourceError as error:
        yield Problem(printable(address), error.code, str(error))


def read_stream(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Report | Problem]:
    """The reports in an open file that can be gone back in; `name` is its path."""
    container: str | None = None
    try:
        for one in read_open(stream, name, settings):
            if isinstance(one, Fault):
                yield Problem(printable(name + one.place), one.code, one.message)
                continue
            if one.place and container is None:
                container = _container(stream)
            yield Report.extracted(one, source=name, settings=settings, container=container)
    except SourceError as error:
        yield Problem(printable(name), error.code, str(error))


def _container(stream: BinaryIO) -> str:
    """The id of the file that is being read, which goes on where it was."""
    at = stream.tell()
    identity = container_id(stream)
    stream.seek(at)
    return identity


def unreadable(name: str, error: OSError) -> Problem:
    """The problem that a file or folder cannot be opened."""
    code = _CODES.get(error.errno or 0, "unreadable")
    return Problem(printable(name), code, error.strerror or str(error))
