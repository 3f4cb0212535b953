"""Who accuses whom of an act: what is told as an accusation is shown as one, never as the report's own word."""

from __future__ import annotations

from mahdar.reading.layers import Event
from mahdar.reading.reading import Reading

ACCUSE = "ACCUSE"
# How a reading notes that an accusation carries the act: the rule and the word of the accusation follow.
CARRIED = "actual by "
# Nobody is accused of these: they stand beside an accusation ("accused at the talks").
BLAMELESS = frozenset(("CONSULT",))


def accusers(event: Event, reading: Reading) -> list[str]:
    """The entities that accuse somebody of the act; none where the report, or somebody quoted, tells it plainly."""
    accusation = None if event.type in BLAMELESS else accusation_of(event, reading)
    return accusation.actors if accusation else []


def accusation_of(event: Event, reading: Reading) -> Event | None:
    """The accusation that the act stands in: the nearest before it whose words the reading names as its reason."""
    named = [reason.removeprefix(CARRIED) for reason in event.because if reason.startswith(CARRIED)]
    if not named:
        return None
    for one in sorted(reading.events, key=lambda other: -other.start):
        if one.type == ACCUSE and one.start < event.start:
            if f"{one.rule}: {reading.text[one.start : one.end]}" in named:
                return one
    return None
