"""Finds to whom an act is done, where the family of its word lets the recipient stand."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import PROCLITICS, normal_word
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import GROUND, OBEYED, Draft
from mahdar.reading.events.salience import Salience
from mahdar.reading.grammar import word_classes
from mahdar.reading.layers import Mention

OBJECT: Final = normal_word("obj")
AND: Final = PROCLITICS["and"]
TO: Final = PROCLITICS["to"]
# "To" after the act's own noun phrase belongs as a rule to another noun.
REACH_TO: Final = 6
REACH_RESUMED: Final = 3
# An object that is so near cannot be the subject of what follows; one farther off may be.
REACH_NEAR: Final = 2
LONGEST_INSERTED: Final = 8
# How far behind the preposition the owner of what is judged stands, and what judges somebody's deed.
REACH_OWNER: Final = 6
JUDGED: Final = frozenset(("SUPPORT", "ACCUSE"))


class Recipients:
    """Finds the recipients of drafts."""

    def __init__(self, salience: Salience) -> None:
        self.salience = salience
        self.grammar = salience.grammar
        self.kinds = salience.kinds
        self.papers = word_classes()["paper"]
        # The words of the sentence's verbs that carry acts: nothing behind the next one belongs to this one.
        self.verbs: list[int] = []
        self.nouns: set[int] = set()

    def fill(self, draft: Draft, start: int) -> None:
        """Gives `draft` those who stand where its family's recipients stand, looking from word `start`."""
        candidate = draft.candidate
        ends = (at for at in self.grammar.verbs if at > candidate.at and (at in self.verbs or self._goes_on(at)))
        stop = next((at for at in sorted(ends) if not self._is_inserted(at)), len(self.grammar.words))
        draft.recipients = self._of_freed(draft)
        if draft.recipients:
            return
        for way in candidate.family.to:
            found = self._object(draft, start, stop) if way == OBJECT else self._after(draft, way, start, stop)
            if found and not set(found) <= set(draft.actors):
                draft.recipients = found
                draft.because.append(f"recipient {way}")
                return

    def _is_inserted(self, at: int) -> bool:
        """Whether the verb at `at` opens a relative clause between commas ("the draft, which A tabled, asks B to")."""
        grammar = self.grammar
        relative = self._relative_before(at)
        if not relative or not grammar.is_comma(relative - 1):
            return False
        last = min(at + LONGEST_INSERTED, grammar.sentence(at)[1])
        return any(grammar.is_comma(j) for j in range(at + 1, last))

    def _goes_on(self, at: int) -> bool:
        """Whether the word of saying at `at` begins a clause: behind a comma or "and", not "in a statement"."""
        words = self.grammar.words
        return self.grammar.is_comma(at - 1) or (words.kind[at - 1] == Kind.CLITIC and words.norm[at - 1] == AND)

    def fill_noun(self, draft: Draft) -> None:
        """Gives a noun's draft its recipients: right after its doer ("his meeting the king"), else as for a verb."""
        i, grammar = draft.candidate.at, self.grammar
        start = i + 1
        if not draft.candidate.pronoun:
            owner = grammar.genitive(i)
            start = owner.last if owner and set(owner.entities) <= set(draft.actors) else 0
        mention = grammar.who.starting(start) if 0 < start < len(grammar.words) else None
        if mention is not None and not grammar.governor(mention) and not grammar.is_adjectival(mention):
            draft.recipients = [e for e in grammar.coordinated(mention).entities if self.kinds.get(e) != "instrument"]
        if not draft.recipients:
            self.fill(draft, i + 1)

    def may_act(self, entity: str) -> bool:
        """Whether the entity can be a doer: a paper cannot, nor a place that is no state."""
        kind = self.kinds.get(entity)
        return bool(entity) and kind != "instrument" and (kind != "place" or entity in self.grammar.states)

    def has_partner(self, draft: Draft) -> bool:
        """Whether somebody stands behind one of the family's prepositions ("talks with")."""
        prepositions = frozenset(p for p in draft.candidate.family.to if p != OBJECT)
        return bool(self.grammar.complement(draft.candidate.at, prepositions))

    def _after(self, draft: Draft, way: str, start: int, stop: int) -> list[str]:
        letter, _, who = way.partition("_")
        if letter == TO:
            stop = min(stop, max(start, draft.candidate.at + 1) + REACH_TO)
        found = self.grammar.complement(draft.candidate.at, frozenset((letter,)), start=start, stop=stop).entities
        if not found and not who:
            found = self._resumed(draft, letter) or self._adjectives(draft, letter, start, stop)
            found = found or self._owner_of_thing(draft, letter, start, stop)
        return [e for e in found if self.kinds.get(e) != "instrument"] if who else found

    def _owner_of_thing(self, draft: Draft, letter: str, start: int, stop: int) -> list[str]:
        """Whose deed it is that is praised or condemned ("praised the role of A", "deplored the policy of A")."""
        grammar, words = self.grammar, self.grammar.words
        if draft.candidate.family.type not in JUDGED:
            return []
        limit = min(stop, grammar.clause_end(draft.candidate.at))
        first = next((j for j in range(start, limit) if grammar.preposition_at(j) == letter), limit)
        for j in range(first + 1, min(limit, first + 1 + REACH_OWNER)):
            mention = grammar.who.starting(j)
            if mention is not None:
                is_owner = grammar.governor(mention) in ("", TO) and self.may_act(mention.entity)
                return grammar.coordinated(mention).entities if is_owner else []
            is_to = grammar.preposition_at(j) == TO
            if j in self.nouns or words.kind[j] == Kind.MARK or (grammar.preposition_at(j) and not is_to):
                break
        return []

    def _resumed(self, draft: Draft, letter: str) -> list[str]:
        """Whom a pronoun on the preposition means that stands right behind the act ("discussed with him")."""
        i, grammar = draft.candidate.at, self.grammar
        if not draft.candidate.is_verb:
            return []
        for j in range(i + 1, min(i + 1 + REACH_RESUMED, len(grammar.words))):
            norm = grammar.words.norm[j]
            if norm in grammar.resumed.get(letter, ()) or (
                norm in grammar.pronouns and grammar.words.norm[j - 1] == letter
            ):
                since = self._sentence_before(i)
                return self._actors_only(draft, self.salience.owner(j, since=since, besides=draft.actors))
        return []

    def _sentence_before(self, i: int) -> int:
        """The first word of the sentence before that of word `i`, on the same line."""
        words = self.grammar.words
        number = words.sentence[i]
        first = words.sentences[number][0]
        before = words.sentences[number - 1][0] if number else first
        return before if words.line[before] == words.line[first] else first

    def _actors_only(self, draft: Draft, found: list[str]) -> list[str]:
        is_ground = draft.candidate.family.type in GROUND
        return found if is_ground or all(self.may_act(entity) for entity in found) else []

    def _object(self, draft: Draft, start: int, stop: int) -> list[str]:
        candidate, grammar = draft.candidate, self.grammar
        if not candidate.is_verb and candidate.features.form != "participle":
            return []
        if candidate.is_verb and candidate.pronoun:
            return self._pronoun(draft)
        found = grammar.object(candidate.at, max(start, candidate.at + 1), stop=stop, nouns=self.nouns)
        if found and set(found.entities) <= set(draft.actors):
            # The subject's own name or office again ("the minister, Sheikh A, received B").
            found = grammar.object(candidate.at, found.last, stop=stop, nouns=self.nouns)
        firsts = [grammar.who.range(m)[0] for m in found.mentions]
        if firsts and firsts[0] <= max(start, candidate.at + 1) + REACH_NEAR:
            self.salience.undergoing.update(firsts)
        is_backed = candidate.family.type == "SUPPORT"
        return [m.entity for m in found.mentions if m.entity and (is_backed or m.kind != "instrument")]

    def _of_freed(self, draft: Draft) -> list[str]:
        """Whom the pronoun on the object means when the object is somebody's own ("let them go their way")."""
        candidate = draft.candidate
        if candidate.because != "liberty" or candidate.object is None:
            return []
        if self.salience.pronoun(candidate.object).person != 3:
            return []
        since = self._sentence_before(candidate.at)
        return self.salience.owner(candidate.object, since=since, besides=draft.actors)

    def _adjectives(self, draft: Draft, letter: str, start: int, stop: int) -> list[str]:
        """The parties that adjectives name behind the noun after the preposition ("welcomed the Tunisian plan")."""
        grammar = self.grammar
        for j in range(start, min(stop, grammar.clause_end(draft.candidate.at)) - 2):
            if grammar.preposition_at(j) == letter:
                mention = grammar.adjective_of(j + 1)
                return grammar.adjectives_from(mention) if mention is not None else []
        return []

    def _pronoun(self, draft: Draft) -> list[str]:
        """Whom the pronoun on the verb means: the nearest earlier mention that it fits and that is not the doer."""
        i, grammar = draft.candidate.at, self.grammar
        norm = grammar.words.norm[i]
        relative = self._relative_before(i)
        if relative:
            # "Those whom it trained": the pronoun takes up the noun of the relative clause and no other.
            mention = grammar.antecedent(relative)
            is_right = mention is not None and grammar.who.range(mention)[1] == relative
            return [mention.entity] if mention is not None and (is_right or self._fits(mention, norm)) else []
        if self.salience.pronoun(i).number == "p":
            people = self.salience.people(i, since=self._sentence_before(i), besides=draft.actors)
            if people:
                return people
        for j in range(i - 1, self._sentence_before(i) - 1, -1):
            if grammar.words.norm[j] in self.papers and not grammar.who.covering(j):
                return []
            mention = grammar.who.starting(j)
            if mention is None or not self._fits(mention, norm) or mention.entity in draft.actors:
                continue
            if self.salience.is_inside(j):
                continue  # "the head of the organization … him"
            if draft.candidate.family.type in GROUND or self.may_act(mention.entity):
                return [mention.entity]
        return []

    def _relative_before(self, i: int) -> int:
        """The relative pronoun whose clause the verb at word `i` opens; 0 when it opens none."""
        grammar, j = self.grammar, i - 1
        while j > 0 and grammar.words.norm[j] in grammar.auxiliaries:
            j -= 1
        return j if j > 0 and grammar.words.norm[j] in grammar.relatives and not grammar.preposition_at(j) else 0

    def _fits(self, mention: Mention, norm: str) -> bool:
        if mention.kind == "instrument":
            return False
        pronoun = next((p for p in self.grammar.pronouns if norm.endswith(p)), None)
        return pronoun is None or self.grammar.pronouns[pronoun](mention)

    def part_places(self, draft: Draft) -> None:
        """Moves places out of the recipients: of acts on the ground all, of others those that are no states."""
        family = draft.candidate.family
        if family.mode == "visit":
            return
        is_ground = family.type in GROUND and family.control not in OBEYED
        places = [
            r for r in draft.recipients if self.kinds.get(r) == "place" and (is_ground or r not in self.grammar.states)
        ]
        draft.places += places
        draft.recipients = [r for r in draft.recipients if r not in places]
