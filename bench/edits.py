"""Makes copies of the sample reports by documented edits, and tells what a right comparison must find in them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mahdar.arabic.normal import normalise
from mahdar.linking.differences import TITLE, Version, sentence_at
from mahdar.tables import read_table

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"\w")


@dataclass(slots=True)
class Line:
    """A sentence of a copy: where it comes from (None for one that was added), its words, and what was done to it."""

    text: str
    part: str
    origin: int | None
    paragraph: int
    what: set[str] = field(default_factory=set)
    numbers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Copy:
    """A copy with what was done: spans of its new and changed sentences, spans of the original that it lacks."""

    text: str
    version: Version
    edits: list[str]
    added: set[tuple[int, int]] = field(default_factory=set)
    changed: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    dropped: set[tuple[int, int]] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)


class Editor:
    """Edits sample reports, given as versions; the same seed gives the same copies."""

    def __init__(self, versions: list[Version], seed: int) -> None:
        self._versions = versions
        self._random = random.Random(seed)
        table = read_table(Path(__file__).with_name("respellings.tsv"), columns=("letter", "other"))
        self._letters = [(row["letter"], row["other"]) for row in table]
        self._edits: dict[str, Callable[[list[Line], Version], bool]] = {
            "cut": self._cut,
            "re-head": self._rehead,
            "respell": self._respell,
            "reorder": self._reorder,
            "number": self._number,
            "add": self._add,
            "insert": self._insert,
        }

    def copy(self) -> tuple[Version, Copy]:
        """An original and a copy of it by one to five edits."""
        original = self._random.choice(self._versions)
        lines = _lines(original)
        names = self._random.sample(list(self._edits), self._random.randint(1, 5))
        done = [name for name in self._edits if name in names and self._edits[name](lines, original)]
        return original, _made(lines, original, done)

    def _body(self, lines: list[Line]) -> list[Line]:
        return [line for line in lines if line.part != TITLE]

    def _cut(self, lines: list[Line], original: Version) -> bool:
        """Leaves sentences out: some anywhere, or all from one on."""
        body = self._body(lines)
        most = max(1, len(body) // 3)
        number = self._random.randint(1, most)
        gone = body[-number:] if self._random.random() < 0.5 else self._random.sample(body, number)
        lines[:] = [line for line in lines if line not in gone]
        return True

    def _rehead(self, lines: list[Line], original: Version) -> bool:
        """Puts another headline in place of the report's own."""
        others = [one for version in self._versions if version is not original for one in _titles(version)]
        for line in lines:
            if line.part == TITLE:
                line.text, line.origin = self._random.choice(others), None
                return True
        return False

    def _respell(self, lines: list[Line], original: Version) -> bool:
        """Writes one name otherwise, wherever it stands."""
        names = {original.text[one.start : one.end] for one in original.names}
        words = [word for name in names for word in name.split() if len(word) > 4 and _LETTERS.match(word)]
        word = self._random.choice(sorted(words))
        other = self._otherwise(word)
        found = False
        for line in self._body(lines):
            if other and re.search(rf"\b{re.escape(word)}\b", line.text) and line.origin is not None:
                line.text = re.sub(rf"\b{re.escape(word)}\b", other, line.text)
                line.what.add("name-spelling")
                found = True
        return found

    def _otherwise(self, word: str) -> str | None:
        for letter, other in self._random.sample(self._letters, len(self._letters)):
            at = word.rfind(letter)
            # The first letters may be an article or joined words.
            if at > 2:
                made = word[:at] + other + word[at + 1 :]
                if normalise(made) != normalise(word):
                    return made
        return None

    def _reorder(self, lines: list[Line], original: Version) -> bool:
        """Moves a sentence to another place, as a paragraph of its own."""
        body = self._body(lines)
        line = self._random.choice(body)
        lines.remove(line)
        place = self._random.randint(len(lines) - len(body) + 1, len(lines))
        lines.insert(place, line)
        line.paragraph = -1 - self._random.randint(0, 10**6)
        return True

    def _number(self, lines: list[Line], original: Version) -> bool:
        """Changes a number written in digits that is no part of a day."""
        times = [original.text[one.start : one.end] for one in original.times]
        found = [
            (line, match)
            for line in self._body(lines)
            if line.origin is not None
            for match in _DIGITS.finditer(line.text)
            if not any(match.group() in time for time in times) and not _is_joined(line.text, match)
        ]
        if not found:
            return False
        line, match = self._random.choice(found)
        other = str(int(match.group()) + self._random.randint(1, 9))
        line.text = line.text[: match.start()] + other + line.text[match.end() :]
        line.what.add("number")
        line.numbers.append((match.group(), other))
        return True

    def _add(self, lines: list[Line], original: Version) -> bool:
        """Adds a sentence of another report, as a paragraph or at the end of one."""
        known = [set(one.norms) for one in original.sentences]
        others = [
            (version, one)
            for version in self._versions
            if version is not original
            for one in version.sentences
            if one.part == "body" and len(one.words) > 5 and not _is_like(set(one.norms), known)
        ]
        version, one = self._random.choice(others)
        self._put(lines, version.text[one.start : one.end], "body")
        return True

    def _insert(self, lines: list[Line], original: Version) -> bool:
        """Adds a sentence in square brackets."""
        if self._add(lines, original):
            line = next(line for line in lines if line.origin is None and line.part == "body" and not line.what)
            line.text, line.part = f"[{line.text}]", "insertion"
            return True
        return False

    def _put(self, lines: list[Line], text: str, part: str) -> None:
        titles = len(lines) - len(self._body(lines))
        place = self._random.randint(titles + 1, max(len(lines), titles + 1))
        paragraph = lines[place - 1].paragraph if self._random.random() < 0.3 else -1 - self._random.randint(0, 10**6)
        lines.insert(place, Line(text, part, None, paragraph))


def _is_joined(text: str, match: re.Match[str]) -> bool:
    """Whether the digits are a piece of something longer: 1,200 or 3.5."""
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return any(char in ".,:/-" or char in "\u066b\u066c" for char in around)


def _is_like(words: set[str], known: list[set[str]]) -> bool:
    """Whether the words are much those of a sentence that the original has: one of the samples is a copy of another."""
    return any(len(words & others) > len(words) / 2 for others in known)


def _titles(version: Version) -> list[str]:
    return [version.text[one.start : one.end] for one in version.sentences if one.part == TITLE]


def _lines(version: Version) -> list[Line]:
    made = []
    for origin, one in enumerate(version.sentences):
        paragraph = version.text.count("\n", 0, one.start)
        made.append(Line(version.text[one.start : one.end], one.part, origin, paragraph))
    return made


def _made(lines: list[Line], original: Version, edits: list[str]) -> Copy:
    """The text of the lines, and what a comparison must find."""
    text = ""
    sentences, spans = [], []
    for before, line in zip([None, *lines], lines, strict=False):
        text += "" if before is None else " " if before.paragraph == line.paragraph else "\n\n"
        spans.append((len(text), len(text) + len(line.text)))
        text += line.text
        sentences.append(sentence_at(text, *spans[-1], part=line.part))
    copy = Copy(text, Version(text, sentences), edits)
    for line, one in zip(lines, sentences, strict=True):
        span = one.start, one.end
        if line.part == TITLE:
            continue
        if line.origin is None:
            copy.added.add(span)
        elif line.what:
            copy.changed[span] = line.what
            copy.numbers |= set(line.numbers)
    kept = {line.origin for line in lines}
    copy.dropped = {
        (one.start, one.end)
        for origin, one in enumerate(original.sentences)
        if origin not in kept and one.part != TITLE
    }
    return copy
