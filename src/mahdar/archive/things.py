"""What linking ties, made from the readings of an archive by the definitions of `linking`, and scored by them.

A row is a thing: `use` is the place of its use among the definitions, `item` a number that stands for its address,
`seq` the same number with the round in which it is tied in, which is the order of all things.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from mahdar.linking.links import Link, Part, enough, score
from mahdar.linking.uses import DEFINITIONS
from mahdar.reading.reading import Reading

# How a number is made of a report and the place of a thing in it, and of the round before them.
PLACES = 24
ROUND = 60
THINGS = "use int, seq long, item long, number long, address string, keys array<long>, whole binary"
LINKS = (
    "use int, label string, left string, right string, left_number long, right_number long, left_item long,"
    " right_item long, score double, joins boolean, source string, parts string, rule string, later long"
)
# Things that a task keeps as they are made: those of one pair are often those of the next.
REMEMBERED = 4096
Row = dict[str, Any]


def things_of(number: int, reading: Reading, round: int) -> Iterator[Row]:
    """The rows of all things of one report, use after use."""
    for use, definition in enumerate(DEFINITIONS):
        made = {definition.rule.address(thing): thing for thing in definition.things(number, reading)}
        for place, (address, thing) in enumerate(made.items()):
            item = number << PLACES | place
            yield {
                "use": use,
                "seq": round << ROUND | item,
                "item": item,
                "number": number,
                "address": address,
                "keys": list(definition.rule.keys(thing)),
                "whole": definition.to_whole(thing),
            }


class Scorer:
    """Scores pairs of things as tasks get them: as bytes, with the reports that each is one with."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], Any] = OrderedDict()

    def link(self, row: Row) -> Row | None:
        """The row of the link of two things, None where nothing ties them."""
        use = row["use"]
        earlier = self._thing(use, row["earlier_item"], row["earlier_whole"], row["earlier_near"])
        later = self._thing(use, row["later_item"], row["later_whole"], row["later_near"])
        rule = DEFINITIONS[use].rule
        found = score(rule, earlier, later)
        if found is None:
            return None
        is_left = rule.address(earlier) == found.left
        left, right = ("earlier", "later") if is_left else ("later", "earlier")
        return {
            "use": use,
            "label": found.label,
            "left": found.left,
            "right": found.right,
            "left_number": row[f"{left}_item"] >> PLACES,
            "right_number": row[f"{right}_item"] >> PLACES,
            "left_item": row[f"{left}_item"],
            "right_item": row[f"{right}_item"],
            "score": float(found.score),
            "joins": found.joins,
            "source": found.source,
            "parts": json.dumps([part.to_json() for part in found.parts], ensure_ascii=False),
            "rule": found.rule,
            "later": row["later"],
        }

    def _thing(self, use: int, item: int, whole: bytes, near: Sequence[int] | None) -> Any:
        key = (use, item)
        thing = self._known.get(key)
        if thing is not None:
            self._known.move_to_end(key)
            return thing
        definition = DEFINITIONS[use]
        thing = definition.from_whole(whole)
        if definition.beside is not None:
            thing = definition.beside(thing, frozenset(near or ()))
        self._known[key] = thing
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return thing


def kept_of_group(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """The pairs of items whose links are kept, of all joining links that hold one group together.

    Rows of earlier rounds (`is_new` false) are there already; the others come in the order of their later things, each
    of which is tied in by `links.enough`, as one machine does it.
    """
    above: dict[str, str] = {}

    def top(address: str) -> str:
        above.setdefault(address, address)
        while above[address] != address:
            above[address] = above[above[address]]
            address = above[address]
        return address

    for row in rows:
        if not row["is_new"]:
            above[top(row["left"])] = top(row["right"])
    made: list[tuple[int, int]] = []
    new = sorted((row for row in rows if row["is_new"]), key=lambda row: row["later"])
    for some in _by_later(new):
        address = some[0]["left"] if _is_later(some[0]) else some[0]["right"]
        kind = DEFINITIONS[some[0]["use"]].rule.kind
        links = [_bare(kind, row) for row in some]
        items = {(row["left"], row["right"]): (row["left_item"], row["right_item"]) for row in some}
        for link in enough(address, links, top):
            made.append(items[link.left, link.right])
            above[top(link.left)] = top(link.right)
    return made


def _is_later(row: Row) -> bool:
    """Whether the left end is the thing that was tied in last."""
    return bool(row["later"] & (1 << ROUND) - 1 == row["left_item"])


def _by_later(rows: Sequence[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        if some and row["later"] != some[0]["later"]:
            yield some
            some = []
        some.append(row)
    if some:
        yield some


def _bare(kind: str, row: Row) -> Link:
    parts: tuple[Part, ...] = ()
    return Link(kind, row["label"], row["left"], row["right"], row["score"], True, row["rule"], parts)
