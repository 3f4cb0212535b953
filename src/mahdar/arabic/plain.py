"""The words of a text for those who use the engines alone, without a pipeline."""

from __future__ import annotations

from functools import lru_cache

from spacy.vocab import Vocab

from mahdar.arabic.normal import HALVES
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Words, words_of


@lru_cache(maxsize=1)
def _tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer(Vocab())


def words_in(text: str) -> Words:
    """The words of `text`, tokenized as the pipeline does."""
    return words_of(_tokenizer()(HALVES.sub("\ufffd", text)))
