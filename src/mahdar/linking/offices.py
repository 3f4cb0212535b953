"""The offices that a known person has held, by the world tables, each with its term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mahdar.arabic.normal import ARTICLE
from mahdar.tables import Row, world_table
from mahdar.world import load_world

PERSON = "person:"
TA_MARBUTA = "\u0629"


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's term in an office: its names, the body or state that it belongs to, and its bounds as in the table.

    A bound is a year, a month or a day; an empty `since` is not known, an empty `until` is open.
    """

    office: str
    name: str
    name_en: str
    state: str
    body: str
    since: str
    until: str

    def holds(self, day: date) -> bool:
        """Whether the day can lie in the term."""
        starts = not self.since or _bounds(self.since)[0] <= day
        return starts and (not self.until or day <= _bounds(self.until)[1])


def terms_of(world_id: str) -> Sequence[Term]:
    """The terms of the person with this id of the world (`person:…`), in the order of the table."""
    return _terms().get(world_id.removeprefix(PERSON), []) if world_id.startswith(PERSON) else []


@lru_cache(maxsize=1)
def _terms() -> dict[str, list[Term]]:
    offices = {
        row["id"]: row
        for row in world_table("offices", columns=("id", "name_en", "names_ar", "body", "state", "generic"))
    }
    found: dict[str, list[Term]] = {}
    for row in world_table("terms", columns=("person", "office", "state", "from", "to")):
        office = offices.get(row["office"])
        if office is not None:
            found.setdefault(row["person"], []).append(_term(row, office))
    return found


def _term(row: Row, office: Row) -> Term:
    state = row["state"] or office["state"]
    name, name_en = office.many("names_ar"), office["name_en"]
    if office["generic"] == "yes" and row["state"]:
        name_en = f"{name_en}, {_state_name(row['state'])}"
    # Only an office that every state has belongs to its state; another one may be about it, as an envoy's is.
    owner = state if office["generic"] == "yes" else ""
    return Term(row["office"], _filled(name, state), name_en, owner, office["body"], row["from"], row["to"])


def _state_name(state: str) -> str:
    fact = load_world().get(f"state:{state}")
    return (fact.name_en or state) if fact else state


def _filled(patterns: Sequence[str], state: str) -> str:
    """The first pattern that the state's name or adjective can fill; the first of all where none is to be filled."""
    fact = load_world().get(f"state:{state}")
    words = {"{state}": fact.names[0]} if fact and fact.names else {}
    for adjective in fact.many("adjective_ar")[:1] if fact else []:
        words |= {"{adj}": ARTICLE + adjective, "{adj_f}": ARTICLE + adjective + TA_MARBUTA}
    for pattern in patterns:
        # What is joined to a letter before it would be written otherwise.
        filled = " ".join(words.get(word, word) for word in pattern.split())
        if "{" not in filled:
            return filled
    return patterns[0] if patterns else ""


def _bounds(text: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)
