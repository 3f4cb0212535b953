"""Events in a record: what the rule goes by, taken from readings, and the use of it."""

from __future__ import annotations

from bisect import bisect_left

from mahdar.linking.content import Stems, placed_stems, stems
from mahdar.linking.events import Events, Told
from mahdar.linking.links import SEPARATOR
from mahdar.linking.placed import Placed
from mahdar.linking.stored_stories import days_of
from mahdar.linking.use import Use, kept_definition, remembered, stored_use
from mahdar.linking.who import everybody
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.record import Record

# Telling words before and after the word of an event that belong to it.
BEFORE, AFTER = 6, 12


def use(record: Record) -> Use[Told]:
    """The use of the rule of events in a record."""
    return stored_use(record, DEFINITION)


@remembered
def all_told(number: int, reading: Reading) -> list[Told]:
    """The events of a report as far as others are compared with them."""
    entities, days, around = everybody(reading), days_of(reading), surroundings(number, reading)
    made: list[Told] = []
    for one in reading.events:
        near = around.near(one)
        made.append(
            Told(
                f"{number}{SEPARATOR}{one.id}",
                one.type,
                one.mode,
                one.status,
                " ".join(stems(reading.words(one))),
                tuple(entities[actor] for actor in one.actors if actor in entities),
                tuple(entities[recipient] for recipient in one.recipients if recipient in entities),
                entities.get(one.place or ""),
                tuple(entities[place] for place in around.places(near) if place in entities),
                one.earliest.toordinal() if one.earliest else None,
                one.latest.toordinal() if one.latest else None,
                days,
                around.words(near),
                frozenset(amount.low for amount in around.amounts.inside(near)),
                one.statement is not None,
            )
        )
    return made


DEFINITION = kept_definition(Events(), all_told, Told.from_kept)


class Surroundings:
    """What stands around the entries of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._placed = placed_stems(reading.text)
        self._starts = [start for start, _ in self._placed]
        self._sentences = Placed(reading.sentences)
        self._places = Placed(one for one in reading.mentions if one.kind == "place")
        self.amounts = Placed(reading.amounts)
        self.times = Placed(reading.times)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset; the whole text where there is none."""
        found = self._sentences.around(offset)
        return found[0] if found else Span(0, len(self._reading.text))

    def near(self, span: Span) -> Span:
        """The stretch of the sentence around a span: so many telling words before it and after it."""
        sentence = self.sentence(span.start)
        at = bisect_left(self._starts, span.start)
        first, last = max(at - BEFORE, 0), min(at + AFTER, len(self._starts) - 1)
        if last < 0:
            return sentence
        start = max(sentence.start, self._starts[first] if at - BEFORE >= 0 else sentence.start)
        end = min(sentence.end, self._starts[last] if at + AFTER < len(self._starts) else sentence.end)
        return Span(min(start, span.start), max(end, span.end))

    def places(self, span: Span) -> list[str]:
        """The places named in a span, each once."""
        return list(dict.fromkeys(one.entity for one in self._places.inside(span)))

    def words(self, span: Span) -> Stems:
        """The telling words in a span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return frozenset(stem for _, stem in self._placed[first:last])


@remembered
def surroundings(number: int, reading: Reading) -> Surroundings:
    """The surroundings of the entries of a report's reading."""
    return Surroundings(reading)
