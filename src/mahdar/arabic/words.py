"""The words of a document as plain lists, the shape in which rules read it: no white space, clitics apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.normal import PROCLITICS, normal_word

KEY: Final = "mahdar.words"
# Words that are counted off one by one.
_FEW: Final = 6


class Kind:
    """What a word is made of; plain numbers, since to name the member of an enum takes longer than to compare it."""

    WORD: Final = 0
    CLITIC: Final = 1
    NUMBER: Final = 2
    LATIN: Final = 3
    MARK: Final = 4


@dataclass(slots=True)
class Words:
    """The words of one text, index by index.

    `norm[i]` is the normal form (a stem after "to" has its article written out), `start[i]` and `end[i]` its
    offsets in the text, `glued[i]` whether nothing parts it from the word before, `line[i]` the number of its line,
    `sentence[i]` the number of its sentence, `sentences` the half-open ranges of words, `token[i]` its spaCy token.
    """

    text: str
    norm: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    token: list[int] = field(default_factory=list)
    # The words by their first characters, once they were asked for.
    _places: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.norm)

    def surface(self, i: int) -> str:
        """The word as written."""
        return self.text[self.start[i] : self.end[i]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets in the text of the words [first, last)."""
        return self.start[first], self.end[last - 1]

    def at(self, offset: int) -> int:
        """The index of the word that holds the character at `offset`, or of the first one after it."""
        if len(self._places) != len(self.start):
            self._places = {start: i for i, start in enumerate(self.start)}
        # Nearly always a word begins there.
        found = self._places.get(offset)
        return bisect_right(self.end, offset) if found is None else found

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The words that touch the characters [start, end), as a half-open range."""
        first = self.at(start)
        # Names and times, which are asked for most, have few words.
        last, starts = first, self.start
        near = min(first + _FEW, len(starts))
        while last < near:
            if starts[last] >= end:
                return first, last
            last += 1
        return first, bisect_left(starts, end, min(first, len(starts)))

    def stem_of_clitic(self, i: int) -> int:
        """The index of the word that the clitics from `i` on are joined to (`i` itself when it is none)."""
        while i + 1 < len(self.norm) and self.kind[i] == Kind.CLITIC and self.glued[i + 1]:
            i += 1
        return i

    def clitics_before(self, i: int) -> list[str]:
        """The normal forms of the clitics joined to the front of word `i`, outermost first."""
        found: list[str] = []
        while i > 0 and self.glued[i] and self.kind[i - 1] == Kind.CLITIC:
            i -= 1
            found.insert(0, self.norm[i])
        return found


def words_of(doc: Doc) -> Words:
    """The words of `doc`: those that mahdar's tokenizer left, or, for a document made otherwise, its tokens."""
    found = doc.user_data.get(KEY)
    if found is None:
        found = doc.user_data[KEY] = _from_tokens(doc)
    assert isinstance(found, Words)
    return found


def _from_tokens(doc: Doc) -> Words:
    words, line, sentence = Words(doc.text), 0, -1
    clitics = set(PROCLITICS.values())
    for token in doc:
        if token.is_space:
            line += token.text.count("\n")
            continue
        if not len(words) or token.is_sent_start:
            sentence += 1
            words.sentences.append((len(words), len(words)))
        norm = normal_word(token.text) if token.norm_ == token.lower_ else token.norm_
        if not norm:
            continue
        joined = bool(token.i) and not doc[token.i - 1].whitespace_ and not doc[token.i - 1].is_space
        words.norm.append(norm)
        words.start.append(token.idx)
        words.end.append(token.idx + len(token.text))
        alone = token.text in clitics and not token.whitespace_
        words.kind.append(_kind(token.text, is_clitic=alone))
        words.glued.append(joined)
        words.line.append(line)
        words.sentence.append(sentence)
        words.token.append(token.i)
        words.sentences[-1] = (words.sentences[-1][0], len(words))
    return words


def _kind(text: str, *, is_clitic: bool) -> int:
    if is_clitic:
        return Kind.CLITIC
    if text[0].isdigit():
        return Kind.NUMBER
    if text[0].isalpha():
        return Kind.LATIN if text[0].isascii() else Kind.WORD
    return Kind.MARK
