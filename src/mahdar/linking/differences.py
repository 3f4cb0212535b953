"""The exact difference of two reports: sentences that only one has, and what changed in those that both have.

Sentences are paired wherever they stand, so moving one changes nothing; one that was parted in two or joined to the
next counts as the same while its words are the same. Words are compared in their normal form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache, partial

from mahdar.arabic.normal import DIGITS, INVISIBLE, LETTERS, MARKS, SEPARATORS, TATWEEL, normal_word
from mahdar.linking.wording import is_number, is_respelt
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading

WHAT = ("number", "time", "name-spelling", "name", "spelling", "words")
# Parts that are no part of what a report tells.
FRAME = ("furniture", "byline", "dateline", "signoff")
TITLE, BRACKETS = "title", "insertion"
# What two sentences must share, of both their words, to be one that was changed.
ALIKE = 0.5
# What of a shorter sentence must stand in what remains of a longer one to be a piece of it.
PIECE = 0.6
# The fewest words in a row that tell a piece.
SHORTEST_PIECE = 3
# Pairs of words in one place that are looked through for a like pair: more are another text.
LONGEST_PLACE = 100

# What may stand before the first word of a sentence without belonging to it: the dash after a dateline, a bullet.
_LEADING = " \t\n-\u2013\u2014\u2022\u00b7:|*"
# Digits are a word of their own, whatever joins to their front.
_WORD = re.compile(
    rf"[{DIGITS}]+(?:[{SEPARATORS}][{DIGITS}]+)*|[{LETTERS}A-Za-z\u00c0-\u024f{MARKS}{TATWEEL}{INVISIBLE}]+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its normal form, with its offsets in the report."""

    norm: str
    start: int
    end: int


@dataclass
class Sentence(Span):
    """A sentence, or the piece of one that lies in one part of the report; `part` is the kind of that part."""

    part: str = "body"
    words: list[Word] = field(default_factory=list)

    @property
    def norms(self) -> list[str]:
        """The normal forms of its words."""
        return [word.norm for word in self.words]

    @property
    def is_bracketed(self) -> bool:
        """Whether it was added in brackets by another hand."""
        return self.part == BRACKETS


@dataclass
class Amounts(Span):
    """An amount: where it stands and its bounds."""

    low: float
    high: float


@dataclass(slots=True)
class Version:
    """A report as it is compared: its sentences, and the amounts, times and names in it."""

    text: str
    sentences: list[Sentence]
    amounts: list[Amounts] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Edit:
    """Words of the left that stand otherwise in the right; None where there are none. `what` is one of `WHAT`."""

    what: str
    left: Span | None
    right: Span | None


@dataclass(slots=True)
class Change:
    """A sentence that both have, in other words; several where one was parted or several were joined."""

    left: list[Sentence]
    right: list[Sentence]
    edits: list[Edit]

    @property
    def what(self) -> list[str]:
        """What kinds of edit there are, each once."""
        return [what for what in WHAT if any(edit.what == what for edit in self.edits)]


@dataclass(slots=True)
class Difference:
    """What the right has more, less and otherwise than the left, in the order of the text.

    `headline` holds both headlines where they differ, None for one that is missing; `common` the passages of sentences
    that both have word for word.
    """

    added: list[Sentence] = field(default_factory=list)
    dropped: list[Sentence] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    headline: tuple[Sentence | None, Sentence | None] | None = None
    common: list[tuple[Span, Span]] = field(default_factory=list)


def version_of(reading: Reading) -> Version:
    """A reading as it is compared: without page furniture, byline, dateline and sign-off."""
    return Version(
        reading.text,
        [one for one in _pieces(reading) if one.words],
        [Amounts(one.start, one.end, one.low, one.high) for one in reading.amounts],
        [Span(one.start, one.end) for one in reading.times],
        [Span(one.start, one.end) for one in reading.mentions if one.form == "name"],
    )


