"""The people, bodies and places of the record, each once, with all spellings, and what each said and did."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.linking.finding import WORLD
from mahdar.linking.offices import terms_of
from mahdar.linking.people import Line
from mahdar.views.entity import reason_told
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import called
from mahdar.views.page.both import Both, Item, Tongues, same, say
from mahdar.views.page.entries import Readings, entries_of
from mahdar.views.page.reports import report_anchor


@dataclass(slots=True)
class PersonShown:
    """Somebody: names, spellings with how often, offices, reports, why they are one, and the entries by part."""

    anchor: str
    kind: Both
    name: Both
    forms: list[tuple[str, int]]
    offices: list[tuple[Both, str]]
    reports: list[Item]
    because: list[Both]
    entries: dict[str, list[str]] = field(default_factory=dict)


def people(readings: Readings, tongues: Tongues) -> list[PersonShown]:
    """Everybody who is named, most mentioned first."""
    found = {line.key: _person(line, tongues) for line in tongues.lines if tongues.anchor(line.key)}
    for key, part, address in entries_of(readings, tongues):
        if key in found:
            found[key].entries.setdefault(part, []).append(address)
    return list(found.values())


def _person(line: Line, tongues: Tongues) -> PersonShown:
    return PersonShown(
        anchor=tongues.anchor(line.key),
        kind=say(f"kind.{line.kind}"),
        name=tongues.both(lambda _, say: called(line, say)),
        forms=line.forms.most_common(),
        offices=[
            (Both(term.name, term.name_en), f"{term.since or '…'} – {term.until or '…'}")
            for term in terms_of(line.key.removeprefix(WORLD))
        ],
        reports=[Item(same(str(number)), f"#{report_anchor(number)}") for number in line.reports],
        because=[Both(*(reason_told(one, messages(lang)) for lang in LANGUAGES)) for one in sorted(line.because)],
    )
