"""The component that finds the names of persons, organizations, places and instruments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.normal import ARTICLE, TA_MARBUTA, YA, normalise
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Words, words_of
from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.entities.span_of_report import span_of_report
from mahdar.reading.layers import Mention
from mahdar.reading.names.body_names import BodyNames
from mahdar.reading.names.find_again import AgainFinder
from mahdar.reading.names.find_bodies import BodyFinder
from mahdar.reading.names.find_declared import DeclaredFinder
from mahdar.reading.names.find_known import KnownFinder
from mahdar.reading.names.find_persons import PersonFinder, is_office
from mahdar.reading.names.find_places import PlaceFinder
from mahdar.reading.names.identify import Identifier
from mahdar.reading.names.known_names import KnownNames
from mahdar.reading.names.name_sheet import Found, Interests, Sheet
from mahdar.reading.names.person_names import Part, PersonNames
from mahdar.reading.names.tagger import NameTagger, Tagger
from mahdar.reading.names.transformer_tagger import load_transformer
from mahdar.reading.names.word_classes import WordClasses, word_set
from mahdar.reading.ready import ready
from mahdar.reading.roles.role_heads import RoleHeads
from mahdar.reading.roles.role_phrases import RolePhrases
from mahdar.tables import language_table
from mahdar.world import World, load_world
from mahdar.world.offices import Offices

NAME: Final = "mahdar_names_v1"
# The classes of words that rules begin with, by the rule.
STARTS: Final = {
    "resolution": "instrument_heads",
    "accord": "accord_heads",
    "quoted": "armed_kinds",
    "agency": "agency",
    "paper": "papers",
    "media_end": "media_ends",
    "credit": "credits",
    "place_opener": "place_openers",
    "son": "sons_of",
    "unit": "units",
    "kind_of_body": "foreign_kinds",
    "called_after_day": "called_after_days",
    "ministry": "short_ministries",
    "beside": "beside_places",
    "place_after": "places_after",
    "town": "sure_towns",
    "two_towns": "two_towns",
    "land": "land_words",
    "police": "police",
    "forces": "forces_named",
    "broadcaster": "broadcasters",
    "press_talk": "press_talks",
    "reporter": "reporters",
    "called": "callings",
    "press_source": "press_sources",
}
# Particles that are oftener met with a joined letter than the name that looks like them.
_CUTTABLE: Final = frozenset({"preposition", "conjunction", "pronoun"})


@Language.factory(
    NAME,
    default_config={"world": None, "model": None},
    assigns=["doc._.mentions"],
    requires=["doc._.parts"],
)
def make_names(nlp: Language, name: str, world: str | None, model: str | None) -> Names:
    """The component, for spaCy's registry. `world` is a folder of a user's tables, `model` one of a name tagger."""

    def build() -> Names:
        tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, ArabicTokenizer) else ArabicTokenizer(nlp.vocab)
        extra = Path(world) if world else None
        return Names(tokenizer, extra=extra, tagger=load_transformer(Path(model)) if model else None)

    return ready(nlp, NAME, build)


def whole_words(world: World) -> Iterator[str]:
    """The words of names that must not lose their first letter as if it were a joined one."""
    for row in language_table("given_names", columns=("name",)):
        yield row["name"]
    for row in language_table("family_name_parts", columns=("part", "place")):
        if row["place"] == "alone" and " " not in row["part"]:
            yield row["part"]
    for fact in world.facts.values():
        cued = set(fact.many("needs_cue"))
        for name in (*fact.names, *fact.many("capital_ar")):
            first, _, rest = name.partition(" ")
            if name not in cued and (not rest or fact.kind in ("place", "person")):
                yield first


class Names(Kept):
    """Finds the names of persons, organizations, places and instruments."""

    def __init__(
        self,
        tokenizer: ArabicTokenizer,
        *,
        world: World | None = None,
        extra: Path | None = None,
        tagger: NameTagger | None = None,
    ) -> None:
        self.world = world or load_world(extra)
        self.classes = WordClasses(self.world, tokenizer.clitics)
        tokenizer.clitics.keep_whole(sorted(word_set("uncut_heads")))
        tokenizer.clitics.keep_whole(word for word in whole_words(self.world) if not self._is_joined_particle(word))
        self.known = KnownNames(self.world, tokenizer.norms)
        self.persons = PersonNames(self.classes, tokenizer.norms)
        self.heads = RoleHeads.load()
        self.persons.heads = frozenset(self.heads.forms)
        self.bodies = BodyNames(self.classes, self.heads)
        self.interests = Interests(self._rules)
        self.find_known = KnownFinder(
            self.known, self.classes, frozenset(self.persons.titles), frozenset(self.heads.forms)
        )
        self.find_bodies = BodyFinder(self.classes, self.bodies, self.persons)
        roles = RolePhrases(self.classes, self.heads)
        tagger = tagger or Tagger(tokenizer, world=self.world)
        self.find_persons = PersonFinder(self.classes, self.persons, roles, tagger)
        self.find_places = PlaceFinder(self.classes)
        self.find_declared = DeclaredFinder(
            self.classes, self.find_places, frozenset(self.heads.forms), frozenset(self.persons.given)
        )
        self.find_again = AgainFinder(self.classes, self.persons)
        self.offices = Offices.load(tokenizer.norms, extra=extra)
        self.identifier = Identifier(self.world, self.classes, self.offices)

    def _is_joined_particle(self, word: str) -> bool:
        """Whether the word is more often a particle with a joined letter ("and that", a town Wana)."""
        return self.classes.functions.get(normalise(word)[1:]) in _CUTTABLE

    def _rules(self, norm: str) -> tuple[str, ...]:
        """The rules that may begin with a word."""
        found = [rule for rule, words in STARTS.items() if norm in word_set(words)]
        if norm in self.bodies.sorts or norm in word_set("definite_heads") or norm in word_set("named_after"):
            found.append("body")
        if norm.startswith(ARTICLE) and norm.endswith((YA, YA + TA_MARBUTA)) and not self.classes.frequency(norm):
            found.append("nisba")
        if self.known.kind_words.get(norm) == "place":
            found.append("place_kind")
        form = self.heads.forms.get(norm)
        if norm in self.persons.titles and (form is None or not is_office(form.head.sort)):
            found.append("title")
        if form is not None and form.number == "s" and is_office(form.head.sort):
            found.append("office")
        if self.persons.sort(norm) != Part.NONE:
            found.append("person")
        return tuple(found)

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        sheet = Sheet.of(words, self.interests)
        sheet.given = span_of_report(words.norm, doc._.given)
        self.find_known.run(sheet)
        sheet.settle()
        self.find_declared.run(sheet, _ranges(doc, words, "dateline"))
        sheet.demonyms = self.find_declared.adjectives(sheet)
        sheet.found.extend(self.find_bodies.quoted.signed(sheet, _ranges(doc, words, "signoff")))
        for finder in (self.find_bodies, self.find_persons, self.find_places):
            finder.run(sheet)
            sheet.settle()
        sheet.found.extend(self.find_persons.tagged(sheet))
        sheet.settle()
        self.find_again.run(sheet)
        sheet.settle()
        self.identifier.run(sheet)
        sheet.settle()
        doc._.mentions = [_mention(words, found) for found in sheet.found]
        return doc


def _ranges(doc: Doc, words: Words, kind: str) -> list[tuple[int, int]]:
    """The words of each part of the kind."""
    return [words.range(part.start, part.end) for part in doc._.parts if part.kind == kind]


def _mention(words: Words, found: Found) -> Mention:
    start, end = words.span(found.first, found.last)
    return Mention(
        start, end, form="name", kind=found.kind, rule=found.rule, world=found.world, gender=found.gender, number="s"
    )
