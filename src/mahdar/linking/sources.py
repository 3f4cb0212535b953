"""Which reports are one source: copies of each other, those of one outlet, and those that name one agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mahdar.arabic.normal import normalise
from mahdar.linking import copies
from mahdar.linking.links import components
from mahdar.linking.stored_copies import told
from mahdar.record import Record

COPY, OUTLET, AGENCY, CARRIER = "copy", "outlet", "agency", "carrier"


@dataclass(slots=True)
class Source:
    """One independent source: its reports, who they name as their maker, and what makes them one."""

    reports: list[int]
    names: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)


def independent(
    record: Record, numbers: Iterable[int], *, carriers: Mapping[int, Iterable[str]] | None = None
) -> list[Source]:
    """The independent sources among some reports, in their order.

    `carriers` names, for each report, those who carried what is asked about to it, such as the agency that was told it.
    """
    # By what they share: an agency that signed one report may be the one that another report was told by.
    shared: dict[str, dict[int, list[str]]] = {}
    names: dict[int, list[str]] = {}
    for number in sorted(set(numbers)):
        names[number] = []
        for kind, key, shown in _marks(record, number, (carriers or {}).get(number, ())):
            shared.setdefault(key, {}).setdefault(number, []).append(kind)
            names[number] += [shown] if shown else []
    together = [held for held in shared.values() if len(held) > 1]
    top = components((str(min(held)), str(other)) for held in together for other in held if other != min(held))
    found: dict[str, Source] = {}
    for number in names:
        source = found.setdefault(top.get(str(number), str(number)), Source([]))
        source.reports.append(number)
        source.names = list(dict.fromkeys([*source.names, *names[number]]))
    for held in together:
        source = found[top[str(min(held))]]
        kinds = (kind for one in held.values() for kind in one)
        source.because = list(dict.fromkeys([*source.because, *kinds]))
    return list(found.values())


def _marks(record: Record, number: int, carriers: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """What a report has in common with others of its source: kind, key and, where it has one, name."""
    yield COPY, f"{COPY}:{record.links.first(copies.KIND, str(number))}", ""
    origin = told(record.connection, number).origin
    if origin.outlet:
        yield OUTLET, _key(origin.outlet), origin.outlet
    for name in (*origin.signed, *origin.credited):
        yield AGENCY, _key(name), name
    for name in carriers:
        yield CARRIER, _key(name), name


def _key(name: str) -> str:
    return " ".join(normalise(name).casefold().split())
