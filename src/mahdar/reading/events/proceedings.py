"""Gives the acts around a body's session their recipients: whom a letter asks, before whom a draft is tabled."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import PROCLITICS, normal_word
from mahdar.reading.events.event_draft import TABLED, Draft, Memory
from mahdar.reading.grammar import Grammar, word_classes

BRIEFING: Final = "ihata"
VETOES: Final = frozenset(("istakhdama_fitu", "fitu_n"))
# What a veto does to the draft, in a headline.
DOWNED: Final = frozenset(("ijhad", "askata_mashru"))
ASKING: Final = frozenset(("REQUEST", "AGREE"))
TO: Final = PROCLITICS["to"]
BY: Final = PROCLITICS["by"]
# How far behind the word of a letter its addressee may stand, in words.
REACH_LETTER: Final = 8


class Proceedings:
    """The sessions, letters and drafts of one document."""

    def __init__(self, grammar: Grammar, kinds: dict[str, str], memory: Memory) -> None:
        self.grammar = grammar
        self.kinds = kinds
        self.memory = memory
        classes = word_classes()
        self.letters = classes["letter"]
        self.onward = frozenset((TO, normal_word(min(classes["toward"]))))
        self.addressee: list[str] = []

    def settle_sentence(self, drafts: dict[int, Draft]) -> None:
        """Gives the askers of a sentence those whom they ask for a session, and a briefing the body that hears it."""
        session: list[str] = []
        for draft in drafts.values():
            self._ask(draft, drafts)
            if draft.is_session and draft.candidate.family.id != BRIEFING:
                session = draft.actors
            elif session and draft.candidate.family.id == BRIEFING:
                draft.recipients = [entity for entity in session if entity not in draft.actors]
            elif session and not draft.recipients and self._is_adjunct(draft):
                draft.recipients = [entity for entity in session if entity not in draft.actors]
        if any(draft.candidate.family.type == "REQUEST" for draft in drafts.values()):
            self._note_letter(next(iter(drafts)))

    def _ask(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        governor = draft.scope.governor
        asking = drafts.get(governor.at) if governor is not None else None
        if asking is None or asking.recipients or draft.candidate.family.type != "CONSULT":
            return
        if asking.candidate.family.type in ASKING:
            is_body = all(self.kinds.get(actor) == "organization" for actor in draft.actors)
            wanted = draft.recipients or (draft.actors if draft.is_session or is_body else [])
            asking.recipients = [entity for entity in wanted if entity not in asking.actors]

    def _is_adjunct(self, draft: Draft) -> bool:
        """Whether somebody asks for the session in which the sentence goes on ("at the request of")."""
        candidate = draft.candidate
        is_noun = candidate.family.type == "REQUEST" and not candidate.is_verb and candidate.at > 0
        return is_noun and self.grammar.preposition_at(candidate.at - 1) == BY

    def _note_letter(self, at: int) -> None:
        """Notes to whom a letter of the sentence goes."""
        grammar, words = self.grammar, self.grammar.words
        first, last = grammar.sentence(at)
        for j in range(first, last):
            if words.norm[j] not in self.letters or grammar.who.covering(j):
                continue
            found = grammar.complement(j, self.onward, stop=min(last, j + 1 + REACH_LETTER))
            if found and all(m.kind in ("person", "organization", "group") for m in found.mentions):
                self.addressee = found.entities
                return

    def settle(self, drafts: list[Draft]) -> None:
        """Fills in what only the whole report tells: a vetoed draft's sponsors, the body that a draft is put to."""
        asked: dict[int, list[Draft]] = {}
        for draft in drafts:
            if draft.is_session and draft.scope.governor is not None:
                asked.setdefault(id(draft.scope.governor), []).append(draft)
        vetoer = next((d.actors for d in drafts if d.candidate.family.id in VETOES and d.actors), [])
        for draft in drafts:
            family, sponsors = draft.candidate.family, self.memory.sponsors
            if draft.is_of_paper and not draft.actors:
                draft.actors = sponsors
            if family.id in VETOES or (draft.is_title and family.id in DOWNED and draft.actors == vetoer):
                draft.recipients = self._others(draft, sponsors or draft.recipients or self.memory.session)
            elif family.type == "REQUEST" and self._is_of_session(draft, asked.get(id(draft.candidate), [])):
                draft.recipients = self._others(draft, self.addressee or draft.recipients or self._body())

    def _body(self) -> list[str]:
        """The body whose session or decision the report tells of; an envoy who briefs it is none."""
        hosts = [host for host in self.memory.session if self.kinds.get(host) == "organization"]
        return hosts or self.memory.adopted

    def _others(self, draft: Draft, entities: list[str]) -> list[str]:
        return [entity for entity in entities if entity not in draft.actors]

    def _is_of_session(self, draft: Draft, asked: list[Draft]) -> bool:
        """Whether what is asked for is a session, or a draft is tabled without a word before whom."""
        if draft.candidate.because in TABLED:
            return not draft.recipients
        return any(not draft.recipients or set(draft.recipients) <= set(d.actors) for d in asked)
