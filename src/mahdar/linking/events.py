"""Finds the same event told by several reports: one type, the same day and place, the same people, alike words.

`same` joins; `denied` ties an event to the telling that it did not happen and joins nothing. Two acts of one kind in
two towns, or on two days, are two.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from mahdar.linking import content, who
from mahdar.linking.content import Stems
from mahdar.linking.links import Link, Part
from mahdar.linking.who import Who

KIND = "event"
SAME, DENIED = "same", "denied"
LABELS = (SAME, DENIED)
STATUS_DENIED = "denied"
KEYS = 8
# What the parts weigh, and what they must weigh together.
WORDS, PLACE, ACTORS, RECIPIENTS, DAY, WORD, AMOUNTS = 0.5, 0.14, 0.12, 0.08, 0.08, 0.04, 0.1
ENOUGH = 0.42
# How alike the words around are at least; below it two acts of one kind are told, not one act.
LEAST_WORDS = 0.32
LEAST_WEIGHT = 5.0
# Days between the days of reports that name no day for the event, at most.
FARTHEST = 2
# What somebody does by speaking or deciding: who does it makes it this act and no other, however alike the words.
WILLED = frozenset(
    (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "REQUEST",
        "REJECT",
        "THREATEN",
        "ACCUSE",
        "COOPERATE",
        "SANCTION",
        "AID",
    )
)
# Sentences this much alike are one telling, also where a report changed a day or a name.
SAME_TELLING = 0.75


@dataclass(frozen=True, slots=True)
class Told:
    """An event as far as others are compared with it: kind, word, who, where, when, and the words around it.

    `around` are the places that are named near it. `first` and `last` are the days of the event as ordinals, None where
    the report names none; `days` those on which the report can have been published; `amounts` the numbers near it;
    `is_said` tells that it stands in a statement.
    """

    address: str
    type: str
    mode: str | None
    status: str
    word: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: Who | None
    around: tuple[Who, ...]
    first: int | None
    last: int | None
    days: tuple[int, ...]
    words: Stems
    amounts: frozenset[float]
    is_said: bool

    def to_kept(self) -> bytes:
        """The event as it is kept."""
        made = {
            "address": self.address,
            "facts": [self.type, self.mode, self.status, self.word],
            "actors": [one.to_json() for one in self.actors],
            "recipients": [one.to_json() for one in self.recipients],
            "place": self.place.to_json() if self.place else None,
            "around": [one.to_json() for one in self.around],
            "span": [self.first, self.last],
            "days": self.days,
            "words": sorted(self.words),
            "amounts": sorted(self.amounts),
            "is_said": self.is_said,
        }
        return json.dumps(made, ensure_ascii=False).encode()

    @classmethod
    def from_kept(cls, kept: bytes) -> Told:
        """The event that `to_kept` gave."""
        made = json.loads(kept)
        kind, mode, status, word = made["facts"]
        first, last = made["span"]
        return cls(
            address=made["address"],
            type=kind,
            mode=mode,
            status=status,
            word=word,
            actors=tuple(map(Who.from_json, made["actors"])),
            recipients=tuple(map(Who.from_json, made["recipients"])),
            place=Who.from_json(made["place"]) if made["place"] else None,
            around=tuple(map(Who.from_json, made["around"])),
            first=first,
            last=last,
            days=tuple(made["days"]),
            words=frozenset(made["words"]),
            amounts=frozenset(made["amounts"]),
            is_said=made["is_said"],
        )

    @property
    def about(self) -> tuple[int, ...]:
        """The days near which it happened: its own, else those of its report."""
        if self.first is not None and self.last is not None and self.last - self.first <= FARTHEST:
            return tuple(range(self.first, self.last + 1))
        return self.days


class Events:
    """The rule by which tellings of one event are found."""

    kind = KIND
    version = f"event/2.{content.VERSION}"
    least_keys = 2
    commonest = 300

    def address(self, thing: Told) -> str:
        """The report and the event."""
        return thing.address

    def keys(self, thing: Told) -> list[int]:
        """The words around it that tell most, with the type; none where they tell too little."""
        if content.total(thing.words) < LEAST_WEIGHT:
            return []
        return [content.key(thing.type, stem) for stem in content.rarest(thing.words, KEYS)]

    def kept(self, thing: Told) -> bytes:
        """The whole thing."""
        return thing.to_kept()

    def score(self, left: Told, right: Told) -> Link | None:
        """The link, by kind, words, place, people, days and amounts."""
        if not may_be_one(left, right) or not days_fit(left, right) or not people_fit(left, right):
            return None
        made = parts(left, right)
        score = round(min(1.0, sum(part.weight for part in made)), 4)
        if score < ENOUGH:
            return None
        is_denied = (left.status == STATUS_DENIED) != (right.status == STATUS_DENIED)
        label = DENIED if is_denied else SAME
        return Link(KIND, label, left.address, right.address, score, label == SAME, self.version, made)


def may_be_one(left: Told, right: Told) -> bool:
    """Whether two events are of one kind and told in sentences that are alike, whatever else differs."""
    if left.type != right.type or report(left) == report(right):
        return False
    if left.mode and right.mode and left.mode != right.mode:
        return False
    if content.alike(left.words, right.words) < LEAST_WORDS:
        return False
    return content.total(left.words & right.words) >= LEAST_WEIGHT


def report(event: Told) -> str:
    """The report that tells the event."""
    return event.address.partition(":")[0]


def days_fit(left: Told, right: Told) -> bool:
    """Whether the two can have happened on one day, told in reports of about the same time where no day is named."""
    if not _could_know(left, right) or not _could_know(right, left):
        return False
    if left.status != right.status and not _same_day(left, right):
        # What was asked for or planned is what happened then only where a day says so, or one copied the other.
        return content.alike(left.words, right.words) >= SAME_TELLING
    if None not in (left.first, left.last, right.first, right.last):
        return bool(left.first <= right.last and right.first <= left.last)  # type: ignore[operator]
    gap = min((abs(one - other) for one in left.about for other in right.about), default=None)
    return gap is not None and gap <= FARTHEST


def _could_know(teller: Told, other: Told) -> bool:
    """Whether a report that tells of something as having happened was published on the other's day or later."""
    if teller.status != "actual" or other.first is None or not teller.days:
        return True
    return other.first <= max(teller.days)


