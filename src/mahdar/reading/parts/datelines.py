"""Finds "place – agency" before the first sentence or on a line of its own, and the writer named with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import COMMAS
from mahdar.reading.parts.dateline_words import DatelineWords
from mahdar.reading.parts.lines import Token, tokens_of

# A dateline is over within this many characters; looking further would find the body's own dashes.
REACH: Final = 200
# A line of more characters is no dateline, however few words white space parts it into.
LONGEST_LINE: Final = 2_000
LONGEST_SEGMENT: Final = 7
MOST_SEGMENTS: Final = 6
_HARD: Final = frozenset("-/:|")
_SOFT: Final = frozenset(COMMAS + "\"'*.")
_OPEN: Final = "("
_CLOSE: Final = ")"
# Agencies whose names are everyday nouns or papers' names: with a colon after them they may be speakers.
_ORDINARY: Final = "dateline.panarab"
# Kinds that a date makes long.
_LONG_KINDS: Final = frozenset({"date", "dated", "place"})
_CARRIERS: Final = frozenset({"agency", "outlet", "desk", "dated"})


@dataclass(frozen=True, slots=True)
class Found:
    """A span that the dateline gave, with its kind of part and the rule."""

    start: int
    end: int
    kind: str
    rule: str


@dataclass(slots=True)
class _Segment:
    """Words between two separators: what they are, and the marks that follow them."""

    first: int
    last: int
    kind: str
    rule: str
    after: list[Token]

    @property
    def is_parted(self) -> bool:
        """Whether the marks after it can end a dateline."""
        norms = [token.norm for token in self.after]
        return any(norm in _HARD or norm == _CLOSE for norm in norms) or (self.kind == "agency" and norms[:1] == ["."])


class Datelines:
    """Reads datelines: on lines of their own, and before the first sentence of a paragraph."""

    def __init__(self, words: DatelineWords) -> None:
        self._words = words

    def own_line(self, text: str, start: int, end: int, *, is_first: bool) -> list[Found]:
        """The parts of a line that is a dateline as a whole; none when it is not one."""
        if end - start > LONGEST_LINE:
            return []
        tokens = tokens_of(text, start, end)
        segments, rest = self._segments(tokens)
        if rest < len(tokens) or not segments:
            return []
        if not self._is_own_line(tokens, segments, is_first=is_first):
            return []
        return self._split(tokens, segments, end)

    def _is_own_line(self, tokens: list[Token], segments: list[_Segment], *, is_first: bool) -> bool:
        """Whether segments that fill a line are a dateline: who carried it, from where, by whom."""
        kinds = [segment.kind for segment in segments]
        has_carrier = any(kind in _CARRIERS for kind in kinds)
        if len(segments) == 1:
            return kinds[0] == "dated" or (kinds[0] in ("place", "desk") and not is_first)
        if kinds == ["place", "other"] and is_first:
            return False
        if any(segment.kind == "other" and segment.last - segment.first > 3 for segment in segments):
            return False
        if has_carrier:
            return kinds.count("other") <= 1 and len(kinds) <= 5
        has_place = "place" in (kinds[0], kinds[-1])
        starts_with_person = self._words.is_person(tokens[segments[0].first : segments[0].last])
        return not is_first and (has_place or starts_with_person) and kinds.count("other") <= 1

    def prefix(self, text: str, start: int, end: int) -> list[Found]:
        """The parts that stand before the first sentence of the paragraph text[start:end]."""
        tokens = tokens_of(text, start, min(end, start + REACH))
        segments, _ = self._segments(tokens)
        last = -1
        carried = False
        for n, segment in enumerate(segments):
            if segment.kind == "other" and n:
                break
            if segment.kind in _CARRIERS and segment.is_parted and self._may_open(segments, n):
                last, carried = n, True
            elif carried and segment.kind == "date" and segment.is_parted:
                last = n
        if last < 0:
            last = self._place_prefix(tokens, segments)
        if last < 0:
            return []
        return self._split(tokens, segments[: last + 1], None)

    def _may_open(self, segments: list[_Segment], n: int) -> bool:
        """Whether segment `n`, who carried it, and those before it can be a dateline."""
        if n == 0:
            marks = {token.norm for token in segments[0].after}
            only_colon = ":" in marks and not marks & {"-", "/", _CLOSE}
            return not only_colon or segments[0].rule not in (_ORDINARY, "outlet.word")
        before = [segment.kind for segment in segments[:n]]
        return all(kind != "other" for kind in before[1:]) and (
            before[0] != "other" or segments[0].last - segments[0].first <= 3
        )

    def _place_prefix(self, tokens: list[Token], segments: list[_Segment]) -> int:
        """The segment that ends a dateline without an agency: a place, then perhaps a writer or an outlet."""
        if not segments or segments[0].kind != "place" or not segments[0].is_parted:
            return -1
        is_spaced = any(
            token.norm in "-/" and tokens[segments[0].last - 1].end < token.start for token in segments[0].after
        )
        is_city = self._words.is_city(tokens[segments[0].first : segments[0].last])
        if not (is_spaced or is_city):
            return -1
        if not is_spaced and not any(token.norm in _HARD for token in segments[0].after):
            return -1
        dash = {token.norm for token in segments[0].after} & _HARD
        if len(segments) > 1 and dash and dash & {token.norm for token in segments[1].after}:
            if segments[1].kind in ("name", "date"):
                return 1
        return 0

    def _split(self, tokens: list[Token], segments: list[_Segment], end: int | None) -> list[Found]:
        """The parts for the segments: a writer apart where he stands at either end beside a place or an agency."""
        kinds = [segment.kind for segment in segments]
        stop = end if end is not None else _closed_end(tokens, segments[-1])
        split = self._split_writer(tokens, segments, stop)
        if split:
            return split
        is_outlet_next = len(segments) == 2 and kinds[1] == "outlet"
        if self._is_person_first(tokens, segments[0]) and end is not None and not is_outlet_next:
            return [Found(tokens[0].start, stop, "byline", "byline.person-first")]
        rule = next((s.rule for s in reversed(segments) if s.kind in _CARRIERS), "dateline.place")
        return [Found(tokens[0].start, stop, "dateline", rule)]

    def _is_person_first(self, tokens: list[Token], segment: _Segment) -> bool:
        return self._words.is_person(tokens[segment.first : segment.last])

    def _split_writer(self, tokens: list[Token], segments: list[_Segment], stop: int) -> list[Found]:
        """A writer, or several, and where they are or whom they write for; none when there is no such pair."""
        kinds = [segment.kind for segment in segments]
        if kinds[0] in ("place", "outlet") and len(kinds) > 1 and set(kinds[1:]) == {"name"}:
            names = ("dateline", "byline")
        elif kinds == ["name", "place"] and self._is_person_first(tokens, segments[0]):
            names = ("byline", "dateline")
        else:
            return []
        first, second = segments[:2]
        return [
            Found(tokens[first.first].start, _closed_end(tokens, first), names[0], f"{names[0]}.beside"),
            Found(_opened_start(tokens, second), stop, names[1], f"{names[1]}.beside"),
        ]

    def _segments(self, tokens: list[Token]) -> tuple[list[_Segment], int]:
        """The segments at the front of `tokens`, and the token at which the body begins."""
        segments: list[_Segment] = []
        i = 0
        while i < len(tokens) and tokens[i].is_mark and tokens[i].norm in '(*"-/':
            i += 1
        while i < len(tokens) and len(segments) < MOST_SEGMENTS:
            first = i
            i = self._segment_end(tokens, i)
            if i - first > LONGEST_SEGMENT and self._words.kind(tokens[first:i])[0] not in _LONG_KINDS:
                return segments, first
            kind, rule = self._words.kind(tokens[first:i])
            after_from = i
            while i < len(tokens) and self._is_separator(tokens, i):
                i += 1
            segments.append(_Segment(first, after_from, kind, rule, tokens[after_from:i]))
            if kind == "other" and len(segments) > 1:
                if not _is_bracketed(tokens, segments[-1]) and not self._leads_to_agency(tokens, first, after_from, i):
                    return segments, first
                segments[-1].kind = "bracketed"
        return segments, i

    def _leads_to_agency(self, tokens: list[Token], first: int, last: int, i: int) -> bool:
        """Whether a word or two that no table knows stand right before an agency in brackets."""
        is_bracket = i < len(tokens) and tokens[i - 1].norm == _OPEN
        return is_bracket and last - first <= 2 and self._words.agencies.at(tokens, i) is not None

    def _segment_end(self, tokens: list[Token], i: int) -> int:
        """The token after the words that begin with token `i`: the next separator or bracket."""
        known = next(
            (
                length
                for _, length in self._words.agencies.all_at(tokens, i)
                if i + length == len(tokens) or self._is_separator(tokens, i + length)
            ),
            0,
        )
        if known:
            return i + known
        while i < len(tokens) and not self._is_separator(tokens, i):
            i += 1
        return i

    @staticmethod
    def _is_separator(tokens: list[Token], i: int) -> bool:
        norm = tokens[i].norm
        if norm == "-" and 0 < i < len(tokens) - 1:
            is_inside = tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
            # A dash without spaces joins the parts of a name, unless letters of an agency follow.
            return not is_inside or not tokens[i - 1].norm.isdigit()
        return norm in _HARD or norm in _SOFT or norm in (_OPEN, _CLOSE) or norm.startswith("..")


def _is_bracketed(tokens: list[Token], segment: _Segment) -> bool:
    """Whether a few words stand in round brackets of their own, as a part of a place does."""
    opening = tokens[segment.first - 1].norm if segment.first else ""
    closing = segment.after[0].norm if segment.after else ""
    return (opening, closing) in ((_OPEN, _CLOSE), ("/", "/")) and segment.last - segment.first <= 3


def _closed_end(tokens: list[Token], segment: _Segment) -> int:
    """Where the segment ends, with the bracket or quotation mark that closes it and the stop of an abbreviation."""
    end = tokens[segment.last - 1].end
    opened = tokens[segment.first - 1].norm if segment.first else ""
    for token in segment.after:
        is_pair = token.norm == "/" == opened and token.start == end
        is_abbreviation = token.norm == "." and token.start == end and len(segment.after) > 1
        if token.norm in (_CLOSE, '"') or is_pair or is_abbreviation:
            end = token.end
        else:
            break
    return end


def _opened_start(tokens: list[Token], segment: _Segment) -> int:
    """Where the segment begins, with the bracket or quotation mark that opens it."""
    first = segment.first
    while first and tokens[first - 1].norm in (_OPEN, '"'):
        first -= 1
    return tokens[first].start
