"""A spaCy tokenizer for Arabic press text that parts proclitics and gives each token its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.symbols import NORM, SENT_START
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
from mahdar.kept import Kept
from mahdar.memo import Memo

# White space is matched in runs; every other character belongs to exactly one token, so nothing is lost. Which of these
# sorts a token is of shows in its first character.
_TOKEN: Final = re.compile(
    rf"\s+"
    rf"|[{LETTERS}](?:[{LETTERS}{MARKS}{TATWEEL}]|[{INVISIBLE}]+(?=[{LETTERS}{MARKS}{TATWEEL}]))*"
    rf"|[{DIGITS}]+(?:[{SEPARATORS}][{DIGITS}]+)*"
    rf"|(?:https?://|www\.)\S+|[A-Za-z\u00c0-\u024f]+(?:['’.@-][A-Za-z\u00c0-\u024f0-9]+)*"
    rf"|[{re.escape(SENTENCE_ENDS)}\u2026]+"
    rf"|.",
    re.DOTALL,
)
_SORTS: Final = (
    (re.compile(f"[{LETTERS}]"), Kind.WORD),
    (re.compile(f"[{DIGITS}]"), Kind.NUMBER),
    (re.compile(r"[A-Za-z\u00c0-\u024f]"), Kind.LATIN),
)
_LONE: Final = {letter: name for name, letter in PROCLITICS.items()}
# What spaCy writes for a token that begins a sentence, and for one that does not (-1).
_START: Final = 1
_NO_START: Final = 2**64 - 1
# White space and addresses may be of any length; nobody writes a word as long.
_LONGEST_REMEMBERED: Final = 64

# One piece of a token: as written, its normal form and its kind.
_Piece = tuple[str, str, int]


class ArabicTokenizer(Kept):
    """Turns text into a `Doc` whose tokens are words without their proclitics; `doc.text` equals the text.

    `names` are words that must not be cut because they look as if they began with a joined letter.
    """

    def __init__(self, vocab: Vocab, *, names: Iterable[str] = ()) -> None:
        # None while the tokenizer waits in the cache.
        self.vocab: Any = vocab
        self.clitics = Clitics(names)
        # The pieces of each token: none of white space and of a sign that leaves nothing in normal form.
        self._pieces: dict[str, tuple[_Piece, ...]] = Memo()

    def __call__(self, text: str) -> Doc:
        words = Words(text)
        tokens: list[str] = []
        spaces: list[bool] = []
        norms: list[str] = []
        self._scan(text, words, tokens, spaces, norms)
        starts = [i for i, is_start in enumerate(sentence_starts(words)) if is_start]
        for number, start in enumerate(starts):
            last = starts[number + 1] if number + 1 < len(starts) else len(words.norm)
            words.sentences.append((start, last))
            words.sentence.extend([number] * (last - start))
        doc = Doc(self.vocab, words=tokens, spaces=spaces)
        if tokens:
            add = self.vocab.strings.add
            layers: Any = np.empty((len(tokens), 2), dtype=np.uint64)
            keys = {norm: add(norm) for norm in dict.fromkeys(norms)}
            layers[:, 0] = [keys[norm] for norm in norms]
            layers[:, 1] = _NO_START
            layers[[0, *(words.token[start] for start in starts)], 1] = _START
            doc.from_array([NORM, SENT_START], layers)
        doc.user_data[KEY] = words
        return doc

    def _scan(self, text: str, words: Words, tokens: list[str], spaces: list[bool], forms: list[str]) -> None:
        """Fills `words` but for its sentences, and spaCy's tokens, the spaces behind them and their normal forms."""
        norms, firsts, ends, kinds = words.norm, words.start, words.end, words.kind
        glued, lines, places, known = words.glued, words.line, words.token, self._pieces
        start, line, after_space = 0, 0, True
        # This loop runs once a word of everything that is ever read.
        found: list[str] = _TOKEN.findall(text)
        for token in found:
            if token == " " and tokens and not spaces[-1]:
                # What stands between two words nearly everywhere.
                spaces[-1] = after_space = True
                start += 1
                continue
            pieces = known.get(token)
            if pieces is None:
                pieces = self._remember(token)
            for written, norm, kind in pieces:
                norms.append(norm)
                firsts.append(start)
                start += len(written)
                ends.append(start)
                kinds.append(kind)
                glued.append(not after_space)
                lines.append(line)
                places.append(len(tokens))
                tokens.append(written)
                spaces.append(False)
                forms.append(norm)
                after_space = False
            if pieces:
                continue
            start += len(token)
            rest = token
            if token.isspace():
                line += token.count("\n")
                after_space = True
                if token[0] == " " and tokens and not spaces[-1]:
                    spaces[-1] = True
                    rest = token[1:]
            if rest:
                # A lone mark or an invisible sign is a token, so that the text is whole, but no word.
                tokens.append(rest)
                spaces.append(False)
                forms.append(rest)

    def norms(self, text: str) -> list[str]:
        """The normal forms of the words of `text`, as they stand in `Words.norm`, without making a document."""
        words = Words(text)
        self._scan(text, words, [], [], [])
        return words.norm

    def _remember(self, token: str) -> tuple[_Piece, ...]:
        """The pieces of a token, kept for the next time that it is met."""
        pieces = tuple(self._pieces_of(token))
        if len(token) <= _LONGEST_REMEMBERED:
            self._pieces[token] = pieces
        return pieces

    def _pieces_of(self, token: str) -> list[_Piece]:
        if token.isspace():
            return []
        kind = next((kind for sort, kind in _SORTS if sort.match(token)), Kind.MARK)
        if kind == Kind.WORD:
            return self._part(token)
        norm = normal_word(token)
        return [(token, norm, kind)] if norm else []

    def _part(self, word: str) -> list[_Piece]:
        """The clitics and the stem of a written word."""
        normal = normal_word(word)
        if normal in _LONE:
            return [(word, normal, Kind.CLITIC)]
        clitics = self.clitics.part(word)
        pieces: list[_Piece] = []
        at = 0
        for name in clitics:
            length = 1
            while normal_word(word[at : at + length + 1]) == PROCLITICS[name]:
                length += 1
            pieces.append((word[at : at + length], PROCLITICS[name], Kind.CLITIC))
            at += length
        rest = word[at:]
        if rest:
            pieces.append((rest, self.clitics.stem(normal_word(rest), after=clitics), Kind.WORD))
        return pieces

    def __getstate__(self) -> dict[str, Any]:
        """All but the vocabulary, which belongs to a pipeline and is given anew by the next one.

        The words met so far stay parted as they were: the tables that were built meanwhile hold them so.
        """
        self.clitics.settle()
        return {"vocab": None, "clitics": self.clitics, "_pieces": Memo(dict(self._pieces))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

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
