"""Keeps what is built from the tables in the user's cache folder, so that not every start has to build it again.

Building all lexicons takes longer than importing spaCy; loading them takes a fraction of it. The cache is keyed by the
files of the package: whoever mends a table or a line of code gets everything built anew. Nothing depends on the cache:
without one that can be read or written, things are built as if there were none.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

from mahdar.tables import PACKAGE

Built = TypeVar("Built")
# Where the cache lies; "off" for none. By default the platform's folder for caches.
VARIABLE = "MAHDAR_CACHE"
OFF = "off"
DAMAGED = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, ValueError, KeyError)


def compiled(name: str, build: Callable[[], Built]) -> Built:
    """What `build` returns, from the cache when it is there under `name`, else built and left there."""
    folder = cache_folder()
    if folder is None:
        return build()
    path = folder / f"{name}.pickle"
    # A cut-off or foreign file can fail in any of pickle's ways; all of them mean that there is no such cache.
    with contextlib.suppress(*DAMAGED):
        with path.open("rb") as file:
            found: Built = pickle.load(file)
        return found
    built = build()
    with contextlib.suppress(OSError):
        # What was built by code that is no longer there (a run during an update) must not stand for the new one.
        if _key() == folder.name:
            _write(path, built)
    return built


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Puts off Python's collector while much is built that will stay: going over it all again takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=1)
def cache_folder() -> Path | None:
    """The folder of this version's cache, None when the user wants none."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen == OFF:
        return None
    return (Path(chosen) if chosen else user_cache_path("mahdar", appauthor=False)) / _AT_IMPORT


def _key() -> str:
    """What changes with any file of the package and with Python's version."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".tsv", ".gz", ".so", ".pyd"):
            status = path.stat()
            digest.update(f"{path.relative_to(PACKAGE)}\t{status.st_size}\t{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


# Taken when this module is imported, before the classes that are kept: later the files may be others than those in use.
_AT_IMPORT = _key()


class _Pickler(pickle.Pickler):
    """Pickles as usual, but frozen dataclasses by their fields: in the compiled form none can be filled later."""

    def reducer_override(self, obj: Any) -> Any:
        parameters = getattr(type(obj), "__dataclass_params__", None)
        if parameters is None or not parameters.frozen:
            return NotImplemented
        return type(obj), tuple(getattr(obj, each.name) for each in fields(obj))


def _write(path: Path, built: object) -> None:
    """Writes the file as a whole or not at all, and clears away the caches of other versions."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, waiting = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(built)
        os.replace(waiting, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(waiting)
        raise
    for other in path.parent.parent.iterdir():
        if other.is_dir() and other != path.parent and len(other.name) == len(path.parent.name):
            shutil.rmtree(other, ignore_errors=True)
