"""Finds the same statement told by several reports: whole, shortened, translated or in other words.

`verbatim` is the same words, shortened or not; `paraphrase` the same thing by the same speaker in other words, near in
time; `repeated` the same words again on a later day, which may be another occasion and joins nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mahdar.linking import content, who
from mahdar.linking.content import Stems
from mahdar.linking.links import Link, Part
from mahdar.linking.stories import days_apart
from mahdar.linking.who import Who

KIND = "statement"
VERBATIM, PARAPHRASE, REPEATED = "verbatim", "paraphrase", "repeated"
LABELS = (VERBATIM, PARAPHRASE, REPEATED)
KEYS = 8
# Days between two tellings of one statement at most; a word for word telling may come as late as `LATEST`.
FARTHEST = 2
LATEST = 45
# How much of the shorter statement the longer one has, and what the shared words weigh, before it is the same wording.
SAME_WORDS = 0.8
LEAST_WEIGHT = 5.0
# How alike the words of one speaker are before they are one statement, and what the shared ones weigh.
ALIKE = 0.5
ALIKE_WEIGHT = 7.0
# The same where the speaker is not known to be the same: formulas of condolence and the like are many people's.
STRANGERS_ALIKE = 0.6
STRANGERS_WEIGHT = 10.0
# Words that come one after the other in both, of all pairs of neighbours in the shorter statement.
IN_ORDER = 0.4
# What a speaker who is the same, or likely the same, adds.
SPEAKER = 0.15


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as others are compared with it: speakers, words in order, numbers, days of its report."""

    address: str
    speakers: tuple[Who, ...]
    words: tuple[str, ...]
    numbers: frozenset[float]
    is_direct: bool
    days: tuple[int, ...]

    @property
    def stems(self) -> Stems:
        """Its words, each once."""
        return frozenset(self.words)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Its words with the next one each."""
        return frozenset(zip(self.words, self.words[1:], strict=False))

    def to_kept(self) -> bytes:
        """The statement as it is kept."""
        made = {
            "address": self.address,
            "speakers": [one.to_json() for one in self.speakers],
            "words": self.words,
            "numbers": sorted(self.numbers),
            "is_direct": self.is_direct,
            "days": self.days,
        }
        return json.dumps(made, ensure_ascii=False).encode()

    @classmethod
    def from_kept(cls, kept: bytes) -> Said:
        """The statement that `to_kept` gave."""
        made = json.loads(kept)
        return cls(
            made["address"],
            tuple(map(Who.from_json, made["speakers"])),
            tuple(made["words"]),
            frozenset(made["numbers"]),
            made["is_direct"],
            tuple(made["days"]),
        )


class Statements:
    """The rule by which tellings of one statement are found."""

    kind = KIND
    version = f"statement/1.{content.VERSION}"
    least_keys = 2
    commonest = 300

    def address(self, thing: Said) -> str:
        """The report and the statement."""
        return thing.address

    def keys(self, thing: Said) -> list[int]:
        """The words that tell most; none for a statement that tells too little to be known again."""
        if content.total(thing.stems) < LEAST_WEIGHT:
            return []
        return [content.key(stem) for stem in content.rarest(thing.stems, KEYS)]

    def kept(self, thing: Said) -> bytes:
        """The whole thing."""
        return thing.to_kept()

    def score(self, left: Said, right: Said) -> Link | None:
        """The link, by words, their order, speaker, numbers and days."""
        found = Likeness.of(left, right)
        label = found.label
        if label is None:
            return None
        return Link(
            KIND,
            label,
            left.address,
            right.address,
            found.score,
            label != REPEATED,
            self.version,
            found.parts(left, right),
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two statements are alike: words shared, what they weigh, words in order, speakers, numbers, days between."""

    shared: float
    alike: float
    weight: float
    in_order: float
    speaker: float
    numbers: bool
    gap: int | None

    @classmethod
    def of(cls, left: Said, right: Said) -> Likeness:
        """The likeness of two statements, nothing where they are of one report."""
        one, other = left.stems, right.stems
        both = one & other
        if left.address.partition(":")[0] == right.address.partition(":")[0] or not both:
            return cls(0.0, 0.0, 0.0, 0.0, who.UNKNOWN, False, None)
        return cls(
            content.contained(one, other),
            content.alike(one, other),
            content.total(both),
            _in_order(left, right),
            speakers_compared(left.speakers, right.speakers),
            _numbers_agree(left.numbers, right.numbers),
            days_apart(left.days, right.days),
        )

    @property
    def is_same_wording(self) -> bool:
        """Whether the one has nearly all words of the other, in order."""
        if self.shared < SAME_WORDS or self.in_order < IN_ORDER:
            return False
        if self.speaker >= who.LIKELY:
            return self.weight >= LEAST_WEIGHT
        return self.weight >= STRANGERS_WEIGHT and self.alike >= STRANGERS_ALIKE

    @property
    def label(self) -> str | None:
        """What the two are to each other, None for two statements that are not one."""
        if self.speaker == who.OTHER:
            return None
        if self.is_same_wording and (self.gap is None or self.gap <= LATEST):
            return VERBATIM if self.gap is None or self.gap <= FARTHEST else REPEATED
        is_near = self.gap is not None and self.gap <= FARTHEST
        if is_near and self.speaker >= who.LIKELY and self.alike >= ALIKE and self.weight >= ALIKE_WEIGHT:
            return PARAPHRASE if self.numbers else None
        return None

    @property
    def score(self) -> float:
        """From 0 to 1."""
        base = max(self.shared if self.is_same_wording else 0.0, self.alike)
        return round(min(1.0, (1 - SPEAKER) * base + SPEAKER * max(self.speaker, 0.0)), 4)

    def parts(self, left: Said, right: Said) -> tuple[Part, ...]:
        """The named parts of the score."""
        speakers = who.common(left.speakers, right.speakers)
        made = [
            Part(
                "said-words",
                round(self.score - SPEAKER * max(self.speaker, 0.0), 4),
                {
                    "share": round(self.shared, 3),
                    "alike": round(self.alike, 3),
                    "words": content.shared_words(left.stems, right.stems),
                },
            ),
            Part("word-order", 0.0, {"share": round(self.in_order, 3)}),
        ]
        if speakers:
            made.append(Part("speaker", round(SPEAKER * self.speaker, 4), {"names": speakers}))
        if left.numbers & right.numbers:
            made.append(Part("numbers", 0.0, {"numbers": sorted(left.numbers & right.numbers)}))
        if left.is_direct and right.is_direct:
            made.append(Part("both-quoted", 0.0, {}))
        if self.gap is not None:
            made.append(Part("days-apart", 0.0, {"days": self.gap}))
        return tuple(made)


def speakers_compared(left: Sequence[Who], right: Sequence[Who]) -> float:
    """Whether the speakers are the same: the best of them; `UNKNOWN` where one side names nobody."""
    found = [who.compare(one, other) for one in left for other in right]
    return max(found, default=who.UNKNOWN)


def _in_order(left: Said, right: Said) -> float:
    one, other = left.pairs, right.pairs
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


def _numbers_agree(left: frozenset[float], right: frozenset[float]) -> bool:
    """Whether no number of the one speaks against the other: one side has none, or they share one."""
    return not left or not right or bool(left & right)
