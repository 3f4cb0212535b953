"""Finds the names that it was given in a list of normal words: the longest match from each first word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from mahdar.kept import Kept

Sense = TypeVar("Sense")

Parting = Callable[[str], Sequence[str]]


class Gazetteer(Kept, Generic[Sense]):
    """Senses by the normal words of a name. `part` turns a written name into its words, clitics apart."""

    def __init__(self, part: Parting) -> None:
        self.part = part
        self._by_first: dict[str, dict[tuple[str, ...], list[Sense]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, name: str, sense: Sense) -> None:
        """Lets the written name stand for `sense`."""
        self.add_words(tuple(self.part(name)), sense)

    def add_words(self, words: tuple[str, ...], sense: Sense) -> None:
        """Lets a row of normal words stand for `sense`."""
        if not words:
            return
        senses = self._by_first.setdefault(words[0], {}).setdefault(words, [])
        if sense not in senses:
            senses.append(sense)
        lengths = self._lengths.get(words[0], ())
        if len(words) not in lengths:
            self._lengths[words[0]] = tuple(sorted((*lengths, len(words)), reverse=True))

    @property
    def starts(self) -> dict[str, dict[tuple[str, ...], list[Sense]]]:
        """The names by their first words."""
        return self._by_first

    def match(self, words: Sequence[str], at: int) -> tuple[int, list[Sense]] | None:
        """How many words from `at` on make the longest known name, and its senses."""
        names = self._by_first.get(words[at])
        if names is None:
            return None
        left = len(words) - at
        for length in self._lengths[words[at]]:
            if length > left:
                continue
            senses = names.get(tuple(words[at : at + length]))
            if senses is not None:
                return length, senses
        return None
