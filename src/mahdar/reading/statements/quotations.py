"""Finds the quotations of a report: which marks open, which close, and what to do with those that have no partner."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from mahdar.arabic.normal import COMMAS, SENTENCE_ENDS
from mahdar.arabic.words import Kind, Words

# Marks that show by their shape alone what they do; all others are told by the spaces around them.
OPENING_SHAPES: Final = frozenset("«„‹❝〝")
CLOSING_SHAPES: Final = frozenset("»›❞〞")
GUILLEMETS: Final = frozenset("«»‹›")
NORMAL_MARK: Final = '"'
# A quotation that nobody closes in its own line may go on over this many further lines.
MOST_LINES: Final = 8
# How many open marks are tried for a closing one of their shape, and how far before it a colon may open it instead.
DEEPEST: Final = 16
REACH_COLON: Final = 500
_OPEN: Final = 1
_CLOSE: Final = -1
_EITHER: Final = 0
_BEFORE_CLOSING: Final = frozenset(COMMAS + SENTENCE_ENDS + ":)]}")


@dataclass(slots=True)
class Quotation:
    """Words between two marks: `first` and `last` are half open and leave the marks out.

    `before` is the word index where the quotation begins with its mark, `after` the first index behind its closing
    mark; they equal `first` and `last` where a mark is missing. `depth` counts the quotations around it.
    """

    first: int
    last: int
    before: int
    after: int
    depth: int = 0
    is_balanced: bool = True


def find_quotations(words: Words, allowed: Sequence[bool]) -> list[Quotation]:
    """The quotations among the words that are `allowed`, in the order of the text, outer before inner."""
    found: list[Quotation] = []
    pending: int | None = None
    for line in _lines_with_marks(words, allowed):
        if pending is not None and words.line[line[0]] - words.line[pending] > MOST_LINES:
            pending = None
        pending = _pair(words, line, found, pending)
    found = [q for q in found if q.last > q.first]
    found.sort(key=lambda q: (q.before, -q.after))
    _set_depths(found)
    return found


def _lines_with_marks(words: Words, allowed: Sequence[bool]) -> list[list[int]]:
    lines: dict[int, list[int]] = {}
    for i, norm in enumerate(words.norm):
        if norm == NORMAL_MARK and allowed[i] and words.kind[i] == Kind.MARK:
            lines.setdefault(words.line[i], []).append(i)
    return list(lines.values())


def _pair(words: Words, marks: list[int], found: list[Quotation], pending: int | None) -> int | None:
    """Adds the quotations of one line; gives back the mark that is still open at its end."""
    stack: list[int] = []
    for i in marks:
        role = mark_role(words, i)
        if role == _EITHER:
            role = _CLOSE if stack else _OPEN
        if role == _OPEN:
            stack.append(i)
            continue
        partner = _partner(words, stack, i)
        if partner is not None:
            found.append(Quotation(partner + 1, i, partner, i + 1))
        elif pending is not None and not stack:
            found.append(Quotation(pending + 1, i, pending, i + 1))
            pending = None
        elif not found or found[-1].after <= _line_start(words, i):
            _close_without_open(words, i, found)
    return _left_open(words, stack, found) if stack else pending


def _partner(words: Words, stack: list[int], close: int) -> int | None:
    """The opening mark that the mark `close` closes, taken off the stack; the same shape first."""
    shape = words.surface(close) in GUILLEMETS
    for k in range(len(stack) - 1, max(-1, len(stack) - 1 - DEEPEST), -1):
        if (words.surface(stack[k]) in GUILLEMETS) == shape:
            found = stack[k]
            del stack[k:]
            return found
    return stack.pop() if stack else None


def _left_open(words: Words, stack: list[int], found: list[Quotation]) -> int | None:
    """Deals with opening marks that nothing closed in their line."""
    outer = stack[0]
    end = _line_end(words, outer)
    start = _line_start(words, outer)
    of_line = takewhile(lambda q: q.after > start, reversed(found))
    inner = next((q for q in of_line if q.before > outer), None)
    introduced = outer == start or words.norm[outer - 1] == ":"
    if inner is not None and introduced and end - inner.after <= 1:
        # The one closing mark at the end closes the outer quotation; the inner mark is left as it stands.
        inner.first, inner.before = outer + 1, outer
        return None
    if introduced:
        last = end - 1 if words.norm[end - 1] in SENTENCE_ENDS and end - 1 > outer + 1 else end
        if not _goes_on(words, end):
            found.append(Quotation(outer + 1, last, outer, last, is_balanced=False))
            return None
        if words.norm[end] == NORMAL_MARK:
            # Each paragraph of a long quotation opens anew and only the last one closes.
            found.append(Quotation(outer + 1, last, outer, end, is_balanced=False))
            return None
        return outer
    return None


def _goes_on(words: Words, end: int) -> bool:
    """Whether a closing mark without its opening one follows within the next lines."""
    if end >= len(words):
        return False
    last_line = words.line[end] + MOST_LINES
    if words.norm[end] == NORMAL_MARK and mark_role(words, end) == _OPEN:
        return True
    for i in range(end, len(words)):
        if words.line[i] > last_line:
            return False
        if words.norm[i] == NORMAL_MARK:
            return mark_role(words, i) == _CLOSE
    return False


def _close_without_open(words: Words, close: int, found: list[Quotation]) -> None:
    """Takes the words after the line's colon as the quotation that the lone mark `close` ends."""
    for j in range(close - 1, max(_line_start(words, close), close - REACH_COLON), -1):
        if words.norm[j] == ":" and words.kind[j - 1] != Kind.NUMBER:
            found.append(Quotation(j + 1, close, j + 1, close + 1, is_balanced=False))
            return


def mark_role(words: Words, i: int) -> int:
    """Whether the mark `i` opens (1), closes (-1) or may do either (0)."""
    surface = words.surface(i)
    if surface in OPENING_SHAPES:
        return _OPEN
    if surface in CLOSING_SHAPES:
        return _CLOSE
    is_line_start = i == 0 or words.line[i - 1] != words.line[i]
    glued_before = not is_line_start and words.glued[i] and words.norm[i - 1] not in "([-"
    if glued_before and words.kind[i - 1] == Kind.CLITIC:
        return _OPEN
    glued_after = i + 1 < len(words) and words.glued[i + 1] and words.norm[i + 1] not in _BEFORE_CLOSING
    if glued_after and not glued_before:
        return _OPEN
    if glued_before and not glued_after:
        return _CLOSE
    if is_line_start:
        return _OPEN
    return _EITHER


def _line_start(words: Words, i: int) -> int:
    return bisect_left(words.line, words.line[i], 0, i)


def _line_end(words: Words, i: int) -> int:
    return bisect_right(words.line, words.line[i], i)


def _set_depths(found: list[Quotation]) -> None:
    around: list[Quotation] = []
    for quotation in found:
        while around and around[-1].after <= quotation.before:
            around.pop()
        quotation.depth = len(around)
        around.append(quotation)
