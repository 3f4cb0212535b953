"""Documents made by hand for the tests of statements: names in braces, expected words in square brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.reading.layers import Entity, Given, Mention, Part
from mahdar.reading.statements.component import Statements

# {name}, {name|kind} or {name|kind|entity}; kind role is a person's role. <title>…</title> makes a part.
_MARK = re.compile(r"\{([^}|]*)(?:\|([a-z]+))?(?:\|([a-z0-9]+))?\}|(\[)|(\])|(<[a-z]+>)|(</[a-z]+>)")

Marked = tuple[Doc, list[tuple[int, int]]]


class _Builder:
    """Takes the marks out of a text and remembers what they said."""

    def __init__(self, text: str) -> None:
        self.plain = ""
        self.mentions: list[Mention] = []
        self.expected: list[tuple[int, int]] = []
        self.parts: list[Part] = []
        self._starts: list[int] = []
        at = 0
        for match in _MARK.finditer(text):
            self.plain += text[at : match.start()]
            self._take(match)
            at = match.end()
        self.plain += text[at:]

    def _take(self, match: re.Match[str]) -> None:
        name = match.group(1)
        here = len(self.plain)
        if name is not None:
            form = "role" if match.group(2) == "role" else "name"
            kind = "person" if form == "role" else match.group(2) or "person"
            mention = Mention(here, here + len(name), form, kind, "test", entity=match.group(3) or name)
            self.mentions.append(mention)
            self.plain += name
        elif match.group(4) or match.group(6):
            self._starts.append(here)
        elif match.group(5):
            self.expected.append((self._starts.pop(), here))
        else:
            self.parts.append(Part(self._starts.pop(), here, match.group(0)[2:-1]))


@pytest.fixture(scope="session")
def read_marked() -> Callable[..., Marked]:
    """A function that reads the statements of a marked text; gives the document and the spans in brackets."""
    tokenizer = ArabicTokenizer(spacy.blank("ar").vocab)
    component = Statements()

    def read(text: str, *, outlet: str | None = None) -> Marked:
        built = _Builder(text)
        doc = tokenizer(built.plain)
        doc._.given = Given(outlet=outlet)
        doc._.parts = built.parts
        doc._.mentions = built.mentions
        kinds = {mention.entity: mention.kind for mention in built.mentions}
        doc._.entities = [Entity(id=entity, kind=kind, name=entity) for entity, kind in kinds.items()]
        return component(doc), built.expected

    return read
