"""Finds whom a verb without a subject or an attached pronoun means: who acts in the clause, by gender and number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import ALEF, ARTICLE, NUN, PROCLITICS, TA, TA_MARBUTA, WAW, YA, normal_word
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import Memory
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.layers import Entity, Mention
from mahdar.tables import language_table
from mahdar.world import load_world

AND: Final = PROCLITICS["and"]
SHORTEST_VERB: Final = 4
# How many adjectives may part a noun from the verb of its clause.
REACH_THING: Final = 2
MANY: Final = ("p", "d")
# How many statements before a word are asked for the one behind which it goes on.
REACH_REPORTED: Final = 4
# Kinds of entities that a plural verb may mean though they are one.
SETS: Final = frozenset(("group", "organization"))
FEMININE_ENDINGS: Final = (TA_MARBUTA, ALEF + TA)
# The endings of plurals of men, of whom no pronoun or verb of "she" tells, and those of verbs of "they".
MEN_ENDINGS: Final = (WAW + NUN, YA + NUN)
THEY_ENDINGS: Final = (WAW + ALEF, WAW + NUN)
# The types of bodies that only tell what others do.
MEDIA: Final = frozenset(("agency", "newspaper", "broadcaster", "website", "platform"))
ANYBODY: Final = Features("noun")


@lru_cache(maxsize=1)
def pronoun_forms() -> dict[str, Features]:
    """The attached pronouns of the third person with their gender and number, the longest first."""
    rows = sorted(language_table("pronouns"), key=lambda row: -len(row["pronoun"]))
    return {
        normal_word(row["pronoun"]): Features("noun", 3, row["gender"], row["number"])
        for row in rows
        if row["person"] == "3"
    }


class Salience:
    """Who was the subject of what so far in a document."""

    def __init__(
        self, grammar: Grammar, entities: Sequence[Entity], mentions: Sequence[Mention], memory: Memory
    ) -> None:
        self.grammar = grammar
        self.memory = memory
        self._mentions: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._mentions.setdefault(mention.entity, []).append(mention)
        self.masculine = word_classes()["masculine_place"]
        self.things = word_classes()["thing"]
        self.masculine_bodies = word_classes()["masculine_body"]
        self.mouthpieces, self.former = word_classes()["mouthpiece"], word_classes()["former"]
        self.spokesmen = word_classes()["spokesman"]
        self.tellers = word_classes()["teller"]
        world = load_world()
        facts = ((entity.id, world.get(entity.world)) for entity in entities if entity.world.startswith("body:"))
        self.media = frozenset(id_ for id_, fact in facts if fact is not None and fact.cells.get("type") in MEDIA)
        self.papers = word_classes()["paper"]
        self.that = word_classes()["that"]
        self.kinds = {entity.id: entity.kind for entity in entities}
        self._forms = {entity.id: (entity.gender, entity.number) for entity in entities}
        # What is reported: its first word, the word after its last one, and who said it, in the order of the text.
        self.reported: list[tuple[int, int, list[str]]] = []
        # The words of the sentence that verbs which carry acts have as their object.
        self.objects: set[int] = set()
        # The words of the sentence that carry acts as verbs.
        self.acts: frozenset[int] = frozenset()
        # The first words of the mentions that are objects of acts: they are nobody's subject.
        self.undergoing: set[int] = set()
        self._likely: dict[str, tuple[str, str]] = {}
        self._represented: dict[str, list[str]] = {}
        self._genders: dict[str, set[str]] = {}
        self._first_words: dict[str, frozenset[str]] = {}
        # What may stand between a subject and what comes before it.
        self._passed = grammar.quantifiers | grammar.bearers | grammar.parts

    def subject(self, i: int, features: Features, *, since: int) -> list[str]:
        """Who does what the verb at word `i` tells: the nearest subject between the words `since` and `i` that fits."""
        for j in range(i - 1, since - 1, -1):
            if self.grammar.is_end(j):
                break
            mention = self.grammar.who.starting(j)
            if mention is None or not self.is_subject(mention, j):
                continue
            found = self.grammar.coordinated(mention)
            if found.last <= i and self.fits(found.entities, features):
                return found.entities
        return []

    def is_subject(self, mention: Mention, first: int) -> bool:
        """Whether the mention stands where a subject or a topic stands."""
        grammar, words = self.grammar, self.grammar.words
        if grammar.governor(mention) or not grammar.may_act(mention) or grammar.is_adjectival(mention):
            return False
        if mention.entity in self.media:
            return False
        if grammar.is_accusative(mention) and not self._is_after_that(first):
            return False
        if first in self.undergoing or self._is_in_paper(first) or self.is_inside(first):
            return False
        j = first - 1
        while j >= 0 and (
            grammar.is_quote(j) or words.norm[j] in self._passed or grammar.is_partitive(j) or grammar.is_kind(j)
        ):
            j -= 1
        if j < grammar.sentence(first)[0]:
            return True
        if words.kind[j] == Kind.CLITIC and words.norm[j] == AND:
            return j == 0 or not grammar.who.covering(j - 1)
        if grammar.who.covering(j):
            return False
        norm = words.norm[j]
        if j in grammar.verbs and norm.endswith(THEY_ENDINGS):
            return False  # behind "they kidnapped" stands their object
        is_opening = words.kind[j] == Kind.MARK or norm in grammar.openers or norm in grammar.auxiliaries
        return is_opening or grammar.ends_time(j + 1) or self._is_verb(j)

    def is_inside(self, first: int) -> bool:
        """Whether the mention at word `first` stands inside a longer one ("the head of the commission")."""
        longest = self.grammar.who.covering(first)[:1]
        return bool(longest) and self.grammar.who.range(longest[0])[0] < first

    def _is_after_that(self, first: int) -> bool:
        """Whether "that" stands before the noun, which is then a topic in the accusative."""
        return first > 0 and self.grammar.words.norm[first - 1] in self.that

    def _is_in_paper(self, first: int) -> bool:
        """Whether the noun's verb only tells of a statement or letter before it ("in a statement that A received")."""
        words, grammar = self.grammar.words, self.grammar
        if first < 2 or words.kind[first - 1] != Kind.WORD or grammar.who.covering(first - 1):
            return False
        is_bare = not words.norm[first - 2].startswith(ARTICLE) and first - 1 not in self.acts
        return is_bare and words.norm[first - 2] in self.papers

    def _is_verb(self, j: int) -> bool:
        """Whether the word at `j` looks like a verb of the third person, by its ending or its place."""
        words, grammar = self.grammar.words, self.grammar
        norm = words.norm[j]
        if words.kind[j] != Kind.WORD or norm.startswith(ARTICLE) or grammar.preposition_at(j):
            return False
        if j in grammar.verbs:
            return True
        if norm.endswith(TA_MARBUTA):
            return False
        if len(norm) >= SHORTEST_VERB and (norm.startswith(YA) or _ends_as_verb(norm)):
            return True
        k = j - 1
        while k >= 0 and words.kind[k] == Kind.CLITIC and words.norm[k] == AND:
            k -= 1
        return k < grammar.sentence(j)[0] or words.kind[k] == Kind.MARK or words.norm[k] in grammar.verbal

    def is_of_thing(self, i: int, *, besides: int = -1) -> bool:
        """Whether the subject of the verb at word `i` is a weapon, an attack or a paper beside it, not `besides`."""
        words, grammar = self.grammar.words, self.grammar
        j, first = i - 1, grammar.sentence(i)[0]
        while j > first and (words.norm[j] in grammar.relatives or words.norm[j] in grammar.auxiliaries):
            j -= 1
        for k in range(j, max(first, j - REACH_THING) - 1, -1):
            if words.kind[k] != Kind.WORD or grammar.who.covering(k):
                break
            if words.norm[k].removeprefix(ARTICLE) in self.things:
                return True
        return besides != i + 1 and self.thing_follows(i)

    def thing_follows(self, i: int) -> bool:
        """Whether such a thing stands right behind the verb at word `i` as its subject."""
        words, grammar = self.grammar.words, self.grammar
        j = i + 1
        while j < len(words) and (words.norm[j] in grammar.adverbs or words.norm[j] in grammar.quantifiers):
            j += 1
        if j >= len(words) or words.kind[j] != Kind.WORD or j in self.objects:
            return False
        # "The planes of the coalition" act for it, "the Syrian planes" for Syria.
        is_somebody = bool(grammar.who.covering(j)) or grammar.adjective_of(j) is not None
        return not is_somebody and words.norm[j].removeprefix(ARTICLE) in self.things

    def fits(self, entities: Sequence[str], features: Features) -> bool:
        """Whether a verb or pronoun of this form may mean `entities`; what is unknown fits."""
        if not entities:
            return False
        gender, number = self._form(entities[0])
        if features.number in MANY:
            return len(entities) > 1 or number in MANY or self.kinds.get(entities[0]) in SETS
        if len(entities) == 1 and self.kinds.get(entities[0]) in SETS:
            # Written with a singular, a plural or a collective noun by turns.
            return self._may_be(entities[0], features.gender) if features.number == "s" else True
        if features.gender == "m":
            return len(entities) == 1 and gender != "f" and number not in MANY
        return not (features.gender and gender == "m" and number == "s")

    def _may_be(self, entity: str, gender: str) -> bool:
        """Whether a verb or pronoun of "he" or "she" may mean a body or a set, by the nouns that name it."""
        known = self._genders.get(entity)
        if known is None:
            known = self._genders[entity] = {self._gender_of(m) for m in self._mentions.get(entity, ())}
        return not gender or not known or gender in known or "" in known

    def _gender_of(self, mention: Mention) -> str:
        """The gender that a verb of "he" or "she" behind the mention has; empty where both are found."""
        norm = self.grammar.words.norm[self.grammar.who.range(mention)[0]]
        if mention.kind == "group" and mention.number == "p" and norm.endswith(MEN_ENDINGS):
            return "they"
        if norm.removeprefix(ARTICLE) in self.masculine_bodies:
            return "m"
        return "f" if norm.endswith(FEMININE_ENDINGS) else ""

    def _form(self, entity: str) -> tuple[str, str]:
        """Gender and number of an entity, guessed from its kind and first word where no mention tells them."""
        found = self._likely.get(entity)
        if found is None:
            found = self._likely[entity] = self._guess(entity)
        return found

    def _guess(self, entity: str) -> tuple[str, str]:
        gender, number = self._forms.get(entity, ("", ""))
        kind = self.kinds.get(entity, "")
        if kind == "person" or (gender and kind != "place"):
            return gender, number
        named = next((m for m in self._mentions.get(entity, ()) if m.form == "name"), None)
        if named is None:
            return ("f" if kind == "place" else gender), number
        first = self.grammar.words.norm[self.grammar.who.range(named)[0]]
        if kind == "place":
            return ("m" if first in self.masculine else "f"), "s"
        return ("f" if first.endswith(FEMININE_ENDINGS) else ""), number

    def resumed(self, i: int, *, since: int) -> list[str]:
        """Who goes on at word `i`, behind the words that he is reported to say, all acts since being told in these."""
        at = bisect_left(self.reported, (i, 0, []))
        for first, last, speakers in reversed(self.reported[max(at - REACH_REPORTED, 0) : at]):
            if first < since:
                break
            if last <= i and first <= self.memory.at < last:
                return speakers
        return []

    def is_reported(self, mention: Mention, i: int) -> bool:
        """Whether the mention stands in words that somebody is reported to say and that end before word `i`."""
        start = self.grammar.who.range(mention)[0]
        at = bisect_left(self.reported, (i, 0, []))
        return any(first <= start < last <= i for first, last, _ in self.reported[max(at - REACH_REPORTED, 0) : at])

    def recent(self, i: int, features: Features) -> list[str]:
        """Who acted or spoke last before word `i`, on its line or the one before, where the form fits."""
        memory = self.memory
        is_near = bool(memory.actors) and self.grammar.words.line[i] - memory.line <= 1
        return memory.actors if is_near and self.fits(memory.actors, features) else []

    def owner(self, i: int, *, since: int, besides: Sequence[str] = ()) -> list[str]:
        """Whom the pronoun on word `i` means: the nearest mention before it that fits, without those `besides`."""
        features = self.pronoun(i)
        for j in range(i - 1, since - 1, -1):
            mention = self.grammar.who.starting(j)
            if mention is None or mention.kind == "instrument" or not mention.entity or mention.entity in besides:
                continue
            if mention.entity in self.media or self.is_inside(j):
                continue
            if self.fits([mention.entity], features):
                return [mention.entity]
        return []

    def people(self, i: int, *, since: int, besides: Sequence[str] = ()) -> list[str]:
        """The nearest set of people before word `i`, whom "them" means rather than a body."""
        for j in range(i - 1, since - 1, -1):
            mention = self.grammar.who.starting(j)
            if mention is not None and mention.kind == "group" and mention.entity not in besides:
                return [mention.entity] if mention.entity and mention.number != "s" else []
        return []

    def pronoun(self, i: int) -> Features:
        """Gender and number of the pronoun on word `i`."""
        norm = self.grammar.words.norm[i]
        return next((form for pronoun, form in pronoun_forms().items() if norm.endswith(pronoun)), ANYBODY)

    def doers(self, found: Sequence[str], *, bodily: bool) -> list[str]:
        """Those of `found` who may do an act that names no doer: media and sources only tell of acts.

        In place of who speaks for others stand these where the act is a `bodily` one.
        """
        doers: list[str] = []
        for entity in found:
            if entity in self.media or self._heads(entity) & self.tellers:
                continue
            is_voice = bodily and len(found) == 1 and self._heads(entity) & self.spokesmen
            doers += self.represented(entity) if is_voice else [entity]
        return doers

    def _heads(self, entity: str) -> frozenset[str]:
        """The first words of the roles of somebody, without the article."""
        known = self._first_words.get(entity)
        if known is None:
            who, norms = self.grammar.who, self.grammar.words.norm
            roles = [m for m in self._mentions.get(entity, ()) if m.form == "role"]
            known = frozenset(norms[who.range(m)[0]].removeprefix(ARTICLE) for m in roles)
            self._first_words[entity] = known
        return known

    def represented(self, entity: str) -> list[str]:
        """The body or side for which somebody speaks, by the office that names it; empty when none does."""
        known = self._represented.get(entity)
        if known is None:
            known = self._represented[entity] = self._find_represented(entity)
        return list(known)

    def _find_represented(self, entity: str) -> list[str]:
        for mention in self._mentions.get(entity, ()):
            if mention.form != "role":
                continue
            first, last = self.grammar.who.range(mention)
            norms = self.grammar.words.norm[first:last]
            # Who was in office speaks for himself.
            if norms[0].removeprefix(ARTICLE) not in self.mouthpieces or not self.former.isdisjoint(norms):
                continue
            found = self._named_inside(entity, first, last) or self._named_by_pronoun(last)
            if found:
                return found
        return []

    def _named_inside(self, entity: str, first: int, last: int) -> list[str]:
        """The body, side or state that the role over the words [first, last) names; a delegation stands for another."""
        who, found = self.grammar.who, []
        for j in range(first + 1, last):
            inner = who.starting(j)
            if inner is None or inner.entity == entity:
                continue
            if inner.kind in SETS or self.grammar.is_state(inner):
                found = [inner.entity]
                if self.grammar.words.norm[j].removeprefix(ARTICLE) not in self.grammar.parts:
                    break
        return found

    def _named_by_pronoun(self, last: int) -> list[str]:
        """Whom the pronoun means with which the role ends ("the speaker in its name")."""
        words, grammar = self.grammar.words, self.grammar
        norm = words.norm[last - 1]
        pronoun = next((p for p in pronoun_forms() if norm.endswith(p)), "")
        if not pronoun or norm.removesuffix(pronoun) not in grammar.names_of:
            return []
        since = grammar.sentence(last - 1)[0]
        before = words.sentences[words.sentence[since] - 1][0] if words.sentence[since] else since
        features = self.pronoun(last - 1)
        subjects = (self.grammar.who.starting(j) for j in range(before, since))
        told = (m.entity for m in subjects if m is not None and self.is_subject(m, self.grammar.who.range(m)[0]))
        first = next((entity for entity in told if self.fits([entity], features)), "")
        found = [first] if first else self.owner(last - 1, since=before)
        return found if found and self.kinds.get(found[0]) != "person" else []


def _ends_as_verb(norm: str) -> bool:
    """Whether the word ends like a past verb of "she" and not like a feminine plural."""
    return norm.endswith(TA) and not norm.endswith(ALEF + TA)
