"""Makes reports of the rows and objects of JSON, JSON Lines and CSV, by the names of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mahdar.errors import SettingError
from mahdar.sources.extract import Detail, Extract, Settings, headed, tidy
from mahdar.sources.formats.html import plain
from mahdar.tables import read_table

TABLE = Path(__file__).parent / "data" / "fields.tsv"
# What stands for "no value" in the cells of tables.
_NOTHING = frozenset({"", "none", "null", "nan", "n/a", "-"})
_MARKUP = re.compile(
    r"<(?:p|br|div|span|a|strong|b|em|i|h[1-6]|ul|ol|li|figure|img|blockquote)\b[^<>]*>", re.IGNORECASE
)
_APART = str.maketrans("", "", "_- ")


@lru_cache(maxsize=1)
def field_names() -> dict[str, list[str]]:
    """The names met for each field of a report, the best first."""
    return {row["field"]: row.many("names") for row in read_table(TABLE, columns=("field", "names"))}


def checked(columns: Mapping[str, str]) -> Mapping[str, str]:
    """The same columns; `SettingError` for one given for a field that there is not."""
    unknown = [name for name in columns if name not in field_names()]
    if unknown:
        raise SettingError.of("error.no_column", names=unknown, known=tuple(field_names()))
    return columns


@dataclass(frozen=True, slots=True)
class Found:
    """The value of a field and the name under which it stood."""

    value: str
    name: str


class Columns:
    """Finds the fields of a report in an object or row."""

    def __init__(self, settings: Settings) -> None:
        self._names = dict(field_names())
        self._names.update({field: [name] for field, name in settings.columns.items()})

    def find(self, row: Mapping[str, Any]) -> dict[str, Found]:
        """The fields that stand in `row`, each by the best of its names that has a value."""
        flat = {_plain(name): (name, value) for name, value in row.items() if isinstance(name, str)}
        found: dict[str, Found] = {}
        for field, names in self._names.items():
            one = next((one for one in (_value(flat, name) for name in names) if one), None)
            if one:
                found[field] = one
        return found

    def extract(self, row: Mapping[str, Any], *, data: bytes, kind: str, encoding: str, place: str) -> Extract | None:
        """The report in `row`, None when it has neither text nor summary."""
        found = self.find(row)
        words = found.get("text") or found.get("summary")
        if words is None:
            return None
        title = _readable(found["title"].value) if "title" in found else ""
        details = [
            Detail(field, title if field == "title" else " ".join(one.value.split()), f"{kind}: {one.name}")
            for field, one in found.items()
            if field not in ("text", "summary")
        ]
        text = headed(title, _readable(words.value))
        return Extract(text, data, kind, encoding, place, tuple(details))

    def why_not(self, row: Mapping[str, Any]) -> str:
        """Why `row` is no report, for people."""
        flat = {_plain(name): name for name in row if isinstance(name, str)}
        named = [flat[_plain(name)] for name in self._names["text"] if _plain(name) in flat]
        if named:
            return f"its field {named[0]} is empty"
        return f"no field of it is the text; it has {', '.join(map(str, row))[:200]}"


def _readable(value: str) -> str:
    return plain(value) if _MARKUP.search(value) else tidy(value)


def _plain(name: str) -> str:
    return name.strip().casefold().translate(_APART)


def _value(row: Mapping[str, tuple[str, Any]], path: str) -> Found | None:
    first, _, rest = path.partition(".")
    name, value = row.get(_plain(first)) or row.get(_plain(path)) or ("", None)
    texts = [text.strip() for text in _texts(value, rest)]
    texts = [text for text in texts if text.casefold() not in _NOTHING]
    return Found("; ".join(texts) if rest else "\n\n".join(texts), name) if texts else None


def _texts(value: Any, path: str) -> Iterator[str]:
    """The texts at a path into lists and objects, no deeper than the path."""
    if isinstance(value, list):
        for one in value[:1] if path == "value" else value:
            yield from _texts(one, path)
    elif isinstance(value, dict):
        first, _, rest = path.partition(".")
        for name, inner in value.items():
            if first and isinstance(name, str) and _plain(name) == _plain(first):
                yield from _texts(inner, rest)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
