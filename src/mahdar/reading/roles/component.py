"""The component that finds the roles and descriptions that stand for somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.normal import ALEF, ARTICLE, COMMAS, NUN, PROCLITICS, TA, TA_MARBUTA, WAW, YA
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Kind, Words, words_of
from mahdar.kept import Kept
from mahdar.memo import Memo
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.layers import Mention
from mahdar.reading.names.component import Names
from mahdar.reading.names.known_names import MEDIA, KnownNames
from mahdar.reading.names.word_classes import WordClasses, word_set
from mahdar.reading.ready import ready
from mahdar.reading.roles.body_nouns import UNKNOWN, nouns_of
from mahdar.reading.roles.role_heads import HeadForm, RoleHeads
from mahdar.reading.roles.role_phrases import HIS, OFFICES, QUOTE, RolePhrase, RolePhrases
from mahdar.world import World, load_world
from mahdar.world.offices import ADJECTIVE, STATE, Office, Offices

NAME: Final = "mahdar_roles_v1"
NOTES: Final = "mahdar.role_notes"
_AND: Final = PROCLITICS["and"]
ALEF_MAQSURA: Final = "\u0649"
SHORTEST_PARTICIPLE: Final = 7
SHORTEST_MANY: Final = 5
# An office in so few words ("the Secretary-General") does not say of what.
SHORT_OFFICE: Final = 2
# Adjectives of states that may stand in a row ("a Franco-German-British proposal").
MOST_ADJECTIVES: Final = 6


@Language.factory(NAME, assigns=["doc._.mentions"], requires=["doc._.parts", "doc._.mentions"])
def make_roles(nlp: Language, name: str) -> Roles:
    """The component, for spaCy's registry."""

    def build() -> Roles:
        tokenizer = nlp.tokenizer if isinstance(nlp.tokenizer, ArabicTokenizer) else ArabicTokenizer(nlp.vocab)
        names = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Names)), None)
        return Roles(tokenizer, names=names)

    return ready(nlp, NAME, build)


@dataclass(slots=True)
class RoleNote:
    """What the words of a role tell of whom it means, for the component that ties mentions together."""

    head: str
    sort: str
    number: str
    gender: str
    definite: bool
    pronoun: str
    states: frozenset[str]
    stems: frozenset[str]
    sides: tuple[str, ...] = ()
    inner: bool = False
    offices: tuple[Office, ...] = ()
    short: bool = False
    office_state: str = ""