def _pieces(reading: Reading) -> Iterator[Sentence]:
    """The sentences, cut where a part begins or ends that is not body, without what is left out."""
    parts = sorted(reading.parts, key=lambda part: part.start)
    for sentence in reading.sentences:
        at = sentence.start
        for part in parts:
            if part.kind == "body" or not part.overlaps(at, sentence.end):
                continue
            yield sentence_at(reading.text, at, max(part.start, at))
            end = min(part.end, sentence.end)
            if part.kind not in FRAME:
                yield sentence_at(reading.text, max(part.start, at), end, part=part.kind)
            at = end
        yield sentence_at(reading.text, at, sentence.end)


def sentence_at(text: str, start: int, end: int, *, part: str = "body") -> Sentence:
    """The sentence between two offsets, without white space at its edges and dashes or bullets before it."""
    words = [Word(_norm(found.group()), found.start(), found.end()) for found in _WORD.finditer(text, start, end)]
    words = [word for word in words if word.norm]
    piece = text[start:end].rstrip()
    bare = piece.lstrip(_LEADING)
    return Sentence(start + len(piece) - len(bare), start + len(piece), part, words)


@lru_cache(maxsize=100_000)
def _norm(word: str) -> str:
    norm = normal_word(word)
    # Thousands are parted or not: 1,200 is 1200.
    return norm.replace(",", "") if norm[:1].isdigit() else norm


def difference(left: Version, right: Version) -> Difference:
    """What differs between two versions."""
    found = Difference(headline=_headline(left, right))
    lefts = [one for one in left.sentences if one.part != TITLE]
    rights = [one for one in right.sentences if one.part != TITLE]
    same = _same(lefts, rights)
    groups = _groups(
        [i for i in range(len(lefts)) if i not in same.values()], [i for i in range(len(rights)) if i not in same],
        lefts, rights,
    )  # fmt: skip
    for group in groups:
        change = Change([lefts[i] for i in group.left], [rights[i] for i in group.right], [])
        change.edits = list(_edits(change, left, right))
        if change.edits:
            found.changed.append(change)
    grouped_left = {i for group in groups for i in group.left} | set(same.values())
    grouped_right = {i for group in groups for i in group.right} | set(same)
    found.dropped = [one for i, one in enumerate(lefts) if i not in grouped_left]
    found.added = [one for i, one in enumerate(rights) if i not in grouped_right]
    found.changed.sort(key=lambda change: change.right[0].start)
    found.common = _passages(same, lefts, rights)
    return found


def _headline(left: Version, right: Version) -> tuple[Sentence | None, Sentence | None] | None:
    lefts = [one for one in left.sentences if one.part == TITLE]
    rights = [one for one in right.sentences if one.part == TITLE]
    known_left, known_right = [one.norms for one in lefts], [one.norms for one in rights]
    only_left = [one for one in lefts if one.norms not in known_right]
    only_right = [one for one in rights if one.norms not in known_left]
    if not only_left and not only_right:
        return None
    return next(iter(only_left or lefts), None), next(iter(only_right or rights), None)


def _same(lefts: Sequence[Sentence], rights: Sequence[Sentence]) -> dict[int, int]:
    """For each sentence of the right that is in the left word for word, which one it is there."""
    places: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(lefts):
        places.setdefault(tuple(one.norms), []).append(i)
    found: dict[int, int] = {}
    for i, one in enumerate(rights):
        known = places.get(tuple(one.norms))
        if known:
            found[i] = known.pop(0)
    return found


@dataclass(slots=True)
class _Group:
    """Sentences of both sides that are one, as places; the words of each side in order."""

    left: list[int]
    right: list[int]


def _groups(left: list[int], right: list[int], lefts: Sequence[Sentence], rights: Sequence[Sentence]) -> list[_Group]:
    """The sentences that are one although their words differ, best pairs first; then pieces join what they are of."""
    pairs = sorted(_alike(left, right, lefts, rights), key=lambda pair: (-pair[0], abs(pair[1] - pair[2])))
    groups: list[_Group] = []
    free_left, free_right = set(left), set(right)
    for _, i, j in pairs:
        if i in free_left and j in free_right:
            groups.append(_Group([i], [j]))
            free_left.discard(i)
            free_right.discard(j)
    _join_pieces(groups, sorted(free_left), sorted(free_right), lefts, rights)
    return groups


