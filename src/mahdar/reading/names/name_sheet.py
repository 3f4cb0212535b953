"""The sheet on which the finders of names work: the words, what they may begin, and the names found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from mahdar.arabic.words import Kind, Words
from mahdar.memo import Memo

# Marks inside names: hyphens, and the underscores of hashtags.
JOINTS: Final = frozenset("-_")
# Which finding wins where two overlap and are equally long.
PRIORITY: Final = {"known": 0, "instrument": 1, "body": 2, "person": 3, "place": 4, "tagger": 5, "again": 6}

# The same by whole rules, which are few.
_PRIORITIES: Final[dict[str, int]] = {}


@dataclass(slots=True, init=False)
class Found:
    """A name over the words [first, last)."""

    first: int
    last: int
    kind: str
    rule: str
    world: str
    gender: str

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, first: int, last: int, kind: str, rule: str, world: str = "", gender: str = "") -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.rule = rule
        self.world = world
        self.gender = gender


@dataclass(slots=True)
class Sheet:
    """The names of one document in work.

    `order` lists the words without the hyphens and underscores inside names, `place` gives a word's position in it,
    `starts` the words that a rule may begin with, by the rule. `cover` holds each word's name, `doubtful` known names
    that want more evidence, `given` the first and last day that the report can be of.
    """

    words: Words
    order: list[int]
    place: dict[int, int]
    starts: dict[str, list[int]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    doubtful: list[Found] = field(default_factory=list)
    given: tuple[date, date] | None = None
    # The adjectives of unknown lands that the report names ("the Andarian").
    demonyms: frozenset[str] = frozenset()
    cover: list[Found | None] = field(default_factory=list)
    # The names as they were settled last: nothing has to be done where none came in since.
    _settled: list[Found] = field(default_factory=list)

    @classmethod
    def of(cls, words: Words, interests: Interests) -> Sheet:
        """An empty sheet for the document, its words looked through once."""
        last = len(words) - 1
        glued = words.glued
        order = [
            i
            for i, norm in enumerate(words.norm)
            if norm not in JOINTS or not (0 < i < last and glued[i] and glued[i + 1])
        ]
        place = {i: at for at, i in enumerate(order)}
        return cls(words, order, place, interests.starts(words), cover=[None] * len(words))

    def ends(self) -> dict[int, int]:
        """The end of each found name by its first word."""
        return {found.first: found.last for found in self.found}

    def is_free(self, first: int, last: int) -> bool:
        """Whether no name covers any of the words [first, last)."""
        return not any(self.cover[first:last])

    def is_inside(self, i: int) -> bool:
        """Whether the word belongs to a name without beginning it."""
        found = self.cover[i]
        return found is not None and found.first != i

    def at(self, rule: str) -> list[int]:
        """The words that the rule may begin with."""
        return self.starts.get(rule, [])

    def _is_settled(self) -> bool:
        """Whether no name came in or went since they were settled last."""
        settled = self._settled
        if len(settled) != len(self.found):
            return False
        for i, found in enumerate(self.found):
            if settled[i] is not found:
                return False
        return True

    def settle(self) -> None:
        """Keeps of overlapping names the longest, and of those the one from the surest rule."""
        if self._is_settled():
            return
        self.found.sort(key=_rank)
        cover: list[Found | None] = [None] * len(self.words)
        kept = []
        for found in self.found:
            if all(cover[i] is None for i in range(found.first, found.last)):
                for i in range(found.first, found.last):
                    cover[i] = found
                kept.append(found)
        self.cover = cover
        self.found = sorted(kept, key=_first)
        self._settled = list(self.found)


def _first(found: Found) -> int:
    return found.first


def _rank(found: Found) -> tuple[int, int, int]:
    priority = _PRIORITIES.get(found.rule)
    if priority is None:
        priority = _PRIORITIES[found.rule] = PRIORITY.get(found.rule.partition(".")[0], len(PRIORITY))
    return (found.first - found.last, priority, found.first)


@dataclass(slots=True)
class Interests:
    """Tells for each normal form, once, which rules may begin with it."""

    rules: Callable[[str], tuple[str, ...]]
    _known: dict[str, tuple[str, ...]] = field(default_factory=Memo)

    def starts(self, words: Words) -> dict[str, list[int]]:
        """The words of a document by the rules that may begin with them."""
        found: dict[str, list[int]] = {}
        known, kinds = self._known, words.kind
        for i, norm in enumerate(words.norm):
            rules = known.get(norm)
            if rules is None:
                rules = known[norm] = self.rules(norm)
            if rules and kinds[i] == Kind.WORD:
                for rule in rules:
                    found.setdefault(rule, []).append(i)
        return found
