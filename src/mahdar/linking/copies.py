"""Finds reports that were made from each other: MinHash keys make candidates, the runs of four words decide.

A `copy` shares half of both texts or more, an `extract` half of the shorter one only; two reports that share less, but
one long passage, such as an agency's paragraph, are `shared`. A story told in other words shares none of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
import rensa

from mahdar.linking import shingles
from mahdar.linking.direction import Origin, direction
from mahdar.linking.links import Link, Part

KIND = "copy"
LABELS = ("copy", "extract", "shared")
# The least of the shorter text that makes a copy, and of the longer one that makes it more than an extract.
HALF = 0.5
# Words in a row that two reports do not share by chance: the longest titles of offices have twelve.
PASSAGE = 20
# Each of a text's 64 least numbers is a key. On real press, pairs that share half of the shorter text differ so much in
# length that bands of several numbers miss one in ten of them; single numbers, two of them equal, miss one in 300.
KEYS = 64
SEED = 42
_BITS = 32


class Compared(Protocol):
    """A report as far as copies go by it, wherever it comes from."""

    @property
    def number(self) -> int:
        """The number of the report."""

    @property
    def runs(self) -> shingles.Numbers:
        """Its runs of four words, in order."""

    @property
    def set(self) -> shingles.Numbers:
        """Its runs of four words, each once, by size."""

    @property
    def origin(self) -> Origin:
        """What it tells of where it comes from."""


@dataclass(frozen=True)
class Told:
    """A report as far as copies go by it: its words, without page furniture and signatures, and its origin.

    `left_out` are the stretches of the text that are not compared, in order and apart.
    """

    number: int
    text: str
    left_out: tuple[tuple[int, int], ...] = ()
    origin: Origin = field(default_factory=Origin)

    @property
    def compared(self) -> str:
        """The text without what is left out."""
        if not self.left_out:
            return self.text
        edges = [0, *(edge for span in self.left_out for edge in span), len(self.text)]
        return "\n".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))

    @cached_property
    def runs(self) -> shingles.Numbers:
        """Its runs of four words, in order."""
        return shingles.runs(self.compared)

    @cached_property
    def set(self) -> shingles.Numbers:
        """Its runs of four words, each once, by size."""
        return np.unique(self.runs)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two texts share: their runs of four words, those in both, and the longest passage in words."""

    left: int
    right: int
    both: int
    passage: int

    @property
    def share(self) -> float:
        """The share of the shorter text that is in the longer one."""
        return self.both / min(self.left, self.right) if self.both else 0.0

    @property
    def share_longer(self) -> float:
        """The share of the longer text that is in the shorter one."""
        return self.both / max(self.left, self.right) if self.both else 0.0

    @property
    def label(self) -> str | None:
        """What the two are to each other, None when nothing worth telling."""
        if self.share >= HALF:
            return "copy" if self.share_longer >= HALF else "extract"
        return "shared" if self.passage >= PASSAGE else None


def overlap(left: Compared, right: Compared) -> Overlap:
    """How much the two share, counted in full."""
    shorter, longer = sorted((left, right), key=lambda told: len(told.set))
    if not len(shorter.set):
        return Overlap(len(left.set), len(right.set), 0, 0)
    both = int(shingles.held(shorter.set, longer.set).sum())
    passage = shingles.longest(shingles.held(shorter.runs, longer.set)) if both else 0
    return Overlap(len(left.set), len(right.set), both, passage)


def _is_little(left: Compared, right: Compared) -> bool:
    """Whether so little is shared that it makes no link: most candidates share a formula only."""
    shorter, longer = (left.set, right.set) if len(left.set) < len(right.set) else (right.set, left.set)
    both = int(shingles.held(shorter, longer).sum())
    return both + shingles.WIDTH <= PASSAGE and both < HALF * len(shorter)


class Copies:
    """The rule by which copies are found."""

    kind = KIND
    version = f"copy/2.{shingles.VERSION}.{rensa.RMinHash.ALGORITHM_VERSION}"
    least_keys = 2
    commonest = 500

    def address(self, thing: Compared) -> str:
        """The number of the report."""
        return str(thing.number)

    def keys(self, thing: Compared) -> list[int]:
        """The least numbers of the text, each with its place."""
        if not len(thing.runs):
            return []
        # The runs need not be parted from their repetitions: a least number is the same.
        made = rensa.RMinHash.digest_matrix_from_flat_token_hashes(thing.runs, [0, len(thing.runs)], KEYS, SEED)
        return [place << _BITS | least for place, least in enumerate(made.to_rows()[0])]

    def kept(self, thing: Compared) -> bytes:
        """The runs of four words in order."""
        return thing.runs.astype("<u8", copy=False).tobytes()

    def score(self, left: Compared, right: Compared) -> Link | None:
        """The link, scored by the share of the shorter text; `shared` does not join."""
        if not len(left.set) or not len(right.set) or _is_little(left, right):
            return None
        found = overlap(left, right)
        if found.label is None:
            return None
        source: str | None = None
        signs: list[Part] = []
        if found.label != "shared":
            source, signs = direction(
                left.origin, right.origin, share_left=found.both / found.left, share_right=found.both / found.right
            )
        return Link(
            self.kind,
            found.label,
            self.address(left),
            self.address(right),
            round(found.share, 4),
            found.label != "shared",
            self.version,
            (*parts(found), *signs),
            source,
        )


def parts(found: Overlap) -> tuple[Part, ...]:
    """The named parts of the score."""
    shorter, longer = sorted((found.left, found.right))
    return (
        Part("share-of-shorter", round(found.share, 4), {"both": found.both, "of": shorter}),
        Part("share-of-longer", 0.0, {"both": found.both, "of": longer, "share": round(found.share_longer, 4)}),
        Part("longest-passage", 0.0, {"words": found.passage}),
    )
