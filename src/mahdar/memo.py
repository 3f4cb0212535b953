"""A dictionary of what was found before, which does not grow for ever however many reports are read."""

from __future__ import annotations

from itertools import islice
from typing import Any, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

# What is kept besides what it was made with. Four in five words of an article are among the commonest ten thousand.
MOST = 40_000


class Memo(dict[Key, Value]):
    """A dictionary that forgets the later half of what was put into it when that is too much.

    Not the earlier half: words that are met first are those that are met most. What it was made with stays.
    """

    _made_with = 0

    def __init__(self, known: dict[Key, Value] | None = None) -> None:
        super().__init__(known or {})
        self._made_with = len(self)

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) >= self._made_with + MOST:
            for one in list(islice(self, self._made_with + MOST // 2, None)):
                del self[one]
        super().__setitem__(key, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(islice(self.items(), self._made_with)),)
