"""Finds the reports about one happening: near in time, alike in what they open with and in whom and where they name.

One war is not one story: words that a whole crisis shares are common in Arabic too and weigh little, and what a report
opens with, which is what it is about, weighs more than what it adds as background.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mahdar.linking import content
from mahdar.linking.content import Stems
from mahdar.linking.links import Link, Part

KIND = "story"
LABEL = "same-story"
# Words of the body that belong to what a report opens with, and those that are looked at in all.
OPENING = 50
WHOLE = 400
KEYS = 14
# Days between two reports of one happening at most.
FARTHEST = 2
# What the parts weigh, and what they must weigh together.
OPENINGS, WORDS, PEOPLE, PLACES = 0.5, 0.3, 0.12, 0.08
ENOUGH = 0.33
# Below this the openings tell of different things, whatever the rest.
LEAST_OPENING = 0.25
# What the words that both open with weigh at least besides the names of places: much happens in one place.
BESIDES_PLACES = 4.0


_SETS = ("opening", "words", "people", "places", "where", "copies")


@dataclass(frozen=True, slots=True)
class Telling:
    """A report as far as stories go by it: the words of its opening and of all, whom and where it names, its days.

    `where` are the words of the names of places. `days` are those on which it can have been published, as ordinals;
    `copies` the reports that it was found to be a copy of, or they of it.
    """

    number: int
    opening: Stems
    words: Stems
    people: frozenset[str]
    places: frozenset[str]
    where: Stems
    days: tuple[int, ...]
    copies: frozenset[int] = frozenset()

    def to_kept(self) -> bytes:
        """The report as it is kept."""
        made: dict[str, Any] = {"number": self.number, "days": self.days}
        for name in _SETS:
            made[name] = sorted(getattr(self, name))
        return json.dumps(made, ensure_ascii=False).encode()

    @classmethod
    def from_kept(cls, kept: bytes) -> Telling:
        """The report that `to_kept` gave."""
        made = json.loads(kept)
        sets = {name: frozenset(made[name]) for name in _SETS}
        return cls(number=made["number"], days=tuple(made["days"]), **sets)


class Stories:
    """The rule by which stories are found."""

    kind = KIND
    version = f"story/3.{content.VERSION}"
    least_keys = 3
    commonest = 400

    def address(self, thing: Telling) -> str:
        """The number of the report."""
        return str(thing.number)

    def keys(self, thing: Telling) -> list[int]:
        """The words of its opening that tell most, each with the days."""
        return [
            content.key(stem, bucket)
            for stem in content.rarest(thing.opening, KEYS)
            for bucket in content.buckets(thing.days, 2 * FARTHEST)
        ]

    def kept(self, thing: Telling) -> bytes:
        """The whole thing."""
        return thing.to_kept()

    def score(self, left: Telling, right: Telling) -> Link | None:
        """The link, scored by openings, words, people and places."""
        gap = days_apart(left.days, right.days)
        if gap is None or gap > FARTHEST:
            return None
        made = parts(left, right, gap)
        opening = content.alike(left.opening, right.opening)
        is_copy = left.number in right.copies or right.number in left.copies
        score = round(min(1.0, sum(part.weight for part in made)), 4)
        if not is_copy and (score < ENOUGH or opening < LEAST_OPENING or _only_places(left, right)):
            return None
        if is_copy:
            made = (*made, Part("copy-of-it", 0.0, {}))
        return Link(KIND, LABEL, self.address(left), self.address(right), score, True, self.version, made)


def _only_places(left: Telling, right: Telling) -> bool:
    """Whether hardly more than places is in both openings."""
    both = (left.opening & right.opening) - left.where - right.where
    return content.total(both) < BESIDES_PLACES


def days_apart(left: tuple[int, ...], right: tuple[int, ...]) -> int | None:
    """How many days lie between two reports at least, None where a day is not known."""
    return min((abs(one - other) for one in left for other in right), default=None)


def parts(left: Telling, right: Telling, gap: int) -> tuple[Part, ...]:
    """The named parts of the score."""
    opening, words = content.alike(left.opening, right.opening), content.alike(left.words, right.words)
    made = [
        Part(
            "opening-words",
            round(OPENINGS * opening, 4),
            {"alike": round(opening, 3), "words": content.shared_words(left.opening, right.opening)},
        ),
        Part("words", round(WORDS * words, 4), {"alike": round(words, 3)}),
    ]
    for name, most, one, other in (
        ("people", PEOPLE, left.people, right.people),
        ("places", PLACES, left.places, right.places),
    ):
        both = sorted(one & other)
        if both:
            share = len(both) / min(len(one), len(other))
            made.append(Part(name, round(most * share, 4), {"names": both}))
    return (*made, Part("days-apart", 0.0, {"days": gap}))
