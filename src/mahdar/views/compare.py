"""The difference of two reports, sentence by sentence, in the order of the one that was made from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mahdar.linking.differences import Change, Sentence
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.views.comparison import Comparison
from mahdar.views.copies import edits, head
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES
from mahdar.views.quoting import cite, written
from mahdar.views.search import FOUND

# What a line begins with.
SAME, ADDED, DROPPED, CHANGED = "=", "+", "-", "~"


def render(made: Comparison, lang: str) -> str:
    """The comparison as text: `+` only in the second, `-` only in the first, `~` in other words, `=` in both."""
    say = messages(lang)
    lines = sorted(_lines(made, say), key=lambda line: line[0])
    out = [*head(made, say), ""]
    if not made.difference.added and not made.difference.dropped and not made.difference.changed:
        out.append(say.say("copies.nothing_differs"))
    return "\n".join([*out, *(text for _, text in lines)])


Line = tuple[tuple[int, int], str]


def _lines(made: Comparison, say: Messages) -> Iterator[Line]:
    """Each line with its place in the second report; what it lacks stands after what stood before it in the first."""
    found, left, right = made.difference, made.left, made.right
    if found.headline:
        shown = [
            QUOTES["ar"].format(written(place.reading, one)) if one else say.say("copies.no_headline")
            for place, one in zip((left, right), found.headline, strict=True)
        ]
        yield (-1, 0), f"{CHANGED} {say.say('copies.headline')}: {say.say('arrow').join(shown)}"
    for here, there in found.common:
        yield (there.start, 0), f"{SAME} {_passage(here, there, made, say)}"
    for one in found.added:
        mark = [say.say("copies.bracketed")] if one.is_bracketed else []
        mark += [say.say("copies.added_nobody", number=right.number)] if made.is_nobodys(one) else []
        note = f"  ({say.join(mark)})" if mark else ""
        yield (one.start, 0), f"{ADDED} {written(right.reading, one)}  {cite(right.number, right.reading, one)}{note}"
    for change in found.changed:
        yield (change.right[0].start, 0), "\n".join(_changed(change, made, say))
    for one in found.dropped:
        place = (_before(one, made), one.start)
        yield place, f"{DROPPED} {written(left.reading, one)}  {cite(left.number, left.reading, one)}"


def _passage(here: Span, there: Span, made: Comparison, say: Messages) -> str:
    first, last = (made.right.reading.sentence_number(at) for at in (there.start, there.end - 1))
    words = written(made.right.reading, there)
    shown = QUOTES["ar"].format(words if len(words) < 80 else f"{words[:40]} … {words[-35:]}")
    cites = " ".join(cite(place.number, place.reading, one) for place, one in ((made.left, here), (made.right, there)))
    if first == last:
        return f"{shown}  {cites}"
    return f"{say.say('copies.same', first=first, last=last)}  {shown}  {cites}"


def _changed(change: Change, made: Comparison, say: Messages) -> Iterator[str]:
    for place, sentences, spans in (
        (made.left, change.left, [edit.left for edit in change.edits]),
        (made.right, change.right, [edit.right for edit in change.edits]),
    ):
        for one in sentences:
            yield f"{CHANGED} {_marked(place.reading, one, spans)}  {cite(place.number, place.reading, one)}"
    yield f"     {edits(change, made, say)}"


def _marked(reading: Reading, sentence: Sentence, spans: Sequence[Span | None]) -> str:
    """The sentence with the words that differ between marks."""
    pieces, at = [], sentence.start
    for span in spans:
        if span is not None and sentence.holds(span.start, span.end) and span.start >= at:
            pieces += [reading.text[at : span.start], FOUND.format(reading.text[span.start : span.end])]
            at = span.end
    return " ".join("".join([*pieces, reading.text[at : sentence.end]]).split())


def _before(sentence: Sentence, made: Comparison) -> int:
    """Where in the right stands what comes last before a sentence of the left, 0 when nothing does."""
    found = made.difference
    pairs = [(left.end, right.end) for left, right in found.common]
    pairs += [(change.left[-1].end, change.right[-1].end) for change in found.changed]
    return max(((end, at) for end, at in pairs if end <= sentence.start), default=(0, 0))[1]
