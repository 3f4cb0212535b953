"""What an archive is read from: files as they lie, cut into parts that one task reads each, in an order that stays.

A part is many small files, one larger one, or a stretch of a large file of lines or of Parquet. The plan of a run is
kept with the archive, so that a run that was cut off goes on with the same parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from mahdar.archive.places import Found, Place
from mahdar.errors import SourceError
from mahdar.sources.extract import Extract, Fault, Settings
from mahdar.sources.files import Problem, read_stream, skipped, unreadable
from mahdar.sources.formats import json_lines, parquet
from mahdar.sources.opened import fitting, whole
from mahdar.sources.recognise import HEAD, SUFFIXES, recognise
from mahdar.sources.report import Report, printable

# Bytes of input that one task reads: minutes of work on one core, which is what is lost when a machine dies.
PART_SIZE = 32 * 2**20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Slice:
    """A whole file, or a stretch of one: bytes of lines, or groups of rows, from `start` to before `stop`.

    `name` is what reports of it name as their source; `before` the lines or rows before the stretch, `container` the id
    of the whole file; `size` and `changed` tell a file from a later one at the same address.
    """

    address: str
    name: str
    size: int
    changed: int
    kind: str = ""
    start: int = 0
    stop: int = 0
    before: int = 0
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one task reads."""

    number: int
    slices: tuple[Slice, ...]

    @classmethod
    def from_json(cls, made: dict[str, object]) -> Part:
        """The part that `asdict` gave."""
        return cls(int(str(made["number"])), tuple(Slice(**one) for one in made["slices"]))  # type: ignore[attr-defined]


def inputs(path: str) -> tuple[list[Slice], list[Problem]]:
    """The files that a path, folder or pattern means, in the order of a folder's reading; and what is left out."""
    place = Place.of(path)
    top, found = place.matching()
    if not found:
        return [], [Problem(printable(path), "missing", "No such file or directory")]
    name = path.rstrip("/") if top == place else top.address
    wanted: list[Slice] = []
    left_out: dict[str, list[str]] = {}
    for one in sorted(found, key=lambda one: one.below.split("/")):
        if any(part.startswith((".", "_")) or part.endswith("~") for part in one.below.split("/")):
            continue
        folder, _, base = one.below.rpartition("/")
        if one.below and _suffix(base) not in SUFFIXES:
            left_out.setdefault(f"{name}/{folder}" if folder else name, []).append(base)
            continue
        wanted.append(Slice(one.address, _named(name, one), one.size, one.changed))
    return wanted, [skipped(folder, names) for folder, names in left_out.items()]


def _named(name: str, found: Found) -> str:
    return f"{name}/{found.below}" if found.below else name


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def kind_of(one: Slice) -> str:
    """The format of a file that is read in stretches when it is large, "" for any other."""
    with Place(one.address).open() as stream:
        kind = recognise(stream.read(HEAD), one.name)
    return kind if kind in (json_lines.NAME, parquet.NAME) else ""


def cut(one: Slice, size: int) -> list[Slice]:
    """The stretches of a large file, with the id of the whole: one reading of it from end to end."""
    with Place(one.address).open() as stream:
        if one.kind == parquet.NAME:
            edges, before = _groups(stream, one.size, size)
            container = _digest(stream)
        else:
            edges, before, container = _lines(stream, size)
    return [
        Slice(one.address, one.name, one.size, one.changed, one.kind, start, stop, known, container)
        for start, stop, known in zip(edges, edges[1:], before, strict=False)
    ]


def _lines(stream: BinaryIO, size: int) -> tuple[list[int], list[int], str]:
    """Where stretches of lines begin and the last one ends, how many lines are before each, the id of the file."""
    digest = hashlib.sha256()
    edges, before, at, lines, wanted = [0], [0], 0, 0, size
    while block := stream.read(_BLOCK):
        digest.update(block)
        begin = 0
        while at + len(block) > wanted:
            end = block.find(b"\n", max(wanted - at, begin))
            if end < 0:
                break
            lines += block.count(b"\n", begin, end + 1)
            begin = end + 1
            edges.append(at + begin)
            before.append(lines)
            wanted = at + begin + size
        lines += block.count(b"\n", begin)
        at += len(block)
    if edges[-1] < at:
        edges.append(at)
    return edges, before, f"sha256:{digest.hexdigest()}"


def _groups(stream: BinaryIO, bytes: int, size: int) -> tuple[list[int], list[int]]:
    """The same for groups of rows: as many together as make about `size` bytes."""
    counts = parquet.groups_of(stream)
    together = max(1, round(size * len(counts) / max(bytes, 1)))
    edges = [*range(0, len(counts), together), len(counts)]
    return edges, [sum(counts[:edge]) for edge in edges]


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return f"sha256:{digest.hexdigest()}"


def parts(slices: Iterable[Slice], *, first: int, size: int) -> list[Part]:
    """The parts, numbered on from `first`: a stretch is one, small files go together."""
    made: list[Part] = []
    waiting: list[Slice] = []

    def close() -> None:
        if waiting:
            made.append(Part(first + len(made), tuple(waiting)))
            waiting.clear()

    for one in slices:
        if one.stop or sum(other.size for other in waiting) + one.size > size:
            close()
        waiting.append(one)
        if one.stop:
            close()
    close()
    return made


def plan_json(some: Sequence[Part]) -> list[dict[str, object]]:
    """Parts as plain values."""
    return [asdict(part) for part in some]


def found_in(part: Part, settings: Settings) -> Iterator[Report | Problem]:
    """The reports in a part, and what of it cannot be read."""
    for one in part.slices:
        try:
            with Place(one.address).open() as stream:
                yield from _stretch(stream, one, settings) if one.stop else read_stream(stream, one.name, settings)
        except OSError as error:
            yield unreadable(one.name, error)


def _stretch(stream: BinaryIO, one: Slice, settings: Settings) -> Iterator[Report | Problem]:
    try:
        for found in _extracts(stream, one, settings):
            extract = fitting(whole(found), settings) if isinstance(found, Extract) else found
            if isinstance(extract, Fault):
                yield Problem(printable(one.name + extract.place), extract.code, extract.message)
            else:
                yield Report.extracted(extract, source=one.name, settings=settings, container=one.container)
    except SourceError as error:
        yield Problem(printable(one.name), error.code, str(error))


def _extracts(stream: BinaryIO, one: Slice, settings: Settings) -> Iterator[Extract | Fault]:
    if one.kind == parquet.NAME:
        return parquet.read(stream, settings, groups=range(one.start, one.stop), before=one.before)
    stream.seek(one.start)
    return json_lines.read(_Stretch(stream, one.stop - one.start), settings, before=one.before)


class _Stretch:
    """The lines of an open file up to so many bytes on."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or the beginning of it."""
        line = self._stream.readline(self._left if size < 0 else min(size, self._left)) if self._left else b""
        self._left -= len(line)
        return line