def _same_day(left: Told, right: Told) -> bool:
    known = left.first is not None and left.first == left.last
    return known and (left.first, left.last) == (right.first, right.last)


def people_fit(left: Told, right: Told) -> bool:
    """Whether no side speaks against the other: actors, recipients and place are the same where both are known."""
    if not _places_fit(left, right):
        return False
    if left.type in WILLED and not _same_doers(left, right):
        return False
    return all(
        not one or not other or who.best(one, other) > who.OTHER
        for one, other in ((left.actors, right.actors), (left.recipients, right.recipients))
    )


def _places_fit(left: Told, right: Told) -> bool:
    """Whether they can have happened in one place; where a report places only what it names, by these names."""
    if left.place and right.place:
        return who.compare(left.place, right.place) > who.OTHER
    one, other = left.around, right.around
    return not one or not other or who.best(one, other) > who.OTHER


def _same_doers(left: Told, right: Told) -> bool:
    """Whether the same do it; where nobody is named as doing it, whether it is told in the same words."""
    if left.actors and right.actors:
        return who.best(left.actors, right.actors) >= who.LIKELY
    if left.recipients and right.recipients and who.best(left.recipients, right.recipients) < who.LIKELY:
        return False
    return content.alike(left.words, right.words) >= SAME_TELLING


def parts(left: Told, right: Told) -> tuple[Part, ...]:
    """The named parts of the score."""
    alike = content.alike(left.words, right.words)
    made = [
        Part(
            "words-around",
            round(WORDS * alike, 4),
            {"alike": round(alike, 3), "words": content.shared_words(left.words, right.words)},
        ),
        Part("type", 0.0, {"type": left.type, "mode": left.mode or right.mode}),
    ]
    if left.place and right.place and who.compare(left.place, right.place) >= who.LIKELY:
        made.append(Part("place", PLACE, {"names": [left.place.label]}))
    for name, most, one, other in (
        ("actors", ACTORS, left.actors, right.actors),
        ("recipients", RECIPIENTS, left.recipients, right.recipients),
    ):
        both = who.common(one, other)
        if both:
            made.append(Part(name, most, {"names": both}))
    if left.first is not None and _same_day(left, right):
        made.append(Part("same-day", DAY, {"day": date.fromordinal(left.first).isoformat()}))
    if left.word == right.word:
        made.append(Part("same-word", WORD, {"word": left.word}))
    if left.amounts & right.amounts:
        made.append(Part("numbers", AMOUNTS, {"numbers": sorted(left.amounts & right.amounts)}))
    return tuple(made)
