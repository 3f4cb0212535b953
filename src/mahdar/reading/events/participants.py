"""Gives events their actors and recipients, sentence by sentence, and settles at the end what later words told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mahdar.arabic.normal import normal_word
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import FOUGHT, GROUND, MOST_TOLD, Draft, Memory
from mahdar.reading.events.light_verbs import LightSubjects, LightVerbs
from mahdar.reading.events.noun_doers import FORCEFUL, NounDoers
from mahdar.reading.events.proceedings import Proceedings
from mahdar.reading.events.recipients import Recipients
from mahdar.reading.events.salience import Salience
from mahdar.reading.events.triggers import Candidate
from mahdar.reading.events.verb_doers import VerbDoers
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.grammar.grammar_classes import AND
from mahdar.reading.layers import Amount, Entity, Mention

# How a recipient was found that fights along.
WITH: Final = f"recipient {normal_word(min(word_classes()['with']))}"
# The bodies whose sessions a report may mean without naming them anew.
SITTING: Final = frozenset(("body:unsc", "body:unga"))
# The type of act that the fate of counted people tells of.
SUFFERED: Final = {"killed": "ASSAULT", "wounded": "ASSAULT", "detained": "COERCE", "evacuated": "AID"}


class Participants:
    """Finds the participants of a document's events."""

    def __init__(
        self,
        grammar: Grammar,
        light: LightVerbs,
        entities: Sequence[Entity],
        mentions: Sequence[Mention],
        amounts: Sequence[Amount] = (),
    ) -> None:
        self.grammar = grammar
        self.counted = [(grammar.words.range(a.start, a.end), a.fate) for a in amounts if a.fate in SUFFERED]
        self._counted_at = [first for (first, _), _ in self.counted]
        self._told = mentions
        self.among = word_classes()["among"]
        self.memory = Memory()
        self.salience = Salience(grammar, entities, mentions, self.memory)
        self.kinds = self.salience.kinds
        self.proceedings = Proceedings(grammar, self.kinds, self.memory)
        self.recipients = Recipients(self.salience)
        self.verbs = VerbDoers(self.salience, self.recipients)
        self.nouns = NounDoers(self.salience, self.recipients, self.verbs, LightSubjects(self.salience, light))

    def start_sentence(self, candidates: list[Candidate], cues: list[int]) -> None:
        """Tells which words of the sentence carry acts, and which say that somebody speaks."""
        self.recipients.verbs = [c.at for c in candidates if c.is_verb]
        self.salience.objects = {c.object for c in candidates if c.object is not None}
        self.salience.acts = frozenset(self.recipients.verbs)
        self.grammar.verbs = sorted([*self.recipients.verbs, *cues])
        self.recipients.nouns = {c.at for c in candidates if not c.is_verb}

    def fill(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        """Finds the actors and recipients of `draft`; `drafts` holds the earlier ones by their words."""
        candidate = draft.candidate
        if candidate.is_verb:
            self.verbs.fill(draft, drafts)
        elif candidate.features.form == "participle":
            self.nouns.fill_participle(draft)
        else:
            self.nouns.fill(draft, drafts)
        self._tidy(draft)
        is_aside = candidate.is_verb and self._is_aside(draft)
        self.memory.note(draft, self.grammar.words.line[candidate.at], is_aside=is_aside)

    def _is_aside(self, draft: Draft) -> bool:
        """Whether the verb tells of the noun before it what another did to it ("the town that rebels besiege")."""
        candidate, grammar = draft.candidate, self.grammar
        j = candidate.at - 1
        while j > 0 and (grammar.words.norm[j] in grammar.auxiliaries or grammar.words.kind[j] == Kind.CLITIC):
            j -= 1
        is_main_told = self.memory.at >= grammar.sentence(candidate.at)[0] and bool(self.memory.actors)
        if not candidate.pronoun or j < 1 or not is_main_told:
            return False
        return grammar.words.norm[j] in grammar.relatives

    def spoke(self, at: int, speakers: list[str]) -> None:
        """Notes that somebody spoke at word `at`."""
        if not set(speakers) & self.salience.media:
            self.memory.acted(at, self.grammar.words.line[at], speakers)

    def _tidy(self, draft: Draft) -> None:
        if draft.candidate.family.id in FOUGHT and draft.actors and WITH in draft.because:
            draft.actors, draft.recipients = [*draft.actors, *draft.recipients], []
        self.recipients.part_places(draft)
        draft.actors = [a for a in dict.fromkeys(draft.actors) if self.recipients.may_act(a)]
        draft.recipients = [r for r in dict.fromkeys(draft.recipients) if r and r not in draft.actors]

    def settle_sentence(self, drafts: dict[int, Draft], casualties: list[Candidate]) -> None:
        """Gives the acts of a sentence what another of its acts tells: the dead of an attack, the session asked for."""
        for casualty in casualties:
            attack = self._attack(drafts, casualty.at)
            if attack is not None:
                self._add_victims(attack, casualty)
        self._add_counted(drafts)
        self._share(drafts)
        self.proceedings.settle_sentence(drafts)
        self._condemn(drafts)
        self._ask_on(drafts)

    def _ask_on(self, drafts: dict[int, Draft]) -> None:
        """Those of whom somebody asked one thing are asked the next thing too ("urges X to stop, and proposes")."""
        for draft, following in pairwise([d for d in drafts.values() if d.candidate.family.type == "REQUEST"]):
            is_same = draft.candidate.is_verb and following.candidate.is_verb and draft.actors == following.actors
            if is_same and draft.actors and not following.recipients:
                following.recipients = list(draft.recipients)

    def _attack(self, drafts: dict[int, Draft], at: int) -> Draft | None:
        attacks = [d for d in drafts.values() if d.candidate.family.type == "ASSAULT"]
        before = [d for d in attacks if d.candidate.at < at]
        return before[-1] if before else attacks[0] if attacks else None

    def _add_victims(self, attack: Draft, casualty: Candidate) -> None:
        told = Draft(casualty, attack.scope)
        if casualty.is_verb:
            self.verbs.fill(told, {})
        else:
            self.nouns.fill(told, {})
        self._tidy(told)
        if not attack.actors and casualty.is_verb:
            # "Fighters killed five in an attack": who killed attacked.
            attack.actors = [a for a in told.actors if a not in attack.recipients]
        victims = [v for v in told.recipients if self.kinds.get(v) in ("person", "group")]
        attack.recipients += [v for v in victims if v not in attack.recipients and v not in attack.actors]

    def _add_counted(self, drafts: dict[int, Draft]) -> None:
        """Gives an act without recipients those whose number and fate its sentence tells ("left 20 dead")."""
        if not drafts:
            return
        start, end = self.grammar.sentence(next(iter(drafts)))
        here = slice(bisect_left(self._counted_at, start), bisect_left(self._counted_at, end))
        for (first, last), fate in self.counted[here]:
            near = [d for d in drafts.values() if d.candidate.family.type == SUFFERED[fate or ""]]
            before = [d for d in near if d.candidate.at < first]
            act = before[-1] if before else near[0] if near else None
            if first > 0 and self.grammar.words.norm[first - 1] in self.among:
                continue  # they are counted already ("23 people, among them 19 civilians")
            if act is None or any(self.kinds.get(r) != "group" for r in act.recipients):
                continue
            found = [m for j in range(first, last) for m in self.grammar.who.covering(j) if m.kind == "group"]
            entity = found[0].entity if found else ""
            if entity and entity not in act.recipients and entity not in act.actors:
                act.recipients.append(entity)

    def _share(self, drafts: dict[int, Draft]) -> None:
        """Gives nouns that "and" joins the doers of the last one of them ("looting and burning by the rebels")."""
        for i in sorted(drafts, reverse=True):
            draft = drafts[i]
            if draft.actors or draft.candidate.is_verb or draft.candidate.family.type not in GROUND:
                continue
            following = drafts.get(self._joined_to(i, drafts))
            if following is not None and following.candidate.family.type in FORCEFUL:
                draft.actors = [a for a in following.actors if a not in draft.recipients]

    def _joined_to(self, i: int, drafts: dict[int, Draft]) -> int:
        """The word of the next noun that carries an act and that "and" joins to word `i`, another between at most."""
        words = self.grammar.words
        for j in (i + 2, i + 4):
            if j >= len(words) or words.kind[j - 1] != Kind.CLITIC or words.norm[j - 1] != AND:
                return -1
            if j in drafts:
                return -1 if drafts[j].candidate.is_verb else j
        return -1

    def _condemn(self, drafts: dict[int, Draft]) -> None:
        """Those who are blamed for an act that is condemned are its doers."""
        for draft, following in pairwise(drafts.values()):
            is_blame = draft.candidate.family.type == "ACCUSE" and not draft.recipients
            if is_blame and not following.candidate.is_verb and following.candidate.at - draft.candidate.at <= 8:
                draft.recipients = [a for a in following.actors if a not in draft.actors]

    def settle(self, drafts: list[Draft]) -> None:
        """Fills in what was told after it was needed: those around a session, the participants of a headline's act."""
        self.proceedings.settle(drafts)
        body = [draft for draft in drafts if not draft.is_title][:MOST_TOLD]
        for draft in drafts:
            if draft.is_title and not (draft.actors and draft.recipients):
                self._complete(draft, body)
            if not draft.actors and not draft.has_other_subject:
                draft.actors = [a for a in self._known(draft) if a not in draft.recipients]

    def _known(self, draft: Draft) -> list[str]:
        """The parties of the report's talks or truce, the body of its session, for a noun that names nobody."""
        candidate = draft.candidate
        is_known = draft.is_title or candidate.features.definite or candidate.pronoun > 0
        if candidate.is_verb or self.recipients.has_partner(draft):
            return []
        if draft.is_talks:
            return self.memory.talks or self.memory.truce
        if draft.is_truce and is_known and candidate.family.mode == "ceasefire":
            return self.memory.truce
        if not draft.is_session:
            return []
        return (self.memory.session if is_known else []) or self._sitting_body(candidate.at)

    def _sitting_body(self, i: int) -> list[str]:
        """The body with sessions that the report names last before word `i`."""
        bodies = [m for m in self._told if m.world in SITTING and self.grammar.words.at(m.start) < i]
        return [bodies[-1].entity] if bodies and bodies[-1].entity else []

    def _complete(self, draft: Draft, body: list[Draft]) -> None:
        """Gives a headline's act the participants of its first telling in the body, where both can be the same act."""
        told = next((d for d in body if d.is_same_act(draft)), None)
        if told is None:
            return
        is_person = draft.candidate.is_verb and [self.kinds.get(a) for a in told.actors] == ["person"]
        if is_person and not self.salience.fits(told.actors, draft.candidate.features):
            return  # "They shed blood" is not told of one man
        if not draft.actors and not set(told.actors) & set(draft.recipients):
            draft.actors = told.actors
        if not draft.recipients and not set(told.recipients) & set(draft.actors):
            draft.recipients = told.recipients
