"""The component that finds the parts of the report (title, caption, furniture, insertion, body …)."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.words import words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.layers import Part
from mahdar.reading.parts.layout import Layout
from mahdar.reading.ready import ready

NAME: Final = "mahdar_parts_v1"


@Language.factory(NAME, assigns=["doc._.parts"], requires=[])
def make_parts(nlp: Language, name: str) -> Parts:
    """The component, for spaCy's registry."""
    return ready(nlp, NAME, Parts)


class Parts(Kept):
    """Finds the parts of the report; together they cover everything that is not white space."""

    def __init__(self) -> None:
        self._layout = Layout()

    def __call__(self, doc: Doc) -> Doc:
        given = doc._.given
        doc._.parts = self.find(words_of(doc).text, outlet=given.outlet, title=given.title)
        return doc

    def find(self, text: str, *, outlet: str | None = None, title: str | None = None) -> list[Part]:
        """The parts of `text` in order; `outlet` is its publisher, `title` its headline, where they are known."""
        return self._layout.parts(text, outlet=outlet, title=title)
