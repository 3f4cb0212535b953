"""The one mechanism that ties things across reports: keys make candidates, a score of named parts, components.

A use of it is a `Rule`: it names a thing's keys and scores two things. Rules take plain things and return plain
links; they know neither SQLite nor Spark. `tie` runs a rule over things in memory and shows what every engine does:

    keys        each thing's keys                                  a flat map
    candidates  two things that share enough keys                  a join on the key
    score       one link, or none, for two candidates              a map
    components  what joining links hold together is one            connected components
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

Thing = TypeVar("Thing")
Held = TypeVar("Held", contravariant=True)

# Links of one thing that join it to one group, for the kinds whose groups are great. Each pair of a great event's
# tellings would be thousands of links that say the same; so many keep the group whole when a few of them are undone.
GREAT = frozenset({"event"})
TO_A_GROUP = 12
# What an address is made of: the number of the report, and the id of an entry in its reading.
SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score: what was found, as a number between its bounds or a count, and what it adds.

    `values` are the facts behind it, for people and programs; `weight` is what it adds to the decision that `about`
    names, 0 for a part that only tells.
    """

    name: str
    weight: float = 0.0
    values: dict[str, Any] = field(default_factory=dict)
    about: str = "link"

    def to_json(self) -> dict[str, Any]:
        """The part as one JSON object."""
        return {"name": self.name, "about": self.about, "weight": self.weight, "values": self.values}


@dataclass(frozen=True, slots=True)
class Link:
    """Two things that belong together, with all that says so.

    `left` and `right` are addresses, the earlier first; `kind` is the rule's kind and `label` what the rule calls the
    link; only a link that `joins` makes its ends one in the components. `source` is "left" or "right" when one of the
    two was made from the other. `rule` is the rule with its version.
    """

    kind: str
    label: str
    left: str
    right: str
    score: float
    joins: bool
    rule: str
    parts: tuple[Part, ...] = ()
    source: str | None = None


class Rule(Protocol[Held]):
    """One use of the mechanism: how things of one kind are tied.

    `version` changes whenever keys or scores do. Two things are candidates when they share `least_keys` keys;
    of a key that very many have, only the last `commonest` before a thing count for it.
    """

    @property
    def kind(self) -> str:
        """What is tied: copy, story, statement and so on."""

    @property
    def version(self) -> str:
        """The rule's version, which is kept with everything that it made."""

    @property
    def least_keys(self) -> int:
        """How many keys candidates share at least."""

    @property
    def commonest(self) -> int:
        """How many things before another one count for it that have its key."""

    def address(self, thing: Held) -> str:
        """The address of a thing: `3` is report 3, `3:s5` its entry s5."""

    def keys(self, thing: Held) -> Sequence[int]:
        """The keys of a thing, 64-bit numbers, each once; [] for a thing that cannot be tied."""

    def kept(self, thing: Held) -> bytes | None:
        """What is kept of a thing to score it again where making it anew costs more; None for nothing."""

    def score(self, left: Held, right: Held) -> Link | None:
        """The link of two things, the earlier given first, None when they do not belong together."""


def order(address: str) -> tuple[int, str]:
    """What addresses are ordered by: the number of the report, then the id of the entry."""
    report, _, entry = address.partition(SEPARATOR)
    return int(report), entry


def candidates(keyed: Iterable[tuple[str, Sequence[int]]], *, least: int, commonest: int) -> Iterator[tuple[str, str]]:
    """The pairs of addresses that share `least` keys or more, each once, the earlier address first."""
    holders: dict[int, list[str]] = {}
    for address, keys in keyed:
        shared: Counter[str] = Counter()
        for key in keys:
            known = holders.get(key)
            if known is None:
                # Most keys are of one thing only.
                holders[key] = [address]
                continue
            shared.update(known[-commonest:])
            known.append(address)
        for other, number in shared.items():
            if number >= least:
                yield (other, address) if order(other) < order(address) else (address, other)


def report_of(address: str) -> int:
    """The number of the report that an address is of or in."""
    return int(address.partition(SEPARATOR)[0])


def score(rule: Rule[Thing], one: Thing, other: Thing) -> Link | None:
    """What a rule says of two things, given the earlier one first whichever way they come."""
    if order(rule.address(other)) < order(rule.address(one)):
        one, other = other, one
    return rule.score(one, other)


def tie(rule: Rule[Thing], things: Iterable[Thing]) -> list[Link]:
    """All links that a rule makes between things, all in memory."""
    known = {rule.address(thing): thing for thing in things}
    keyed = ((address, rule.keys(thing)) for address, thing in known.items())
    pairs = candidates(keyed, least=rule.least_keys, commonest=rule.commonest)
    found = (score(rule, known[left], known[right]) for left, right in pairs)
    return [link for link in found if link is not None]


def components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each address that is in a pair, the first address of all that pairs hold together."""
    above: dict[str, str] = {}
    for left, right in pairs:
        first, second = sorted((_top(above, left), _top(above, right)), key=order)
        above[second] = first
        above.setdefault(first, first)
    return {address: _top(above, address) for address in above}


def _top(above: dict[str, str], address: str) -> str:
    above.setdefault(address, address)
    while above[address] != address:
        above[address] = above[above[address]]
        address = above[address]
    return address


def enough(address: str, found: Sequence[Link], first: Callable[[str], str]) -> list[Link]:
    """The links of a thing that are kept: of an event, no more than the best `TO_A_GROUP` to a group.

    `first` gives the first address of the group that another thing is in, before this one is tied in.
    """
    if len(found) <= TO_A_GROUP or found[0].kind not in GREAT:
        return list(found)
    kept = [link for link in found if not link.joins]
    groups: dict[str, list[Link]] = {}
    for link in found:
        if link.joins:
            groups.setdefault(first(link.right if link.left == address else link.left), []).append(link)
    for group in groups.values():
        kept += sorted(group, key=lambda link: (-link.score, order(link.left), order(link.right)))[:TO_A_GROUP]
    return kept


def path(neighbours: Callable[[str], Iterable[str]], start: str, end: str) -> list[str]:
    """The shortest way from one address to another over neighbours, [] when there is none."""
    came: dict[str, str] = {start: start}
    edge = [start]
    while edge and end not in came:
        reached: list[str] = []
        for address in edge:
            for neighbour in neighbours(address):
                if neighbour not in came:
                    came[neighbour] = address
                    reached.append(neighbour)
        edge = reached
    if end not in came:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
