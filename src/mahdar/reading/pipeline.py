"""Puts the components together, in their order, and turns a document into a `Reading`."""

from __future__ import annotations

import gc
import hashlib
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import lru_cache
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.normal import HALVES
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import words_of
from mahdar.compiled import compiled, no_collection
from mahdar.reading import times
from mahdar.reading.amounts import component as amounts
from mahdar.reading.dating import component as dating
from mahdar.reading.entities import component as entities
from mahdar.reading.events import component as events
from mahdar.reading.holders import component as holders
from mahdar.reading.layers import Given, Span
from mahdar.reading.names import component as names
from mahdar.reading.parts import component as parts
from mahdar.reading.plugs import NONE, Plugs
from mahdar.reading.reading import Reading
from mahdar.reading.ready import lay_ready
from mahdar.reading.roles import component as roles
from mahdar.reading.statements import component as statements
from mahdar.world.check import check_world
from mahdar.world.facts import keep_world

COMPONENTS: Final = tuple(
    module.NAME for module in (parts, names, roles, entities, times, amounts, dating, holders, statements, events)
)

# spaCy remembers every word that it meets, half a KiB each, as long as a pipeline lives. The commonest ones come first.
MOST_WORDS = 200_000


def load(plugs: Plugs = NONE) -> Language:
    """A new spaCy pipeline for Arabic press reports, with mahdar's tokenizer and components and the user's plugs."""
    with no_collection():
        if plugs:
            return _plugged(plugs)
        tokenizer, components = compiled("components", _build)
        nlp = spacy.blank("ar")
        tokenizer.vocab = nlp.vocab
        lay_ready(nlp, components)
        keep_world(components[names.NAME].world)
        return _assemble(nlp, tokenizer)


def _build() -> tuple[ArabicTokenizer, dict[str, Any]]:
    """The tokenizer and the components, made from the tables."""
    nlp = spacy.blank("ar")
    tokenizer = ArabicTokenizer(nlp.vocab)
    return tokenizer, dict(_assemble(nlp, tokenizer).pipeline)


def _plugged(plugs: Plugs) -> Language:
    """A pipeline that is built with the user's plugs; they are checked first, and no cache keeps it."""
    if plugs.world is not None:
        check_world(plugs.world)
    nlp = spacy.blank("ar")
    return _assemble(nlp, ArabicTokenizer(nlp.vocab), plugs)


def _assemble(nlp: Language, tokenizer: ArabicTokenizer, plugs: Plugs = NONE) -> Language:
    nlp.tokenizer = tokenizer
    own = {
        "world": str(plugs.world) if plugs.world else None,
        "model": str(plugs.names_model) if plugs.names_model else None,
    }
    for name in COMPONENTS:
        nlp.add_pipe(name, config=own if name == names.NAME else {})
    # A report longer than spaCy's default bound is still a report: no component here costs more than linear memory.
    nlp.max_length = 20_000_000
    return nlp


@lru_cache(maxsize=1)
def default_pipeline(plugs: Plugs = NONE) -> Language:
    """The pipeline that `read` uses, made once."""
    with no_collection():
        nlp = load(plugs)
        if not plugs:
            # It stays as long as the process: the collector need not go over it ever.
            gc.freeze()
    return nlp


def read(
    text: str,
    *,
    published: date | tuple[date | None, date | None] | None = None,
    others: tuple[tuple[str, str], ...] = (),
    outlet: str | None = None,
    title: str | None = None,
    source: str = "",
    report_id: str | None = None,
    nlp: Language | None = None,
) -> Reading:
    """What the report `text` says.

    `published` is the day of publication where the caller knows it, or its first and last possible day; `others` are
    the rules and ids of the reports by which a record knows these bounds; `outlet` is who published it; `title` its
    headline, which counts where the text begins with it; `report_id` the id of the bytes as received (by default the
    hash of the text in UTF-8).
    """
    nlp = nlp or default_pipeline()
    text = HALVES.sub("\ufffd", text)
    earliest, latest = published if isinstance(published, tuple) else (published, published)
    given = Given(earliest=earliest, latest=latest, outlet=outlet, title=title, others=others)
    # What a reading throws away holds no circles to speak of, and looking for them takes an eighth of the time.
    with no_collection(), _room(nlp):
        return _read(nlp, text, given, source=source, report_id=report_id)


def _room(nlp: Language) -> AbstractContextManager[object]:
    """Where the words of one report are kept: for good until there are very many, then as long as it is read."""
    vocab: Any = nlp.vocab
    is_full = len(vocab) >= MOST_WORDS and not vocab.in_memory_zone
    return nlp.memory_zone() if is_full else nullcontext()


def _read(nlp: Language, text: str, given: Given, *, source: str, report_id: str | None) -> Reading:
    """The reading alone: its document is gone before the collector, put off meanwhile, looks at what is left."""
    doc = nlp.make_doc(text)
    doc._.given = given
    return reading_of(nlp(doc), source=source, report_id=report_id)


def reading_of(doc: Doc, *, source: str = "", report_id: str | None = None) -> Reading:
    """The reading that the components left on `doc`."""
    words = words_of(doc)
    text = words.text
    title = next((part for part in doc._.parts if part.kind == "title"), None)
    return Reading(
        report_id=report_id or "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        source=source,
        text=text,
        title=text[title.start : title.end] if title else None,
        outlet=doc._.given.outlet,
        published=doc._.published,
        parts=doc._.parts,
        sentences=[Span(*words.span(first, last)) for first, last in words.sentences if last > first],
        entities=doc._.entities,
        mentions=doc._.mentions,
        times=doc._.times,
        amounts=doc._.amounts,
        statements=doc._.statements,
        events=doc._.events,
    )
