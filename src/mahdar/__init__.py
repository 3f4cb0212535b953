"""mahdar reads Arabic press reports of a crisis and keeps the record of it, each entry tied to its characters."""

from __future__ import annotations

from typing import Any

__all__ = ["Reading", "Record", "__version__", "load", "open_record", "read"]


def __getattr__(name: str) -> Any:
    """The public names, imported on use: spaCy takes a second that `--help` need not wait for."""
    if name in ("load", "read", "Reading"):
        from mahdar import reading

        return getattr(reading, name)
    if name == "__version__":
        from importlib.metadata import version

        return version("mahdar")
    if name == "Record":
        from mahdar.record import Record

        return Record
    if name == "open_record":
        from mahdar.access import open_record

        return open_record
    raise AttributeError(name)
