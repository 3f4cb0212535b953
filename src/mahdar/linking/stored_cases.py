"""Cases in a record: the use of their rule, and all cases with their matters."""

from __future__ import annotations

from mahdar.linking.casefile import Case, make_cases
from mahdar.linking.cases import KIND, Cases, from_kept
from mahdar.linking.links import SEPARATOR
from mahdar.linking.matters import matters_of
from mahdar.linking.matters.matter import Matter
from mahdar.linking.use import Use, kept_definition, stored_use
from mahdar.record import Record

DEFINITION = kept_definition(Cases(), lambda number, reading: matters_of(reading, number), from_kept)


def use(record: Record) -> Use[Matter]:
    """The use of the rule of cases in a record."""
    return stored_use(record, DEFINITION)


def cases_of(record: Record) -> list[Case]:
    """All cases of a record, in the order in which its reports begin to tell of them."""
    kept = {item: found for item, found in record.links.items(KIND) if SEPARATOR in item and found}
    groups: dict[str, list[Matter]] = {}
    for item, found in kept.items():
        groups.setdefault(record.links.first(KIND, item), []).append(from_kept(found))
    for group in groups.values():
        group.sort(key=lambda matter: (matter.report, matter.tellings[0].start))
    ids = {report.number: report.id for report in record.reports()}
    return make_cases(groups.values(), ids)
