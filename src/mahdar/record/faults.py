"""What is wrong with the file of a record, by the codes of `lang/problems.tsv`."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from mahdar.errors import RecordError

# What SQLite says, and the code of what it means to the user of a record.
_CODES = (
    ("file is not a database", "no-database"),
    ("malformed", "damaged"),
    ("could not decode to utf-8", "damaged"),
    ("locked", "busy"),
    ("readonly", "read-only"),
    ("unable to open", "not-opened"),
    ("disk is full", "disk-full"),
    ("disk i/o", "disk-error"),
    ("no such table", "incomplete"),
    ("no such column", "incomplete"),
    ("never changed or removed", "kept"),
)


def fault(path: Path, code: str, found: str = "") -> RecordError:
    """The error for the record at `path`, which tells what happened and what to do by its code."""
    return RecordError(code=code, place=str(path), found=found)


def fault_of(path: Path, error: sqlite3.Error) -> RecordError:
    """What an error of SQLite means for the record at `path`."""
    said = str(error)
    code = next((code for words, code in _CODES if words in said.lower()), "unsound")
    if code == "not-opened" and not os.access(path.parent, os.W_OK):
        code = "read-only"
    # What SQLite quotes of a damaged cell may be long, and anything.
    return fault(path, code, said.partition(" with text")[0])
