"""Tags names with a token classifier of the user's own, on disk, that the package `transformers` can load.

What it finds goes the way of what the shipped tagger finds: the rules come first, and only names that touch none of
theirs are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from mahdar.arabic.words import Kind, Words
from mahdar.errors import SettingError
from mahdar.reading.names.tagger import MISC, PERSON, Tagged

# The kinds by the beginnings of the labels that corpora use for them.
KINDS: Final = (
    ("per", PERSON),
    ("org", "organization"),
    ("loc", "place"),
    ("gpe", "place"),
    ("fac", "place"),
)
OUTSIDE: Final = "O"
# A classifier reads so many sub-words at most; longer sentences are cut at a word.
LONGEST: Final = 180


class Labeller(Protocol):
    """Gives each word of each sentence a label such as `B-PERS`, `I-LOC` or `O`."""

    def label(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The labels, as many as there are words in each sentence."""
        ...


class TransformerTagger:
    """Finds names by the labels of a token classifier."""

    def __init__(self, labeller: Labeller) -> None:
        self.labeller = labeller

    def tag(self, words: Words) -> list[Tagged]:
        """The names in `words` as half-open ranges with their kinds, in order and without overlap."""
        spans = [span for first, last in words.sentences for span in _pieces(first, last)]
        if not spans:
            return []
        labels = self.labeller.label([[words.surface(i) for i in range(first, last)] for first, last in spans])
        found: list[Tagged] = []
        for (first, _), row in zip(spans, labels, strict=True):
            found.extend(_free_of_clitics(words, Tagged(first + a, first + b, kind)) for a, b, kind in _names(row))
        return [name for name in found if name.first < name.last]


def _pieces(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, LONGEST):
        yield start, min(start + LONGEST, last)


def _names(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The runs of labels of one kind; a label with B begins a new one."""
    start, kind = 0, ""
    for i, label in enumerate([*labels, OUTSIDE]):
        prefix, _, name = label.rpartition("-")
        now = "" if label == OUTSIDE else kind_of(name)
        if kind and (now != kind or prefix == "B"):
            yield start, i, kind
            kind = ""
        if now and not kind:
            start, kind = i, now


def kind_of(label: str) -> str:
    """The kind of name that a label without its prefix stands for."""
    lower = label.lower()
    return next((kind for beginning, kind in KINDS if lower.startswith(beginning)), MISC)


def _free_of_clitics(words: Words, name: Tagged) -> Tagged:
    first, last = name.first, name.last
    while first < last and words.kind[first] in (Kind.CLITIC, Kind.MARK):
        first += 1
    while first < last and words.kind[last - 1] in (Kind.CLITIC, Kind.MARK):
        last -= 1
    return Tagged(first, last, name.kind)


class TransformersLabeller:
    """A token classifier that `transformers` loaded from a folder; nothing is fetched."""

    def __init__(self, path: Path) -> None:
        transformers = import_transformers()
        if not (path / "config.json").is_file():
            raise SettingError.of("error.no_config", path=path)
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(str(path), local_files_only=True)
            model: Any = transformers.AutoModelForTokenClassification.from_pretrained(str(path), local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise SettingError.of("error.no_classifier", path=path, reason=str(error)) from error
        self._model = model.eval()
        self._names: dict[int, str] = {int(number): name for number, name in model.config.id2label.items()}

    def label(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The label of the first sub-word of each word."""
        return [self._of_sentence(list(sentence)) for sentence in sentences]

    def _of_sentence(self, sentence: list[str]) -> list[str]:
        coded = self._tokenizer(sentence, is_split_into_words=True, truncation=True, return_tensors="pt")
        best = self._model(**coded).logits.argmax(-1)[0].tolist()
        labels = [OUTSIDE] * len(sentence)
        seen: set[int] = set()
        for number, word in zip(best, coded.word_ids(0), strict=True):
            if word is not None and word not in seen:
                seen.add(word)
                labels[word] = self._names.get(number, OUTSIDE)
        return labels


def import_transformers() -> Any:
    """The package `transformers`; `SettingError` says what to install where it is missing."""
    try:
        # The classifier runs on torch, without which transformers imports, but loads nothing.
        import_module("torch")
        return import_module("transformers")
    except ImportError as error:
        raise SettingError.of("error.model_packages") from error


def load_transformer(path: Path) -> TransformerTagger:
    """The tagger with the model in the folder `path`."""
    return TransformerTagger(TransformersLabeller(path))
