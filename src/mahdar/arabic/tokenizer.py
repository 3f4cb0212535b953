"""A spaCy tokenizer for Arabic press text that parts proclitics and gives each token its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.symbols import NORM
from spacy.tokens import Doc
from spacy.vocab import Vocab

from mahdar.arabic.clitics import Clitics
from mahdar.arabic.normal import (
    DIGITS,
    INVISIBLE,
    LETTERS,
    MARKS,
    PROCLITICS,
    SENTENCE_ENDS,
    SEPARATORS,
    TATWEEL,
    normal_word,
)
from mahdar.arabic.sentences import sentence_starts
from mahdar.arabic.words import KEY, Kind, Words
from mahdar.memo import Memo

# White space is matched in runs; every other character belongs to exactly one token, so nothing is lost.
_TOKEN = re.compile(
    rf"(?P<space>\s+)"
    rf"|(?P<word>[{LETTERS}](?:[{LETTERS}{MARKS}{TATWEEL}]|[{INVISIBLE}]+(?=[{LETTERS}{MARKS}{TATWEEL}]))*)"
    rf"|(?P<number>[{DIGITS}]+(?:[{SEPARATORS}][{DIGITS}]+)*)"
    rf"|(?P<latin>(?:https?://|www\.)\S+|[A-Za-z\u00c0-\u024f]+(?:['’.@-][A-Za-z\u00c0-\u024f0-9]+)*)"
    rf"|(?P<end>[{re.escape(SENTENCE_ENDS)}\u2026]+)"
    rf"|(?P<mark>.)",
    re.DOTALL,
)
_KINDS = {"word": Kind.WORD, "number": Kind.NUMBER, "latin": Kind.LATIN, "end": Kind.MARK, "mark": Kind.MARK}
_LONE = {letter: name for name, letter in PROCLITICS.items()}
_CLITIC = Kind.CLITIC

# One piece of a word: (length as written, normal form, whether it is a clitic).
_Piece = tuple[int, str, bool]


class ArabicTokenizer:
    """Turns text into a `Doc` whose tokens are words without their proclitics; `doc.text` equals the text.

    `names` are words that must not be cut because they look as if they began with a joined letter.
    """

    def __init__(self, vocab: Vocab, *, names: Iterable[str] = ()) -> None:
        self.vocab = vocab
        self.clitics = Clitics(names)
        self._pieces: Memo[str, list[_Piece]] = Memo()

    def __call__(self, text: str) -> Doc:
        words = Words(text)
        tokens, spaces = self._scan(text, words)
        starts = sentence_starts(words)
        sentence = -1
        at: list[bool | int | None] = [False] * len(tokens)
        for i, is_start in enumerate(starts):
            if is_start:
                sentence += 1
                words.sentences.append((i, i))
                at[words.token[i]] = True
            words.sentence.append(sentence)
            words.sentences[-1] = (words.sentences[-1][0], i + 1)
        if tokens:
            at[0] = True
        doc = Doc(self.vocab, words=tokens, spaces=spaces, sent_starts=at)
        if tokens:
            doc.from_array([NORM], self._norms(tokens, words))
        doc.user_data[KEY] = words
        return doc

    def _norms(self, tokens: list[str], words: Words) -> Any:
        norms = list(tokens)
        for i, token in enumerate(words.token):
            norms[token] = words.norm[i]
        add = self.vocab.strings.add
        return np.array([add(norm) for norm in norms], dtype="uint64").reshape(-1, 1)

    def _scan(self, text: str, words: Words) -> tuple[list[str], list[bool]]:
        tokens: list[str] = []
        spaces: list[bool] = []
        line, after_space = 0, True
        # This loop runs once a word of everything that is ever read: what it calls is looked up once.
        add_norm, add_start, add_end, add_kind = (
            words.norm.append,
            words.start.append,
            words.end.append,
            words.kind.append,
        )
        add_glued, add_line, add_place = words.glued.append, words.line.append, words.token.append
        add_token, add_space, known = tokens.append, spaces.append, self._pieces.get
        for match in _TOKEN.finditer(text):
            group = match.lastgroup or "mark"
            start, token = match.start(), match.group()
            if group == "space":
                line += token.count("\n")
                after_space = True
                if token[0] == " " and tokens and not spaces[-1]:
                    spaces[-1] = True
                    token = token[1:]
                if token:
                    add_token(token)
                    add_space(False)
                continue
            if group == "word":
                pieces = known(token) or self.pieces(token)
            else:
                pieces = [(len(token), normal_word(token), False)]
            if not pieces[0][1]:
                # A lone mark or an invisible sign is a token, so that the text is whole, but no word.
                add_token(token)
                add_space(False)
                continue
            for length, norm, is_clitic in pieces:
                add_norm(norm)
                add_start(start)
                add_end(start + length)
                add_kind(_CLITIC if is_clitic else _KINDS[group])
                add_glued(not after_space)
                add_line(line)
                add_place(len(tokens))
                add_token(text[start : start + length])
                add_space(False)
                start += length
                after_space = False
        return tokens, spaces

    def norms(self, text: str) -> list[str]:
        """The normal forms of the words of `text`, as they stand in `Words.norm`, without making a document."""
        words = Words(text)
        self._scan(text, words)
        return words.norm

    def pieces(self, word: str) -> list[_Piece]:
        """The clitics and the stem of a written word."""
        known = self._pieces.get(word)
        if known is None:
            known = self._pieces[word] = self._part(word)
        return known

    def _part(self, word: str) -> list[_Piece]:
        normal = normal_word(word)
        if normal in _LONE:
            return [(len(word), normal, True)]
        clitics = self.clitics.part(word)
        pieces: list[_Piece] = []
        at = 0
        for name in clitics:
            length = 1
            while normal_word(word[at : at + length + 1]) == PROCLITICS[name]:
                length += 1
            pieces.append((length, PROCLITICS[name], True))
            at += length
        rest = word[at:]
        if rest:
            pieces.append((len(rest), self.clitics.stem(normal_word(rest), after=clitics), False))
        return pieces

    def __getstate__(self) -> dict[str, Any]:
        """All but the vocabulary, which belongs to a pipeline and is given anew by the next one."""
        return {**self.__dict__, "vocab": None}

    def pipe(self, texts: Iterable[str], batch_size: int = 50) -> Iterable[Doc]:
        """The documents of `texts`, one at a time."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing: the tokenizer is made of its tables."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> ArabicTokenizer:
        """This tokenizer, unchanged."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Writes nothing: the tokenizer is made of its tables."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> ArabicTokenizer:
        """This tokenizer, unchanged."""
        return self
