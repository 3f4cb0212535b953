"""What several reports tell, once: the tellings of one statement or event with their independent sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mahdar.linking import events, statements
from mahdar.linking.links import report_of
from mahdar.linking.sources import Source, independent
from mahdar.linking.use import reading_of
from mahdar.reading.reading import Reading
from mahdar.record import Record

KINDS = (statements.KIND, events.KIND)


@dataclass(slots=True)
class Entry:
    """One statement or event: the addresses of its tellings, and its independent sources."""

    kind: str
    addresses: list[str]
    sources: list[Source]

    @property
    def reports(self) -> list[int]:
        """The reports that tell it."""
        return list(dict.fromkeys(report_of(address) for address in self.addresses))


def entries(record: Record, kind: str, *, report: int | None = None) -> Iterator[Entry]:
    """The statements or events that several reports tell, in the order of the record; or only those of one report."""
    for addresses in record.links.groups(kind):
        numbers = [report_of(address) for address in addresses]
        if report is None or report in numbers:
            yield entry_of(record, kind, addresses)


def entry_at(record: Record, kind: str, address: str) -> Entry:
    """The entry of one telling, which may be the only one."""
    first = record.links.first(kind, address)
    groups = (group for group in record.links.groups(kind) if group[0] == first)
    return entry_of(record, kind, next(groups, [address]))


def entry_of(record: Record, kind: str, addresses: list[str]) -> Entry:
    """The entry of some tellings, with its sources."""
    carriers: dict[int, list[str]] = {}
    for address in addresses:
        number, _, key = address.partition(":")
        carriers.setdefault(int(number), []).extend(_carriers(reading_of(record, int(number)), kind, key))
    return Entry(kind, addresses, independent(record, carriers, carriers=carriers))


def _carriers(reading: Reading, kind: str, key: str) -> list[str]:
    """The names of those who carried a statement to the report, or the statement that tells an event."""
    if kind == events.KIND:
        key = next((one.statement or "" for one in reading.events if one.id == key), "")
    via = next((one.via for one in reading.statements if one.id == key), [])
    return [name for name in (reading.entity(one).name for one in via) if name]
