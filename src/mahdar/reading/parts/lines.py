"""The lines of a report and the phrases of a table in them: what the finder of parts looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import COMMAS, DIGITS, LETTERS, MARKS, SENTENCE_ENDS, TATWEEL, normal_word
from mahdar.kept import Kept
from mahdar.memo import Memo

_TOKEN: Final = re.compile(rf"\s+|[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}]*|[{DIGITS}]+|[A-Za-z\u00c0-\u024f]+|\S")
_CLOSERS: Final = "\"'”“»«›’)]}*\u200f\u200e "
_FULL_STOPS: Final = ".\u2026\u06d4"
_ASKS: Final = "".join(mark for mark in SENTENCE_ENDS if mark not in _FULL_STOPS)
_LEADING_ON: Final = ":-" + COMMAS
# A cue stands near the start or the end of a line: a line longer than twice this is looked at only there.
_NEAR: Final = 220
_DASH: Final = "-"
# The normal form of what is written, and whether it is but a mark.
_KNOWN: Final[dict[str, tuple[str, bool]]] = Memo()
_LONGEST_REMEMBERED: Final = 64


@dataclass(slots=True, init=False)
class Token:
    """A written word or mark of a line: its normal form, its offsets in the text, and whether it is but a mark."""

    norm: str
    start: int
    end: int
    is_mark: bool

    # Written out: what dataclasses write is not compiled, and takes ten times as long.
    def __init__(self, norm: str, start: int, end: int, *, is_mark: bool) -> None:
        self.norm = norm
        self.start = start
        self.end = end
        self.is_mark = is_mark


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The written words and marks of text[start:end]; clitics stay joined, a lone tatweel counts as a dash."""
    tokens: list[Token] = []
    known = _KNOWN
    at = start
    pieces: list[str] = _TOKEN.findall(text, start, end)
    for written in pieces:
        first, at = at, at + len(written)
        if written == " ":
            continue
        shape = known.get(written)
        if shape is None:
            if written.isspace():
                continue
            norm = normal_word(written) or _DASH
            shape = (norm, not norm[0].isalnum())
            if len(written) <= _LONGEST_REMEMBERED:
                known[written] = shape
        tokens.append(Token(shape[0], first, at, is_mark=shape[1]))
    return tokens


class Line:
    """One line of a report without the white space around it, and what can be told from its shape.

    Its tokens are made when they are asked for: most lines are paragraphs, told by their length alone.
    """

    __slots__ = ("_head", "_key", "_named", "_tail", "blank_before", "end", "is_short", "start", "text", "words")

    def __init__(self, text: str, start: int, end: int, *, blank_before: bool) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.blank_before = blank_before
        self.words = len(text[start:end].split())
        # Whether `head` holds the whole line.
        self.is_short = end - start <= 2 * _NEAR
        self._head: list[Token] | None = None
        self._tail: list[Token] | None = None
        self._named: list[Token] | None = None
        self._key: str | None = None

    @property
    def head(self) -> list[Token]:
        """The tokens where an opening cue may stand: all of a short line, the front of a long one."""
        if self._head is None:
            self._head = tokens_of(self.text, self.start, self.end if self.is_short else self.start + _NEAR)
        return self._head

    @property
    def named(self) -> list[Token]:
        """The words among the tokens of `head`."""
        if self._named is None:
            self._named = [token for token in self.head if not token.is_mark]
        return self._named

    @property
    def tail(self) -> list[Token]:
        """The tokens where a closing cue may stand: all of a short line, the end of a long one."""
        if self.is_short:
            return self.head
        if self._tail is None:
            self._tail = tokens_of(self.text, self.end - _NEAR, self.end)
        return self._tail

    @property
    def last_mark(self) -> str:
        """The last character, closing marks aside."""
        at = self.end
        while at > self.start and self.text[at - 1] in _CLOSERS:
            at -= 1
        return self.text[at - 1] if at > self.start else ""

    @property
    def is_stopped(self) -> bool:
        """Whether the line ends like a sentence that tells something."""
        line = self.text[self.start : self.end]
        if line.endswith(")"):
            # An agency in brackets may stand behind the stop.
            before = line[: max(line.rfind("(", len(line) - _NEAR), 0)].rstrip()
            if before.endswith(tuple(_FULL_STOPS)):
                return True
        return self.last_mark in _FULL_STOPS and not line.endswith(("..", "\u2026"))

    @property
    def is_asked(self) -> bool:
        """Whether the line ends like a question or a call."""
        return self.last_mark in _ASKS

    @property
    def is_open(self) -> bool:
        """Whether the line ends with a mark that leads on to the next one."""
        return self.last_mark in _LEADING_ON

    @property
    def key(self) -> str:
        """The words of the line in normal form, the same for a line that repeats it."""
        if self._key is None:
            self._key = " ".join([token.norm for token in self.named])
        return self._key


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space."""
    found: list[Line] = []
    at, blank = 0, True
    for piece in text.split("\n"):
        stripped = piece.strip()
        if stripped:
            start = at + piece.index(stripped[0])
            found.append(Line(text, start, start + len(stripped), blank_before=blank))
        blank = not stripped
        at += len(piece) + 1
    return found


NO_PHRASES: Final[list[tuple[tuple[str, ...], str]]] = []
NO_NAMES: Final[list[tuple[str, int]]] = []


class Phrases(Kept):
    """Phrases of a table by their first word, each with the name of what it stands for."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, name in phrases:
            norms = tuple(token.norm for token in tokens_of(phrase, 0, len(phrase)))
            if norms:
                self._by_first.setdefault(norms[0], []).append((norms, name))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """The name of the longest phrase that begins with token `i`, and how many tokens it has."""
        for norms, name in self._by_first.get(tokens[i].norm, NO_PHRASES):
            if _stands(norms, tokens, i):
                return name, len(norms)
        return None

    def all_at(self, tokens: Sequence[Token], i: int) -> list[tuple[str, int]]:
        """Every phrase that begins with token `i`, longest first."""
        known = self._by_first.get(tokens[i].norm)
        if known is None:
            return NO_NAMES
        return [(name, len(norms)) for norms, name in known if _stands(norms, tokens, i)]

    def fills(self, tokens: Sequence[Token]) -> str | None:
        """The name of the phrase that is exactly `tokens`."""
        if not tokens:
            return None
        for norms, name in self._by_first.get(tokens[0].norm, NO_PHRASES):
            if len(norms) == len(tokens) and _stands(norms, tokens, 0):
                return name
        return None


def _stands(norms: tuple[str, ...], tokens: Sequence[Token], i: int) -> bool:
    """Whether the tokens from number `i` on read `norms`."""
    if len(norms) > len(tokens) - i:
        return False
    for norm in norms:
        if tokens[i].norm != norm:
            return False
        i += 1
    return True
