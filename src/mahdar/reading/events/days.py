"""Gives acts without a day of their own the day of the act or the session that they tell again or belong to."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from typing import Final

from mahdar.arabic.normal import ARTICLE
from mahdar.reading.events.event_draft import MOST_TOLD, Draft
from mahdar.reading.events.happening import Happening, Span
from mahdar.reading.grammar import Grammar, word_classes

# Families of what a body does in its session.
PROCEEDINGS: Final = frozenset(
    (
        "itamada",
        "tabanna",
        "aqarra",
        "saddaqa",
        "ijaza",
        "marrara",
        "qada_jalsa",
        "inaqada",
        "jalsa",
        "ihata",
        "atlaa",
        "iftataha",
        "sawwata_on",
        "sawwata_for",
        "sawwata_against",
        "iqtaraa",
        "istakhdama_fitu",
        "fitu_n",
        "arada_qarar",
        "ghadara_qaa",
        "mudawalat",
    )
)
# How members speak of the paper in the session that adopts it.
JUDGING: Final = frozenset(("rafada", "ayyada"))
REACH_PAPER: Final = 14
# How many acts before it in its sentence an act may have its day from.
REACH_ACTS: Final = 8
VOTES: Final = "ayyada"
TRUCE: Final = "ceasefire"
DATED: Final = frozenset(("actual", "planned", "denied"))


class Days:
    """The days of a document's acts, settled when all of them are known."""

    def __init__(self, grammar: Grammar, happening: Happening) -> None:
        self.grammar = grammar
        self.happening = happening
        self.before_that = word_classes()["before_that"]
        self.adopted = word_classes()["adopted"]

    def settle(self, drafts: list[Draft]) -> None:
        """Fills in the days of headlines, of acts told again, and of what was done in a dated session."""
        for draft in drafts:
            if draft.candidate.family.mode == TRUCE and draft.day is not None:
                draft.day = self._whole(draft.day, self.happening.lasting(draft.candidate.at))
        dated = [d for d in drafts if d.day is not None and not d.is_title]
        held = next((d.day for d in dated if self._is_held(d)), None)
        words = [d.candidate.at for d in dated]
        for number, draft in enumerate(drafts):
            if draft.day is None and draft.status in DATED:
                before = bisect_left(words, draft.candidate.at)
                near = dated[:MOST_TOLD] if draft.is_title else dated[max(0, before - MOST_TOLD) : before]
                draft.day = self._told_again(draft, near) or self._same_sentence(
                    draft, drafts[max(0, number - REACH_ACTS) : number]
                )
                draft.day = draft.day or (held if self._is_in_session(draft) else None)

    def _whole(self, day: Span, lasting: int) -> Span:
        """The days of a truce that begins on a day and lasts for some."""
        return (day[0], day[0] + timedelta(days=lasting)) if lasting and day[0] == day[1] else day

    def _told_again(self, draft: Draft, dated: list[Draft]) -> Span | None:
        """The day of the act in the body for a headline, of the last such act before for a noun that points back.

        `dated` are the acts that come into question: those of the body, or those before the noun.
        """
        candidate = draft.candidate
        if draft.is_title:
            told = [d for d in dated if d.status in (draft.status, "actual")]
            same = next((d.day for d in told if d.is_same_act(draft)), None)
            # The headline names the body where the text names who spoke for it.
            alike = (d.day for d in told if d.candidate.family.id == candidate.family.id and d.candidate.is_verb)
            return same or (next(alike, None) if candidate.is_verb else None)
        is_known = candidate.features.definite or candidate.pronoun > 0
        if candidate.is_verb or candidate.features.form == "participle" or not is_known:
            return None
        again = (d for d in reversed(dated) if d.is_same_act(draft) and d.status == draft.status)
        return next((d.day for d in again), None)

    def _same_sentence(self, draft: Draft, before: list[Draft]) -> Span | None:
        """The day of the paper's adoption for what it demands, and of the deed before that "and" goes on from."""
        i, first = draft.candidate.at, self.grammar.sentence(draft.candidate.at)[0]
        told = [d for d in before if d.candidate.at >= first and d.day is not None and d.status == draft.status]
        if not told or not draft.candidate.is_verb:
            return None
        last = told[-1]
        if draft.is_of_paper:
            return last.day if last.candidate.family.type == "AGREE" or last.is_of_paper else None
        goes_on = bool(self.grammar.words.clitics_before(i)) and draft.candidate.features.form == "past"
        is_same = last.candidate.is_verb and last.candidate.features.form == "past" and last.actors == draft.actors
        return last.day if goes_on and is_same and draft.actors and draft.statement is last.statement else None

    def _is_in_session(self, draft: Draft) -> bool:
        """Whether the act belongs to the dated session or vote, unless the sentence goes back in time."""
        return self._is_proceeding(draft) and not self._goes_back(draft.candidate.at)

    def _is_held(self, draft: Draft) -> bool:
        """Whether the act is part of a session that the report tells of, not of an earlier or a coming one."""
        today = self.happening.today
        is_past = draft.day is not None and (today is None or draft.day[1] <= today)
        is_told = is_past and draft.status == "actual" and self._is_proceeding(draft)
        return is_told and not self._goes_back(draft.candidate.at)

    def _is_proceeding(self, draft: Draft) -> bool:
        candidate = draft.candidate
        if candidate.family.id == VOTES:
            # "It won the backing of 14 members."
            return not candidate.is_verb and candidate.at > 0 and bool(self.grammar.preposition_at(candidate.at - 1))
        if candidate.family.id in JUDGING and self._is_of_adopted(candidate.at):
            return draft.status == "actual"
        return candidate.family.id in PROCEEDINGS and draft.status in ("actual", "denied")

    def _is_of_adopted(self, i: int) -> bool:
        """Whether the resolution stands behind the act at word `i` as what is praised or refused."""
        last = min(i + REACH_PAPER, self.grammar.clause_end(i))
        return any(norm in self.adopted and norm.startswith(ARTICLE) for norm in self.grammar.words.norm[i + 1 : last])

    def _goes_back(self, i: int) -> bool:
        first, last = self.grammar.sentence(i)
        return any(norm in self.before_that for norm in self.grammar.words.norm[first:last])
