"""Finds the matters of a reading: its tellings, sentence by sentence, and which of them tell of one matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from mahdar.arabic.normal import normalise
from mahdar.linking.matters.drafts import Drafts
from mahdar.linking.matters.gathering import gather
from mahdar.linking.matters.matter import Matter, Telling
from mahdar.linking.matters.movements import Movements
from mahdar.linking.matters.scene import Scene
from mahdar.linking.matters.sessions import Sessions
from mahdar.linking.matters.talks import Talks
from mahdar.linking.matters.truces import Truces
from mahdar.reading.reading import Reading

# Changes when the same reading would give other matters.
VERSION = 2
# Days after which a thing told of a day is another one than that which is told on.
PAST = 45


def matters_of(reading: Reading, number: int) -> list[Matter]:
    """The matters of the reading of report `number`, in the order of the text."""
    scene = Scene(reading, number)
    published = (reading.published.earliest, reading.published.latest)
    groups = gather(list(_tellings(scene)), scene)
    return [Matter(number, f"m{i}", tellings, published, scene.common_places) for i, tellings in enumerate(groups, 1)]


def _hash(text: str) -> str:
    """A hash of the words of a sentence, without marks."""
    return blake2b(" ".join(re.findall(r"\w+", normalise(text))).encode(), digest_size=8).hexdigest()


def _is_past(one: Telling, *, reading: Reading) -> bool:
    """Whether a telling is of a day long before the report."""
    published = reading.published.earliest
    return one.latest is not None and published is not None and (published - one.latest).days > PAST


def _tellings(scene: Scene) -> Iterator[Telling]:
    sessions, drafts = Sessions(scene), Drafts(scene)
    truces, movements, talks = Truces(scene), Movements(scene), Talks(scene, sessions.bodies)
    for sentence in scene.sentences:
        drafted = list(drafts.tellings(sentence))
        found = [*sessions.tellings(sentence), *drafted]
        found += [*truces.tellings(sentence, drafted), *movements.tellings(sentence)]
        taken = {event for one in found if one.kind == "session" for event in one.events}
        found += talks.tellings(sentence, taken)
        words = _hash(scene.reading.text[sentence.start : sentence.end]) if found else ""
        for one in found:
            statement = scene.statement_at(one.start)
            one.statement = statement.id if statement else None
            one.is_headline = scene.is_headline(one.start)
            one.is_past = _is_past(one, reading=scene.reading)
            one.words = words
            one.is_inserted = scene.is_inserted(one.start)
        yield from sorted((one for one in found if not one.is_inserted), key=lambda one: one.start)