def _alike(
    left: list[int], right: list[int], lefts: Sequence[Sentence], rights: Sequence[Sentence]
) -> Iterator[tuple[float, int, int]]:
    """How alike two sentences are, for those that are alike enough to be one."""
    bags = {j: Counter(rights[j].norms) for j in right}
    for i in left:
        norms = lefts[i].norms
        bag, matcher = Counter(norms), SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(norms)
        for j in right:
            shared, length = (bag & bags[j]).total(), min(len(norms), len(rights[j].words))
            # Fewer shared words than half of the shorter one, and no order of them can make a sentence or a piece.
            if shared < ALIKE * length:
                continue
            matcher.set_seq1(rights[j].norms)
            blocks = matcher.get_matching_blocks()
            matched = sum(block.size for block in blocks)
            whole = 2 * matched / (len(norms) + len(rights[j].words))
            if whole >= ALIKE:
                yield whole, i, j
            elif matched >= PIECE * length and max(block.size for block in blocks) >= SHORTEST_PIECE:
                yield matched / length * ALIKE, i, j


def _join_pieces(
    groups: list[_Group], left: list[int], right: list[int], lefts: Sequence[Sentence], rights: Sequence[Sentence]
) -> None:
    """Puts each sentence that is left over to the group whose unmatched words of the other side it is made of."""
    for i in left:
        best = _best(groups, lefts[i], partial(_rest, lefts=lefts, rights=rights, of_left=False))
        if best:
            best.left = sorted([*best.left, i])
    for j in right:
        best = _best(groups, rights[j], partial(_rest, lefts=lefts, rights=rights, of_left=True))
        if best:
            best.right = sorted([*best.right, j])


def _rest(group: _Group, lefts: Sequence[Sentence], rights: Sequence[Sentence], *, of_left: bool) -> list[str]:
    """The words of one side of a group that the other side lacks, in order."""
    left = [norm for i in group.left for norm in lefts[i].norms]
    right = [norm for j in group.right for norm in rights[j].norms]
    mine, other = (left, right) if of_left else (right, left)
    blocks = SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
    held = {place for block in blocks for place in range(block.a, block.a + block.size)}
    return [norm for place, norm in enumerate(mine) if place not in held]


def _best(groups: Iterable[_Group], piece: Sentence, rest: Callable[[_Group], list[str]]) -> _Group | None:
    best, most = None, PIECE
    for group in groups:
        words = rest(group)
        if len(words) < SHORTEST_PIECE:
            continue
        blocks = SequenceMatcher(None, words, piece.norms, autojunk=False).get_matching_blocks()
        share = sum(block.size for block in blocks) / len(piece.words)
        if share >= most and max(block.size for block in blocks) >= SHORTEST_PIECE:
            best, most = group, share
    return best


def _edits(change: Change, left: Version, right: Version) -> Iterator[Edit]:
    """What changed between the words of the two sides."""
    lefts = [word for one in change.left for word in one.words]
    rights = [word for one in change.right for word in one.words]
    matcher = SequenceMatcher(None, [word.norm for word in lefts], [word.norm for word in rights], autojunk=False)
    for code, i, i_end, j, j_end in matcher.get_opcodes():
        if code != "equal":
            yield from _edits_of(lefts[i:i_end], rights[j:j_end], left, right)


def _edits_of(lefts: list[Word], rights: list[Word], left: Version, right: Version) -> Iterator[Edit]:
    """The edits of one place: word by word where as many words stand on both sides, else parted at a like pair."""
    if len(lefts) != len(rights):
        anchor = _anchor(lefts, rights)
        if anchor is None:
            yield _edit(lefts, rights, left, right)
            return
        i, j = anchor
        for some, others in ((lefts[:i], rights[:j]), ([lefts[i]], [rights[j]]), (lefts[i + 1 :], rights[j + 1 :])):
            if some or others:
                yield from _edits_of(some, others, left, right)
        return
    waiting: list[tuple[Word, Word]] = []
    for pair in zip(lefts, rights, strict=True):
        made = _edit([pair[0]], [pair[1]], left, right)
        if made.what == "words":
            waiting.append(pair)
            continue
        yield from _waiting(waiting)
        waiting = []
        yield made
    yield from _waiting(waiting)


