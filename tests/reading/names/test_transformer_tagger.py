"""A user's own classifier tags names the way the shipped tagger does."""

import sys
from collections.abc import Sequence

import pytest
from spacy.vocab import Vocab

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import words_of
from mahdar.errors import SettingError
from mahdar.reading.names.component import Names
from mahdar.reading.names.transformer_tagger import TransformerTagger, kind_of, load_transformer

TEXT = "عاد زلفان وكرنوش إلى الدار"


class Fixed:
    """Gives the words that it knows their labels."""

    def __init__(self, **labels: str) -> None:
        self.labels = labels

    def label(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        return [[self.labels.get(word, "O") for word in sentence] for sentence in sentences]


@pytest.fixture
def tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer(Vocab())


def test_transformer_tagger_gives_names_without_clitics(tokenizer):
    words = words_of(tokenizer(TEXT))
    labels = {words.surface(i): "O" for i in range(len(words))} | {"زلفان": "B-PERS", "كرنوش": "B-LOC"}
    found = TransformerTagger(Fixed(**labels)).tag(words)
    assert [(words.text[slice(*words.span(name.first, name.last))], name.kind) for name in found] == [
        ("زلفان", "person"),
        ("كرنوش", "place"),
    ]


def test_transformer_tagger_joins_labels_of_one_name(tokenizer):
    words = words_of(tokenizer("حضر زلفان كرنوش"))
    found = TransformerTagger(Fixed(زلفان="B-PER", كرنوش="I-PER")).tag(words)
    assert [(name.first, name.last, name.kind) for name in found] == [(1, 3, "person")]


def test_transformer_tagger_takes_the_place_of_the_shipped_one(tokenizer):
    names = Names(tokenizer, tagger=TransformerTagger(Fixed(زلفان="B-PERS")))
    doc = names(with_parts(tokenizer(TEXT)))
    assert [(m.kind, m.rule) for m in doc._.mentions] == [("person", "tagger.person")]


def with_parts(doc):
    doc._.parts = []
    return doc


@pytest.mark.parametrize(
    ("label", "kind"), [("PERS", "person"), ("PER", "person"), ("GPE", "place"), ("ORG", "organization"), ("X", "misc")]
)
def test_transformer_tagger_knows_the_labels_of_corpora(label, kind):
    assert kind_of(label) == kind


def test_transformer_tagger_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(SettingError, match=r"mahdar\[transformers\]"):
        load_transformer(tmp_path)
