"""Ties the spellings and short forms of one name together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mahdar.arabic.normal import ARTICLE, normalise
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.reading.entities.ties import Ties
from mahdar.reading.names.word_classes import word_set
from mahdar.tables import language_table

SHORTEST_SKELETON: Final = 2
# How many names of one family, or with one given name, a name is compared with: no report has as many.
MOST_COMPARED: Final = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the report: its key, its normal words without hyphens, its kind."""

    key: str
    words: tuple[str, ...]
    kind: str
    rule: str = ""


@dataclass(slots=True)
class NameTies:
    """Joins the keys of names of which one is a form of the other."""

    ties: Ties
    _by_last: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    _by_first: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))

    def run(self, names: Iterable[Named]) -> None:
        """Joins persons by their family names, organizations by their opening words."""
        names = list(dict.fromkeys(names))
        persons = [name for name in names if name.kind == "person"]
        full = sorted((name for name in persons if len(_parts(name)) > 1), key=lambda n: -len(n.words))
        for name in full:
            self._by_last[skeleton(_parts(name)[-1])].append(name)
            if _parts(name)[-1] != name.words[-1]:
                self._by_last[skeleton(name.words[-1])].append(name)
            self._by_first[name.words[0]].append(name)
        for name in full:
            self._join_full(name)
        for name in persons:
            if len(_parts(name)) == 1:
                self._join_single(name)
        self._join_organizations([name for name in names if name.kind == "organization"])

    def _join_full(self, name: Named) -> None:
        """A full name with a longer or otherwise spelled one that ends alike."""
        for other in self._by_last[skeleton(_parts(name)[-1])][:MOST_COMPARED]:
            if other.key != name.key and _alike(_parts(name), _parts(other)) and not _called_otherwise(name, other):
                self.ties.join(other.key, name.key, f"one name: {_text(other)} = {_text(name)}")
        if name.words[1] not in word_set("sons_of"):
            return
        for other in self._by_first[name.words[0]][:MOST_COMPARED]:
            if len(other.words) > len(name.words) and _is_shorter_descent(name, other):
                self.ties.join(other.key, name.key, f"one name: {_text(other)} = {_text(name)}")

    def _join_single(self, name: Named) -> None:
        part = _parts(name)[0]
        bones = skeleton(part)
        alike = self._by_last.get(bones, [])[:MOST_COMPARED]
        exact = [other for other in alike if part in (_parts(other)[-1], other.words[-1])]
        if not exact and len(bones) >= SHORTEST_SKELETON:
            exact = alike
        if exact:
            self.ties.join(exact[0].key, name.key, f"family name: {_text(exact[0])} = {_text(name)}")
            return
        first = self._by_first.get(name.words[0], [])
        if first and all(self.ties.same(first[0].key, other.key) for other in first):
            self.ties.join(first[0].key, name.key, f"given name: {_text(first[0])} = {_text(name)}")

    def _join_organizations(self, names: list[Named]) -> None:
        opening: dict[tuple[str, ...], Named] = {}
        for name in names:
            for size in range(1, len(name.words)):
                opening.setdefault(name.words[:size], name)
        for name in names:
            other = opening.get(name.words) if name.rule == "again.organization" else None
            if other is not None:
                self.ties.join(other.key, name.key, f"short name: {_text(other)} = {_text(name)}")


def _parts(name: Named) -> tuple[str, ...]:
    """The name's parts, a particle joined to the word after it."""
    return _parts_of(name.words)


@lru_cache(maxsize=10_000)
def _parts_of(words: tuple[str, ...]) -> tuple[str, ...]:
    parts: list[str] = []
    pending, particles = "", word_set("name_particles")
    for word in words:
        if word in particles:
            pending += word
        else:
            parts.append(pending + word)
            pending = ""
    return tuple(parts) if parts else words


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter name's parts stand in the longer in the same order, spelling aside."""
    short, long = sorted(([skeleton(part) for part in parts] for parts in (one, other)), key=len)
    at = 0
    for bones in short:
        while at < len(long) and long[at] != bones:
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _is_shorter_descent(name: Named, other: Named) -> bool:
    """Whether the longer name only adds fathers or a family to the shorter ("A son of B", "A son of B son of C")."""
    return other.words[: len(name.words)] == name.words


def _called_otherwise(name: Named, other: Named) -> bool:
    """Whether two names that end in an Arab family's differ in the given name, though their skeletons do not."""
    one, two = name.words[0], other.words[0]
    return one != two and name.words[-1].startswith(ARTICLE) and {one, two} <= _given_names()


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(normalise(row["name"]) for row in language_table("given_names", columns=("name",)))


def _text(name: Named) -> str:
    return " ".join(name.words)
