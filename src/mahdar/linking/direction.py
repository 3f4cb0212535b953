"""Which of two reports was made from the other: the signs that tell it, each with its weight.

When a report came in is no sign: users get reports in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mahdar.arabic.normal import normalise
from mahdar.linking.links import Part

ABOUT = "direction"
# What each sign weighs, from 0 to 1. A credit is the copy's own word; a day that the text states or the user gave is a
# fact, one that was inferred may be wrong; brackets are added downstream; what is shorter is mostly cut, not expanded.
CREDIT_OF_OUTLET = 0.8
CREDIT_OF_SIGNER = 0.5
DAY_GIVEN = 0.5
DAY_INFERRED = 0.35
BRACKETS = 0.3
CUT = 0.15
# What the signs must weigh together before a direction is told.
ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report tells of where it comes from.

    `signed` are the bodies named in its dateline and byline, `credited` those in its sign-off and source line, all as
    names; `brackets` how many insertions by another hand it holds.
    """

    outlet: str | None = None
    earliest: date | None = None
    latest: date | None = None
    given: bool = False
    signed: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    brackets: int = 0

    @property
    def own(self) -> frozenset[str]:
        """Whose text it is by its own account: its outlet, else those who signed it."""
        return frozenset({_same(self.outlet)}) if self.outlet else frozenset(map(_same, self.signed))

    @property
    def named(self) -> frozenset[str]:
        """All bodies that it names as its makers or sources."""
        return frozenset(map(_same, (*self.signed, *self.credited)))


def _same(name: str | None) -> str:
    return " ".join(normalise(name or "").casefold().split())


def direction(left: Origin, right: Origin, *, share_left: float, share_right: float) -> tuple[str | None, list[Part]]:
    """Which of the two is the source ("left", "right", or None where it cannot be told), and the signs.

    The shares say how much of each text is in the other one. The weight of a sign is positive when it speaks for
    "left" as the source, negative when for "right".
    """
    signs = [
        *_days(left, right),
        *_credits(left, right),
        *_common(left, right),
        *_brackets(left, right),
        *_cut(share_left, share_right),
    ]
    total = sum(sign.weight for sign in signs)
    if abs(total) < ENOUGH - 1e-9:
        return None, signs
    return ("left" if total > 0 else "right"), signs


def _days(left: Origin, right: Origin) -> Iterator[Part]:
    weight = DAY_GIVEN if left.given and right.given else DAY_INFERRED
    for earlier, later, sign in ((left, right, 1), (right, left, -1)):
        if earlier.latest and later.earliest and earlier.latest < later.earliest:
            values = {"earlier": earlier.latest.isoformat(), "later": later.earliest.isoformat()}
            yield Part("earlier-day", sign * weight, values, ABOUT)


def _credits(left: Origin, right: Origin) -> Iterator[Part]:
    for source, copy, sign in ((left, right, 1), (right, left, -1)):
        credited = (source.own & copy.named) - copy.own if copy.outlet else source.own & copy.named
        # One who also names others beside those who signed the source is the one who took the text over.
        if not credited or (not copy.outlet and not copy.named - source.named):
            continue
        weight = CREDIT_OF_OUTLET if source.outlet else CREDIT_OF_SIGNER
        yield Part("credits-source", sign * weight, {"names": sorted(_written(credited, source))}, ABOUT)


def _written(names: frozenset[str], origin: Origin) -> set[str]:
    """The names as the report writes them."""
    return {name for name in (origin.outlet, *origin.signed, *origin.credited) if name and _same(name) in names}


def _common(left: Origin, right: Origin) -> Iterator[Part]:
    """The sign, of no weight, that both name one third body as their source: neither need be made from the other."""
    both = (left.named & right.named) - left.own - right.own
    if both:
        yield Part("same-source", 0.0, {"names": sorted(_written(both, left))}, ABOUT)


def _brackets(left: Origin, right: Origin) -> Iterator[Part]:
    if bool(left.brackets) != bool(right.brackets):
        sign = 1 if right.brackets else -1
        yield Part("brackets-added", sign * BRACKETS, {"brackets": left.brackets + right.brackets}, ABOUT)


def _cut(share_left: float, share_right: float) -> Iterator[Part]:
    """The sign that one is a piece of the other: far more of it is held than of the other."""
    if max(share_left, share_right) >= 0.9 and min(share_left, share_right) < 0.5:
        sign = 1 if share_right > share_left else -1
        yield Part("is-a-piece", sign * CUT, {"share": round(max(share_left, share_right), 3)}, ABOUT)
