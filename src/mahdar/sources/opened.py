"""Reads one open file, whatever it is: recognises it and gives the reports in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO, cast

from mahdar.arabic.normal import HALVES
from mahdar.errors import SourceError
from mahdar.sources import archives
from mahdar.sources.bounds import BeyondTotal, Unpacking
from mahdar.sources.decode import refuse_other_languages
from mahdar.sources.extract import Extract, Fault, Settings
from mahdar.sources.formats import csv, feed, html, json, json_lines, parquet, pdf, text, warc, word
from mahdar.sources.recognise import GZIP, HEAD, ZIP, recognise

Reader = Callable[[BinaryIO, Settings], Iterator[Extract | Fault]]

READERS: dict[str, Reader] = {
    module.NAME: module.read for module in (text, html, feed, json, json_lines, csv, word, pdf, parquet)
}


def read_open(
    stream: BinaryIO, name: str, settings: Settings, *, depth: int = 0, unpacking: Unpacking | None = None
) -> Iterator[Extract | Fault]:
    """What is found in an open file that can be gone back in; `name` is its path or name, `depth` archives around it,
    which count together what is unpacked.

    Raises `SourceError` where the file as a whole, or the rest of it, cannot be read.
    """
    unpacking = unpacking or Unpacking(settings.bounds, stream.seek(0, os.SEEK_END))
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    kind = recognise(head, name)
    if kind == ZIP:
        yield from _zip(stream, settings, depth, unpacking)
    elif kind == GZIP and not name.lower().endswith(".warc.gz"):
        inside = _deeper(depth, settings)
        with archives.gunzipped(stream, unpacking) as inner:
            yield from read_open(inner, name.removesuffix(".gz"), settings, depth=inside, unpacking=unpacking)
    elif kind in (GZIP, warc.NAME):
        inside = _deeper(depth, settings)

        def read_inner(inner: BinaryIO, of: str, given: Settings) -> Iterator[Extract | Fault]:
            return read_open(inner, of, given, depth=inside, unpacking=unpacking)

        yield from warc.read(stream, settings, read_inner, unpacking)
    else:
        yield from _read(READERS[kind], stream, settings)


def _read(reader: Reader, stream: BinaryIO, settings: Settings) -> Iterator[Extract | Fault]:
    """What a format finds; libraries meet damaged files with errors of many kinds, and none ends the run."""
    try:
        for one in reader(stream, settings):
            yield fitting(whole(one), settings) if isinstance(one, Extract) else one
    except SourceError:
        raise
    except MemoryError as error:
        raise SourceError("", code="memory") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise SourceError(f"{type(error).__name__}: {error}"[:300], code="broken") from error


def _deeper(depth: int, settings: Settings) -> int:
    if depth >= settings.bounds.depth:
        raise settings.bounds.refuse("depth")
    return depth + 1


def _zip(stream: BinaryIO, settings: Settings, depth: int, unpacking: Unpacking) -> Iterator[Extract | Fault]:
    inside = _deeper(depth, settings)
    for member in archives.members(stream, unpacking):
        if isinstance(member, Fault):
            yield member
            continue
        place = f"!{member.name}"
        try:
            for one in read_open(member.stream, member.name, settings, depth=inside, unpacking=unpacking):
                yield replace(one, place=place + one.place)
        except BeyondTotal:
            raise
        except SourceError as error:
            yield Fault(place, error.code, str(error))


def whole(extract: Extract) -> Extract:
    """The same report without halves of signs, which JSON and HTML may name and nothing can keep: U+FFFD for each."""
    if not HALVES.search(extract.text) and not any(HALVES.search(detail.value) for detail in extract.details):
        return extract
    details = (replace(detail, value=HALVES.sub("\ufffd", detail.value)) for detail in extract.details)
    return replace(extract, text=HALVES.sub("\ufffd", extract.text), details=tuple(details))


def fitting(extract: Extract, settings: Settings) -> Extract | Fault:
    """The same report, or a fault where its text is not Arabic, or is longer than a report can be."""
    if len(extract.text) > settings.bounds.text:
        refused = settings.bounds.refuse("text", len(extract.text))
        return Fault(extract.place, refused.code, str(refused))
    try:
        refuse_other_languages(extract.text, extract.encoding)
    except SourceError as error:
        return Fault(extract.place, error.code, str(error))
    return extract


def container_id(stream: BinaryIO) -> str:
    """The id of the bytes of an open file, which is left at its beginning."""
    stream.seek(0)
    digest = hashlib.file_digest(cast(BufferedReader, stream), "sha256").hexdigest()
    stream.seek(0)
    return f"sha256:{digest}"
