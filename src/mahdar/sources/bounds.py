"""How much is read at the most, from `data/bounds.tsv`, and what a file in the making has taken of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mahdar.errors import SettingError, SourceError
from mahdar.tables import read_table

TABLE = Path(__file__).parent / "data" / "bounds.tsv"
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_NUMBER = re.compile(r"([0-9]{1,15})([KMG]?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of one run; what each one bounds stands in the table."""

    report: int
    text: int
    list: int
    member: int
    total: int
    times: int
    directory: int
    depth: int
    word: int
    pdf: int
    pages: int

    def refuse(self, name: str, count: int | None = None) -> SourceError:
        """The error for what is beyond the bound `name`, which it names; `count` is how much there is, where known."""
        found = "" if count is None else f"{count} {units()[name]}, "
        return SourceError(
            f"{found}more than {shown(getattr(self, name))} {units()[name]}: --bound {name}", code="too-large"
        )


class BeyondTotal(SourceError):
    """A file with all that is packed in it has taken what it may: nothing more of it is unpacked."""


class Unpacking:
    """What one file of the user, with the archives in it, has unpacked to so far, and how deep it is nested."""

    def __init__(self, bounds: Bounds, size: int) -> None:
        self.bounds = bounds
        self._most = min(bounds.total, max(bounds.member, bounds.times * size))
        self._taken = 0

    def take(self, size: int) -> None:
        """Counts unpacked bytes; raises `BeyondTotal` when they are too many."""
        self._taken += size
        if self._taken > self._most:
            name = "total" if self._most == self.bounds.total else "times"
            raise BeyondTotal(str(self.bounds.refuse(name)), code="too-large")


def bounds(changed: Mapping[str, str] | None = None) -> Bounds:
    """The bounds with those of the user in place of the shipped ones; `SettingError` for what is no bound."""
    known = _shipped()
    values = dict(known)
    for name, value in (changed or {}).items():
        if name not in known:
            raise SettingError.of("error.bound_name", name=name, known=tuple(known))
        values[name] = _number(name, value)
    return Bounds(**values)


def shown(value: int) -> str:
    """A bound as --bound takes it."""
    for unit in ("G", "M", "K"):
        if value >= _UNITS[unit] and value % _UNITS[unit] == 0:
            return f"{value // _UNITS[unit]}{unit}"
    return str(value)


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """What each bound counts, by its name."""
    return {row["name"]: row["unit"] for row in read_table(TABLE, columns=("name", "value", "unit", "about"))}


@lru_cache(maxsize=1)
def _shipped() -> dict[str, int]:
    rows = read_table(TABLE, columns=("name", "value", "unit", "about"))
    return {row["name"]: _number(row["name"], row["value"]) for row in rows}


def _number(name: str, value: str) -> int:
    match = _NUMBER.fullmatch(value.strip())
    if match is None or not int(match.group(1)):
        raise SettingError.of("error.bound_value", name=name, text=value)
    return int(match.group(1)) * _UNITS[match.group(2).upper()]
