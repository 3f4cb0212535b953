"""The digest of everything that a reading follows from besides the report: the packaged tables and the version."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from mahdar import __version__
from mahdar.tables import PACKAGE

# What the rules are kept in. The record's own tables do not change what is read.
_SUFFIXES = frozenset({".tsv", ".json", ".yaml", ".npz", ".bin"})
_OWN = "record"


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """The SHA-256, in hex, of the version and of the names and bytes of all tables and models in the package."""
    digest = hashlib.sha256(str(__version__).encode())
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE)
        if path.suffix in _SUFFIXES and place.parts[0] != _OWN and path.is_file():
            data = path.read_bytes()
            digest.update(f"\0{place.as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()
