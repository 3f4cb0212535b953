"""Opens what holds other files: zip and gzip, with bounds that an archive bomb meets before the disk does."""

from __future__ import annotations

import errno
import gzip
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile, gettempdir
from typing import IO, BinaryIO, cast

from mahdar.errors import SourceError
from mahdar.sources.bounds import BeyondTotal, Bounds, Unpacking
from mahdar.sources.extract import Fault

# Bytes that a file of an archive may have however small it was packed.
SMALL = 32 * 2**20
# Bytes that are kept in memory; more goes to a file that has no name.
IN_MEMORY = 8 * 2**20
_CHUNK = 1 << 20
_PASSED = ("__MACOSX/", ".")
# The end of a zip archive: its record, with the longest comment, and the records of large archives before it.
_END = 65_536 + 22 + 20 + 56
# What the libraries raise on damaged archives.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name in it, and its bytes as an open file."""

    name: str
    stream: BinaryIO


def members(stream: BinaryIO, unpacking: Unpacking) -> Iterator[Member | Fault]:
    """The files of a zip archive in its order, hidden ones left out; one that cannot be unpacked is a fault.

    Raises `SourceError` for what is no zip archive.
    """
    size = _directory_size(stream)
    if size > unpacking.bounds.directory:
        raise unpacking.bounds.refuse("directory", size)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"it is no sound zip archive: {error}", code="broken") from error
    with archive:
        for info in archive.infolist():
            name = _name(info)
            if info.is_dir() or name.startswith(_PASSED) or "/." in name:
                continue
            try:
                _refuse(info, unpacking.bounds)
            except SourceError as error:
                yield Fault(f"!{name}", error.code, str(error))
                continue
            yield from _unpacked(archive, info, name, unpacking)


def _name(info: zipfile.ZipInfo) -> str:
    """The name in the archive; packers that say nothing of its encoding mostly wrote UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _directory_size(stream: BinaryIO) -> int:
    """The bytes of the table of contents of a zip archive, as its end says: all of it is read at once."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END))
    end = stream.read()
    stream.seek(0)
    long = end.rfind(b"PK\x06\x06")
    if 0 <= long <= len(end) - 56:
        return int.from_bytes(end[long + 40 : long + 48], "little")
    at = end.rfind(b"PK\x05\x06")
    return int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0


def _refuse(info: zipfile.ZipInfo, bounds: Bounds) -> None:
    """Raises `SourceError` for a file of an archive that is not unpacked."""
    if info.flag_bits & 0x1:
        raise SourceError("it is locked with a password", code="locked")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SourceError("it is a link", code="not-a-file")
    if info.file_size > bounds.member:
        raise bounds.refuse("member", info.file_size)
    if info.file_size > max(SMALL, bounds.times * info.compress_size):
        raise bounds.refuse("times", info.file_size // max(info.compress_size, 1))


def _unpacked(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, unpacking: Unpacking
) -> Iterator[Member | Fault]:
    with ExitStack() as opened:
        try:
            packed = opened.enter_context(archive.open(info))
            stream = opened.enter_context(_copy(packed, info.file_size, unpacking))
        except BeyondTotal:
            raise
        except SourceError as error:
            yield Fault(f"!{name}", error.code, str(error))
            return
        except _BROKEN as error:
            yield Fault(f"!{name}", *_why(error))
            return
        yield Member(name, stream)


@contextmanager
def gunzipped(stream: BinaryIO, unpacking: Unpacking) -> Iterator[BinaryIO]:
    """The file that a gzip file holds; raises `SourceError` for one that is damaged, cut off or a bomb."""
    with ExitStack() as opened:
        try:
            packed = opened.enter_context(gzip.GzipFile(fileobj=stream))
            unpacked = opened.enter_context(_copy(cast(IO[bytes], packed), unpacking.bounds.member, unpacking))
        except SourceError:
            raise
        except _BROKEN as error:
            code, found = _why(error)
            raise SourceError(found, code=code) from error
        yield unpacked


def _why(error: Exception) -> tuple[str, str]:
    """The code of what kept a file from being unpacked, and what was found."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk-full", f"{error.strerror}: {gettempdir()}"
    return "broken", f"it cannot be unpacked: {error}"


@contextmanager
def _copy(packed: IO[bytes], largest: int, unpacking: Unpacking) -> Iterator[BinaryIO]:
    with SpooledTemporaryFile(IN_MEMORY) as file:
        size = 0
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise unpacking.bounds.refuse("member")
            unpacking.take(len(chunk))
            file.write(chunk)
        file.seek(0)
        yield file  # type: ignore[misc]
