"""Finds what two sources cannot both be right about: a number, a day, a name, who did it, whether it happened.

Looked for only where two reports tell one thing in like words. What differs in time (a toll that a later report has
higher) or precision ("nearly 700" and "700"), a part and its whole, and numbers of other people or things are none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from mahdar.linking import content, events, statements, who
from mahdar.linking.content import Stems
from mahdar.linking.links import Link, Part
from mahdar.linking.statements import Said
from mahdar.linking.stories import days_apart
from mahdar.linking.who import Who

KIND = "conflict"
NUMBER, DAY, NAME, ACTOR, HAPPENED = "number", "day", "name", "who", "happened"
LABELS = (NUMBER, DAY, NAME, ACTOR, HAPPENED)
KEYS = 8
FARTHEST = 2
# How alike the words around two numbers are, and what the shared ones weigh.
NUMBER_ALIKE = 0.5
NUMBER_WEIGHT = 6.0
# What "about" leaves open to both sides.
ABOUT = 0.15
# How alike the words around two events are before what differs in them is a conflict and not another event.
EVENT_ALIKE = 0.6
HAPPENED_ALIKE = 0.5
# The same where it is said who did it, or to whom: there two acts are told in like words more often.
RIVALS_ALIKE = 0.75
# Days that two tellings of one event may lie apart; more are another event.
DAYS = 3
# How alike the words of two speakers are before one of the names is wrong, and what they weigh.
WORDS_ALIKE = 0.85
WORDS_WEIGHT = 14.0
# What a later report may have higher without either being wrong.
GROWING = frozenset(("killed", "wounded", "missing", "detained", "displaced", "evacuated", "trapped", "in-need"))


@dataclass(frozen=True, slots=True)
class Count:
    """A number as far as others are compared with it: bounds, how exact, of what, what befell it, the words around.

    `scope` tells whether it is a part of another number, has parts itself, and counts those of one body only. `unit`
    are the words of the amount itself, `others` the other numbers near it, `times` the days named near it, as first and
    last, `days` those on which the report can have been published.
    """

    address: str
    low: float
    high: float
    precision: str
    of: str
    fate: str
    scope: tuple[bool, bool, bool]
    unit: Stems
    words: Stems
    others: frozenset[float]
    places: tuple[Who, ...]
    times: tuple[tuple[int, int], ...]
    days: tuple[int, ...]

    def to_kept(self) -> bytes:
        """The number as it is kept."""
        made = asdict(self)
        for name in ("unit", "words", "others"):
            made[name] = sorted(made[name])
        made["places"] = [one.to_json() for one in self.places]
        return json.dumps(made, ensure_ascii=False).encode()

    @classmethod
    def from_kept(cls, kept: bytes) -> Count:
        """The number that `to_kept` gave."""
        made = json.loads(kept)
        for name in ("unit", "words", "others"):
            made[name] = frozenset(made[name])
        made["places"] = tuple(map(Who.from_json, made["places"]))
        made["times"] = tuple((first, last) for first, last in made["times"])
        made["days"], made["scope"] = tuple(made["days"]), tuple(made["scope"])
        return cls(**made)

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that it can mean."""
        if self.precision == "about":
            return self.low * (1 - ABOUT), self.high * (1 + ABOUT)
        if self.precision == "least":
            return self.low, math.inf
        return (0.0, self.high) if self.precision == "most" else (self.low, self.high)


Claim = Count | Said | events.Told


def may_conflict(claim: Claim) -> bool:
    """Whether a claim can be in a conflict at all: most statements and events lack what the scores ask for."""
    if isinstance(claim, Said):
        is_one = len(claim.speakers) == 1 and claim.speakers[0].kind == "person" and claim.speakers[0].is_known
        return is_one and claim.is_direct and content.total(claim.stems) >= WORDS_WEIGHT
    if isinstance(claim, events.Told):
        people = (*claim.actors, *claim.recipients)
        return claim.place is not None or any(one.is_known for one in people)
    return True


