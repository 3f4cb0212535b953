"""The formats by name, for whoever exports from Python: `export(source, "ftm", path)`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from mahdar import __version__
from mahdar.errors import SettingError
from mahdar.exports.source import Readings, Source

TEXT, BYTES, FOLDER = "text", "bytes", "folder"
# The module of each format, and what it writes to.
FORMATS = {
    "tables": ("tables", FOLDER),
    "jsonl": ("json_lines", TEXT),
    "ftm": ("ftm", TEXT),
    "annotations": ("annotations", TEXT),
    "gexf": ("gexf", BYTES),
    "timeml": ("timeml", FOLDER),
    "schema-org": ("schema_org", TEXT),
    "citron": ("citron", TEXT),
    "bayanat": ("bayanat", FOLDER),
    "uwazi": ("uwazi", FOLDER),
    "acled": ("acled", TEXT),
    "ged": ("ged", TEXT),
    "polecat": ("polecat", TEXT),
    "datasette": ("datasette", TEXT),
}


def export(source: Source, name: str, path: Path, **options: Any) -> int:
    """How much was written to the file or folder `path`, in the entries of the format.

    `options` are those of the format's `write`. Raises `SettingError` for a format that there is not.
    """
    if name not in FORMATS:
        raise SettingError.of("error.no_format", text=name, known=tuple(FORMATS))
    module, kind = FORMATS[name]
    write = _polecat if name == "polecat" else import_module(f"mahdar.exports.{module}").write
    if kind == FOLDER:
        return _number(write(source, path, **options))
    if kind == BYTES:
        with path.open("wb") as data:
            return _number(write(source, data, **options))
    with path.open("w", encoding="utf-8", newline="") as text:
        return _number(write(source, text, **options))


def _number(written: Any) -> int:
    """What was written, of what a format tells besides."""
    return int(written[0] if isinstance(written, tuple) else written)


def _polecat(source: Source, out: Any, **options: Any) -> int:
    from mahdar.exports import polecat

    return polecat.write(polecat.Export(Readings(source.record), __version__, **options).rows(), out)
