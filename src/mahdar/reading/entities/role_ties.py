"""Ties roles to those whom they stand for: by the report, by the sides of a conflict, by terms of office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mahdar.arabic.normal import ALEF, ARTICLE, TA, TA_MARBUTA, YA, normal_word
from mahdar.reading.entities.appositions import PERSONAL, Appositions
from mahdar.reading.entities.sides import Sides
from mahdar.reading.names.word_classes import word_set
from mahdar.reading.roles.body_nouns import UNKNOWN, nouns_of
from mahdar.reading.roles.component import RoleNote
from mahdar.reading.roles.office_holders import OfficeHolders
from mahdar.world import World

if TYPE_CHECKING:
    from mahdar.reading.entities.component import Case

# How many mentions back and forth the one is looked for whom a role means.
FARTHEST: Final = 300
# How many mentions back "the latter" is looked for.
MOST_BEFORE_LATTER: Final = 12
# How many mentions around a person his office is looked for.
NEAR: Final = 60
# How often a body is named at most where it is looked for as the only one.
MOST_NAMES: Final = 60
# How many persons back one is looked for whose country no table knows.
MOST_PERSONS: Final = 6
# The types of bodies whose fighters are one with them.
ARMED: Final = frozenset({"armed", "party", "government", "force"})


@dataclass(slots=True)
class RoleTies:
    """Joins the keys of roles with those of names and of earlier roles."""

    world: World
    sides: Sides
    holders: OfficeHolders
    appositions: Appositions = field(default_factory=Appositions)

    def run(self, case: Case) -> None:
        """Ties every role of the report that the words allow to tie."""
        roles = [i for i, mention in enumerate(case.mentions) if mention.form == "role"]
        for i in roles:
            self.appositions.tie(case, i)
        for i in roles:
            note = case.note(i)
            if note is not None:
                self._resolve(case, i, note)
        for i in roles:
            note = case.note(i)
            if note is not None and note.offices and note.number == "s":
                self._holder(case, i, note)

    # The report

    def _resolve(self, case: Case, i: int, note: RoleNote) -> None:
        if note.sort == "adjective":
            actor = next(iter(note.states))
            case.ties.add(actor, anchor=actor)
            case.ties.join(actor, case.keys[i], f"adjective: {case.text(i)} = {actor}")
            return
        if note.sides and self._side(case, i, note):
            return
        if self._points(case, i, note):
            return
        if self._fighters(case, i, note):
            return
        if note.sort == "body" and note.definite and self._body(case, i, note):
            return
        if note.sort in ("force", "side") and note.definite and self._of_state(case, i, note):
            return
        if not (self._lone_government(case, i, note) or self._official(case, i, note)):
            self._earlier_role(case, i, note)

    def _points(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties a role that points to somebody by its noun or its pronoun; whether it is such a one."""
        if note.sort == "latter":
            self._latter(case, i, note)
        elif note.head in word_set("counterparts"):
            # The counterpart is another than those who hold the same office before him.
            self._same_words(case, i)
        elif note.pronoun:
            self._own(case, i, note)
        elif note.stems & word_set("own_countries") and self._governs(note):
            self._own_country(case, i)
        else:
            return False
        return True

    def _side(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties the phrase to the side that the report's words point to."""
        chosen = note.sides[0]
        if len(note.sides) > 1 or chosen.startswith("side:"):
            side = self.sides.choose(note.sides, case.counts, case.states, case.year, named=note.states)
            if side is None:
                return False
            chosen = side
        target = self.sides.same_as.get(chosen, chosen)
        case.ties.add(target, anchor=target)
        return case.ties.join(target, case.keys[i], f"side: {case.text(i)} = {target}")

    def _fighters(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties "fighters of the front" to the armed body that they fight for."""
        if note.number == "s" or (note.sort == "staff") != (note.head in word_set("fighters")):
            return False
        if note.sort not in ("staff", "force"):
            return False
        mention = case.mentions[i]
        for j in range(i + 1, min(i + 4, len(case.mentions))):
            other = case.mentions[j]
            if other.end > mention.end:
                return False
            if other.form == "name" and other.kind == "organization" and other.end == mention.end:
                fact = self.world.get(other.world)
                if fact is not None and fact.cells.get("type", "armed") not in ARMED:
                    return False
                return case.ties.join(case.keys[j], case.keys[i], f"fighters of {case.text(j)}: {case.text(i)}")
        return False

    def _of_state(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties the forces and authorities of a state that the report names to the state."""
        first = case.words.norm[case.words.at(case.mentions[i].start)]
        if note.stems & word_set("tied_adjectives"):
            return False  # "forces loyal to" a state are not the state
        if not note.states and first in word_set("of_the_state"):
            return self._of_unknown_state(case, i, note)
        if len(note.states) != 1 or first not in word_set("of_the_state"):
            return False
        state = next(iter(note.states))
        case.ties.add(state, anchor=state)
        return case.ties.join(state, case.keys[i], f"of the state: {case.text(i)} = {state}")

    def _of_unknown_state(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties the authorities of a land that no table knows to it, by its name in the role or its adjective."""
        j = self._unknown_land(case, i, note)
        if j is None:
            return False
        return case.ties.join(case.keys[j], case.keys[i], f"of the land: {case.text(i)} = {case.text(j)}")

    def _unknown_land(self, case: Case, i: int, note: RoleNote) -> int | None:
        """The name of the unknown land that role `i` has inside, or of which it has the adjective."""
        if i not in case.lands:
            case.lands[i] = self._find_land(case, i, note)
        return case.lands[i]

    def _find_land(self, case: Case, i: int, note: RoleNote) -> int | None:
        mention = case.mentions[i]
        bases = {stem.removesuffix(TA_MARBUTA)[:-1] for stem in note.stems if stem.removesuffix(TA_MARBUTA)[-1:] == YA}
        names = _lands_of(bases)
        order: list[int] = [*self._backwards(case, i), *self._forwards(case, i)]
        for j in order:
            other = case.mentions[j]
            if other.kind != "place" or other.form != "name" or other.world:
                continue
            is_inside = mention.start < other.start and other.end <= mention.end and not bases
            is_inside = is_inside and (other.end == mention.end or note.sort in PERSONAL)
            if (is_inside and self._is_land(case, j)) or case.norm(j).rpartition(" ")[2] in names:
                return j
        return None

    def _is_land(self, case: Case, j: int) -> bool:
        """Whether the unknown place is one that governs itself, as its kind word or its adjective tells."""
        key = case.keys[j]
        rules = {other.rule for other, name in zip(case.mentions, case.keys, strict=True) if name == key}
        return bool(rules & {"place.land", "place.nisba", "place.repeated"})

    def _own(self, case: Case, i: int, note: RoleNote) -> None:
        """Ties "his country", "its forces" to the country or body spoken of before."""
        is_his = note.pronoun.endswith(TA_MARBUTA) and self._governs(note)
        if note.head in word_set("own_state") or is_his:
            self._own_country(case, i)
            return
        if note.head in word_set("fighters") and note.number != "s" and self._own_fighters(case, i, note):
            return
        if note.sort not in ("force", "body"):
            self._earlier_role(case, i, note)
            return
        for j in self._backwards(case, i):
            anchor = case.ties.anchor(case.keys[j])
            if anchor.startswith(("state:", "side:", "body:")) and case.mentions[j].end <= case.mentions[i].start:
                case.ties.join(case.keys[j], case.keys[i], f"forces of {case.text(j)}: {case.text(i)}")
                return

    def _own_fighters(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties "its fighters" to the armed body that is spoken of last and is of the pronoun's gender."""
        is_hers = note.pronoun.endswith(ALEF)
        for j in range(i - 1, max(-1, i - 1 - MOST_BEFORE_LATTER), -1):
            other, told = case.mentions[j], case.note(j)
            if other.kind == "person" and other.form == "name" and not is_hers:
                return False
            is_body = other.kind == "organization" and (told is None or told.sort in ("body", "force", "side"))
            if not is_body or other.end > case.mentions[i].start or not self._is_armed(case, j):
                continue
            if _is_feminine(case, j) == is_hers:
                return case.ties.join(case.keys[j], case.keys[i], f"fighters of {case.text(j)}: {case.text(i)}")
        return False

    def _is_armed(self, case: Case, j: int) -> bool:
        """Whether the body may have fighters, as far as a table knows it."""
        fact = self.world.get(case.ties.anchor(case.keys[j]))
        if fact is not None and fact.table == "body":
            return fact.cells.get("type") in ARMED
        norm = case.norm(j).split()[0]
        return norm.removeprefix(ARTICLE) in word_set("armed_openers")

    def _governs(self, note: RoleNote) -> bool:
        """Whether the role is a government, an army or the like, which is one with its state."""
        return note.head in word_set("of_the_state") or ARTICLE + note.head in word_set("of_the_state")

    def _own_country(self, case: Case, i: int) -> None:
        """Ties "his country", "the forces of his country" to the country of the person spoken of before."""
        persons = 0
        for j in self._backwards(case, i):
            if case.mentions[j].end > case.mentions[i].start:
                continue
            state = self._state_of(case, j)
            persons += case.mentions[j].kind == "person"
            if state:
                case.ties.add(state, anchor=state)
            elif persons <= MOST_PERSONS:
                state = self._unknown_land_of(case, j)
            if state:
                case.ties.join(state, case.keys[i], f"country of {case.text(j)}: {case.text(i)} = {state}")
                return

    def _lone_government(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties "the government", "the army" alone to the only unknown land's government or army of the report."""
        is_bare = note.definite and not (note.stems or note.states or note.pronoun)
        if not is_bare or note.head not in word_set("governing") or note.number != "s":
            return False
        if case.governing is None:
            case.governing = [j for j in range(len(case.mentions)) if _is_governing_name(case, j)]
        j = _only_one(case, case.governing)
        if j is None:
            return False
        # Named but once, an army may be another land's than the government.
        text = _normal_text(case, i)
        if len(case.governing) == 1 and not _normal_text(case, j).startswith(text + " "):
            return False
        return case.ties.join(case.keys[j], case.keys[i], f"the only government: {case.text(i)} = {case.text(j)}")

    def _official(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties "the official", "the UN official" to the office-holder who was spoken of last."""
        if note.head not in word_set("officials") or note.number != "s" or not note.definite or note.states:
            return False
        if note.stems - word_set("stems_of_general") or note.pronoun or note.inner:
            return False
        before = range(i - 1, max(-1, i - 1 - NEAR), -1)
        # One who was called so before ("an Iranian official said … the official added") goes before other offices.
        same = [j for j in before if (told := case.note(j)) is not None and told.head == note.head]
        for j in same or before:
            other = case.note(j)
            if other is None or other.inner or other.sort not in PERSONAL or other.number != "s":
                continue
            if other.gender and note.gender and other.gender != note.gender:
                continue
            return case.ties.join(case.keys[j], case.keys[i], f"the official: {case.text(i)} = {case.text(j)}")
        return False

    def _unknown_land_of(self, case: Case, j: int) -> str:
        """The key of the land that no table knows and that the person of mention `j` serves, as a role tells."""
        if case.mentions[j].kind != "person":
            return ""
        for k in range(max(0, j - NEAR), min(len(case.mentions), j + NEAR)):
            note = case.note(k)
            if note is None or note.sort not in PERSONAL or not case.ties.same(case.keys[k], case.keys[j]):
                continue
            land = self._unknown_land(case, k, note)
            if land is not None:
                return case.keys[land]
        return ""

    def _latter(self, case: Case, i: int, note: RoleNote) -> None:
        """Ties "the latter" to the one who was spoken of last, and is in no role of another."""
        end = case.mentions[i].start
        is_aforesaid = case.words.norm[case.words.at(case.mentions[i].start)] in word_set("aforesaid")
        for j in range(i - 1, max(-1, i - 1 - MOST_BEFORE_LATTER), -1):
            other, told = case.mentions[j], case.note(j)
            if is_aforesaid and told is not None and told.head in word_set("counterparts"):
                continue
            is_inside = any(m.start <= other.start and other.end < m.end for m in case.mentions[max(0, j - 4) : j])
            if other.end > end or is_inside:
                continue
            is_one = other.kind == "person" or (note.gender == "f" and other.kind == "organization")
            if is_one and other.number != "p" and not (other.gender and other.gender != note.gender):
                case.ties.join(case.keys[j], case.keys[i], f"spoken of last: {case.text(j)} = {case.text(i)}")
                return

    def _state_of(self, case: Case, j: int) -> str:
        """The state that mention `j` serves, when it is a person's role or a known person."""
        note = case.note(j)
        if note is not None and note.sort in PERSONAL and len(note.states) == 1:
            return next(iter(note.states))
        mention = case.mentions[j]
        if mention.form == "name" and mention.kind == "person":
            fact = self.world.get(case.ties.anchor(case.keys[j]))
            if fact is not None and fact.cells.get("state"):
                return f"state:{fact.cells['state']}"
            for k in range(max(0, j - FARTHEST), min(len(case.mentions), j + FARTHEST)):
                other = case.note(k)
                if other is not None and len(other.states) == 1 and case.ties.same(case.keys[k], case.keys[j]):
                    return next(iter(other.states))
        return ""

    def _backwards(self, case: Case, i: int) -> Iterator[int]:
        """The mentions before `i`, the nearest first, as far as a reader remembers."""
        return iter(range(i - 1, max(-1, i - 1 - FARTHEST), -1))

    def _forwards(self, case: Case, i: int) -> range:
        return range(i + 1, min(len(case.mentions), i + 1 + FARTHEST))

    def _body(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties "the council" to the body that it is short for."""
        text = _normal_text(case, i)
        order = [*self._backwards(case, i), *self._forwards(case, i)]
        names = [j for j in order if case.mentions[j].form == "name"]
        names = [j for j in names if case.mentions[j].kind in ("organization", "place")]
        for means in (self._is_short_for, self._is_of_type):
            for j in names:
                if means(case, j, text, note):
                    return case.ties.join(case.keys[j], case.keys[i], f"short for: {case.text(i)} = {case.text(j)}")
        return False

    def _is_of_type(self, case: Case, j: int, text: str, note: RoleNote) -> bool:
        """Whether the noun alone may mean the body by its type, or by the kind word before its quoted name."""
        mention = case.mentions[j]
        if note.states or note.stems - word_set("stems_of_general") or mention.kind != "organization":
            return False
        fact = self.world.get(mention.world)
        if fact is not None:
            return text in nouns_of(fact.cells.get("type", ""))
        return mention.rule == "body.quoted" and text in nouns_of(UNKNOWN)

    def _is_short_for(self, case: Case, j: int, text: str, note: RoleNote) -> bool:
        mention = case.mentions[j]
        fact = self.world.get(mention.world)
        if fact is not None and any(normal_word(short) == text for short in fact.many("short_ar")):
            return True
        if note.states or note.stems - word_set("stems_of_general"):
            return False
        if mention.kind == "place":
            stem = text.removeprefix(ARTICLE)
            if mention.rule == "place.land":
                return case.norm(j).startswith(stem + " ")
            return fact is not None and any(normal_word(name).startswith(stem) for name in fact.names)
        at = case.words.at(mention.start)
        before = case.words.norm[at - 2] if at > 1 and mention.rule == "body.quoted" else ""
        first = before if before in word_set("armed_kinds") else case.words.norm[at]
        return first in (text.split()[0], text.split()[0].removeprefix(ARTICLE))

    def _earlier_role(self, case: Case, i: int, note: RoleNote) -> None:
        """Ties a role to an earlier one, or the next one, with the same head that says no less."""
        if note.sort == "counted" or not note.definite:
            self._same_words(case, i)
            return
        if note.sort in PERSONAL and note.number == "s" and self._is_tied_to_name(case, i):
            return
        if note.offices and note.number == "s" and self._named_holder(case, i, note):
            return
        for j in self._backwards(case, i):
            if self._fits(case, i, j, note):
                case.ties.join(case.keys[j], case.keys[i], f"again: {case.text(j)} = {case.text(i)}")
                return
        for j in self._forwards(case, i):
            if self._fits(case, i, j, note):
                case.ties.join(case.keys[j], case.keys[i], f"again: {case.text(j)} = {case.text(i)}")
                return

    # The terms of office

    def _named_holder(self, case: Case, i: int, note: RoleNote) -> bool:
        """Ties the office to the holder whom the report names."""
        person = self.holders.named(note, case.persons, case.span)
        return bool(person) and case.ties.join(person, case.keys[i], f"term of office: {case.text(i)} = {person}")

    def _holder(self, case: Case, i: int, note: RoleNote) -> None:
        """Ties the office to its holder in the days of the report, when nothing in the report tells who it is."""
        if case.ties.anchor(case.keys[i]) or self._is_tied_to_name(case, i):
            return
        person = self.holders.unnamed(note, case.span, case.bodies)
        if person:
            case.ties.add(person, anchor=person)
            case.ties.join(person, case.keys[i], f"term of office: {case.text(i)} = {person}")

    def _is_tied_to_name(self, case: Case, i: int) -> bool:
        return case.ties.is_joined_by(case.keys[i], "apposition")

    def _same_words(self, case: Case, i: int) -> None:
        text = case.norm(i)
        for j in self._backwards(case, i):
            if case.mentions[j].form == "role" and case.norm(j) == text:
                case.ties.join(case.keys[j], case.keys[i], f"the same words: {case.text(i)}")
                return

    def _is_same_office(self, note: RoleNote, other: RoleNote) -> bool:
        """Whether two roles mean one office of one state by two names ("head of the government", "prime minister")."""
        if note.number != "s" or other.number != "s" or not (note.definite and other.definite):
            return False
        shared = {office.id for office in note.offices} & {office.id for office in other.offices}
        if not shared or (note.gender and other.gender and note.gender != other.gender):
            return False
        return note.office_state == other.office_state or not note.office_state or not other.office_state

    def _are_two_offices(self, case: Case, i: int, j: int) -> bool:
        """Whether two roles with one head stand side by side, or the named bearer of the bare title is another's.

        "The deputy of the president, the prime minister A" are two presidents of something; after "President A" the
        "president of the council" is another.
        """
        note, other = case.note(i), case.note(j)
        if note is None or other is None or note.sort != "office" or note.number != "s":
            return False
        if case.mentions[j].start == case.mentions[i].end + 1:
            return True
        is_bare = not (other.stems or other.states or other.pronoun)
        says_more = bool(note.stems - word_set("stems_of_general")) and note.inner
        return is_bare and says_more and self._is_tied_to_name(case, j)

    def _fits(self, case: Case, i: int, j: int, note: RoleNote) -> bool:
        """Whether role `j` has the head of role `i`, and one of them says no more than the other."""
        other = case.note(j)
        if other is not None and self._is_same_office(note, other):
            return True
        if other is None or other.sort != note.sort:
            return False
        if _are_two_sides(note) and _are_two_sides(other):
            return note.states <= other.states or other.states <= note.states
        if other.head != note.head:
            return False
        if (note.number == "s") != (other.number == "s"):
            return False
        if self._are_two_offices(case, i, j):
            return False
        if note.gender and other.gender and note.gender != other.gender:
            return False
        if not (note.states <= other.states or other.states <= note.states):
            return False
        if note.states and other.states and note.states != other.states and not note.states <= other.states:
            return False
        mine, theirs = note.stems - word_set("stems_of_general"), other.stems - word_set("stems_of_general")
        is_short = mine <= theirs and note.states <= other.states
        is_long = theirs <= mine and other.states <= note.states and other.definite
        return is_short or is_long


def _normal_text(case: Case, i: int) -> str:
    """The mention's words in normal form, with the article that a joined letter hides."""
    mention = case.mentions[i]
    first, last = case.words.range(mention.start, mention.end)
    return " ".join(case.words.norm[first:last])


def _only_one(case: Case, mentions: list[int]) -> int | None:
    """One of the mentions when all of them stand for the same."""
    if not 0 < len(mentions) <= MOST_NAMES:
        return None
    return mentions[0] if len({case.ties.root(case.keys[j]) for j in mentions}) == 1 else None


def _is_governing_name(case: Case, j: int) -> bool:
    """Whether the name is that of the government or army of a land that no table knows."""
    mention = case.mentions[j]
    if mention.form != "name" or mention.kind != "organization" or mention.world:
        return False
    norms = case.norm(j).split()
    return len(norms) > 1 and norms[0] in word_set("governing_names") and norms[-1].removesuffix(TA_MARBUTA)[-1:] == YA


def _is_feminine(case: Case, j: int) -> bool:
    """Whether the first noun of the body's name is feminine, or a plural of things."""
    mention = case.mentions[j]
    if mention.gender:
        return mention.gender == "f"
    norm = case.norm(j).split()[0]
    return norm.endswith((TA_MARBUTA, ALEF + TA)) or norm.removeprefix(ARTICLE) in word_set("feminine_bodies")


def _lands_of(bases: set[str]) -> set[str]:
    """The names that lands may have whose adjectives in -i are made from these."""
    return {base + ending for base in bases for ending in ("", ALEF, TA_MARBUTA, YA + ALEF)}


def _are_two_sides(note: RoleNote) -> bool:
    """Whether the role is one of the phrases that mean the two who fight or talk ("the two parties")."""
    is_dual = note.number == "d" and note.head in word_set("sides_of_two")
    return (is_dual or note.head in word_set("two_sides")) and not note.stems - word_set("conflict_stems")
