"""Tells which known persons the found names mean, also in other spellings and short forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from mahdar.arabic.normal import ARTICLE, PROCLITICS, normalise
from mahdar.arabic.words import Kind
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.reading.names.name_sheet import Found, Sheet
from mahdar.reading.names.word_classes import WordClasses, word_set
from mahdar.tables import language_table
from mahdar.world import World
from mahdar.world.offices import Offices

Key = TypeVar("Key")

# A short form that is met oftener than this share of all words is no name without a full one or a title.
RARE_SHORT: Final = 1e-5
SHORTEST_BONES: Final = 5
# The types of bodies beside which an ally stands by his family name alone.
ALLIES: Final = frozenset({"armed", "party"})


@dataclass(slots=True)
class Identifier:
    """Known persons by full name, by short form and by the skeleton of the full name."""

    world: World
    classes: WordClasses
    offices: Offices
    full: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    short: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    bones: dict[str, list[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    # The family names of persons in the report who are nobody known: they are not a known namesake's.
    _unknown_families: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.given = frozenset(normalise(row["name"]) for row in language_table("given_names", columns=("name",)))
        for fact in self.world.of("person"):
            for name in fact.names:
                words = self._words(name)
                _add(self.full, words, fact.id)
                _add(self.bones, _bones(words), fact.id)
            for name in fact.short_names:
                _add(self.short, self._words(name), fact.id)

    def _words(self, name: str) -> tuple[str, ...]:
        return tuple(word for word in self.offices.part(name) if word != "-")

    def run(self, sheet: Sheet) -> None:
        """Gives the found persons their facts, and adds short forms that the report makes clear."""
        states = Counter(
            found.world.replace("capital:", "state:")
            for found in sheet.found
            if found.world.startswith(("state:", "capital:"))
        )
        order = sorted(range(len(sheet.found)), key=lambda at: sheet.found[at].first - sheet.found[at].last)
        self._unknown_families = set()
        for at in order:
            found = sheet.found[at]
            if found.kind == "person" and not found.world:
                person = self._of_found(sheet, found, states)
                if person:
                    sheet.found[at] = replace(found, world=person)
                elif found.last > found.first + 1:
                    self._unknown_families.add(sheet.words.norm[found.last - 1])
        sheet.found.extend(self._alone(sheet, states))

    def _of_found(self, sheet: Sheet, found: Found, states: Counter[str]) -> str:
        words = tuple(norm for norm in sheet.words.norm[found.first : found.last] if norm != "-")
        candidates = self.full.get(words)
        if candidates is None and len(words) > 1:
            bones = _bones(words)
            alike = self.bones.get(bones, []) if len(bones) >= SHORTEST_BONES else []
            candidates = [person for person in alike if not self._is_called_otherwise(words, person)]
        if candidates:
            return self._best(candidates, sheet.given, states, is_full=True)
        if len(words) == 1 and words[0] in self._unknown_families:
            return ""
        if found.rule == "person.expected" and words in self.short:
            return self._best(self.short[words], sheet.given, states, is_full=False)
        return ""

    def _is_called_otherwise(self, words: tuple[str, ...], person: str) -> bool:
        """Whether the known person has another given name, which only looks alike without its vowels."""
        if words[0] not in self.given:
            return False
        names = [self._words(name) for name in self.world[person].names]
        if all(self._are_other_givens(words, name) for name in names):
            return True
        firsts = {name[0] for name in names}
        return words[0] not in firsts and firsts <= self.given and (ARTICLE in (words[-1][:2], words[1][:2]))

    def _are_other_givens(self, words: tuple[str, ...], name: tuple[str, ...]) -> bool:
        """Whether two names are given names throughout, and no two of them the same."""
        pairs = list(zip(words, name, strict=False))
        return all(one != two and {one, two} <= self.given for one, two in pairs)

    def _best(
        self, persons: Sequence[str], given: tuple[date, date] | None, states: Counter[str], *, is_full: bool
    ) -> str:
        """The person whom the report's states and day point to, nobody when two are as likely."""
        if len(persons) == 1 and is_full:
            return persons[0]
        weights: dict[str, int] = {}
        for person in persons:
            weight = sum(states[state] > 0 for state in self.offices.states(person))
            if given is not None:
                weight += 1 if self.offices.in_office(person, *given) else -2
            weights[person] = weight
        best = max(weights.values())
        if best <= 0 and not is_full:
            return ""
        likely = [person for person, weight in weights.items() if weight == best]
        return likely[0] if len(likely) == 1 else ""

    def _alone(self, sheet: Sheet, states: Counter[str]) -> list[Found]:
        """Short forms without a full name or a title in the report that still can mean one person only."""
        spans: dict[tuple[int, int], list[str]] = {}
        for found in sheet.doubtful:
            before = sheet.words.norm[found.first - 1] if found.first else ""
            if before in word_set("settlements") or sheet.words.norm[found.last - 1] in self._unknown_families:
                continue
            if found.kind == "person" and sheet.is_free(found.first, found.last):
                spans.setdefault((found.first, found.last), []).append(found.world)
        added = []
        for (first, last), persons in spans.items():
            ally = self._ally(sheet, first, persons)
            person = ally or self._best(list(dict.fromkeys(persons)), sheet.given, states, is_full=False)
            if person and (ally or self._is_plain_enough(sheet, first, last)):
                added.append(Found(first, last, "person", "known.short", person))
        return added

    def _ally(self, sheet: Sheet, first: int, persons: list[str]) -> str:
        """The one of the persons whom "and" joins to a body of his own land ("the militias of A and B")."""
        words = sheet.words
        if first < 2 or words.norm[first - 1] != PROCLITICS["and"] or words.kind[first - 1] != Kind.CLITIC:
            return ""
        beside = sheet.cover[first - 2]
        fact = self.world.get(beside.world) if beside is not None and beside.world.startswith("body:") else None
        state = fact.cells.get("state", "") if fact is not None and fact.cells.get("type") in ALLIES else ""
        own = [person for person in persons if state and f"state:{state}" in self.offices.states(person)]
        return own[0] if len(own) == 1 else ""

    def _is_plain_enough(self, sheet: Sheet, first: int, last: int) -> bool:
        norms = sheet.words.norm[first:last]
        if len(norms) > 1:
            return True
        return self.classes.frequency(norms[0]) < RARE_SHORT and not self.classes.is_adjective(norms[0])


def _bones(words: Sequence[str]) -> str:
    """The skeletons of a name's words in a row, so that names cut into other words are alike, too."""
    return "".join(skeleton(word) for word in words)


def _add(index: dict[Key, list[str]], key: Key, person: str) -> None:
    found = index.setdefault(key, [])
    if person not in found:
        found.append(person)
