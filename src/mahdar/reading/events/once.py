"""Sees to it that one act is coded once: the named act of two words, the attack and not its dead, the first telling."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import ALEF, ARTICLE, PROCLITICS
from mahdar.reading.events.event_draft import Draft
from mahdar.reading.events.triggers import Candidate
from mahdar.reading.grammar import Grammar, word_classes

# How far after the word of an act the word that tells something new of it may stand.
REACH_NEWS: Final = 4
REACH_HIT: Final = 6
# Nouns that only introduce the act named after them ("the session of consultations", "operations of shelling").
GENERIC: Final = frozenset(("jalsa", "amaliyat", "hamla", "dawra", "jawla", "mutamar"))
# Objects that name no act of their own beside the word that needs them.
HELD: Final = frozenset(
    (
        "hostilities",
        "siege",
        "sanctions",
        "curfew",
        "emergency",
        "draft",
        "resolution",
        "truce",
        "ban",
        "veto",
        "aid",
        "redeploy",
        "visit",
    )
)
# Attack words that say of an attack named before what it hit.
HITTING: Final = frozenset(("daraba", "istahdafa", "asaba", "qasafa", "dammara", "isaba"))
# Acts that only somebody can do.
WILLED: Final = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "COOPERATE"))
CASUALTY: Final = "casualty"
TO: Final = PROCLITICS["to"]
TRUCE: Final = frozenset(("truce", "collapse"))
LETTER: Final = "letter_asks"
# What demonstrators shout and carry, the dispersing of a crowd, and a sitting with the verbs of what is done in it.
SLOGANS: Final = frozenset(("raddada_shiar", "hataf", "rafaa_shiar"))
DISPERSAL: Final = "faraqa"
SITTING: Final = "jalsa"
VOTED: Final = frozenset(("sawwata_on", "sawwata_for", "iqtaraa", "ijtamaa", "qada_jalsa"))


class Once:
    """Drops the words that tell an act again."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        classes = word_classes()
        self.demonstratives = classes["demonstrative"]
        self.stages = classes["stage"]
        self.not_definite = classes["not_definite"]
        self.news = self.stages | classes["onto"]
        self._told: set[tuple[str, str | None]] = set()
        self._has_truce = False
        self.casualties: list[Candidate] = []

    def named(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates of a sentence without those that another one holds in itself.

        Words of death and wounds beside an attack are left in `casualties`.
        """
        by_word = {c.at: c for c in candidates}
        held = {
            c.object
            for c in candidates
            if c.object is not None and c.family.id not in GENERIC and self._holds(c, by_word.get(c.object))
        }
        kept = [c for c in candidates if not self._is_named_by_another(c, by_word, held)]
        kept = [c for c in kept if not self._says_what_was_hit(c, by_word)]
        kept = self._without_ways_of_protest(kept)
        return self._without_letters(self._without_casualties(kept))

    def _says_what_was_hit(self, candidate: Candidate, by_word: dict[int, Candidate]) -> bool:
        """Whether a verb only tells of the attack named right before it ("a raid that hit")."""
        if not candidate.is_verb or candidate.family.id not in HITTING:
            return False
        grammar = self.grammar
        for j in range(candidate.at - 1, max(grammar.sentence(candidate.at)[0], candidate.at - REACH_HIT) - 1, -1):
            attack = by_word.get(j)
            if attack is not None:
                return attack.family.type == "ASSAULT" and not attack.is_verb
            covering = grammar.who.covering(j)
            is_aside = any(grammar.governor(m) or grammar.is_adjectival(m) for m in covering)
            if (covering and not is_aside) or grammar.is_comma(j) or grammar.is_end(j):
                return False
        return False

    def _without_ways_of_protest(self, candidates: list[Candidate]) -> list[Candidate]:
        """Without what a protest already tells: its reasons, its slogans, and the dispersing that an attack was for."""
        kept: list[Candidate] = []
        for candidate in candidates:
            types = {c.family.type for c in kept}
            is_reason = self._is_reason(candidate) and ("PROTEST" in types or (kept and self._is_protest(candidate)))
            is_slogan = candidate.family.id in SLOGANS and "PROTEST" in types
            is_for = candidate.family.id == DISPERSAL and "ASSAULT" in types and not candidate.is_verb
            if not (is_reason or is_slogan or is_for):
                kept.append(candidate)
        return kept

    def _is_protest(self, candidate: Candidate) -> bool:
        return candidate.family.type == "PROTEST"

    def _is_reason(self, candidate: Candidate) -> bool:
        """Whether an indefinite accusative says why something else is done ("in protest at", "in rejection of")."""
        norm = self.grammar.words.norm[candidate.at]
        is_accusative = candidate.features.form == "noun" and norm.endswith(ALEF) and not candidate.pronoun
        following = self.grammar.preposition_at(candidate.at + 1) if candidate.at + 1 < len(self.grammar.words) else ""
        return is_accusative and not candidate.features.definite and bool(following)

    def _is_named_by_another(self, candidate: Candidate, by_word: dict[int, Candidate], held: set[int]) -> bool:
        if candidate.is_verb or candidate.features.form == "participle":
            return False
        before = by_word.get(candidate.at - 1)
        if candidate.at in held or (before is not None and before.at in held and before.family.id in GENERIC):
            return True
        following = by_word.get(candidate.at + 1)
        if following is None and candidate.object is not None:
            following = by_word.get(candidate.object)
        if candidate.family.id in GENERIC and following is not None and not following.is_verb:
            return following.family.type == candidate.family.type
        if candidate.family.id == SITTING and self._is_place_of_vote(candidate, by_word):
            return True
        return self._is_adjective(candidate)

    def _is_place_of_vote(self, candidate: Candidate, by_word: dict[int, Candidate]) -> bool:
        """Whether the session is only where the body votes or meets ("votes in a session")."""
        i = candidate.at
        if candidate.features.definite or i == 0 or not self.grammar.preposition_at(i - 1):
            return False
        return any(c.is_verb and c.at < i and c.family.id in VOTED for c in by_word.values())

    def _is_adjective(self, candidate: Candidate) -> bool:
        """Whether a definite verbal noun in -a is the adjective of the noun before it ("the demanding calls")."""
        i, grammar = candidate.at, self.grammar
        if not candidate.features.definite or candidate.features.gender != "f" or i == 0:
            return False
        if grammar.preposition_at(i + 1) == TO and grammar.who.covering(i - 1) and candidate.family.type == "SUPPORT":
            return True  # "the militias backing A"
        before = grammar.words.norm[i - 1]
        is_joined = grammar.words.glued[i] or not before.startswith(ARTICLE) or before in self.not_definite
        return not is_joined and not grammar.who.covering(i - 1) and not grammar.ends_time(i)

    def _holds(self, candidate: Candidate, thing: Candidate | None) -> bool:
        """Whether the object of a candidate tells the same act ("held a session", "stop to the fighting")."""
        if thing is None:
            return False
        return thing.family.type == candidate.family.type or candidate.because in HELD

    def _without_casualties(self, candidates: list[Candidate]) -> list[Candidate]:
        attacks = (c for c in candidates if c.family.type == "ASSAULT" and c.family.control != CASUALTY)
        seen = any(not self._points_back(c) for c in attacks)
        self.casualties, kept = [], []
        for candidate in candidates:
            if candidate.family.control == CASUALTY:
                if seen:
                    self.casualties.append(candidate)
                    continue
                seen = True
            kept.append(candidate)
        return kept

    def _without_letters(self, candidates: list[Candidate]) -> list[Candidate]:
        """Without the sending of a letter whose demand the sentence tells with a verb of its own."""
        asking = [c.at for c in candidates if c.is_verb and c.family.type == "REQUEST" and c.because != LETTER]
        return [c for c in candidates if c.because != LETTER or not any(at > c.at for at in asking)]

    def told(self, drafts: list[Draft], *, is_title: bool) -> list[Draft]:
        """The drafts of a sentence without bare nouns that point back to an act told before."""
        kept = []
        for draft in drafts:
            key = (draft.candidate.family.type, draft.candidate.family.mode)
            if self._points_back(draft.candidate) or (key in self._told and self._is_bare(draft)):
                continue
            if self._has_no_will(draft):
                continue
            if draft.candidate.family.control in TRUCE and not self._has_truce:
                continue
            kept.append(draft)
            self._has_truce = self._has_truce or draft.candidate.family.mode == "ceasefire"
        if not is_title:
            self._told.update((d.candidate.family.type, d.candidate.family.mode) for d in kept)
        return kept

    def _has_no_will(self, draft: Draft) -> bool:
        """Whether an act of the will has a subject that is nobody ("the rules allow")."""
        candidate = draft.candidate
        is_willed = candidate.is_verb and candidate.family.type in WILLED and candidate.features.person == 3
        return is_willed and draft.has_other_subject and not (draft.actors or draft.recipients)

    def _points_back(self, candidate: Candidate) -> bool:
        """Whether a demonstrative stands before or after the noun."""
        if candidate.is_verb or candidate.features.form == "participle":
            return False
        norms, i = self.grammar.words.norm, candidate.at
        before = norms[i - 1] if i else ""
        after = norms[i + 1] if i + 1 < len(norms) else ""
        return candidate.features.definite and (before in self.demonstratives or after in self.demonstratives)

    def _is_bare(self, draft: Draft) -> bool:
        """Whether a definite noun says nothing new: no owner, no complement, no stage of the act, no wish for it."""
        candidate = draft.candidate
        if candidate.is_verb or candidate.pronoun or not candidate.features.definite:
            return False
        governor = draft.scope.governor
        if governor is not None and (draft.status == "asked" or governor.family.type == "ACCUSE"):
            return False
        if draft.status == "denied" or draft.scope.rule == "stopped" or candidate.object is not None:
            return False
        return not self._tells_news(candidate.at)

    def _tells_news(self, i: int) -> bool:
        words, grammar = self.grammar.words, self.grammar
        if i and words.norm[i - 1] in self.stages:
            return True
        if i + 1 < len(words) and words.norm[i + 1] in grammar.relatives:
            return True
        for j in range(i + 1, min(i + 1 + REACH_NEWS, grammar.sentence(i)[1])):
            if grammar.is_end(j) or grammar.is_comma(j):
                break
            if grammar.who.starting(j) is not None or j in grammar.time_end or words.norm[j] in self.news:
                return True
        return False