class Conflicts:
    """The rule by which conflicts are found, over numbers, events and statements."""

    kind = KIND
    version = f"conflict/3.{content.VERSION}"
    least_keys = 2
    commonest = 200

    def address(self, thing: Claim) -> str:
        """The report and the entry."""
        return thing.address

    def keys(self, thing: Claim) -> list[int]:
        """The words around it that tell most, with what is claimed."""
        words = thing.stems if isinstance(thing, Said) else thing.words
        about = thing.type if isinstance(thing, events.Told) else type(thing).__name__
        if content.total(words) < NUMBER_WEIGHT:
            return []
        return [content.key(about, stem) for stem in content.rarest(words, KEYS)]

    def kept(self, thing: Claim) -> bytes:
        """The whole thing."""
        return _KINDS[type(thing)] + thing.to_kept()

    def score(self, left: Claim, right: Claim) -> Link | None:
        """The conflict of two claims, scored by how alike the words around them are."""
        if left.address.partition(":")[0] == right.address.partition(":")[0]:
            return None
        found: tuple[str, tuple[Part, ...]] | None = None
        if isinstance(left, Count) and isinstance(right, Count):
            found = numbers(left, right)
        elif isinstance(left, Said) and isinstance(right, Said):
            found = names(left, right)
        elif isinstance(left, events.Told) and isinstance(right, events.Told):
            found = happenings(left, right)
        if found is None:
            return None
        label, made = found
        return Link(KIND, label, left.address, right.address, made[0].weight, False, self.version, made)


# What opens a claim that is kept: the letter of its address.
_KINDS: dict[type, bytes] = {Count: b"n", Said: b"s", events.Told: b"v"}
_MAKERS: dict[bytes, Callable[[bytes], Claim]] = {
    b"n": Count.from_kept,
    b"s": Said.from_kept,
    b"v": events.Told.from_kept,
}


def from_kept(kept: bytes) -> Claim:
    """The claim that `Conflicts.kept` gave."""
    return _MAKERS[kept[:1]](kept[1:])


Found = tuple[str, tuple[Part, ...]] | None


def numbers(left: Count, right: Count) -> Found:
    """The conflict of two numbers of the same thing."""
    if not _count_the_same(left, right) or not _told_alike(left, right) or _only_time(left, right):
        return None
    (low, high), (least, most) = left.bounds, right.bounds
    if low <= most and least <= high:
        return None
    return NUMBER, (
        _alike(left.words, right.words),
        Part("rival-numbers", 0.0, {"left": left.low, "right": right.low, "of": left.of, "fate": left.fate}),
        Part("days-apart", 0.0, {"days": days_apart(left.days, right.days)}),
    )


def _count_the_same(left: Count, right: Count) -> bool:
    """Whether both count the same kind of people or things, both as a whole or both as a part."""
    if (left.of, left.fate, left.scope) != (right.of, right.fate, right.scope):
        return False
    if not left.fate and not left.unit & right.unit:
        return False
    # Beside the number that agrees stands another one, which counts something else.
    return left.low not in right.others and right.low not in left.others


def _told_alike(left: Count, right: Count) -> bool:
    if content.total(left.words & right.words) < NUMBER_WEIGHT:
        return False
    if left.places and right.places and who.best(left.places, right.places) == who.OTHER:
        return False
    return content.alike(left.words, right.words) >= NUMBER_ALIKE


def _only_time(left: Count, right: Count) -> bool:
    """Whether the two can both be right, each at its time."""
    if left.times and right.times and not set(left.times) & set(right.times):
        return True
    gap = days_apart(left.days, right.days)
    if gap is None or gap > FARTHEST:
        return True
    earlier, later = (left, right) if min(left.days) <= min(right.days) else (right, left)
    return bool(gap) and left.fate in GROWING and later.low > earlier.low


def happenings(left: events.Told, right: events.Told) -> Found:
    """The conflict of two tellings of one event: the day, who did it, to whom, whether it happened."""
    if not events.may_be_one(left, right):
        return None
    alike = content.alike(left.words, right.words)
    if alike >= HAPPENED_ALIKE and _denied(left, right):
        return HAPPENED, (_alike(left.words, right.words), Part("rival-status", 0.0, _two(left.status, right.status)))
    if alike < EVENT_ALIKE or left.status != right.status or left.status != "actual":
        return None
    return _other_day(left, right) or _other_people(left, right)


