"""What the persons whom a report names with their offices tell of its day: it was written in their terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic import times as engine
from mahdar.arabic.words import Words, words_of
from mahdar.reading.dating.dated_facts import Finding
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.roles.component import NOTES, RoleNote
from mahdar.world.offices import Offices

PERSON: Final = "person:"
# How many characters stand at most between a name and the office of its bearer: a comma, a title.
NEAR: Final = 12
# How many words behind a name or an office may tell that the term is over.
_PAST_NEAR: Final = 2
# "The last session under somebody" is held in the last month of the term.
LAST_OF_TERM: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Held:
    """A name beside an office of its bearer, as the words [first, last), and the days of the terms in it.

    A bound that is not known, or that is still to come, is None.
    """

    first: int
    last: int
    since: date | None
    until: date | None


def findings(doc: Doc, offices: Offices, skipped: frozenset[int]) -> Iterator[Finding]:
    """The days that the terms allow, first those that are sure.

    Whoever names the holder of an office writes after the term began, even of the past. The end of a term bounds the
    day unless somebody is named whose term began later: then the former is told of as history.
    """
    held = list(_held(doc, offices, skipped))
    latest = max((one.since for one in held if one.since), default=None)
    for one in held:
        if one.since:
            yield Finding(one.first, one.last, "in-office", one.since, None)
    for one in held:
        if one.until and (latest is None or latest <= one.until):
            yield Finding(one.first, one.last, "in-office", None, one.until)
            if _is_last_under(words_of(doc), one.first):
                yield Finding(one.first, one.last, "end-of-term", one.until - LAST_OF_TERM, one.until)


def _held(doc: Doc, offices: Offices, skipped: frozenset[int]) -> Iterator[Held]:
    words = words_of(doc)
    entities: list[Entity] = doc._.entities
    mentions: list[Mention] = doc._.mentions
    persons = {entity.id: entity.world for entity in entities if entity.world.startswith(PERSON)}
    notes: dict[tuple[int, int], RoleNote] = doc.user_data.get(NOTES, {})
    before: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.entity not in persons:
            continue
        other = before.get(mention.entity)
        before[mention.entity] = mention
        pair = _office_and_name(other, mention) if other else None
        note = notes.get((pair[0].start, pair[0].end)) if pair else None
        if other is None or pair is None or note is None:
            continue
        first, last = words.range(pair[1].start, pair[1].end)
        span = range(words.range(other.start, other.end)[0], words.range(mention.start, mention.end)[1])
        if first in skipped or _is_over(words, span):
            continue
        bounds = _terms(offices, persons[mention.entity], note)
        if bounds:
            yield Held(first, last, *bounds)


def _office_and_name(one: Mention, other: Mention) -> tuple[Mention, Mention] | None:
    """The office and the name among two mentions of a person that stand side by side."""
    if other.start - one.end > NEAR or (one.form == "role") == (other.form == "role"):
        return None
    return (one, other) if one.form == "role" else (other, one)


def _is_over(words: Words, span: range) -> bool:
    """Whether a word in the span, or right behind it in its sentence, tells that the office was held before."""
    end = min(span.stop + _PAST_NEAR, words.sentences[words.sentence[span.start]][1])
    former = engine.guard("former")
    return any(words.norm[i] in former for i in range(span.start, end))


def _terms(offices: Offices, person: str, note: RoleNote) -> tuple[date | None, date | None] | None:
    """The first and last day of the person's terms in the offices that the role can mean."""
    meant = {office.id: office.generic for office in note.offices}
    state = note.office_state.removeprefix("state:")
    terms = [
        term
        for term in offices.of_person.get(person, ())
        if term.office in meant and (not state or not meant[term.office] or term.state == state)
    ]
    if not terms:
        return None
    since, until = min(term.first for term in terms), max(term.last for term in terms)
    return since if since > date.min else None, until if until < date.max else None


def _is_last_under(words: Words, name: int) -> bool:
    """Whether what comes before the name calls something the last in its bearer's time."""
    before = words.norm[words.sentences[words.sentence[name]][0] : name]
    return any(word in engine.guard("last-of") for word in before) and any(
        word in engine.guard("reign") for word in before
    )
