"""Feeds, RSS and Atom: each entry is a report, with the bytes of its own element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.extract import Detail, Extract, Fault, Settings, headed
from mahdar.sources.formats.html import plain

NAME = "feed"
# The elements of entries; the second pattern ends each, since none stands inside another.
_OPENING = re.compile(rb"<(?:\w{1,20}:)?(item|entry)(?=[\s>])")
_CLOSING = {kind: re.compile(rb"</(?:\w{1,20}:)?" + kind + rb"\s*>") for kind in (b"item", b"entry")}
_FIELDS = (
    ("title", "title"),
    ("published", "published"),
    ("modified", "updated"),
    ("author", "author"),
    ("address", "link"),
)


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract | Fault]:
    """The report of each entry, its words as they stand in the feed; nothing is fetched."""
    import feedparser  # on use: it takes a moment to load

    data = stream.read(settings.bounds.report + 1)
    if len(data) > settings.bounds.report:
        raise settings.bounds.refuse("report")
    parsed = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=True)
    elements = _elements(data)
    if not parsed.entries:
        raise SourceError(f"no entries stand in the feed{_because(parsed)}", code="broken" if parsed.bozo else "empty")
    if len(parsed.entries) != len(elements):
        raise SourceError(
            f"{len(parsed.entries)} entries can be read of {len(elements)}{_because(parsed)}", code="broken"
        )
    encoding = parsed.get("encoding") or "utf-8"
    for number, (entry, element) in enumerate(zip(parsed.entries, elements, strict=True), 1):
        yield _entry(entry, element, encoding, parsed.feed, f"#{number}")


def _because(parsed: Any) -> str:
    return f": {parsed.bozo_exception}" if parsed.bozo else ""


def _elements(data: bytes) -> list[bytes]:
    found, at = [], 0
    while match := _OPENING.search(data, at):
        end = _CLOSING[match.group(1)].search(data, match.end())
        if end is None:
            break
        found.append(data[match.start() : end.end()])
        at = end.end()
    return found


def _entry(entry: Any, element: bytes, encoding: str, feed: Any, place: str) -> Extract | Fault:
    contents = [one.get("value", "") for one in entry.get("content", [])]
    markup = max([*contents, entry.get("summary", "")], key=len)
    text = plain(markup) if markup.strip() else ""
    details = [
        Detail(field, " ".join(plain(str(value)).split()), f"feed: {name}")
        for field, name in _FIELDS
        # Not the library's own `get`, which answers for a missing name with that of another.
        if (value := dict.get(entry, name))
    ]
    if feed.get("title"):
        details.append(Detail("outlet", plain(feed["title"]), "feed: title of the feed"))
    title = next((detail.value for detail in details if detail.field == "title"), None)
    if not (text or title):
        return Fault(place, "no-text", "the entry has neither title nor words")
    return Extract(headed(title, text), element, NAME, encoding, place, tuple(details))
