"""One person, body, place or group of the record: spellings, why they are one, reports, and what it said and did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mahdar.errors import SettingError
from mahdar.linking.finding import WORLD, Finder
from mahdar.linking.offices import Term, terms_of
from mahdar.linking.people import Line, tie
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.tables import PACKAGE, Row, read_table
from mahdar.views.address import address
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import called, publication
from mahdar.views.quoting import speakers_of
from mahdar.world import load_world

# How many lines an ambiguous name lists.
MOST_LISTED = 5
DEEDS = ("said", "carried", "addressed", "did", "received", "placed")


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry that the entity takes part in: its address, its sentence, what it is (an event's type, or a stance)."""

    address: str
    sentence: int
    what: str


@dataclass(slots=True)
class Profile:
    """What the record holds of one line.

    `because` are pairs of a report's number (None for what ties several reports) and a reason.
    """

    line: Line
    ref: str | None
    reports: list[tuple[int, Reading]]
    because: list[tuple[int | None, str]]
    offices: Sequence[Term] = ()
    deeds: dict[str, list[Deed]] = field(default_factory=dict)


def entity(readings: Sequence[tuple[int, Reading]], name: str, lang: str) -> Profile:
    """What the record holds of the one line that `name` means; `SettingError` when it means none or several."""
    lines = tie(readings)
    line = _one(Finder(lines, readings).best(name), name, lang)
    ids: dict[int, set[str]] = {}
    for number, entity_id in line.members:
        ids.setdefault(number, set()).add(entity_id)
    reports = [(number, reading) for number, reading in readings if number in ids]
    because = list(_because(line, reports, ids))
    profile = Profile(line, _reference(line, reports, ids), reports, because, terms_of(line.key.removeprefix(WORLD)))
    for number, reading in reports:
        for kind, deed in _deeds(number, reading, ids[number]):
            profile.deeds.setdefault(kind, []).append(deed)
    return profile


def _one(found: Sequence[Line], name: str, lang: str) -> Line:
    say = messages(lang)
    if not found:
        raise SettingError.of("error.nobody", name=name)
    if len(found) > 1:
        listed = [f"{called(line, say)} ({line.key})" for line in found[:MOST_LISTED]]
        raise SettingError.of("error.several", name=name, n=len(found), listed=listed)
    return found[0]


def _reference(line: Line, reports: Iterable[tuple[int, Reading]], ids: dict[int, set[str]]) -> str | None:
    if line.key.startswith(WORLD):
        fact = load_world().get(line.key.removeprefix(WORLD))
        if fact and fact.ref:
            return fact.ref
    refs = (one.ref for number, reading in reports for one in reading.entities if one.id in ids[number])
    return next((ref for ref in refs if ref), None)


def _because(
    line: Line, reports: Iterable[tuple[int, Reading]], ids: dict[int, set[str]]
) -> Iterator[tuple[int | None, str]]:
    for reason in sorted(line.because):
        yield None, reason
    for number, reading in reports:
        reasons = [reason for one in reading.entities if one.id in ids[number] for reason in one.because]
        for reason in dict.fromkeys(reasons):
            yield number, reason


def _deeds(number: int, reading: Reading, ids: set[str]) -> Iterator[tuple[str, Deed]]:
    def deed(entry_id: str, span: Span, what: str) -> Deed:
        return Deed(address(number, entry_id), reading.sentence_number(span.start), what)

    for one in reading.statements:
        parts = {"said": speakers_of(one), "carried": one.via, "addressed": one.to}
        yield from ((kind, deed(one.id, one, one.stance)) for kind, part in parts.items() if ids & set(part))
    for event in reading.events:
        place = [event.place] if event.place else []
        roles = {"did": event.actors, "received": event.recipients, "placed": place}
        yield from ((kind, deed(event.id, event, event.type)) for kind, role in roles.items() if ids & set(role))