def _denied(left: events.Told, right: events.Told) -> bool:
    """Whether one tells that it happened and somebody in the other one denies it."""
    told, denied = (left, right) if right.status == events.STATUS_DENIED else (right, left)
    if denied.status != events.STATUS_DENIED or told.status != "actual" or not denied.is_said:
        return False
    gap = days_apart(told.about, denied.about)
    return gap is not None and gap <= FARTHEST and events.people_fit(left, right) and _placed_alike(left, right)


def _placed_alike(left: events.Told, right: events.Told) -> bool:
    """Whether a place, an actor or a target is the same."""
    pairs = ((left.actors, right.actors), (left.recipients, right.recipients))
    if left.place and right.place and who.compare(left.place, right.place) >= who.LIKELY:
        return True
    return any(who.best(one, other) >= who.SAME for one, other in pairs)


def _other_day(left: events.Told, right: events.Told) -> Found:
    if left.first is None or right.first is None or left.first != left.last or right.first != right.last:
        return None
    if not 0 < abs(left.first - right.first) <= DAYS:
        return None
    if not events.people_fit(left, right) or not _placed_alike(left, right):
        return None
    if left.amounts and right.amounts and not left.amounts & right.amounts:
        return None
    days = Part("rival-days", 0.0, _two(_day(left.first), _day(right.first)))
    return DAY, (_alike(left.words, right.words), days)


def _other_people(left: events.Told, right: events.Told) -> Found:
    """The conflict over who did it or to whom, where both name somebody and the rest agrees."""
    if left.type in events.WILLED or not events.days_fit(left, right):
        return None
    if content.alike(left.words, right.words) < RIVALS_ALIKE:
        return None
    for label, one, other, rest in (
        (ACTOR, left.actors, right.actors, (left.recipients, right.recipients)),
        (NAME, left.recipients, right.recipients, (left.actors, right.actors)),
    ):
        if not _are_rivals(one, other, label) or not _only_there(one[0], other[0], left.words, right.words):
            continue
        is_placed = left.place and right.place and who.compare(left.place, right.place) >= who.LIKELY
        if not is_placed and who.best(*rest) < who.SAME:
            continue
        rivals = Part(f"rival-{label}", 0.0, _two(_labels(one), _labels(other)))
        return label, (_alike(left.words, right.words), rivals)
    return None


def _are_rivals(one: Sequence[Who], other: Sequence[Who], label: str) -> bool:
    """Whether both sides are named, each one alone, and are not the same; of targets only people are held together."""
    if len(one) != 1 or len(other) != 1:
        return False
    if label == NAME and {one[0].kind, other[0].kind} != {"person"}:
        return False
    return who.compare(one[0], other[0]) == who.OTHER


def _only_there(one: Who, other: Who, left: Stems, right: Stems) -> bool:
    """Whether each stands in its own words and not in the other's: else the words agree, and one was read wrongly."""
    mine, yours = frozenset(content.stems(one.label)), frozenset(content.stems(other.label))
    return bool(mine & left and yours & right) and not mine & right and not yours & left


def names(left: Said, right: Said) -> Found:
    """The conflict over who said the same words."""
    if len(left.speakers) != 1 or len(right.speakers) != 1 or not (left.is_direct and right.is_direct):
        return None
    speakers = left.speakers[0], right.speakers[0]
    if {one.kind for one in speakers} != {"person"} or who.compare(*speakers) != who.OTHER:
        return None
    if set(speakers[0].name) & set(speakers[1].name):
        return None
    both = left.stems & right.stems
    if content.total(both) < WORDS_WEIGHT or content.alike(left.stems, right.stems) < WORDS_ALIKE:
        return None
    gap = days_apart(left.days, right.days)
    if gap is None or gap > FARTHEST or statements.Likeness.of(left, right).in_order < statements.IN_ORDER:
        return None
    rivals = Part("rival-speakers", 0.0, _two(speakers[0].label, speakers[1].label))
    return NAME, (_alike(left.stems, right.stems), rivals)


def _alike(left: Stems, right: Stems) -> Part:
    alike = round(content.alike(left, right), 4)
    return Part("words-around", alike, {"alike": round(alike, 3), "words": content.shared_words(left, right)})


def _two(left: object, right: object) -> dict[str, object]:
    return {"left": left, "right": right}


def _labels(some: Sequence[Who]) -> str:
    return ", ".join(one.label for one in some)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
