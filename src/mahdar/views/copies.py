"""The reports that were made from each other as text: which from which, and what was added, dropped and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mahdar.linking.differences import Change, Edit, Sentence
from mahdar.linking.links import Part
from mahdar.reading.layers import Span
from mahdar.views.address import Place
from mahdar.views.comparison import Comparison
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, publication
from mahdar.views.quoting import cite, written

# How a sentence of a list is shortened, in characters.
LONGEST = 160


def render(found: Iterable[Comparison], lang: str) -> str:
    """The copies, in the order of the record, with a line of counts."""
    say = messages(lang)
    out: list[str] = []
    counts: Counter[str | None] = Counter()
    for made in found:
        counts[made.label] += 1
        out += [*_lines(made, say), ""]
    if not counts:
        return say.say("copies.nothing")
    out.append(say.say("copies.counts", copies=counts["copy"], extracts=counts["extract"], shared=counts["shared"]))
    return "\n".join(out)


def _lines(made: Comparison, say: Messages) -> Iterator[str]:
    yield from head(made, say)
    if made.label == "shared":
        yield from _common(made, say)
        return
    found = made.difference
    if found.headline:
        shown = [_words(place, one, say) for place, one in zip((made.left, made.right), found.headline, strict=True)]
        yield f"   {say.say('copies.headline')}: {say.say('arrow').join(shown)}"
    yield from listed(made.left, found.dropped, say.say("copies.dropped", number=made.left.number), say)
    key = "copies.added_nobody" if made.has_direction else "copies.added"
    yield from listed(made.right, found.added, say.say(key, number=made.right.number), say)
    if found.changed:
        yield f"   {say.say('copies.changed')} ({len(found.changed)})"
    for change in found.changed:
        yield f"      {edits(change, made, say)}  {_cites(change, made)}"


def head(made: Comparison, say: Messages) -> Iterator[str]:
    """What two reports are to each other, who they are, and which was made from which."""
    label = say.say(f"copies.{made.label}" if made.label else "copies.none")
    shares = say.say("copies.share", share=f"{made.share:.0%}", longer=f"{made.share_longer:.0%}")
    yield f"{label}  {shares}"
    for place in (made.left, made.right):
        yield f"   {place.number}  {_title(place)}"
    if made.has_direction:
        yield f"   {say.say('copies.made_from', copy=made.right.number, source=made.left.number)}"
    elif made.label in ("copy", "extract"):
        yield f"   {say.say('copies.direction_unknown')}"
    for part in made.signs:
        yield f"      {sign(part, made.left.number, made.right.number, say)}"
    yield f"      {publication(made.left.reading.published, say)} · {publication(made.right.reading.published, say)}"


def sign(part: Part, left: int, right: int, say: Messages) -> str:
    """A sign of the direction in words, with the report that it speaks for."""
    values = dict(part.values)
    if "names" in values:
        values["names"] = say.join(values["names"])
    if "share" in values:
        values["share"] = f"{values['share']:.0%}"
    told = say.say(f"sign.{part.name}", **values)
    if not part.weight:
        return told
    number = left if part.weight > 0 else right
    return f"{say.say('why.toward', number=number)} ({abs(part.weight):g}): {told}"


def _title(place: Place) -> str:
    reading = place.reading
    outlet = f" ({reading.outlet})" if reading.outlet else ""
    return f"{reading.title or reading.source}{outlet}  {reading.source}"


def listed(place: Place, sentences: list[Sentence], title: str, say: Messages) -> Iterator[str]:
    """Sentences that only one report has, under a line that says so."""
    if sentences:
        yield f"   {title} ({len(sentences)})"
    for one in sentences:
        mark = f"{say.say('copies.bracketed')}: " if one.is_bracketed else ""
        yield f"      {mark}{_words(place, one, say)}  {cite(place.number, place.reading, one)}"


def _words(place: Place, span: Span | None, say: Messages) -> str:
    if span is None:
        return say.say("copies.no_headline")
    words = written(place.reading, span)
    return QUOTES["ar"].format(words if len(words) <= LONGEST else words[: LONGEST - 1] + "…")


def edits(change: Change, made: Comparison, say: Messages) -> str:
    """What changed in a sentence, edit by edit."""
    return " · ".join(_edit(edit, made, say) for edit in change.edits)


def _edit(edit: Edit, made: Comparison, say: Messages) -> str:
    shown = [
        say.say("edit.nothing") if span is None else QUOTES["ar"].format(written(place.reading, span))
        for place, span in ((made.left, edit.left), (made.right, edit.right))
    ]
    return f"{say.say(f'edit.{edit.what}')}: {say.say('arrow').join(shown)}"


def _cites(change: Change, made: Comparison) -> str:
    left = [cite(made.left.number, made.left.reading, one) for one in change.left]
    right = [cite(made.right.number, made.right.reading, one) for one in change.right]
    return " ".join(dict.fromkeys(left + right))


def _common(made: Comparison, say: Messages) -> Iterator[str]:
    """The passages that both have."""
    if made.difference.common:
        yield f"   {say.say('copies.common')}"
    for left, right in made.difference.common:
        cites = [cite(place.number, place.reading, one) for place, one in ((made.left, left), (made.right, right))]
        yield f"      {_words(made.left, left, say)}  {' '.join(cites)}"