def _anchor(lefts: list[Word], rights: list[Word]) -> tuple[int, int] | None:
    """The first two words that are one number or one name in two forms, none in places too long to look through."""
    if len(lefts) * len(rights) > LONGEST_PLACE:
        return None
    for i, one in enumerate(lefts):
        for j, other in enumerate(rights):
            if is_number(one.norm) and is_number(other.norm):
                return i, j
            if is_respelt(one.norm, other.norm, is_name=False):
                return i, j
    return None


def _waiting(pairs: list[tuple[Word, Word]]) -> Iterator[Edit]:
    if pairs:
        yield Edit("words", _span([pair[0] for pair in pairs]), _span([pair[1] for pair in pairs]))


def _span(words: list[Word]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None


def _edit(lefts: list[Word], rights: list[Word], left: Version, right: Version) -> Edit:
    from_span, to_span = _span(lefts), _span(rights)
    made = Edit("words", from_span, to_span)
    if _in_all(from_span, left.times) and _in_all(to_span, right.times):
        made.what = "time"
    elif _is_number(lefts, rights) or _is_amount(from_span, to_span, left, right):
        made.what = "number"
    elif from_span and to_span:
        made.what = _of_words(lefts, rights, left, right)
    return made


def _of_words(lefts: list[Word], rights: list[Word], left: Version, right: Version) -> str:
    """The kind of an edit of words that are neither times nor numbers."""
    in_name = _in_some(_span(lefts), left.names) or _in_some(_span(rights), right.names)
    # As many words, or one that is parted: a name beside other words is no spelling of it.
    alone = in_name and len(lefts) == len(rights)
    if is_respelt("".join(word.norm for word in lefts), "".join(word.norm for word in rights), is_name=alone):
        return "name-spelling" if in_name else "spelling"
    return "name" if in_name else "words"


def _in_all(span: Span | None, spans: Sequence[Span]) -> bool:
    return span is None or _in_some(span, spans)


def _in_some(span: Span | None, spans: Sequence[Span]) -> bool:
    return span is not None and any(one.start <= span.start and span.end <= one.end for one in spans)


def _is_number(lefts: list[Word], rights: list[Word]) -> bool:
    """Whether the numbers differ: on both sides where words were replaced, else where nothing but numbers was."""
    from_numbers = [word.norm for word in lefts if is_number(word.norm)]
    to_numbers = [word.norm for word in rights if is_number(word.norm)]
    if lefts and rights:
        return bool(from_numbers) and bool(to_numbers) and from_numbers != to_numbers
    return bool(lefts or rights) and len(from_numbers) + len(to_numbers) == len(lefts) + len(rights)


def _is_amount(from_span: Span | None, to_span: Span | None, left: Version, right: Version) -> bool:
    """Whether an amount without a number word of its own changed, such as a dual."""
    if from_span is None or to_span is None:
        return False
    before = {(one.low, one.high) for one in left.amounts if one.overlaps(from_span.start, from_span.end)}
    after = {(one.low, one.high) for one in right.amounts if one.overlaps(to_span.start, to_span.end)}
    return bool(before) and bool(after) and not before & after


def _passages(same: dict[int, int], lefts: Sequence[Sentence], rights: Sequence[Sentence]) -> list[tuple[Span, Span]]:
    """The passages of sentences that follow each other on both sides."""
    found: list[tuple[Span, Span]] = []
    last = (-2, -2)
    for j, i in sorted(same.items()):
        if last == (i - 1, j - 1):
            found[-1][0].end, found[-1][1].end = lefts[i].end, rights[j].end
        else:
            found.append((Span(lefts[i].start, lefts[i].end), Span(rights[j].start, rights[j].end)))
        last = (i, j)
    return found
