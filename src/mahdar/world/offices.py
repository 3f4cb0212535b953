"""Who held which office when: offices by the words of a role, terms by office, state and day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from mahdar.errors import TableError
from mahdar.tables import WORLD, Row, read_table

# Stand-ins for a state's name and a state's adjective in the words of a role.
STATE: Final = "STATE"
ADJECTIVE: Final = "ADJ"
_STAND_INS: Final = {
    "{state}": STATE,
    "{state2}": STATE,
    "{adj}": ADJECTIVE,
    "{adj_f}": ADJECTIVE,
    "{adj_i}": ADJECTIVE,
    "{adj_if}": ADJECTIVE,
    "{adj_ip}": ADJECTIVE,
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a phrase may mean, with the state and the body that the table gives it."""

    id: str
    state: str
    body: str
    generic: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office; `first` and `last` bound it as far as it is known."""

    person: str
    office: str
    state: str
    first: date
    last: date


@dataclass(slots=True)
class Offices:
    """Offices by phrase and terms by office. `part` turns a written phrase into its normal words."""

    part: Callable[[str], list[str]]
    phrases: dict[tuple[str, ...], list[Office]] = field(default_factory=dict)
    short: dict[tuple[str, ...], list[Office]] = field(default_factory=dict)
    terms: dict[str, list[Term]] = field(default_factory=dict)
    of_person: dict[str, list[Term]] = field(default_factory=dict)

    @classmethod
    def load(cls, part: Callable[[str], list[str]], *, extra: Path | None = None) -> Offices:
        """The offices and terms of the shipped tables, with those of the folder `extra`."""
        offices = cls(part)
        for folder in (WORLD, extra):
            if folder is not None and (folder / "offices.tsv").exists():
                for row in read_table(folder / "offices.tsv", columns=("id", "names_ar", "short_ar", "generic")):
                    offices._add_office(row)
            if folder is not None and (folder / "terms.tsv").exists():
                for row in read_table(folder / "terms.tsv", columns=("person", "office", "state", "from", "to")):
                    offices._add_term(row)
        return offices

    def _add_office(self, row: Row) -> None:
        office = Office(row["id"], row["state"], row["body"], row["generic"] == "yes")
        for phrases, column in ((self.phrases, "names_ar"), (self.short, "short_ar")):
            for name in row.many(column):
                for mark, stand_in in _STAND_INS.items():
                    name = name.replace(mark, stand_in)
                phrases.setdefault(tuple(self.part(name)), []).append(office)

    def _add_term(self, row: Row) -> None:
        first, last = _bound(row, "from", date.min), _bound(row, "to", date.max)
        term = Term(f"person:{row['person']}", row["office"], row["state"], first, last)
        self.terms.setdefault(row["office"], []).append(term)
        self.of_person.setdefault(term.person, []).append(term)

    def holders(self, office: Office, state: str, first: date, last: date) -> list[str]:
        """The persons who held the office between two days, of the state where the office is one of every state."""
        wanted = state.removeprefix("state:") if office.generic else ""
        found = [
            term.person
            for term in self.terms.get(office.id, ())
            if (not office.generic or term.state == wanted) and term.first <= last and first <= term.last
        ]
        return list(dict.fromkeys(found))

    def ever(self, office: Office, state: str) -> set[str]:
        """All persons who are known to have held the office."""
        return set(self.holders(office, state, date.min, date.max))

    def in_office(self, person: str, first: date, last: date) -> bool:
        """Whether the person held any office between two days, or none of their terms is known."""
        terms = self.of_person.get(person)
        return not terms or any(term.first <= last and first <= term.last for term in terms)

    def states(self, person: str) -> set[str]:
        """The states that the person's offices belong to or are about."""
        return {f"state:{term.state}" for term in self.of_person.get(person, ()) if term.state}


def _bound(row: Row, column: str, otherwise: date) -> date:
    """The first day that a `from` can mean, the last that a `to` can."""
    text = row[column]
    if not text:
        return otherwise
    try:
        year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
        if column == "from":
            return date(year, month or 1, day or 1)
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError as error:
        raise TableError.of("error.table_day", place=row.place, column=column, text=text) from error
