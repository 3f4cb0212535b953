"""Opens what holds other files: zip and gzip, with bounds that an archive bomb meets before the disk does."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from mahdar.errors import SourceError
from mahdar.sources.extract import Fault

# Archives in archives: what people pack is flat or nested once.
DEEPEST = 3
# Bytes of one file in an archive once it is unpacked; and how many times its packed size it may have beyond a report's.
LARGEST_MEMBER = 2**30
MOST_TIMES = 200
SMALL = 32 * 2**20
# All files of one archive together.
LARGEST_TOTAL = 64 * 2**30
# Bytes that are kept in memory; more goes to a file that has no name.
IN_MEMORY = 8 * 2**20
_CHUNK = 1 << 20
_PASSED = ("__MACOSX/", ".")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name in it, and its bytes as an open file."""

    name: str
    stream: BinaryIO


def members(stream: BinaryIO) -> Iterator[Member | Fault]:
    """The files of a zip archive in its order, hidden ones left out; one that cannot be unpacked is a fault.

    Raises `SourceError` for what is no zip archive.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SourceError(f"it is no sound zip archive: {error}", code="broken") from error
    with archive:
        total = 0
        for info in archive.infolist():
            name = _name(info)
            if info.is_dir() or name.startswith(_PASSED) or "/." in name:
                continue
            total += info.file_size
            fault = _refused(info, total)
            if fault:
                yield Fault(f"!{name}", *fault)
                continue
            yield from _unpacked(archive, info, name)


def _name(info: zipfile.ZipInfo) -> str:
    """The name in the archive; packers that say nothing of its encoding mostly wrote UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _refused(info: zipfile.ZipInfo, total: int) -> tuple[str, str] | None:
    if info.flag_bits & 0x1:
        return "locked", "it is locked with a password"
    is_bomb = info.file_size > max(SMALL, MOST_TIMES * info.compress_size)
    if is_bomb or info.file_size > LARGEST_MEMBER or total > LARGEST_TOTAL:
        return "too-large", f"{info.compress_size} packed bytes would become {info.file_size}"
    return None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[Member | Fault]:
    try:
        with archive.open(info) as packed, _copy(packed, info.file_size) as stream:
            yield Member(name, stream)
    except SourceError as error:
        yield Fault(f"!{name}", error.code, str(error))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        yield Fault(f"!{name}", "broken", f"it cannot be unpacked: {error}")


@contextmanager
def gunzipped(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The file that a gzip file holds; raises `SourceError` for one that is damaged, cut off or a bomb."""
    try:
        with gzip.GzipFile(fileobj=stream) as packed, _copy(cast(IO[bytes], packed), LARGEST_MEMBER) as unpacked:
            yield unpacked
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise SourceError(f"it cannot be unpacked: {error}", code="broken") from error


@contextmanager
def _copy(packed: IO[bytes], largest: int) -> Iterator[BinaryIO]:
    with SpooledTemporaryFile(IN_MEMORY) as file:
        size = 0
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise SourceError(f"it unpacks to more than the {largest} bytes that it may have", code="too-large")
            file.write(chunk)
        file.seek(0)
        yield file  # type: ignore[misc]
