"""Tells what a file is, by its first bytes and, where these leave it open, by its name."""

from __future__ import annotations

import re
from pathlib import Path

from mahdar.sources.formats import csv, feed, html, json, json_lines, parquet, pdf, text, warc, word

# Bytes that are enough to tell.
HEAD = 4096
ZIP = "zip"
GZIP = "gzip"
# In a folder only files whose names end so are read; a file named by itself always is.
SUFFIXES = frozenset(
    {"", ".txt", ".text", ".htm", ".html", ".xhtml", ".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson", ".csv"}
    | {".tsv", ".warc", ".gz", ".docx", ".pdf", ".zip", ".parquet"}
)
_BY_SUFFIX = {
    ".jsonl": json_lines.NAME,
    ".ndjson": json_lines.NAME,
    ".json": json.NAME,
    ".csv": csv.NAME,
    ".tsv": csv.NAME,
    ".htm": html.NAME,
    ".html": html.NAME,
    ".xhtml": html.NAME,
    ".rss": feed.NAME,
    ".atom": feed.NAME,
}
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)\b")
# An object that ends where a line ends, with another behind it.
_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def recognise(head: bytes, name: str) -> str:
    """The name of the format of a file that begins with `head` and is called `name`; "text" when nothing tells."""
    by_bytes = _by_bytes(head)
    if by_bytes:
        return by_bytes
    by_name = _BY_SUFFIX.get(Path(name).suffix.lower(), "")
    if by_name in (csv.NAME, json_lines.NAME):
        return by_name
    return _by_look(_plain(head)) or by_name or text.NAME


def _by_bytes(head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        # An office document is a zip file that lists its types first.
        return word.NAME if b"[Content_Types].xml" in head[:80] or b"word/" in head else ZIP
    if head.startswith(b"PK\x05\x06"):
        return ZIP
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if b"%PDF-" in head[:1024]:
        return pdf.NAME
    if head.startswith(parquet.MARK):
        return parquet.NAME
    return warc.NAME if head.startswith(b"WARC/") else ""


def _plain(head: bytes) -> bytes:
    """The bytes without a mark, and without the zeros of UTF-16."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lstrip()


def _by_look(head: bytes) -> str:
    if head.startswith(b"<"):
        if _FEED.search(head) and not _PAGE.match(head):
            return feed.NAME
        return html.NAME if _PAGE.search(head) else ""
    if head.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ")):
        return json_lines.NAME if _LINES.match(head) else json.NAME
    return ""
