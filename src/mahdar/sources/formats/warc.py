"""WARC, the web archives' format: each archived page is a report, with its address and when it was fetched."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.bounds import BeyondTotal, Unpacking
from mahdar.sources.extract import Detail, Extract, Fault, Settings

NAME = "warc"
_KINDS = frozenset({"response", "resource", "conversion"})
# What a page brings along and what is no report: passed over without a word.
_PASSED = ("image/", "video/", "audio/", "font/", "text/css", "application/javascript", "text/javascript", "text/dns")

_CHUNK = 1 << 20

Inner = Callable[[BinaryIO, str, Settings], Iterator[Extract | Fault]]


def read(stream: BinaryIO, settings: Settings, inner: Inner, unpacking: Unpacking) -> Iterator[Extract | Fault]:
    """The reports in the records of an archive; `inner` reads what one record holds."""
    from warcio.archiveiterator import ArchiveIterator  # on use: it takes a moment to load
    from warcio.exceptions import ArchiveLoadFailed

    class Records(ArchiveIterator):  # type: ignore[misc]
        # What is odd in a record is told here as a problem, and not by the library on standard error.
        INC_RECORD = ""

    number = 0
    found = False
    try:
        for number, record in enumerate(Records(stream, no_record_parse=False), 1):
            if record.rec_type in _KINDS:
                for one in _record(record, f"#{number}", settings, inner):
                    found = True
                    yield one
            # What was not taken of a record is passed over here, so that it is counted.
            while rest := record.raw_stream.read(_CHUNK):
                unpacking.take(len(rest))
    except BeyondTotal:
        raise
    except (
        ArchiveLoadFailed,
        EOFError,
        OSError,
        ValueError,
        AttributeError,
        TypeError,
        LookupError,
        zlib.error,
    ) as error:
        raise SourceError(f"record {number + 1} of the archive cannot be read: {error}", code="broken") from error
    if not number:
        raise SourceError("no record can be found in the archive", code="broken")
    if not found:
        raise SourceError(f"none of its {number} records is a page", code="no-text")


def _record(record: Any, place: str, settings: Settings, inner: Inner) -> Iterator[Extract | Fault]:
    kind = (
        (record.http_headers.get_header("Content-Type") if record.http_headers else None) or record.content_type or ""
    )
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if kind.lower().startswith(_PASSED) or not status.startswith("2"):
        return
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    data = record.content_stream().read(settings.bounds.report + 1)
    known = (
        Detail("address", address, "warc: WARC-Target-URI"),
        Detail("retrieved", record.rec_headers.get_header("WARC-Date") or "", "warc: WARC-Date"),
    )
    if len(data) > settings.bounds.report:
        yield Fault(f"{place} {address}", "too-large", str(settings.bounds.refuse("report")))
        return
    try:
        for one in inner(BytesIO(data), "", settings):
            if isinstance(one, Extract):
                yield replace(one, place=place + one.place, details=(*(d for d in known if d.value), *one.details))
            else:
                yield replace(one, place=f"{place} {address}{one.place}")
    except BeyondTotal:
        raise
    except SourceError as error:
        yield Fault(f"{place} {address}", error.code, str(error))
