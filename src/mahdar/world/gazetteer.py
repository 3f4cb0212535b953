"""Finds the names that it was given in a list of normal words: the longest match from each first word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from mahdar.kept import Kept

Sense = TypeVar("Sense")

NO_LENGTHS: Final[tuple[int, ...]] = ()

Parting = Callable[[str], Sequence[str]]


class Gazetteer(Kept, Generic[Sense]):
    """Senses by the normal words of a name. `part` turns a written name into its words, clitics apart."""

    def __init__(self, part: Parting) -> None:
        self.part = part
        self._by_first: dict[str, dict[tuple[str, ...], list[Sense]]] = {}
        # The names by first word again: those of one word, and the lengths of the longer ones by second word.
        self._alone: dict[str, list[Sense]] = {}
        self._longer: dict[str, dict[str, tuple[int, ...]]] = {}

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
        if len(words) == 1:
            self._alone[words[0]] = senses
            return
        longer = self._longer.setdefault(words[0], {})
        lengths = longer.get(words[1], ())
        if len(words) not in lengths:
            longer[words[1]] = tuple(sorted((*lengths, len(words)), reverse=True))

    @property
    def starts(self) -> dict[str, dict[tuple[str, ...], list[Sense]]]:
        """The names by their first words."""
        return self._by_first

    def match(self, words: Sequence[str], at: int) -> tuple[int, list[Sense]] | None:
        """How many words from `at` on make the longest known name, and its senses."""
        first = words[at]
        longer = self._longer.get(first)
        left = len(words) - at
        if longer is not None and left > 1:
            # Most words that some name begins with are followed by none of its second words.
            for length in longer.get(words[at + 1], NO_LENGTHS):
                senses = self._by_first[first].get(tuple(words[at : at + length])) if length <= left else None
                if senses is not None:
                    return length, senses
        alone = self._alone.get(first)
        return None if alone is None else (1, alone)
