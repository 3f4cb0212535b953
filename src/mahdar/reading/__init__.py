"""Reads one report: a spaCy pipeline of one component a layer, whose result is a `Reading` free of spaCy."""

from __future__ import annotations

from typing import Any, Final

from mahdar.compiled import no_collection
from mahdar.reading.reading import Reading

_FROM_PIPELINE: Final = ("COMPONENTS", "load", "read", "reading_of")
__all__ = ["COMPONENTS", "Reading", "load", "read", "reading_of"]


def __getattr__(name: str) -> Any:
    """What needs spaCy, imported on use: a command that only opens a record must not wait a second for it."""
    if name in _FROM_PIPELINE:
        # Loading spaCy makes much that stays: the collector would only go over it again and again.
        with no_collection():
            from mahdar.reading import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
