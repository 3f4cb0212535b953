"""The component that finds the entities that the mentions stand for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.normal import ARTICLE, TA_MARBUTA, YA, normalise
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Kind, Words, words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.entities.name_ties import Named, NameTies
from mahdar.reading.entities.role_ties import RoleTies
from mahdar.reading.entities.sides import Sides
from mahdar.reading.entities.span_of_report import span_of_report
from mahdar.reading.entities.ties import Ties
from mahdar.reading.layers import Entity, Mention
from mahdar.reading.names.component import Names
from mahdar.reading.names.word_classes import word_set
from mahdar.reading.ready import ready
from mahdar.reading.roles.component import NOTES, RoleNote
from mahdar.reading.roles.office_holders import OfficeHolders
from mahdar.world import World, load_world
from mahdar.world.offices import Offices

NAME: Final = "mahdar_entities_v1"


@Language.factory(NAME, assigns=["doc._.entities"], requires=["doc._.mentions"])
def make_entities(nlp: Language, name: str) -> Entities:
    """The component, for spaCy's registry."""

    def build() -> Entities:
        tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, ArabicTokenizer) else ArabicTokenizer(nlp.vocab)
        names = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Names)), None)
        return Entities(tokenizer, names=names)

    return ready(nlp, NAME, build)


@dataclass(slots=True)
class Case:
    """One report in work: its mentions with their keys, and what its words tell of time and place."""

    words: Words
    mentions: list[Mention]
    notes: dict[tuple[int, int], RoleNote]
    span: tuple[date, date] | None
    year: int | None
    ties: Ties = field(default_factory=Ties)
    keys: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    persons: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    # The unknown land of each role that was asked for it, as the land's mention.
    lands: dict[int, int | None] = field(default_factory=dict)
    # The names of unknown lands' governments, once they were asked for.
    governing: list[int] | None = None
    _norms: dict[int, str] = field(default_factory=dict)
    # The notes again, by mention.
    _told: list[RoleNote | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        notes = self.notes
        self._told = [notes.get((m.start, m.end)) if m.form == "role" else None for m in self.mentions]

    def norm(self, i: int) -> str:
        """Mention `i` in normal form."""
        found = self._norms.get(i)
        if found is None:
            found = self._norms[i] = normalise(self.text(i))
        return found

    def text(self, i: int) -> str:
        """Mention `i` as written."""
        return self.words.text[self.mentions[i].start : self.mentions[i].end]

    def note(self, i: int) -> RoleNote | None:
        """What the words of the role `i` tell."""
        return self._told[i]


class Entities(Kept):
    """Finds the entities that the mentions stand for."""

    def __init__(self, tokenizer: ArabicTokenizer, *, world: World | None = None, names: Names | None = None) -> None:
        self.world = names.world if names else world or load_world()
        self.sides = Sides(self.world, tokenizer.norms)
        offices = names.offices if names else Offices.load(tokenizer.norms)
        self.roles = RoleTies(self.world, self.sides, OfficeHolders(offices))

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        span = span_of_report(words.norm, doc._.given)
        case = Case(
            words=words,
            mentions=doc._.mentions,
            notes=doc.user_data.get(NOTES, {}),
            span=span,
            year=span[1].year if span else None,
            counts=Counter(words.norm),
        )
        self._weigh(case)
        self._names(case)
        self.roles.run(case)
        doc._.entities = self._entities(case)
        return doc

    def _names(self, case: Case) -> None:
        """Gives each name its key and ties the forms of one name."""
        named: list[Named] = []
        for i, mention in enumerate(case.mentions):
            if mention.form != "name":
                case.keys.append(f"role:{i}")
                case.ties.add(case.keys[i])
                continue
            first, last = case.words.range(mention.start, mention.end)
            norms = self._norms(case.words, first, last)
            key = mention.world or f"{mention.kind}:{' '.join(norms)}"
            case.keys.append(key)
            case.ties.add(key, anchor=mention.world)
            if mention.world.startswith("person:"):
                case.persons.add(mention.world)
            elif mention.world.startswith("body:"):
                case.bodies.add(mention.world)
            if mention.kind in ("person", "organization"):
                named.append(Named(key, norms, mention.kind, mention.rule))
            self._side_of(case, i)
            self._short_of(case, i, norms)
            self._government(case, i, norms)
        NameTies(case.ties).run(named)

    def _norms(self, words: Words, first: int, last: int) -> tuple[str, ...]:
        """The normal words of a name without hyphens, and without a "to" that marks enclose with it."""
        if last > first + 1 and words.kind[first] == Kind.CLITIC:
            first += 1
        return tuple(norm for norm in words.norm[first:last] if norm not in "-_")

    def _short_of(self, case: Case, i: int, norms: tuple[str, ...]) -> None:
        """Ties a short form in brackets to the body before it, and a land's whole name to the name alone."""
        mention = case.mentions[i]
        if mention.rule == "body.short" and not mention.world:
            before = next((j for j in range(i - 1, -1, -1) if case.mentions[j].kind == "organization"), None)
            if before is not None:
                case.ties.join(case.keys[before], case.keys[i], f"short form: {case.text(i)}")
        if mention.rule == "place.land" and len(norms) > 1:
            key = f"place:{' '.join(norms[1:])}"
            case.ties.add(key)
            case.ties.join(key, case.keys[i], f"whole name: {case.text(i)}")

    def _government(self, case: Case, i: int, norms: tuple[str, ...]) -> None:
        """Ties the government and the army of one unknown land, which its adjective names."""
        mention = case.mentions[i]
        if mention.world or len(norms) < 2 or norms[0] not in word_set("governing_names"):
            return
        base = norms[-1].removesuffix(TA_MARBUTA)
        if mention.kind == "organization" and base.endswith(YA) and base.startswith(ARTICLE):
            key = f"government:{base}"
            case.ties.add(key)
            case.ties.join(key, case.keys[i], f"government: {case.text(i)}")

    def _weigh(self, case: Case) -> None:
        """Counts how often the report names each state: by name, capital, place, body or adjective."""
        for mention in case.mentions:
            if mention.form == "name" and mention.world.startswith(("state:", "capital:")):
                case.states[f"state:{mention.world.partition(':')[2]}"] += 1
            elif mention.form == "name" and mention.world:
                fact = self.world.get(mention.world)
                if fact is not None and fact.table in ("place", "body") and fact.cells.get("state"):
                    case.states[f"state:{fact.cells['state']}"] += 1
        for note in case.notes.values():
            case.states.update(note.states)

    def _side_of(self, case: Case, i: int) -> None:
        """Ties a government or an army to its side of a conflict."""
        world = case.mentions[i].world
        if world.startswith("body:"):
            side = self.sides.of_government(world, case.counts, case.states, case.year)
            if side is not None:
                case.keys[i] = side
                case.ties.add(side, anchor=side)

    def _entities(self, case: Case) -> list[Entity]:
        found: dict[str, Entity] = {}
        for i, mention in enumerate(case.mentions):
            root = case.ties.root(case.keys[i])
            entity = found.get(root)
            if entity is None:
                entity = found[root] = self._entity(case, root, f"e{len(found) + 1}", mention)
            mention.entity = entity.id
            self._complete(entity, mention, case.text(i))
        return list(found.values())

    def _entity(self, case: Case, root: str, entity_id: str, mention: Mention) -> Entity:
        anchor = case.ties.anchor(root)
        fact = self.world.get(anchor)
        if anchor.startswith("capital:"):
            state = self.world[f"state:{anchor.partition(':')[2]}"]
            return Entity(entity_id, "place", name_en=state.cells.get("capital_en") or None, world=anchor)
        return Entity(
            id=entity_id,
            kind=fact.kind if fact else mention.kind,
            name_en=fact.name_en if fact else None,
            ref=fact.ref if fact else None,
            world=anchor,
            because=case.ties.reasons(root),
        )

    def _complete(self, entity: Entity, mention: Mention, text: str) -> None:
        """Takes from the mention what the entity does not know yet."""
        if mention.form == "name":
            if entity.name is None and not entity.world:
                entity.kind = mention.kind
            if entity.name is None or (len(text) > len(entity.name) and entity.kind == "person"):
                entity.name = text
        entity.gender = entity.gender or mention.gender
        entity.number = entity.number or mention.number
