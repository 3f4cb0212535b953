"""Conflicts in a record: the numbers, statements and events that the rule goes by, and the use of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mahdar.arabic.normal import normal_word
from mahdar.linking.conflicts import Claim, Conflicts, Count, from_kept, may_conflict
from mahdar.linking.content import stems
from mahdar.linking.links import SEPARATOR
from mahdar.linking.stored_events import all_told, surroundings
from mahdar.linking.stored_statements import all_said
from mahdar.linking.stored_stories import days_of
from mahdar.linking.use import Use, kept_definition, stored_use
from mahdar.linking.who import everybody
from mahdar.reading.layers import Amount
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.tables import language_table

# Counts of things without fate and of no known kind say too little of what they count.
VAGUE = "other"
# Characters after an amount within which its next word stands.
WINDOW = 24


def use(record: Record) -> Use[Claim]:
    """The use of the rule of conflicts in a record."""
    return stored_use(record, DEFINITION)


def claims(number: int, reading: Reading) -> list[Claim]:
    """All that a report claims that another one may contradict."""
    told: list[Claim] = [*counts(number, reading), *all_said(number, reading), *all_told(number, reading)]
    return [one for one in told if may_conflict(one)]


def counts(number: int, reading: Reading) -> Iterator[Count]:
    """The numbers of a report as far as others are compared with them; none from text that another hand put in."""
    entities, days, around = everybody(reading), days_of(reading), surroundings(number, reading)
    wholes = {one.part_of for one in reading.amounts if one.part_of}
    added = [part for part in reading.parts if part.kind == "insertion"]
    for one in reading.amounts:
        if (one.of == VAGUE and not one.fate) or any(part.holds(one.start, one.end) for part in added):
            continue
        near = around.near(one)
        yield Count(
            f"{number}{SEPARATOR}{one.id}",
            one.low,
            one.high,
            one.precision,
            one.of,
            one.fate or "",
            (one.part_of is not None, one.id in wholes, _is_of_a_body(reading, one)),
            frozenset(stems(reading.words(one))),
            around.words(near),
            frozenset(other.low for other in around.amounts.inside(near) if other is not one),
            tuple(entities[place] for place in around.places(near) if place in entities),
            tuple(
                (time.earliest.toordinal(), time.latest.toordinal())
                for time in around.times.inside(near)
                if time.type == "DATE" and time.earliest and time.latest
            ),
            days,
        )


def _is_of_a_body(reading: Reading, amount: Amount) -> bool:
    """Whether only those of one body are counted: "ten of the guards", but not "more than ten"."""
    following = reading.text[amount.end : amount.end + WINDOW].split()[:1]
    within = reading.words(amount).split() if amount.precision == "exact" else []
    return any(normal_word(word) in _partitives() for word in (*following, *within))


DEFINITION = kept_definition(Conflicts(), claims, from_kept)


@lru_cache(maxsize=1)
def _partitives() -> frozenset[str]:
    """The words that part a few from a body, in normal form."""
    # From the table itself: the package of the grammar needs spaCy, which linking does without.
    rows = language_table("grammar_words", columns=("class", "words"))
    return frozenset(normal_word(word) for row in rows if row["class"] == "from" for word in row.many("words"))
