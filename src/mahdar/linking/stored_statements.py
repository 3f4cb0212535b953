"""Statements in a record: what the rule goes by, taken from readings, and the use of it."""

from __future__ import annotations

from mahdar.linking.content import stems
from mahdar.linking.links import SEPARATOR
from mahdar.linking.placed import Placed
from mahdar.linking.statements import Said, Statements
from mahdar.linking.stored_stories import days_of
from mahdar.linking.use import Use, kept_definition, remembered, stored_use
from mahdar.linking.who import everybody
from mahdar.reading.layers import Statement
from mahdar.reading.reading import Reading
from mahdar.record import Record


def use(record: Record) -> Use[Said]:
    """The use of the rule of statements in a record."""
    return stored_use(record, DEFINITION)


@remembered
def all_said(number: int, reading: Reading) -> list[Said]:
    """The statements of a report as far as others are compared with them."""
    entities, days, amounts = everybody(reading), days_of(reading), Placed(reading.amounts)
    return [
        Said(
            f"{number}{SEPARATOR}{one.id}",
            tuple(entities[speaker] for speaker in dict.fromkeys(_speakers(one)) if speaker in entities),
            tuple(stems(reading.words(one))),
            frozenset(bound for amount in amounts.inside(one) for bound in (amount.low, amount.high)),
            one.kind == "direct",
            days,
        )
        for one in reading.statements
    ]


def _speakers(one: Statement) -> list[str]:
    return one.speakers or ([one.speaker] if one.speaker else [])


DEFINITION = kept_definition(Statements(), all_said, Said.from_kept)
