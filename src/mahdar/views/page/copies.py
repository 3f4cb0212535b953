"""The reports that were made from each other, with the sentences that were added, dropped and changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mahdar.linking.differences import Change, Sentence
from mahdar.reading.layers import Span
from mahdar.views.address import Place
from mahdar.views.comparison import Comparison
from mahdar.views.copies import sign
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cards import short
from mahdar.views.page.pieces import Mark, Piece, lines
from mahdar.views.page.reports import report_anchor
from mahdar.views.quoting import cite, written

# How many pairs a page shows.
MOST = 200


@dataclass(slots=True)
class Sided:
    """Words of one of the two reports, the ones that differ marked, and where they stand."""

    pieces: list[list[Piece]]
    cite: str
    href: str
    notes: list[Both] = field(default_factory=list)


@dataclass(slots=True)
class Changed:
    """A sentence as it stands in either report, and what changed in it."""

    left: list[Sided]
    right: list[Sided]
    what: list[tuple[Both, list[Both]]]


@dataclass(slots=True)
class CopyShown:
    """Two reports: what they are to each other, which was made from which and why, and their difference."""

    label: Both
    share: Both
    direction: Both | None
    signs: list[Both]
    reports: list[Item]
    added_label: Both
    dropped_label: Both
    added: list[Sided]
    dropped: list[Sided]
    changed: list[Changed]
    common: int


def copies(found: Iterable[Comparison], numbers: Sequence[int]) -> tuple[list[CopyShown], bool]:
    """The pairs among the reports with these numbers, and whether there are more than are shown."""
    chosen = set(numbers)
    among = (one for one in found if one.left.number in chosen and one.right.number in chosen)
    made = [_copy(one) for one in islice(among, MOST + 1)]
    return made[:MOST], len(made) > MOST


def _copy(made: Comparison) -> CopyShown:
    left, right, found = made.left, made.right, made.difference
    is_text = made.label != "shared"
    return CopyShown(
        label=say(f"copies.{made.label}" if made.label else "copies.none"),
        share=say("copies.share", share=f"{made.share:.0%}", longer=f"{made.share_longer:.0%}"),
        direction=_direction(made),
        signs=[
            Both(*(sign(one, left.number, right.number, messages(lang)) for lang in LANGUAGES)) for one in made.signs
        ],
        reports=[_report(left), _report(right)],
        added_label=say("copies.added_nobody" if made.has_direction else "copies.added", number=right.number),
        dropped_label=say("copies.dropped", number=left.number),
        added=[_sentence(one, right) for one in found.added] if is_text else [],
        dropped=[_sentence(one, left) for one in found.dropped] if is_text else [],
        changed=[_changed(one, made) for one in found.changed],
        common=len(found.common),
    )


def _direction(made: Comparison) -> Both | None:
    if made.has_direction:
        return say("copies.made_from", copy=made.right.number, source=made.left.number)
    return say("copies.direction_unknown") if made.label in ("copy", "extract") else None


def _report(place: Place) -> Item:
    reading = place.reading
    outlet = f" ({reading.outlet})" if reading.outlet else ""
    title = f"{place.number} · {short(reading.title or reading.source)}{outlet}"
    return Item(same(title), f"#{report_anchor(place.number)}")


def _sentence(one: Sentence, place: Place, spans: Sequence[Span] = ()) -> Sided:
    text = place.reading.text[one.start : one.end]
    marks = [Mark(span.start - one.start, span.end - one.start, "differs") for span in spans]
    notes = [say("copies.bracketed")] if one.is_bracketed else []
    return Sided(lines(text, marks), cite(place.number, place.reading, one), f"#{report_anchor(place.number)}", notes)


def _changed(change: Change, made: Comparison) -> Changed:
    left = [edit.left for edit in change.edits if edit.left]
    right = [edit.right for edit in change.edits if edit.right]
    return Changed(
        [_sentence(one, made.left, list(_inside(one, left))) for one in change.left],
        [_sentence(one, made.right, list(_inside(one, right))) for one in change.right],
        [_edit(edit.what, edit.left, edit.right, made) for edit in change.edits],
    )


def _inside(sentence: Sentence, spans: Iterable[Span]) -> Iterator[Span]:
    return (span for span in spans if sentence.holds(span.start, span.end))


def _edit(what: str, left: Span | None, right: Span | None, made: Comparison) -> tuple[Both, list[Both]]:
    """What kind of change it is, and the words before and after."""
    sides = [
        same(f"«{short(written(place.reading, span))}»") if span else say("edit.nothing")
        for place, span in ((made.left, left), (made.right, right))
    ]
    return say(f"edit.{what}"), sides
