"""What the cache of built tables keeps whole, in the interpreted and in the compiled form of mahdar alike."""

from __future__ import annotations

from typing import Any, Self


class Kept:
    """Something that can be taken out of the cache without being built.

    An instance of a compiled class cannot be made without a call of `__init__`, unless the class says how. Dataclasses
    need no such base.
    """

    def __new__(cls, *_: Any, **__: Any) -> Self:
        return super().__new__(cls)
