"""The words that carry what a passage tells, each weighed by how rare it is in Arabic at large.

The weights come from a general list, not from the record, so that the order in which reports come in changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from mahdar.arabic.clitics import word_frequencies
from mahdar.arabic.normal import ARTICLE
from mahdar.linking.wording import is_number
from mahdar.record.folding import default_folding

# Changes when the same text would give other words.
VERSION = 1
# A word that makes up this share of all words, or more, carries nothing; one that the list has not, the most.
COMMON = 1e-3
HEAVIEST = 3.5
# From this weight on a word is worth a key of its own.
TELLING = 1.0
SHORTEST = 2
Stems = frozenset[str]


@lru_cache(maxsize=60_000)
def weight(stem: str) -> float:
    """How much a word tells, 0 for the commonest and for numbers."""
    if len(stem) < SHORTEST or stem[0].isdigit():
        return 0.0
    known = word_frequencies()
    share = known.get(stem, 0.0) + known.get(ARTICLE + stem, 0.0)
    return HEAVIEST if not share else min(HEAVIEST, max(0.0, math.log10(COMMON / share)))


def stems(text: str) -> list[str]:
    """The words of a text without what is joined to them, in order; those that carry nothing and numbers left out."""
    return [stem for stem in map(_telling, default_folding().written_words(text)) if stem]


def placed_stems(text: str) -> list[tuple[int, str]]:
    """The same words, each with where it begins."""
    found = ((start, _telling(word)) for start, _, word in default_folding().written(text))
    return [(start, stem) for start, stem in found if stem]


@lru_cache(maxsize=60_000)
def _telling(written: str) -> str:
    """The stem of a word as written; empty for one that carries nothing and for a number."""
    stem = default_folding().forms(written).stem
    return stem if stem and weight(stem) > 0 and not is_number(stem) else ""


def total(some: Iterable[str]) -> float:
    """What some words weigh together."""
    return sum(map(weight, some))


def alike(left: Stems, right: Stems) -> float:
    """How much two passages are about the same, from 0 to 1: the cosine of their words by weight."""
    both = left & right
    if not both:
        return 0.0
    return sum(weight(stem) ** 2 for stem in both) / math.sqrt(_squares(left) * _squares(right))


def contained(left: Stems, right: Stems) -> float:
    """How much of the lighter passage is in the other one, from 0 to 1, by weight."""
    least = min(total(left), total(right))
    return total(left & right) / least if least else 0.0


@lru_cache(maxsize=4096)
def _squares(some: Stems) -> float:
    # Remembered: one thing is compared with all its candidates.
    return sum(weight(stem) ** 2 for stem in some)


def rarest(some: Iterable[str], number: int) -> list[str]:
    """The words that tell most, each once."""
    telling = {stem for stem in some if weight(stem) >= TELLING}
    return sorted(telling, key=lambda stem: (-weight(stem), stem))[:number]


def key(*facts: object) -> int:
    """A 63-bit number that is the same for the same facts in every run."""
    text = "\x1f".join(map(str, facts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


def shared_words(left: Stems, right: Stems, number: int = 8) -> list[str]:
    """The words that both passages have, those that tell most, for people to see."""
    return rarest(left & right, number)


def buckets(days: Sequence[int], width: int = 4) -> list[str]:
    """Marks of which two days at most half the width apart share one at least."""
    found = {f"{half}.{(day + half * width // 2) // width}" for day in days for half in (0, 1)}
    return sorted(found)
