"""The component that gives offices their holders in the days of the report, after the report is dated.

The entities are found before, since the dating reads them; an office that only the day of publication resolves ("the
Secretary-General" of 2016 or of 2018) is therefore looked at again.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.names.component import Names
from mahdar.reading.ready import ready
from mahdar.reading.roles.component import NOTES, RoleNote
from mahdar.reading.roles.office_holders import OfficeHolders
from mahdar.world import World, load_world
from mahdar.world.offices import Offices

NAME: Final = "mahdar_holders_v1"
PERSON: Final = "person:"
# A day that is only known this roughly tells nothing of who held an office then.
LONGEST: Final = timedelta(days=366)


@Language.factory(NAME, assigns=["doc._.entities"], requires=["doc._.mentions", "doc._.entities", "doc._.published"])
def make_holders(nlp: Language, name: str) -> Holders:
    """The component, for spaCy's registry."""

    def build() -> Holders:
        tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, ArabicTokenizer) else ArabicTokenizer(nlp.vocab)
        names = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Names)), None)
        return Holders(tokenizer, names=names)

    return ready(nlp, NAME, build)


class Holders(Kept):
    """Gives the offices whose holder is not known yet the one of the day of publication."""

    def __init__(self, tokenizer: ArabicTokenizer, *, world: World | None = None, names: Names | None = None) -> None:
        self.world = names.world if names else world or load_world()
        self.holders = OfficeHolders(names.offices if names else Offices.load(tokenizer.norms))

    def __call__(self, doc: Doc) -> Doc:
        span = _span(doc)
        if span is None:
            return doc
        listed: list[Entity] = doc._.entities
        mentions: list[Mention] = doc._.mentions
        entities = {entity.id: entity for entity in listed}
        bodies = {entity.world for entity in listed if entity.world.startswith("body:")}
        notes: dict[tuple[int, int], RoleNote] = doc.user_data.get(NOTES, {})
        found: dict[str, str] = {}
        for mention in mentions:
            note = notes.get((mention.start, mention.end)) if mention.form == "role" else None
            if note is None or not note.offices or note.number != "s" or not _is_open(entities[mention.entity]):
                continue
            person = self.holders.unnamed(note, span, bodies)
            if person:
                found.setdefault(mention.entity, person)
        self._name(doc, entities, found)
        return doc

    def _name(self, doc: Doc, entities: dict[str, Entity], found: dict[str, str]) -> None:
        """Makes the entities the persons found, each with the one that was this person already."""
        known = {entity.world: entity for entity in doc._.entities if entity.world.startswith(PERSON)}
        gone: dict[str, str] = {}
        for entity_id, person in found.items():
            fact = self.world.get(person)
            if fact is None:
                continue
            entity, reason = entities[entity_id], f"term of office on the day of publication: {person}"
            if person in known:
                gone[entity_id] = known[person].id
                known[person].because.append(reason)
                continue
            entity.kind, entity.name_en, entity.ref, entity.world = "person", fact.name_en, fact.ref, person
            entity.because.append(reason)
            known[person] = entity
        if gone:
            _merge(doc._.mentions, gone)
            doc._.entities = [entity for entity in doc._.entities if entity.id not in gone]


def _merge(mentions: list[Mention], gone: dict[str, str]) -> None:
    for mention in mentions:
        mention.entity = gone.get(mention.entity, mention.entity)


def _is_open(entity: Entity) -> bool:
    """Whether nothing in the report tells who the entity is."""
    return not entity.world and entity.name is None and entity.kind == "person"


def _span(doc: Doc) -> tuple[date, date] | None:
    """The days that the report can be of, None where they are known too roughly."""
    published = doc._.published
    if published is None or published.earliest is None or published.latest is None:
        return None
    span: tuple[date, date] = (published.earliest, published.latest)
    return span if span[1] - span[0] <= LONGEST else None
