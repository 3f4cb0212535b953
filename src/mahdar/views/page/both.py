"""Every text that people see in both languages, so that a page can be switched without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mahdar.linking.people import tie
from mahdar.reading.reading import Reading
from mahdar.views.messages import LANGUAGES, Messages, messages
from mahdar.views.naming import Names


@dataclass(frozen=True, slots=True)
class Both:
    """A text in Arabic and in English."""

    ar: str
    en: str

    def __bool__(self) -> bool:
        return bool(self.ar or self.en)

    @property
    def is_one(self) -> bool:
        """Whether both are the same."""
        return self.ar == self.en


@dataclass(frozen=True, slots=True)
class Item:
    """Something named: its text, where it leads (empty: nowhere), and remarks on it."""

    text: Both
    href: str = ""
    notes: tuple[Both, ...] = ()


def same(text: str) -> Both:
    """A text that is the same in both languages, such as a path or a number."""
    return Both(text, text)


def say(key: str, **values: object) -> Both:
    """The message `key` in both languages; a value that is `Both` is filled in by its language."""
    filled = {lang: {name: _of(value, lang) for name, value in values.items()} for lang in LANGUAGES}
    return Both(*(messages(lang).say(key, **filled[lang]) for lang in LANGUAGES))


def _of(value: object, lang: str) -> object:
    return getattr(value, lang) if isinstance(value, Both) else value


class Tongues:
    """Calls the people, bodies and places of several readings by name in both languages."""

    def __init__(self, readings: Sequence[tuple[int, Reading]]) -> None:
        self.lines = tie(readings)
        # The reports by their ids: some are dated by others.
        self.reports = {reading.report_id: (number, reading) for number, reading in readings}
        self._names = {lang: Names(self.lines, readings, messages(lang)) for lang in LANGUAGES}
        self._shown = {line.key: f"who{i}" for i, line in enumerate(self.lines) if line.name}

    def both(self, make: Callable[[Names, Messages], str]) -> Both:
        """What `make` returns in each language."""
        return Both(*(make(self._names[lang], messages(lang)) for lang in LANGUAGES))

    def names(self, lang: str) -> Names:
        """The names in one language."""
        return self._names[lang]

    def key(self, number: int, entity_id: str) -> str:
        """What is the same for the same person or body in all reports."""
        return self._names["ar"].key(number, entity_id)

    def anchor(self, key: str) -> str:
        """The id on the page of the person or body with this key, empty for those that are never named."""
        return self._shown.get(key, "")

    def item(self, number: int, entity_id: str) -> Item:
        """The entity's name, which leads to what the page tells of it."""
        anchor = self.anchor(self.key(number, entity_id))
        return Item(self.both(lambda names, _: names.call(number, entity_id)), f"#{anchor}" if anchor else "")

    def items(self, number: int, entity_ids: Iterable[str]) -> list[Item]:
        """The entities' names, each once."""
        return list(dict.fromkeys(self.item(number, one) for one in entity_ids))
