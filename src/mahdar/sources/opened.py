"""Reads one open file, whatever it is: recognises it and gives the reports in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO, cast

from mahdar.errors import SourceError
from mahdar.sources import archives
from mahdar.sources.decode import refuse_other_languages
from mahdar.sources.extract import Extract, Fault, Settings
from mahdar.sources.formats import csv, feed, html, json, json_lines, parquet, pdf, text, warc, word
from mahdar.sources.recognise import GZIP, HEAD, ZIP, recognise

Reader = Callable[[BinaryIO, Settings], Iterator[Extract | Fault]]

READERS: dict[str, Reader] = {
    module.NAME: module.read for module in (text, html, feed, json, json_lines, csv, word, pdf, parquet)
}


def read_open(stream: BinaryIO, name: str, settings: Settings, *, depth: int = 0) -> Iterator[Extract | Fault]:
    """What is found in an open file that can be gone back in; `name` is its path or name, `depth` archives around it.

    Raises `SourceError` where the file as a whole, or the rest of it, cannot be read.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    kind = recognise(head, name)
    if kind == ZIP:
        yield from _zip(stream, settings, depth)
    elif kind == GZIP and not name.lower().endswith(".warc.gz"):
        with archives.gunzipped(stream) as inner:
            yield from read_open(inner, name.removesuffix(".gz"), settings, depth=_deeper(depth))
    elif kind in (GZIP, warc.NAME):
        yield from warc.read(stream, settings, lambda inner, of, given: read_open(inner, of, given, depth=depth + 1))
    else:
        for one in READERS[kind](stream, settings):
            yield arabic_only(one) if isinstance(one, Extract) else one


def _deeper(depth: int) -> int:
    if depth >= archives.DEEPEST:
        raise SourceError(f"an archive inside {archives.DEEPEST} others is not opened", code="too-large")
    return depth + 1


def _zip(stream: BinaryIO, settings: Settings, depth: int) -> Iterator[Extract | Fault]:
    inside = _deeper(depth)
    for member in archives.members(stream):
        if isinstance(member, Fault):
            yield member
            continue
        place = f"!{member.name}"
        try:
            for one in read_open(member.stream, member.name, settings, depth=inside):
                yield replace(one, place=place + one.place)
        except SourceError as error:
            yield Fault(place, error.code, str(error))


def arabic_only(extract: Extract) -> Extract | Fault:
    """The same report, or a fault where its text is not Arabic."""
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
