"""Calls people and bodies in pages: by the names that they have in the whole record, each leading to their page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from mahdar.reading.layers import Entity
from mahdar.reading.reading import Reading
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import Names
from mahdar.views.page.both import Both, Item, Tongues
from mahdar.web.known import Known, person_address


class Linked(Tongues):
    """The same names as on the page of a record, which lead to the pages of the server."""

    def __init__(self, readings: Sequence[tuple[int, Reading]], known: Known) -> None:
        self.lines = known.directory.tie(readings)
        self.reports = {reading.report_id: (number, reading) for number, reading in readings}
        self._names = {lang: Names(self.lines, readings, messages(lang)) for lang in LANGUAGES}
        self._shown = {line.key: person_address(line.key) for line in self.lines}

    def item(self, number: int, entity_id: str) -> Item:
        """The entity's name, which leads to its page."""
        return Item(
            self.both(lambda names, _: names.call(number, entity_id)), self._shown.get(self.key(number, entity_id), "")
        )


def item_of(known: Known, row: sqlite3.Row) -> Item:
    """The name of an entity by its row."""
    key = known.key(Entity(row["key"], row["kind"], name=row["name"], world=row["world"]), row["report"])
    found = known.item(key, row["label"])
    return found if found.href else Item(found.text, person_address(key))


def items_of(known: Known, rows: dict[int, sqlite3.Row], ids: Iterable[int]) -> list[Item]:
    """The names of entities by their ids, each once."""
    return list(dict.fromkeys(item_of(known, rows[one]) for one in ids if one in rows))


def nobody(key: str) -> list[Item]:
    """What stands where nobody is named."""
    return [Item(Both(*(messages(lang).say(key) for lang in LANGUAGES)))]
