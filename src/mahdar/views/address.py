"""Addresses of entries that a user can type: `REPORT:ID`, such as `3:s5`, the statement s5 of report 3."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.normal import normalise
from mahdar.errors import SettingError
from mahdar.reading.layers import Event, Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record

SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry was found: the number of its report and that report's reading."""

    number: int
    reading: Reading


def address(number: int, entry_id: str) -> str:
    """The address of an entry of report `number`."""
    return f"{number}{SEPARATOR}{entry_id}"


def find_statement(record: Record, text: str) -> tuple[Place, Statement]:
    """The statement at the address `text`; `SettingError` when there is none, `RecordError` when there is no report."""
    place, entry_id = _find(record, text, example="3:s5")
    for statement in place.reading.statements:
        if statement.id == entry_id:
            return place, statement
    raise _missing(place, entry_id, [one.id for one in place.reading.statements])


def find_event(record: Record, text: str) -> tuple[Place, Event]:
    """The event at the address `text`; `SettingError` when there is none, `RecordError` when there is no report."""
    place, entry_id = _find(record, text, example="3:v12")
    for event in place.reading.events:
        if event.id == entry_id:
            return place, event
    raise _missing(place, entry_id, [one.id for one in place.reading.events])


def _find(record: Record, text: str, *, example: str) -> tuple[Place, str]:
    report, separator, entry_id = text.strip().rpartition(SEPARATOR)
    if not separator or not report or not entry_id:
        raise SettingError.of("error.address", text=text, example=example)
    return Place(*record.find(report)), normalise(entry_id).lower()


def _missing(place: Place, entry_id: str, known: list[str]) -> SettingError:
    listed = f"{known[0]} … {known[-1]}" if len(known) > 1 else "".join(known) or "-"
    return SettingError.of("error.no_entry", number=place.number, id=entry_id, known=listed)