def render(profile: Profile, lang: str) -> str:
    """The profile as text."""
    say, line = messages(lang), profile.line
    out = [f"{called(line, say)}  ({say.say(f'kind.{line.kind}')})", f"   {say.say('entity.key')}: {line.key}"]
    if line.name_en:
        out.append(f"   {say.say('entity.name_en')}: {line.name_en}")
    if profile.ref:
        out.append(f"   {say.say('entity.ref')}: {profile.ref}")
    forms = " · ".join(f"{form} ({n})" for form, n in line.forms.most_common())
    out.append(f"   {say.say('entity.spellings')}: {forms}")
    if profile.offices:
        out.append(f"   {say.say('entity.offices')}:")
        out += [f"      {_office(term, lang)}  {term.since or '…'} – {term.until or '…'}" for term in profile.offices]
    out.append(f"   {say.say('entity.because')}:")
    out += [f"      {text}" for text in _reasons_told(profile, say)]
    out.append(f"   {say.say('entity.reports')}:")
    for number, reading in profile.reports:
        title = f" · {reading.title}" if reading.title else ""
        out.append(f"      {number}  {reading.source}{title} · {publication(reading.published, say)}")
    out += [f"   {text}" for kind in DEEDS for text in _deeds_told(kind, profile.deeds.get(kind, []), say)]
    return "\n".join(out)


def _office(term: Term, lang: str) -> str:
    return term.name if lang == "ar" else term.name_en


def _reasons_told(profile: Profile, say: Messages) -> Iterator[str]:
    for number, reason in profile.because:
        told = reason_told(reason, say)
        yield told if number is None else f"{told} ({say.say('entity.in_report', number=number)})"


def reason_told(reason: str, say: Messages) -> str:
    """Why two are one, in words."""
    head, _, rest = reason.partition(":")
    return _explained(head, say) + (f": {rest.strip()}" if rest else "")


def _explained(head: str, say: Messages) -> str:
    rows = [row for row in _merge_reasons() if head.startswith(row["starts"])]
    if not rows:
        return head
    row = max(rows, key=lambda row: len(row["starts"]))
    return row["ar" if say.lang == "ar" else "en"] + head[len(row["starts"]) :]


@lru_cache(maxsize=1)
def _merge_reasons() -> list[Row]:
    return list(read_table(PACKAGE / "lang" / "merge_reasons.tsv", columns=("starts", "en", "ar")))


def _deeds_told(kind: str, deeds: Sequence[Deed], say: Messages) -> Iterator[str]:
    if not deeds:
        return
    yield f"{say.say(f'entity.{kind}')}: {len(deeds)}"
    by_what: dict[str, list[str]] = {}
    for deed in deeds:
        by_what.setdefault(deed.what, []).append(deed.address)
    for what, addresses in sorted(by_what.items(), key=lambda item: (-len(item[1]), item[0])):
        key = f"stance.{what}"
        yield f"   {say.say(key) if key in say else what} {len(addresses)}: {' '.join(addresses)}"


def to_object(profile: Profile) -> dict[str, Any]:
    """The profile for programs; its keys are those of docs/formats.md."""
    line = profile.line
    return {
        "key": line.key,
        "kind": line.kind,
        "name": line.name,
        "name_en": line.name_en,
        "ref": profile.ref,
        "forms": dict(line.forms.most_common()),
        "reports": [number for number, _ in profile.reports],
        "members": [{"report": number, "entity": entity_id} for number, entity_id in line.members],
        "offices": [
            {
                "office": term.office,
                "name": term.name,
                "name_en": term.name_en,
                "since": term.since or None,
                "until": term.until or None,
            }
            for term in profile.offices
        ],
        "because": [{"report": number, "reason": reason} for number, reason in profile.because],
        **{
            kind: [
                {"id": deed.address, "sentence": deed.sentence, "what": deed.what}
                for deed in profile.deeds.get(kind, [])
            ]
            for kind in DEEDS
        },
    }
