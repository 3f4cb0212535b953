"""The rules of the bodies and the facts that they count with, from tables: members by day and by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mahdar.tables import world_table

STATE = "state:"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it says, where it stands, and the number in it where there is one."""

    id: str
    body: str
    en: str
    ar: str
    source: str
    source_ar: str
    value: int

    def stands_in(self, lang: str) -> str:
        """Where it stands, in Arabic ("ar") or English ("en")."""
        return self.source_ar if lang == "ar" else self.source


def rule(rule_id: str) -> Rule:
    """The rule with this id; `KeyError` when there is none."""
    return _rules()[rule_id]


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    rows = world_table("procedure_rules", columns=("id", "body", "en", "ar", "source", "source_ar", "value"))
    return {
        row["id"]: Rule(
            row["id"], row["body"], row["en"], row["ar"], row["source"], row["source_ar"], int(row["value"] or 0)
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def permanent() -> frozenset[str]:
    """The keys of the permanent members of the Council."""
    return frozenset(STATE + row["state"] for row in world_table("permanent_members", columns=("state",)))


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[str, int, int], ...]:
    rows = world_table("council_members", columns=("state", "since", "until"))
    return tuple((STATE + row["state"], int(row["since"]), int(row["until"])) for row in rows)


@lru_cache(maxsize=1)
def council_years() -> range:
    """The years for which all elected members of the Council are known."""
    years = sorted({year for _, since, until in _terms() for year in range(since, until + 1)})
    full = [year for year in years if len(elected(year)) == rule("council-terms").value]
    return range(full[0], full[-1] + 1)


@lru_cache(maxsize=100)
def elected(year: int) -> frozenset[str]:
    """The keys of the elected members of the Council in a year, as far as they are known."""
    return frozenset(state for state, since, until in _terms() if since <= year <= until)


def council(year: int) -> frozenset[str]:
    """The keys of all members of the Council in a year; empty when they are not all known."""
    return permanent() | elected(year) if year in council_years() else frozenset()


def assembly(day: date) -> int:
    """How many members the Assembly has on a day; 0 when that is not known."""
    rows = world_table("assembly_members", columns=("since", "members"))
    held = [int(row["members"]) for row in rows if date.fromisoformat(row["since"]) <= day]
    return held[-1] if held else 0


def majority(members: int) -> int:
    """More than half."""
    return members // 2 + 1
