"""JSON: one object that is a report, or a list of them anywhere near the top; ninjs and JSON Feed too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.decoder import WHITESPACE, scanstring  # type: ignore[attr-defined]
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.columns import Columns
from mahdar.sources.decode import decode_any
from mahdar.sources.extract import Extract, Fault, Settings

NAME = "json"
# How deep below the top a list of reports is looked for.
DEEPEST = 3
_DECODER = json.JSONDecoder(strict=False)


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract | Fault]:
    """The reports of the objects in a JSON file, each with the bytes of its own object.

    Raises `SourceError` for a file that is no JSON, up to where it is; what stood before has been read.
    """
    # All of it must be in memory to be read; JSON Lines have no such bound.
    data = stream.read(settings.bounds.list + 1)
    if len(data) > settings.bounds.list:
        raise settings.bounds.refuse("list")
    decoded = decode_any(data)
    yield from _Objects(decoded.text, decoded.encoding, Columns(settings)).find()


class _Objects:
    """The objects of one text that are reports, each with its own stretch of the text."""

    def __init__(self, text: str, encoding: str, columns: Columns) -> None:
        self._text = text
        self._encoding = encoding
        self._columns = columns
        self._number = 0

    def find(self) -> Iterator[Extract | Fault]:
        found = False
        for one in self._value(self._skip(0), DEEPEST):
            found = True
            yield one
        if not found:
            raise SourceError("no object in it has a field that is the text of a report", code="no-text")

    def _value(self, at: int, depth: int) -> Iterator[Extract | Fault]:
        """The reports in the value that begins at `at`: itself, or what it lists."""
        kind = self._text[at : at + 1]
        if kind == "[":
            for start, _ in self._members(at):
                if self._text[start] == "{":
                    yield from self._listed(start)
        elif kind == "{":
            value, end = self._read(at)
            extract = self._extract(value, at, end)
            if extract:
                self._number += 1
                yield extract
            elif depth:
                for start, _ in self._members(at):
                    if self._text[start] in "[{":
                        yield from self._value(start, depth - 1)
        else:
            raise self._broken(at, "an object or a list")

    def _listed(self, at: int) -> Iterator[Extract | Fault]:
        value, end = self._read(at)
        self._number += 1
        extract = self._extract(value, at, end)
        yield extract or Fault(f"#{self._number}", "no-text", self._columns.why_not(value))

    def _extract(self, value: dict[str, Any], start: int, end: int) -> Extract | None:
        data = self._text[start:end].encode(self._encoding)
        place = f"#{self._number}" if self._number else ""
        return self._columns.extract(value, data=data, kind=NAME, encoding=self._encoding, place=place)

    def _members(self, at: int) -> Iterator[tuple[int, int]]:
        """Where each member of the list or object at `at` begins and ends."""
        closing = "]" if self._text[at] == "[" else "}"
        at = self._skip(at + 1)
        if self._text[at : at + 1] == closing:
            return
        while True:
            if closing == "}":
                at = self._key(at)
            _, end = self._read(at)
            yield at, end
            at = self._skip(end)
            if self._text[at : at + 1] == closing:
                return
            if self._text[at : at + 1] != ",":
                raise self._broken(at, f"a comma or {closing}")
            at = self._skip(at + 1)

    def _key(self, at: int) -> int:
        if self._text[at : at + 1] != '"':
            raise self._broken(at, "a name in quotation marks")
        try:
            _, at = scanstring(self._text, at + 1, False)
        except ValueError as error:
            raise self._broken(at, "a name in quotation marks") from error
        at = self._skip(at)
        if self._text[at : at + 1] != ":":
            raise self._broken(at, "a colon")
        return self._skip(at + 1)

    def _read(self, at: int) -> tuple[Any, int]:
        try:
            return _DECODER.raw_decode(self._text, at)
        except (ValueError, RecursionError) as error:
            where = getattr(error, "pos", at)
            raise self._broken(where, "JSON") from error

    def _skip(self, at: int) -> int:
        match = WHITESPACE.match(self._text, at)
        return match.end() if match else at

    def _broken(self, at: int, wanted: str) -> SourceError:
        line = self._text.count("\n", 0, at) + 1
        if at >= len(self._text):
            return SourceError(f"it ends in the middle of its JSON, in line {line}", code="cut-off")
        return SourceError(
            f"no JSON in line {line}: expected {wanted}, found {self._text[at : at + 20]!r}", code="broken"
        )