class Roles(Kept):
    """Finds the roles and descriptions that stand for somebody."""

    def __init__(self, tokenizer: ArabicTokenizer, *, world: World | None = None, names: Names | None = None) -> None:
        world = names.world if names else world or load_world()
        self.known = names.known if names else KnownNames(world, tokenizer.norms)
        self.offices = names.offices if names else Offices.load(tokenizer.norms)
        self.classes = WordClasses(world, tokenizer.clitics)
        self.heads = RoleHeads.load()
        self.phrases = RolePhrases(self.classes, self.heads, is_settled=True)
        self._interests: dict[str, bool] = Memo()
        self._actors: dict[str, str] = Memo()

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        sheet = RoleSheet(words)
        names: list[Mention] = doc._.mentions
        for mention in names:
            sheet.add_name(mention)
        self.phrases.organizations = sheet.organizations
        self.phrases.persons = sheet.persons
        self.phrases.media = {i for i, world in sheet.worlds.items() if self._is_medium(world)}
        sheet.bodies = self._bodies_named(words, sheet.names) | self._bodies_meant(words, names)
        until = 0
        interests, inside = self._interests, sheet.inside
        for i, norm in enumerate(words.norm):
            is_start = interests.get(norm)
            if is_start is None:
                is_start = interests[norm] = self._may_begin(norm)
            if (is_start or words.kind[i] == Kind.NUMBER) and i >= until and i not in inside:
                until = self._at(sheet, i) or 0
        self._adjectives(sheet)
        doc._.mentions = sorted([*names, *sheet.found], key=lambda m: (m.start, -m.end))
        doc.user_data[NOTES] = sheet.notes
        return doc

    def _is_medium(self, world: str) -> bool:
        fact = self.classes.world.get(world) if world.startswith("body:") else None
        return fact is not None and fact.cells.get("type") in MEDIA

    def _may_begin(self, norm: str) -> bool:
        """Whether a role may begin with the word."""
        if norm in self.heads.forms or norm in self.known.roles.starts or norm in word_set("counting"):
            return True
        if norm in word_set("latter"):
            return True
        if norm in word_set("vague_numbers") or norm in self.heads.accusatives:
            return True
        if norm.removeprefix(ARTICLE) in self.classes.peoples:
            return True
        return norm.endswith((WAW + NUN, YA + NUN)) and (
            norm.startswith(ARTICLE) or bool(self.classes.state_named(norm))
        )

    def _at(self, sheet: RoleSheet, i: int) -> int | None:
        """Adds the roles that begin with word `i`, and gives the end of the longest."""
        counted = self._counted(sheet, i)
        if counted is None:
            counted = self._vague(sheet, i)
        if counted is not None:
            return counted
        if self._people(sheet, i) or self._pointed_back(sheet, i):
            return i + 1
        phrase = self.phrases.parse(sheet.words, i, sheet.names)
        side = self.known.roles.match(sheet.words.norm, i) if sheet.words.kind[i] == Kind.WORD else None
        if side is not None and side[0] == 1 and self._is_no_side(sheet.words, i):
            return None
        if side is not None and (phrase is None or i + side[0] >= phrase.last) and self._is_whole(sheet, i, side[0]):
            self._add_side(sheet, i, side, phrase)
            return i + side[0]
        if phrase is not None and (self._describes_place(sheet, phrase) or self._accuses(sheet.words, phrase)):
            return None
        if phrase is None or self._describes(sheet, phrase) or self._is_credit(sheet.words, phrase):
            return None
        if not self._stands_for_somebody(sheet.words, phrase, sheet.bodies):
            return None
        self._add(sheet, phrase)
        return phrase.last

    def _accuses(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the word for an accused behind a comma is the participle of who accuses ("…, accusing Turkey of")."""
        i = phrase.first
        is_parted = i > 0 and words.kind[i - 1] == Kind.MARK and words.norm[i - 1] in COMMAS
        return is_parted and words.norm[i] in word_set("accusing") and phrase.last > i + 1

    def _is_no_side(self, words: Words, i: int) -> bool:
        """Whether the word is the adjective of the noun before it, or "authority" that is taken or held."""
        before = words.norm[i - 1] if i and words.line[i - 1] == words.line[i] else ""
        if words.norm[i].endswith(YA + TA_MARBUTA) and before.startswith(ARTICLE) and self.classes.is_definite(before):
            return True
        if words.norm[i] not in word_set("powers"):
            return False
        around = words.norm[max(0, i - 2) : i]
        return any(norm in word_set("power_taking") for norm in around)

    def _adjectives(self, sheet: RoleSheet) -> None:
        """Adds adjectives beside an act ("an Egyptian proposal"), of states that nothing else in the sentence names."""
        words, acts, named = sheet.words, word_set("acts"), self._actors_named(sheet)
        taken = {k for span in sheet.notes for k in range(*words.range(*span))}
        for i in range(1, len(words)):
            actor = self._actors.get(words.norm[i])
            if actor is None:
                actor = self._actors[words.norm[i]] = self.classes.actor_named(words.norm[i]) or ""
            if not actor or words.kind[i] != Kind.WORD or words.line[i] != words.line[i - 1]:
                continue
            if i in taken or i in sheet.inside or not self._is_beside_act(sheet, i, acts, taken):
                continue
            if actor in named.get(words.sentence[i], ()):
                continue
            kind = "place" if actor.startswith("state:") else "organization"
            note = RoleNote("+", "adjective", "s", "", True, "", frozenset({actor}), frozenset())
            sheet.add_role(i, i + 1, kind, "role.adjective", note)

    def _is_beside_act(self, sheet: RoleSheet, i: int, acts: frozenset[str], taken: set[int]) -> bool:
        """Whether an act stands before the adjective, with nothing but other adjectives of states between."""
        words = sheet.words
        definite = words.norm[i].startswith(ARTICLE)
        j, end = i - 1, max(i - 1 - MOST_ADJECTIVES, 0)
        while j > end and words.kind[j] == Kind.WORD and j not in taken and self.classes.actor_named(words.norm[j]):
            j -= 1
        if words.kind[j] == Kind.WORD and words.norm[j].removeprefix(ARTICLE) in word_set("ways_of_acting"):
            j -= 1
        norm = words.norm[j]
        if words.kind[j] != Kind.WORD or norm.removeprefix(ARTICLE) not in acts or j in sheet.inside:
            return False
        return definite == norm.startswith(ARTICLE)

    def _actors_named(self, sheet: RoleSheet) -> dict[int, set[str]]:
        """The states and bodies that the names and roles of each sentence name, by its number."""
        words = sheet.words
        found: dict[int, set[str]] = {}
        for k, world in sheet.worlds.items():
            if world:
                found.setdefault(words.sentence[k], set()).add(world.replace("capital:", "state:"))
        for (start, _), note in sheet.notes.items():
            if note.states:
                found.setdefault(words.sentence[words.at(start)], set()).update(note.states)
        return found

    def _is_whole(self, sheet: RoleSheet, i: int, length: int) -> bool:
        """Whether the phrase is on one line and cuts no name in two."""
        words = sheet.words
        if words.line[i] != words.line[i + length - 1]:
            return False
        inside = [k for k in range(i, i + length) if k in sheet.inside]
        return not inside or (inside[0] in sheet.names and i + length not in sheet.inside_not_first)

    def _add_side(self, sheet: RoleSheet, i: int, side: tuple[int, list[str]], phrase: RolePhrase | None) -> None:
        length, sides = side
        form = phrase.form if phrase else None
        fact = self.classes.world.get(sides[0])
        kind = fact.kind if fact else "group"
        note = RoleNote(
            head=form.head.word if form else sheet.words.norm[i],
            sort="side",
            number=form.number if form else "p",
            gender=form.gender if form else "",
            definite=True,
            pronoun="",
            states=self._states(sheet, i, i + length),
            stems=self._stems(sheet.words, i + 1, i + length),
            sides=tuple(sides),
        )
        sheet.add_role(i, i + length, kind, "role.side", note)

    def _bodies_named(self, words: Words, names: dict[int, int]) -> set[str]:
        """The nouns that head an organization's name in the report: later they stand for it alone."""
        heads: set[str] = set()
        for first in names:
            norm = words.norm[first]
            heads.add(norm if norm.startswith(ARTICLE) else ARTICLE + norm)
        return heads

    def _bodies_meant(self, words: Words, mentions: list[Mention]) -> set[str]:
        """The nouns that may stand for the bodies named in the report though their names lack them."""
        heads: set[str] = set()
        for mention in mentions:
            if mention.kind != "organization":
                continue
            fact = self.classes.world.get(mention.world) if mention.world else None
            if fact is not None:
                heads |= nouns_of(fact.cells.get("type", ""))
            elif mention.rule == "body.quoted":
                i = words.at(mention.start)
                before = words.norm[i - 2] if i > 1 else ""
                heads |= {ARTICLE + before} if before in word_set("armed_kinds") else nouns_of(UNKNOWN)
        return heads

    def _stands_for_somebody(self, words: Words, phrase: RolePhrase, bodies: set[str]) -> bool:
        form, sort = phrase.form, phrase.form.head.sort
        if form.head.word in word_set("construct_only") and not phrase.inner:
            return False
        if not self._is_of_people(words, phrase) or self._is_idle(words, phrase) or self._is_act(words, phrase):
            return False
        if form.head.word in word_set("told_of_things") and phrase.complement in ("none", "joined"):
            return False  # "scheduled in", unlike "the rapporteur of"
        if form.head.word in word_set("definite_only" if not form.definite else "construct_only"):
            return False
        if form.pronoun:
            return sort != "body" or words.norm[phrase.first] in word_set("own_bodies")
        if sort == "body":
            return self._body_stands(words, phrase, bodies)
        if form.definite:
            is_bare = phrase.complement == "none" and words.norm[phrase.first] in word_set("never_bare_definite")
            return not is_bare or self._has_clause(words, phrase)
        if phrase.complement == "none":
            is_bare = sort == "staff" and not form.construct and self._may_be_bare(words, phrase.first)
            is_bare = is_bare and not self._is_predicate(words, phrase.first, form)
            return is_bare and not self._is_counted(words, phrase.first)
        if phrase.complement == "noun" and words.norm[phrase.first] in word_set("no_noun"):
            return False
        return not (sort == "staff" and self._is_counted(words, phrase.first))

    def _is_thing(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the noun means a thing or a direction here ("the western side", "the annex of the treaty")."""
        form, head = phrase.form, phrase.form.head.word
        follows = words.norm[phrase.first + 1] if phrase.last > phrase.first + 1 else ""
        if head in word_set("sided_places"):
            adjectives = [words.norm[k] for k in phrase.adjectives]
            return bool(adjectives) and all(adjective in word_set("compass") for adjective in adjectives)
        if head in word_set("moving_things"):
            return follows in word_set("generic_complements")
        if head in word_set("facilities"):
            return form.number == "s" and phrase.complement in ("name", "noun", "role") and not form.definite
        if head in word_set("annexes"):
            return follows in word_set("annexed") or follows.removeprefix(ARTICLE) in word_set("accord_heads")
        # "In exile" is written like "the exiled" but for the last letter.
        return head in word_set("exile_words") and words.surface(phrase.first)[-1] == ALEF_MAQSURA

    def _is_predicate(self, words: Words, i: int, form: HeadForm) -> bool:
        """Whether the plural tells what those before it are or have become ("they are still besieged")."""
        if form.number == "s" or i == 0 or words.line[i - 1] != words.line[i]:
            return False
        before = words.norm[i - 1]
        if before in word_set("become") or before in word_set("counted") or before in word_set("they"):
            return True
        # An indefinite plural in the nominative behind a definite noun is said of it.
        return words.norm[i].endswith(WAW + NUN) and words.kind[i - 1] == Kind.WORD and self._is_many(before)

    def _is_many(self, norm: str) -> bool:
        """Whether the word is a sound plural of persons, or a definite one."""
        return norm.endswith((WAW + NUN, YA + NUN)) and not self.classes.is_function(norm)

    def _has_clause(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether a relative clause tells which are meant ("the states that voted")."""
        j = phrase.last
        is_next = j < len(words) and words.line[j] == words.line[phrase.first]
        if not is_next or words.norm[j] not in word_set("relatives"):
            return False
        return words.norm[phrase.first] in word_set("told_by_clause") and words.norm[j - 2] not in word_set("among")

    def _clause(self, words: Words, phrase: RolePhrase) -> frozenset[str]:
        """The relative that tells which ones are meant: others than those named so far."""
        return frozenset({words.norm[phrase.last]} if self._has_clause(words, phrase) else ())

    def _is_act(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the noun tells an act or a part of a thing ("opposition to", "edge of", "accusing him")."""
        form = phrase.form
        is_owned = not form.definite and phrase.complement in ("name", "noun", "role")
        if is_owned and form.head.word in word_set("edges"):
            # The parties of a conflict are no edges.
            return words.norm[phrase.first + 1].removeprefix(ARTICLE) not in word_set("conflict_stems")
        follows = words.norm[phrase.last] if phrase.last < len(words) else ""
        if form.head.word in word_set("callers") and follows in word_set("called_to") and not form.definite:
            return True
        if form.head.word in word_set("answerable") and not form.definite and follows in word_set("answerable_for"):
            # "He is responsible for", unlike "one responsible for the file said".
            before = words.norm[phrase.first - 1] if phrase.first else ""
            return words.norm[phrase.first].endswith(ALEF) or before in word_set("answerable_after")
        is_ruling = words.norm[phrase.first] in word_set("ruling") and follows == PROCLITICS["by"]
        return is_ruling or (follows in word_set("object_bearers") and form.head.sort == "staff")

    def _is_idle(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the words around make the noun stand for nobody ("without a pilot", "rights of the child")."""
        i = phrase.first
        if phrase.form.head.word in word_set("ranks_alone") and not self._is_rank_alone(words, phrase):
            return True
        if i == 0 or words.line[i - 1] != words.line[i]:
            return False
        before = words.norm[i - 1]
        if words.norm[i] in word_set("chairing") and before == PROCLITICS["by"] and words.kind[i - 1] == Kind.CLITIC:
            return True  # "led by A"
        if before in word_set("generic_after"):
            return words.norm[i] in word_set("generic_persons")
        return before in word_set("without") and not words.norm[i].startswith(ARTICLE)

    def _describes_place(self, sheet: RoleSheet, phrase: RolePhrase) -> bool:
        """Whether the head is an adjective of the land before it ("the sisterly Republic of …")."""
        i, words = phrase.first, sheet.words
        if not i or not phrase.form.definite or words.line[i - 1] != words.line[i] or i - 1 not in sheet.inside:
            return False
        if words.norm[i] in word_set("adjectives_of_lands"):
            return True
        # "The extremist" behind a body's name tells of the body.
        is_one = phrase.form.head.word in word_set("epithets") and phrase.form.number == "s" and phrase.last == i + 1
        return is_one and phrase.last not in sheet.persons and self._ends_body(sheet, i)

    def _ends_body(self, sheet: RoleSheet, i: int) -> bool:
        """Whether a body's name ends right before word `i`."""
        return any(sheet.names.get(first) == i and first in sheet.organizations for first in range(max(0, i - 8), i))

    def _describes(self, sheet: RoleSheet, phrase: RolePhrase) -> bool:
        """Whether the head is an adjective of the noun before it ("the military situation")."""
        i, words = phrase.first, sheet.words
        if i and phrase.form.head.word in word_set("adjective_sides") and phrase.form.definite:
            return self.classes.is_definite_adjective(words.norm[i - 1]) and words.line[i - 1] == words.line[i]
        if i == 0 or words.line[i - 1] != words.line[i]:
            return False
        if self._is_main(words, phrase) or self._is_office_as_adjective(words, phrase):
            return True
        if phrase.form.head.sort != "staff" or words.kind[i - 1] != Kind.WORD:
            return phrase.form.head.sort == "staff" and self._is_second_adjective(words, i)
        norm, before = words.norm[i], words.norm[i - 1]
        is_adjective = self.classes.is_adjective(norm.removeprefix(ARTICLE)) or self._is_nisba_of_thing(sheet, phrase)
        if not is_adjective or self.classes.is_function(before):
            return False
        if phrase.form.definite:
            is_owned = before.endswith(tuple(word_set("possessives"))) and self.classes.frequency(before) > 0
            is_his = before.endswith(TA_MARBUTA) and words.surface(i - 1)[-1] == HIS
            is_owned = is_owned or is_his
            is_other = before.endswith((TA_MARBUTA, ALEF + TA)) and not norm.endswith(TA_MARBUTA)
            if is_other and not is_his and phrase.form.number == "s":
                return False  # "the authorities arrested the journalist": no adjective of a feminine noun
            return self.classes.is_definite(before) or (phrase.form.number == "s" and is_owned)
        # A written ta marbuta, not the pronoun that it looks like in normal form.
        is_noun = before.endswith(TA_MARBUTA) and words.surface(i - 1)[-1] != TA_MARBUTA
        is_noun = (
            is_noun
            or before in word_set("adjective_bearers")
            or before in self.classes.nouns
            or before.endswith(ALEF + TA)
            or self._is_governed(words, i - 1)
        )
        return is_noun and not self.classes.is_definite(before) and phrase.form.number == "s"

    def _is_nisba_of_thing(self, sheet: RoleSheet, phrase: RolePhrase) -> bool:
        """Whether the noun is a word in -i behind another noun, and no name follows whose calling it is."""
        if not phrase.form.head.word.endswith(YA) or phrase.form.number != "s" or phrase.last in self.phrases.persons:
            return False
        before = sheet.words.norm[phrase.first - 1]
        is_person = before in self.heads.forms or before in word_set("before_names")
        return not is_person and phrase.first - 1 not in sheet.inside

    def _is_second_adjective(self, words: Words, i: int) -> bool:
        """Whether "and" joins the word to the adjective of a thing ("the administrative and academic freedom")."""
        if i < 3 or words.norm[i - 1] != _AND or words.kind[i - 1] != Kind.CLITIC or not words.glued[i]:
            return False
        norm, before = words.norm[i], words.norm[i - 2]
        is_nisba = norm.removesuffix(TA_MARBUTA).endswith(YA) and norm.startswith(ARTICLE)
        is_thing = before not in self.heads.forms and words.norm[i - 3] not in self.heads.forms
        return is_nisba and is_thing and self.classes.is_definite_adjective(before)

    def _is_main(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the feminine of "head" is an adjective ("the main cities")."""
        before = words.norm[phrase.first - 1]
        return words.norm[phrase.first] in word_set("main_words") and self.classes.is_definite(before)

    def _is_office_as_adjective(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether an office that is a participle tells of the thing before it ("the parties represented in")."""
        form, before = phrase.form, words.norm[phrase.first - 1]
        is_her = form.gender == "f" and words.norm[phrase.first].endswith(TA_MARBUTA)
        if form.head.word not in word_set("participle_offices") or not form.definite or not is_her:
            return False
        is_noun = self.classes.is_definite(before) and words.kind[phrase.first - 1] == Kind.WORD
        told = self.heads.forms.get(before)
        is_person = before in word_set("before_names") or (told is not None and told.number == "s")
        is_person = is_person or phrase.last in self.phrases.persons
        return is_noun and not is_person and form.number == "s"

    def _is_credit(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the word opens a picture's credit ("source: …")."""
        k = phrase.last
        return words.norm[phrase.first] in word_set("credits") and k < len(words) and words.norm[k] == ":"

    def _may_be_bare(self, words: Words, i: int) -> bool:
        """Whether the noun stands for somebody without any complement; some do so only where harm is done to them."""
        if words.norm[i] not in word_set("never_bare"):
            return True
        before = words.norm[i - 1] if i and words.line[i - 1] == words.line[i] else ""
        return before in word_set("harms")

    def _is_governed(self, words: Words, i: int) -> bool:
        """Whether a preposition stands before the word, which is therefore a noun."""
        if i == 0:
            return False
        norm = words.norm[i - 1]
        if words.kind[i - 1] == Kind.CLITIC:
            return norm != _AND
        return self.classes.functions.get(norm) == "preposition"

    def _is_of_people(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether a word that is also a thing ("apparatus", "system") means people here."""
        if self._is_thing(words, phrase):
            return False
        head = phrase.form.head.word
        stems = {words.norm[k].removeprefix(ARTICLE) for k in range(phrase.first + 1, phrase.last)}
        if head in word_set("security_only"):
            return not stems.isdisjoint(word_set("security_stems"))
        if head in word_set("regimes") and phrase.adjectives:
            adjectives = [words.norm[k] for k in phrase.adjectives]
            known = word_set("regime_adjectives")
            return any(self.classes.state_named(a) or a.removeprefix(ARTICLE) in known for a in adjectives)
        return True

    def _is_rank_alone(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether a rank stands for its bearer, whose name does not follow."""
        k = phrase.last
        while k < len(words) and words.norm[k] in word_set("before_names"):
            k += 1
        return phrase.form.definite and phrase.last == phrase.first + 1 and k not in self.phrases.persons

    def _body_stands(self, words: Words, phrase: RolePhrase, bodies: set[str]) -> bool:
        norm = words.norm[phrase.first]
        if phrase.form.number == "d":
            return phrase.form.head.word not in word_set("things")
        if phrase.form.definite:
            is_told = bool(phrase.adjectives) and phrase.complement == "adjective"
            if norm in word_set("societies"):
                return is_told and words.norm[phrase.first + 1] in word_set("society_adjectives")
            return norm in bodies or (is_told and phrase.form.head.word not in word_set("things"))
        if words.norm[phrase.first] in word_set("outlet_cues"):
            return False
        if phrase.complement == "role":
            return all(inner.form.head.sort in ("side", "force") for inner in phrase.inner)
        if phrase.complement == "adjective" or phrase.joined:
            return phrase.form.head.word in word_set("lone_bodies")
        if phrase.first + 1 < len(words) and words.norm[phrase.first + 1] == QUOTE:
            return False
        is_thing = phrase.form.head.word in word_set("things")
        return phrase.complement == "name" and not (is_thing and phrase.names[0] not in self.phrases.organizations)

    def _acts(self, words: Words, phrase: RolePhrase) -> bool:
        """Whether the adjectives after the noun tell of a body that acts."""
        if not phrase.adjectives or phrase.complement != "adjective":
            return False
        if phrase.form.number == "s":
            return True
        stems = [words.norm[k].removeprefix(ARTICLE) for k in phrase.adjectives]
        return any(stem in word_set("acting_adjectives") or self.classes.state_named(stem) for stem in stems)

    def _is_counted(self, words: Words, i: int) -> bool:
        """Whether a number stands before the word."""
        return i > 0 and (words.kind[i - 1] == Kind.NUMBER or words.norm[i - 1] in word_set("counting"))

    def _counted(self, sheet: RoleSheet, i: int) -> int | None:
        """The end of a number of persons or states that begins with word `i`."""
        words = sheet.words
        if words.kind[i] != Kind.NUMBER and words.norm[i] not in word_set("counting"):
            return None
        if words.norm[i] in word_set("one") and not (i + 1 < len(words) and words.norm[i + 1] in word_set("counting")):
            return None
        j = self._number_end(sheet, i)
        if j >= len(words) or words.line[j] != words.line[i]:
            return None
        some = self._some_of(sheet, i, j)
        if some is not None or not self._is_counted_noun(words, i, j):
            return some
        return self._add_counted_noun(sheet, i, j)

    def _add_counted_noun(self, sheet: RoleSheet, i: int, j: int) -> int:
        """The end of the number at `i` with its noun at `j`; adds it."""
        words = sheet.words
        phrase = self.phrases.parse(words, j, sheet.names)
        is_idiom = phrase is not None and words.norm[phrase.last - 1] in word_set("idiom_ends")
        if phrase is not None and phrase.complement in ("noun", "role") and not is_idiom:
            # What is counted is indefinite, so a definite noun after it is not its complement.
            phrase = None
        last = phrase.last if phrase is not None else j + 1
        while last < len(words) and words.norm[last] in word_set("more"):
            last += 1
        last = self._at_least(words, last)
        self._add_counted(sheet, i, last)
        if phrase is not None:
            for inner in phrase.inner:
                self._add(sheet, inner)
        return last

    def _add_counted(self, sheet: RoleSheet, i: int, last: int) -> None:
        stems = frozenset(sheet.words.norm[i:last])
        note = RoleNote("#", "counted", "p", "", False, "", self._states(sheet, i, last), stems)
        sheet.add_role(i, last, "group", "role.counted", note)

    def _at_least(self, words: Words, last: int) -> int:
        """The end with "at least" or "at most" after the number."""
        if last + 1 >= len(words) or words.line[last] != words.line[last + 1]:
            return last
        is_bound = words.norm[last + 1] in word_set("at_least")
        return last + 2 if is_bound and self.classes.functions.get(words.norm[last]) == "preposition" else last

    def _some_of(self, sheet: RoleSheet, i: int, j: int) -> int | None:
        """The end of a number "of them", "of the convicts", "others"; adds it."""
        words, norm = sheet.words, sheet.words.norm[j]
        last = 0
        if norm in word_set("of_them") or (norm in word_set("more") and norm.endswith(YA + NUN)):
            last = j + 1
        elif norm in word_set("out_of") and j + 1 < len(words) and words.kind[j] == Kind.WORD:
            last = self._some_persons(sheet, j + 1)
        if not last or words.line[last - 1] != words.line[i]:
            return None
        self._add_counted(sheet, i, last)
        return last

    def _vague(self, sheet: RoleSheet, i: int) -> int | None:
        """The end of an unknown number of persons or bodies from word `i` on ("many of the states"); adds it."""
        words = sheet.words
        if words.norm[i] not in word_set("vague_numbers") or i + 2 >= len(words) or words.line[i] != words.line[i + 2]:
            return None
        if words.norm[i + 1] not in word_set("out_of") or words.kind[i + 1] != Kind.WORD:
            return None
        phrase = self.phrases.parse(words, i + 2, sheet.names)
        if phrase is None or not phrase.form.definite or phrase.form.number == "s" or phrase.form.pronoun:
            return None
        if phrase.form.head.word in word_set("casualty_heads") or phrase.form.head.sort == "force":
            return None
        self._add_counted(sheet, i, phrase.last)
        return phrase.last

    def _some_persons(self, sheet: RoleSheet, j: int) -> int:
        """The end of the persons that begin with word `j`, after a number and "of"; 0 when none do."""
        words, norm = sheet.words, sheet.words.norm[j]
        phrase = self.phrases.parse(words, j, sheet.names)
        if phrase is None:
            is_many = norm.startswith(ARTICLE) and norm.endswith((WAW + NUN, YA + NUN)) and len(norm) > SHORTEST_MANY
            return j + 1 if is_many and norm not in word_set("no_people") | word_set("day_names") else 0
        form = phrase.form
        if form.head.sort not in ("staff", "people") and form.head.word not in word_set("fighters"):
            return 0
        if form.definite or form.pronoun or phrase.complement in ("name", "noun", "role"):
            return phrase.last
        owner = words.norm[phrase.last] if phrase.last < len(words) else ""
        is_owned = owner.endswith(tuple(word_set("owners"))) and not self.classes.is_function(owner)
        return phrase.last + 1 if is_owned and words.kind[phrase.last] == Kind.WORD else 0

    def _is_counted_noun(self, words: Words, i: int, j: int) -> bool:
        """Whether the noun at `j` is one whose number stands for those who act, or who are acted on."""
        norm = words.norm[j]
        if self._is_counted_of_land(words, i, j):
            return True
        form = self.heads.forms.get(norm)
        is_staff = form is not None and form.head.sort == "staff" and form.head.word not in word_set("casualty_heads")
        is_some = form is not None and form.head.sort == "people" and words.norm[j - 1] in word_set("rough_numbers")
        if norm in word_set("counted") or is_staff or is_some:
            return True
        return norm in word_set("casualty_counted") and self._is_casualty_before(words, i)

    def _is_counted_of_land(self, words: Words, i: int, j: int) -> bool:
        """Whether the noun at `j` is of a people or a faith as it is written behind numbers ("hundreds of the Iraqis").

        "12 Iraqi" stands in the accusative, which an adverb looks like where no number is before it.
        """
        norm = words.norm[j]
        if words.norm[j - 1] in word_set("rough_numbers"):
            is_many = norm.startswith(ARTICLE) and norm.endswith(YA + NUN)
            return is_many and self.classes.state_named(norm) is not None
        if not norm.endswith(YA + ALEF) or words.norm[i] in word_set("rough_numbers"):
            return False
        form = self.heads.forms.get(norm[:-1])
        return form is not None and form.head.sort == "staff" and not self.classes.is_function(norm)

    def _is_casualty_before(self, words: Words, i: int) -> bool:
        """Whether a word of harm or rescue stands before the number and the words that say how exact it is."""
        k = i - 1
        while k > 0 and k > i - 5 and words.norm[k] in word_set("roughly"):
            k -= 1
        return k >= 0 and words.norm[k] in word_set("casualty_words")

    def _number_end(self, sheet: RoleSheet, i: int) -> int:
        """The word after the numbers that go on from word `i` in its line."""
        words, (first, last) = sheet.words, sheet.number
        if first <= i < last:
            # Inside the row that was looked at last: a long row of numbers is gone through once.
            return last
        j = i
        while j < len(words) and words.line[j] == words.line[i] and self._is_number(words, j, i):
            j += 1
        sheet.number = (i, j)
        return j

    def _is_number(self, words: Words, j: int, first: int) -> bool:
        if words.kind[j] == Kind.NUMBER or words.norm[j] in word_set("counting"):
            return True
        if j == first or words.norm[j] != _AND or j + 1 >= len(words):
            return False
        return words.norm[j + 1] in word_set("counting") or words.kind[j + 1] == Kind.NUMBER

    def _people(self, sheet: RoleSheet, i: int) -> bool:
        """Whether a people stands at word `i` by its name alone ("the Yemenis"); adds it."""
        words = sheet.words
        norm = words.norm[i]
        if norm in self.heads.forms or (i + 1 < len(words) and words.norm[i + 1] in word_set("back_pointers")):
            return False
        state = self.classes.state_named(norm)
        before = words.norm[i - 1] if i and words.line[i - 1] == words.line[i] else ""
        if not norm.startswith(ARTICLE):
            return self._some_people(sheet, i, state, before)
        is_people = norm.removeprefix(ARTICLE) in self.classes.peoples
        if not is_people and not norm.endswith((WAW + NUN, YA + NUN)):
            return False
        if not is_people and not state and not self._is_participle(norm) and not self._is_nisba_of_many(norm):
            return False
        if self.classes.is_definite(before) or (state and before in self.heads.forms):
            return False
        states = frozenset({state}) if state else frozenset()
        head = "*" if state else norm[:-2]
        note = RoleNote(head, "people", "p", "m", True, "", states, frozenset())
        sheet.add_role(i, i + 1, "group", "role.people" if state else "role.participle", note)
        return True

    def _pointed_back(self, sheet: RoleSheet, i: int) -> bool:
        """Whether "the latter" stands at word `i` as a noun, behind a verb or a particle; adds it."""
        words, norm = sheet.words, sheet.words.norm[i]
        if norm not in word_set("latter") or not i or words.line[i - 1] != words.line[i] or i - 1 in sheet.inside:
            return False
        is_feminine = norm.endswith(TA_MARBUTA)
        before, opens = words.norm[i - 1], ""
        if words.kind[i - 1] == Kind.WORD and self.classes.functions.get(before, "verb") == "verb":
            opens = words.norm[i - 2] if i > 1 else ""
            is_clause = words.kind[i - 2] != Kind.WORD or opens in word_set("clause_openers")
            if (
                not is_clause
                or opens in word_set("noun_openers")
                or not self._may_be_verb(before, is_feminine=is_feminine)
            ):
                return False
        elif before not in word_set("before_latter"):
            return False
        note = RoleNote("^", "latter", "s", "f" if is_feminine else "m", True, "", frozenset(), frozenset())
        sheet.add_role(i, i + 1, "person", "role.latter", note)
        return True

    def _may_be_verb(self, norm: str, *, is_feminine: bool) -> bool:
        """Whether the word has the form of a verb with the subject behind it, and not of a noun with its adjective."""
        if norm.startswith(ARTICLE) or norm in self.heads.forms:
            return False
        if norm.endswith(tuple(word_set("possessives"))) or norm.endswith(TA_MARBUTA):
            return False
        return norm.endswith(TA) or norm[0] == TA if is_feminine else not norm.endswith(ALEF + TA)

    def _some_people(self, sheet: RoleSheet, i: int, state: str | None, before: str) -> bool:
        """Adds indefinite people of a state where nothing that they describe stands before ("Syrians fled")."""
        words = sheet.words
        norm = words.norm[i]
        is_many = norm.endswith((WAW + NUN, YA + NUN)) or norm in self.classes.peoples
        if not state or not is_many:
            return False
        is_noun = not before or words.kind[i - 1] != Kind.WORD or self.classes.functions.get(before) == "preposition"
        is_subject = norm.endswith(WAW + NUN) and before not in self.heads.forms and not before.endswith(WAW + NUN)
        if not is_noun and not is_subject and before not in word_set("casualty_words"):
            return False
        if words.kind[i - 1] == Kind.CLITIC and words.norm[i - 1] == _AND:
            return False
        note = RoleNote("*", "people", "p", "m", False, "", frozenset({state}), frozenset())
        sheet.add_role(i, i + 1, "group", "role.people", note)
        return True

    def _is_nisba_of_many(self, norm: str) -> bool:
        """Whether the word is the plural of a word in -i that means persons ("the Islamists"), and no dual."""
        if len(norm) < SHORTEST_PARTICIPLE or not norm.endswith((YA + WAW + NUN, YA + YA + NUN)):
            return False
        return norm not in word_set("no_people") and self.classes.frequency(norm[:-3] + YA + WAW + NUN) > 0

    def _is_participle(self, norm: str) -> bool:
        """Whether the word is the plural of a participle that means persons ("the attackers"), and no dual."""
        if len(norm) < SHORTEST_PARTICIPLE or norm[:3] not in word_set("participle_starts"):
            return False
        if norm in word_set("no_people") or norm[-3] == TA:
            return False
        return norm[-2] == WAW or self.classes.frequency(norm[:-2] + WAW + NUN) > 0

    def _add(self, sheet: RoleSheet, phrase: RolePhrase, *, is_inner: bool = False) -> None:
        """Adds a role and those inside it."""
        form = phrase.form
        norm = sheet.words.norm[phrase.first]
        offices, state = self._office(sheet, phrase) if form.head.sort in OFFICES else ((), "")
        note = RoleNote(
            head=form.head.word,
            sort=form.head.sort,
            number=form.number,
            gender=form.gender,
            definite=form.definite or phrase.complement in ("name", "noun", "role", "joined"),
            pronoun=norm[-2:] if form.pronoun else "",
            states=self._states(sheet, phrase.first, phrase.last),
            stems=self._stems(sheet.words, phrase.first + 1, phrase.last) | self._clause(sheet.words, phrase),
            inner=is_inner,
            offices=offices,
            short=phrase.last - phrase.first <= SHORT_OFFICE,
            office_state=state,
        )
        sheet.add_role(phrase.first, phrase.last, kind_of(form), f"role.{form.head.sort}", note)
        is_body = form.head.sort == "body" and form.number == "s" and not form.pronoun
        if is_body and form.head.word not in word_set("things"):
            # Later the noun alone stands for the body.
            sheet.bodies.add(ARTICLE + norm.removeprefix(ARTICLE))
        for inner in phrase.inner:
            if not self._is_same_side(phrase, inner):
                self._add(sheet, inner, is_inner=True)

    def _office(self, sheet: RoleSheet, phrase: RolePhrase) -> tuple[tuple[Office, ...], str]:
        """The offices that the words of the role mean, and the first state that they name."""
        words, pattern, states, k = sheet.words, [], [], phrase.first
        while k < phrase.last:
            world = sheet.worlds.get(k, "")
            actor = "" if k in sheet.inside else self.classes.state_named(words.norm[k])
            if world.startswith(("state:", "capital:")):
                pattern.append(STATE)
                states.append(world.replace("capital:", "state:"))
                k = sheet.names[k]
                continue
            pattern.append(ADJECTIVE if actor else words.norm[k])
            if actor:
                states.append(actor)
            k += 1
        found = self._known_office(sheet, phrase, tuple(pattern))
        return tuple(found), states[0] if states else ""

    def _known_office(self, sheet: RoleSheet, phrase: RolePhrase, pattern: tuple[str, ...]) -> list[Office]:
        plain = tuple(sheet.words.norm[phrase.first : phrase.last])
        for key in (plain, pattern):
            found = self.offices.phrases.get(key)
            if found:
                return found
        return self.offices.short.get(plain, [])

    def _states(self, sheet: RoleSheet, first: int, last: int) -> frozenset[str]:
        """The states that the words [first, last) name, by name, capital or adjective."""
        found = set()
        for k in range(first, last):
            world = sheet.worlds.get(k, "")
            if world.startswith(("state:", "capital:")):
                found.add(f"state:{world.partition(':')[2]}")
            elif k not in sheet.inside:
                state = self.classes.state_named(sheet.words.norm[k])
                if state:
                    found.add(state)
        return frozenset(found)

    def _stems(self, words: Words, first: int, last: int) -> frozenset[str]:
        """The other words without article, clitics, states' adjectives and particles."""
        return frozenset(
            words.norm[k].removeprefix(ARTICLE)
            for k in range(first, last)
            if words.kind[k] == Kind.WORD
            and not self.classes.is_function(words.norm[k])
            and not self.classes.state_named(words.norm[k])
        )

    def _is_same_side(self, phrase: RolePhrase, inner: RolePhrase) -> bool:
        """Whether the inner role is the side whose forces the outer one names: one role, not two."""
        sort = phrase.form.head.sort
        fights = sort in ("force", "body") or phrase.form.head.word in word_set("fighters")
        return fights and inner.form.head.sort in ("side", "own")


@dataclass(slots=True)
class RoleSheet:
    """The roles found so far in one document, and where its names stand."""

    words: Words
    names: dict[int, int] = field(default_factory=dict)
    worlds: dict[int, str] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    inside_not_first: set[int] = field(default_factory=set)
    organizations: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    found: list[Mention] = field(default_factory=list)
    notes: dict[tuple[int, int], RoleNote] = field(default_factory=dict)
    number: tuple[int, int] = (0, 0)

    def add_name(self, mention: Mention) -> None:
        """Notes where a name stands."""
        first, last = self.words.range(mention.start, mention.end)
        self.names[first] = last
        self.worlds[first] = mention.world
        if mention.kind == "organization":
            self.organizations.add(first)
        if mention.kind == "person":
            self.persons.add(first)
        self.inside.update(range(first, last))
        self.inside_not_first.update(range(first + 1, last))

    def add_role(self, first: int, last: int, kind: str, rule: str, note: RoleNote) -> None:
        """Adds a role over the words [first, last)."""
        start, end = self.words.span(first, last)
        if (start, end) in self.notes:
            return
        self.notes[start, end] = note
        self.found.append(
            Mention(start, end, form="role", kind=kind, rule=rule, gender=note.gender, number=note.number)
        )


def kind_of(form: HeadForm) -> str:
    """The kind of entity that a role with this head stands for."""
    sort = form.head.sort
    if sort == "body":
        return "group" if form.number == "d" else "organization"
    if form.head.word in word_set("counterparts"):
        return "person"
    if sort in OFFICES or sort == "staff":
        return "person" if form.number == "s" else "group"
    return "group"
