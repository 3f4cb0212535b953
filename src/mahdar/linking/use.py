"""What engines need of a use of linking besides its rule: the things of a report, new and known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Generic, TypeVar

from mahdar.linking.links import Rule, Thing
from mahdar.reading.reading import Reading
from mahdar.record import Record

Made = TypeVar("Made")

# Readings kept in memory, as many as the engine ties in together.
READINGS = 64
# Known things kept in memory: candidates of one report are often those of the next.
REMEMBERED = 2048


@dataclass(frozen=True)
class Definition(Generic[Thing]):
    """A use of linking wherever it runs: its rule, and the things of a report, made of its number and reading.

    `to_whole` gives all that a score goes by as bytes, `from_whole` the thing again. `beside` adds what links of the
    kind `after`, which was tied before, tell: the reports that a report is one with.
    """

    rule: Rule[Thing]
    things: Callable[[int, Reading], Sequence[Thing]]
    to_whole: Callable[[Thing], bytes]
    from_whole: Callable[[bytes], Thing]
    after: str = ""
    beside: Callable[[Thing, frozenset[int]], Thing] | None = None


def kept_definition(
    rule: Rule[Thing], things: Callable[[int, Reading], Sequence[Thing]], from_kept: Callable[[bytes], Thing]
) -> Definition[Thing]:
    """The definition of a use whose rule keeps all of its things."""
    return Definition(rule, things, lambda thing: rule.kept(thing) or b"", from_kept)


@dataclass(frozen=True)
class Use(Generic[Thing]):
    """One rule with what makes the things of a report, and what gives back a thing that was tied in before.

    `make` takes the number of a report and gives what the rule ties in it: one thing for the report, or one for each of
    many entries, or none. `known` takes an address. `forget` drops what is remembered of known things.
    """

    rule: Rule[Thing]
    make: Callable[[int], Sequence[Thing]]
    known: Callable[[str], Thing]
    forget: Callable[[], None]


def kept_use(
    record: Record, rule: Rule[Thing], make: Callable[[int], Sequence[Thing]], from_kept: Callable[[bytes], Thing]
) -> Use[Thing]:
    """The use of a rule that keeps all of its things in `kept`, so that no report is read again to score them."""

    def known(address: str) -> Thing:
        return from_kept(record.links.kept(rule.kind, address) or b"")

    remembered = lru_cache(maxsize=REMEMBERED)(known)
    return Use(rule, make, remembered, remembered.cache_clear)


def stored_use(record: Record, definition: Definition[Thing]) -> Use[Thing]:
    """The use of a definition in a record, where nothing but the reading of a report makes its things."""

    def make(number: int) -> Sequence[Thing]:
        return definition.things(number, reading_of(record, number))

    return kept_use(record, definition.rule, make, definition.from_whole)


def reading_of(record: Record, number: int) -> Reading:
    """The current reading of the report with this number, one of those that were asked for last."""
    current = record.connection.execute(
        "SELECT id FROM readings WHERE report = ? AND is_current = 1", (number,)
    ).fetchone()
    return _readings(record)(number, current["id"] if current else 0)


@lru_cache(maxsize=1)
def _readings(record: Record) -> Callable[[int, int], Reading]:
    """What gives readings by the number of the report and the row, which is another one when it is read anew."""
    return lru_cache(maxsize=READINGS)(lambda number, row: record.find(str(number))[1])


def remembered(make: Callable[[int, Reading], Made]) -> Callable[[int, Reading], Made]:
    """The same maker of something of a report, which keeps that of the last readings: several rules go by it."""
    made: dict[int, tuple[Reading, Made]] = {}

    @wraps(make)
    def remembering(number: int, reading: Reading) -> Made:
        known = made.get(number)
        if known is None or known[0] is not reading:
            while len(made) >= READINGS:
                made.pop(next(iter(made)))
            known = made[number] = (reading, make(number, reading))
        return known[1]

    return remembering
