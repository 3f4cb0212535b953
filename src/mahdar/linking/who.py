"""Whether an entity of one report and one of another are the same person, body or place, as far as the two can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mahdar.arabic.normal import normalise
from mahdar.linking.content import contained, stems
from mahdar.reading.entities.name_spelling import skeleton
from mahdar.reading.reading import Reading
from mahdar.record.folding import default_folding

SAME, LIKELY, UNKNOWN, OTHER = 1.0, 0.7, 0.0, -1.0
# How much of the shorter role must be in the longer one.
ROLE = 0.8
# Consonants of a whole name from which on it is known without its spaces.
SHORTEST_JOINED = 5


@dataclass(frozen=True, slots=True)
class Who:
    """An entity as far as others are compared with it.

    `world` is its row of the world tables, `name` the consonants of the words of its fullest name, `roles` what it is
    called besides; `label` is for people.
    """

    kind: str
    world: str
    name: tuple[str, ...]
    roles: frozenset[str]
    label: str

    def to_json(self) -> list[Any]:
        """The entity as plain values."""
        return [self.kind, self.world, list(self.name), sorted(self.roles), self.label]

    @classmethod
    def from_json(cls, made: list[Any]) -> Who:
        """The entity that `to_json` gave."""
        kind, world, name, roles, label = made
        return cls(kind, world, tuple(name), frozenset(roles), label)

    @property
    def is_known(self) -> bool:
        """Whether it is named, by the report or by the world tables."""
        return bool(self.world or self.name)

    @property
    def mark(self) -> str:
        """What two that are the same mostly share; empty for one that is not named."""
        return self.world or (self.name[-1] if self.name else "")


# Readings of which the entities are remembered: each rule asks for those of the reports that are tied in together.
READINGS = 64
_made: dict[int, tuple[Reading, dict[str, Who]]] = {}


def everybody(reading: Reading) -> dict[str, Who]:
    """The entities of a reading by their ids."""
    known = _made.get(id(reading))
    if known is None or known[0] is not reading:
        while len(_made) >= READINGS:
            _made.pop(next(iter(_made)))
        known = _made[id(reading)] = (reading, _everybody(reading))
    return known[1]


def _everybody(reading: Reading) -> dict[str, Who]:
    roles: dict[str, list[str]] = {}
    for mention in reading.mentions:
        if mention.form == "role":
            roles.setdefault(mention.entity, []).append(reading.words(mention))
    made: dict[str, Who] = {}
    for entity in reading.entities:
        called = roles.get(entity.id, [])
        longest = max(called, key=len, default="")
        made[entity.id] = Who(
            entity.kind,
            entity.world,
            name_of(entity.name or ""),
            frozenset(stems(longest)),
            entity.name or " ".join(longest.split()),
        )
    return made


def name_of(name: str) -> tuple[str, ...]:
    """The consonants of the words of a name; only its last word, the surname, without the article."""
    words = normalise(name).split()
    if words:
        words[-1] = default_folding().forms(words[-1]).stem
    return tuple(filter(None, map(skeleton, words)))


def compare(left: Who, right: Who) -> float:
    """Whether two entities are the same: `SAME`, `LIKELY`, `UNKNOWN` or `OTHER`."""
    if left.world and left.world == right.world:
        return SAME
    if left.is_known and right.is_known:
        return _named(left, right)
    if left.roles and right.roles and left.kind == right.kind and contained(left.roles, right.roles) >= ROLE:
        return LIKELY
    return UNKNOWN


def _named(left: Who, right: Who) -> float:
    if left.kind != right.kind and {left.kind, right.kind} & {"person", "place"}:
        return UNKNOWN
    if left.name and right.name and _holds(left.name, right.name):
        return SAME
    return OTHER


def _holds(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter name has no word but those of the longer one, and begins or ends as it does.

    Names are also held together without spaces: one outlet writes as one word what another parts.
    """
    shorter, longer = sorted((one, other), key=len)
    if set(shorter) <= set(longer):
        return shorter[-1] == longer[-1] or (len(shorter) > 1 and shorter[:2] == longer[:2])
    little, much = sorted(("".join(one), "".join(other)), key=len)
    return len(little) >= SHORTEST_JOINED and (much.startswith(little) or much.endswith(little))


def best(left: Iterable[Who], right: Iterable[Who]) -> float:
    """What the two that are most alike are to each other; `UNKNOWN` when a side is empty."""
    right = list(right)
    return max((compare(one, other) for one in left for other in right), default=UNKNOWN)


def common(left: Iterable[Who], right: Iterable[Who]) -> list[str]:
    """The names of those of the left who are among the right too."""
    right = list(right)
    return list(dict.fromkeys(one.label for one in left if any(compare(one, other) >= LIKELY for other in right)))
