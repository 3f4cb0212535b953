"""The digest of everything that a reading follows from besides the report: the packaged tables and the version."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from mahdar import __version__
from mahdar.tables import PACKAGE

# What the rules are kept in. The record's own tables do not change what is read.
_SUFFIXES = frozenset({".tsv", ".json", ".yaml", ".npz", ".bin"})
_OWN = "record"
# So many bytes of a file are in memory at a time: a model may be larger than that.
BLOCK = 1 << 20


@lru_cache(maxsize=4)
def rules_digest(extra: tuple[Path, ...] = ()) -> str:
    """The SHA-256, in hex, of the version and of the names and bytes of all tables and models in the package.

    `extra` are the files and folders of the user's own that a reading follows from, too: their bytes count, and not
    where they lie.
    """
    digest = hashlib.sha256(str(__version__).encode())
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE)
        if path.suffix in _SUFFIXES and place.parts[0] != _OWN and path.is_file():
            data = path.read_bytes()
            digest.update(f"\0{place.as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    for number, place in enumerate(extra):
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                name = path.relative_to(place).as_posix() if place.is_dir() else path.name
                digest.update(f"\0+{number}\0{name}\0{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    while block := file.read(BLOCK):
                        digest.update(block)
    return digest.hexdigest()
