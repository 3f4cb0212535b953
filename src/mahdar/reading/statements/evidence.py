"""Finds the words that show each link of a statement's chain: who speaks, who carried it, who was spoken to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from mahdar.reading.layers import Mention, Shown
from mahdar.reading.statements.drafts import Draft, Ground
from mahdar.reading.statements.scene import Scene

SPEAKER: Final = "speaker"
CARRIER: Final = "carrier"
ADDRESSEE: Final = "addressee"
# Attributing words and the name behind them are one passage when at most this many words stand between.
TOGETHER: Final = 2


class Evidence:
    """The words behind the links of one report's drafts; `mentions` are those of the doc when all are attributed."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention]) -> None:
        self.scene = scene
        # Where the way of a link ends, by the draft, link and entity that it passes.
        self._ends: dict[tuple[int, str, str], Ground] = {}
        self._by_entity: dict[str, list[tuple[int, int]]] = {}
        for mention in mentions:
            self._by_entity.setdefault(mention.entity, []).append(scene.words.range(mention.start, mention.end))

    def of(self, draft: Draft) -> list[Shown]:
        """The words that show the links of `draft`, speakers first."""
        found: list[Shown] = []
        for link, entities in ((SPEAKER, draft.speakers), (CARRIER, draft.via), (ADDRESSEE, draft.to)):
            for entity in entities:
                rule, ranges = self._ranges(draft, link, entity)
                for first, last in ranges:
                    found.append(Shown(*self.scene.words.span(first, last), link=link, entity=entity, rule=rule))
        return found

    def _ranges(self, draft: Draft, link: str, entity: str) -> tuple[str, list[tuple[int, int]]]:
        """The rule of the link, and the words, which may stand in the statement that the link was taken from."""
        first = ground = _ground(draft, link, entity)
        passed: list[tuple[int, str, str]] = []
        # A link may have been taken from a statement that took it from another one; no way is longer than the report.
        for _ in self.scene.units:
            known = self._ends.get((id(draft), link, entity))
            if known is not None:
                ground = known
                break
            passed.append((id(draft), link, entity))
            if ground.of is None or ground.of is draft:
                break
            other = link if entity in _linked(ground.of, link) else SPEAKER
            near = self._named(entity, ground) if ground.first < ground.last else None
            if near is not None or entity not in _linked(ground.of, other):
                break
            draft, link = ground.of, other
            ground = _ground(draft, link, entity)
        for key in passed:
            self._ends[key] = ground
        return first.rule, list(self._words(entity, ground))

    def _words(self, entity: str, ground: Ground) -> Iterator[tuple[int, int]]:
        mention = self._named(entity, ground) or self._nearest(entity, ground)
        cue = ground.cue
        if mention is None:
            if cue is not None:
                yield cue
        elif cue is None:
            yield mention
        elif 0 <= mention[0] - cue[1] <= TOGETHER:
            yield cue[0], mention[1]
        else:
            yield cue
            yield mention

    def _named(self, entity: str, ground: Ground) -> tuple[int, int] | None:
        """The words for the entity where the rule found them."""
        ranges = self._by_entity.get(entity, [])
        low = bisect_left(ranges, (ground.first, 0))
        inside = ranges[low : bisect_left(ranges, (ground.last, 0))]
        if not inside:
            return None
        return inside[-1] if ground.backwards else inside[0]

    def _nearest(self, entity: str, ground: Ground) -> tuple[int, int] | None:
        """The last words for the entity before the place, else the first after it."""
        ranges = self._by_entity.get(entity, [])
        low = bisect_left(ranges, (ground.first, 0))
        if low:
            return ranges[low - 1]
        return ranges[0] if ranges else None


def _ground(draft: Draft, link: str, entity: str) -> Ground:
    return draft.grounds.get((link, entity)) or draft.ground(link)


def _linked(draft: Draft, link: str) -> list[str]:
    return {SPEAKER: draft.speakers, CARRIER: draft.via, ADDRESSEE: draft.to}[link]
