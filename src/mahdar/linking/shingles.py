"""The runs of four words of a text as numbers: equal where the words are the same in their normal form."""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from mahdar.arabic.normal import normalise
from mahdar.memo import Memo

# Changes when the same text would give other numbers.
VERSION = 1
WIDTH = 4
Numbers = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
# Odd numbers with well mixed bits (the primes of xxHash): one for each word of a run. The numbers of words are mixed
# well already, so a sum of them, each times its own factor, is too.
_FACTORS = np.array([[0x9E3779B185EBCA87], [0xC2B2AE3D27D4EB4F], [0x165667B19E3779F9], [0x85EBCA77C2B2AE63]], np.uint64)
_HIGH = np.uint64(32)


class _Numbers(Memo[str, bytes]):
    """Eight bytes for each word in what stands between spaces, made when first asked for: mostly it is one word."""

    def __missing__(self, written: str) -> bytes:
        # Not Python's hash, which differs from run to run: keys that are made of it are kept.
        words = _WORD.findall(normalise(written))
        self[written] = made = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in words)
        return made


_numbers = _Numbers()


def runs(text: str) -> Numbers:
    """The number of each run of four words, in order; empty for a text of fewer words."""
    # Looking up what stands between spaces is four times as fast as finding the words of each text anew.
    found = np.frombuffer(b"".join(map(_numbers.__getitem__, text.split())), "<u8").astype(np.uint64, copy=False)
    length = len(found) - WIDTH + 1
    if length < 1:
        return found[:0]
    made = found * _FACTORS
    runs = made[0, :length]
    for i in range(1, WIDTH):
        runs += made[i, i : i + length]
    runs ^= runs >> _HIGH
    return runs


def held(some: Numbers, ordered: Numbers) -> NDArray[np.bool_]:
    """Which of some numbers are among others, which are in order and not empty."""
    places = ordered.searchsorted(some)
    places[places == len(ordered)] = 0
    found: NDArray[np.bool_] = ordered[places] == some
    return found


def longest(shared: NDArray[np.bool_]) -> int:
    """How many words the longest passage has of which all runs are shared."""
    if not shared.any():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], shared, [False]))))
    return int((edges[1::2] - edges[::2]).max()) + WIDTH - 1
