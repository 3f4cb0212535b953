"""The words of a report as they are shown: quoted, cited, the telling ones marked, the nearest mention of somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mahdar.reading.layers import Mention, Span, Statement
from mahdar.reading.reading import Reading
from mahdar.views.naming import QUOTES
from mahdar.views.search import FOUND

# How many words are shown before and after the telling ones.
AROUND = 4
# Telling words further apart than this are shown in passages of their own.
FARTHEST = 160


def written(reading: Reading, span: Span) -> str:
    """The words of the report, in one line."""
    return " ".join(reading.words(span).split())


def quoted(reading: Reading, span: Span) -> str:
    """The words of the report between quotation marks."""
    return QUOTES["ar"].format(written(reading, span))


def cite(number: int, reading: Reading, span: Span) -> str:
    """Where it stands: [report:sentence]."""
    return f"[{number}:{reading.sentence_number(span.start)}]"


def to_json(reading: Reading, span: Span) -> dict[str, Any]:
    """The words for programs: offsets, text and number of the sentence."""
    return {
        "start": span.start,
        "end": span.end,
        "text": reading.words(span),
        "sentence": reading.sentence_number(span.start),
    }


def speakers_of(statement: Statement) -> list[str]:
    """The ids of those who say it, none when that is not told."""
    return statement.speakers or ([statement.speaker] if statement.speaker else [])


def cue_of(statement: Statement) -> Span | None:
    """The reporting words, where there are such."""
    return Span(*statement.cue) if statement.cue else None


def sentence_of(reading: Reading, span: Span) -> Span:
    """The sentence that `span` begins in, `span` itself when it stands in none."""
    return reading.sentence_at(span.start) or span


def nearest(reading: Reading, entity_id: str, to: Span) -> Mention | None:
    """The mention of the entity nearest to `to`: in its sentence, else the last one before it, else the next one."""
    mentions = [one for one in reading.mentions if one.entity == entity_id]
    if not mentions:
        return None
    whole = sentence_of(reading, to)
    within = [one for one in mentions if whole.holds(one.start, one.start)]
    before = [one for one in mentions if one.start < to.start]
    if not within and before:
        return before[-1]
    return min(within or mentions, key=lambda one: distance(one, to))


def distance(one: Span, other: Span) -> int:
    """How many characters lie between the two."""
    return max(other.start - one.end, one.start - other.end, 0)


def passages(reading: Reading, spans: Sequence[Span]) -> list[str]:
    """The words around `spans` with these marked, those that are near to each other in one passage."""
    groups: list[list[Span]] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if groups and _is_near(reading, groups[-1][-1], span):
            groups[-1].append(span)
        else:
            groups.append([span])
    return [QUOTES["ar"].format(_marked(reading, group)) for group in groups]


def _is_near(reading: Reading, one: Span, other: Span) -> bool:
    same = reading.sentence_number(one.start) == reading.sentence_number(other.start)
    return same and distance(one, other) <= FARTHEST


def _marked(reading: Reading, spans: Sequence[Span]) -> str:
    """The passage that holds `spans`, all of one sentence and in order; a span inside another one is not marked."""
    whole = sentence_of(reading, spans[0])
    start, end = spans[0].start, max(span.end for span in spans)
    before = _last_words(reading.text[whole.start : start])
    after = _first_words(reading.text[end : max(whole.end, end)])
    pieces, at = [before], start
    for span in spans:
        if span.start < at:
            continue
        pieces += [reading.text[at : span.start], FOUND.format(reading.text[span.start : span.end])]
        at = span.end
    return " ".join("".join([*pieces, reading.text[at:end], after]).split())


def _last_words(text: str) -> str:
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return text if len(starts) <= AROUND else "… " + text[starts[-AROUND] :]


def _first_words(text: str) -> str:
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text if len(ends) <= AROUND else text[: ends[AROUND - 1]] + " …"
