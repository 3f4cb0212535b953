"""Finds who stands as the subject of a verb of saying, also where no grammar of mentions alone would tell."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.inflection import Analysis, Features
from mahdar.arabic.normal import ALEF, ARTICLE, NUN, TA
from mahdar.arabic.words import Kind
from mahdar.reading.grammar import Grammar, agrees
from mahdar.reading.grammar.grammar_classes import AND
from mahdar.reading.layers import Mention
from mahdar.reading.statements.cues import (
    CueLexicon,
    Family,
    act_verbs,
    any_person,
    clause_words,
    third_person,
    verbal_nouns,
)
from mahdar.reading.statements.drafts import mention_behind
from mahdar.reading.statements.quotations import NORMAL_MARK
from mahdar.reading.statements.scene import Scene

# How many words of a genitive chain may stand between a preposition and a name.
LONGEST_CHAIN: Final = 4
TA_MARBUTA: Final = "\u0629"
HEH: Final = "\u0647"
# The ends of nouns with "her" or "our", which are no adverbs for their last letter.
HERS: Final = (HEH + ALEF, TA + NUN + ALEF)
FINITE: Final = ("past", "present")
# How far after an office the name of its holder may stand.
REACH_NAME: Final = 9
REACH_SUBJECT: Final = 45


class Subjects:
    """Answers who speaks in the clauses of one report."""

    def __init__(self, scene: Scene, grammar: Grammar, lexicon: CueLexicon) -> None:
        self.scene = scene
        self.grammar = grammar
        self.classes = clause_words()
        self.lexicon = lexicon
        self.acts = act_verbs()
        self.owned = third_person()
        self.pronouns = any_person()
        self.nouns = verbal_nouns()

    def readings(self, j: int) -> tuple[Analysis[Family], ...]:
        """The readings of word `j` as a reporting word."""
        return self.lexicon.find(self.scene.words.norm[j])

    def source(self, j: int, end: int) -> Mention | None:
        """The mention of a speaker at word `j`, or behind marks, kinds and titles there."""
        return mention_behind(self.scene, j, end)

    def subject(self, at: int, features: Features, end: int) -> list[str]:
        """Those who stand as subject after the verb at `at`, also behind a kind word ("the newspaper A")."""
        end = min(end, at + 1 + REACH_SUBJECT)
        at = min(self.past_pronoun(at), end - 1)
        found = self.grammar.after(at, features)
        if found and self.scene.who.range(found.mentions[0])[0] < end and self._is_free(found.mentions[0], at):
            named = self._apposed_name(found.mentions, end) if len(found.mentions) == 1 else ""
            return [named] if named else found.entities
        if at + 2 < end and self.scene.words.norm[at + 1] in self.classes["medium"]:
            mention = self.source(at + 2, end)
            if mention is not None and not self.is_governed(mention, at):
                return self.grammar.coordinated(mention).entities
        return self._named_later(at, features, end)

    def _is_free(self, mention: Mention, at: int) -> bool:
        """Whether nothing governs the subject behind the verb at `at`, or the office at whose side a name stands."""
        if not self.is_governed(mention, at):
            return True
        if mention.form != "name" or mention.kind != "person":
            return False
        last = self.scene.who.range(mention)[0]
        office = next((m for j in range(at + 1, last) if (m := self.scene.who.starting(j)) is not None), None)
        is_office = office is not None and office.form == "role" and office.kind == "person"
        return is_office and office is not None and not self.is_governed(office, at)

    def past_pronoun(self, at: int) -> int:
        """The last word of a preposition with its pronoun right behind the verb at `at` ("told us A"), else `at`."""
        words = self.scene.words
        if at + 2 < len(words) and words.kind[at + 1] == Kind.CLITIC and words.norm[at + 2] in self.pronouns:
            return at + 2
        return at

    def _apposed_name(self, mentions: list[Mention], end: int) -> str:
        """The person whose name follows the office `mentions[0]` before word `end`; an office may have two holders."""
        office = mentions[0]
        if office.form != "role" or office.kind != "person" or office.number in ("d", "p"):
            return ""
        last = self.scene.who.range(office)[1]
        for j in range(last, min(end, last + REACH_NAME)):
            mention = self.scene.who.starting(j)
            if mention is not None and mention.form == "name" and mention.kind == "person":
                return "" if self.is_governed(mention, last - 1) else mention.entity
            if mention is not None and mention.kind == "person":
                return ""
            is_verb = any(one.features.form in FINITE and one.features.person == 3 for one in self.readings(j))
            if is_verb or self.scene.words.norm[j] in self.classes["that"]:
                return ""
        return ""

    def _named_later(self, at: int, features: Features, end: int) -> list[str]:
        """The person whose name follows an office that no mention covers ("said the head of the office, Dr A")."""
        j = at + 1
        if j + 1 < end and self.scene.words.norm[j] in self.classes["many-of"]:
            # "several of the ambassadors": those behind the preposition.
            of = self.source(j + 2, j + 4) if self.scene.words.norm[j + 1] in self.classes["source"] else None
            if of is not None:
                return self.grammar.coordinated(of).entities
        if not self.is_noun(j):
            return []
        if self.scene.words.norm[j] in self.classes["medium"] or self.scene.words.norm[j] in self.nouns:
            return []
        known = self.scene.called(self.scene.words.norm[j])
        if known:
            return [known]
        while j < end:
            mention = self.scene.who.starting(j)
            if mention is None:
                j += 1
                continue
            # A role behind one unknown word owns it ("the adviser of the president"), behind a name it is apposed.
            is_apposed = mention.form == "name" or self.scene.who.range(mention)[0] > at + 2
            fits = mention.kind == "person" and agrees(mention, features, before=False)
            if is_apposed and fits and not self.is_governed(mention, at) and not self._is_joined(mention):
                return [mention.entity]
            j = self.scene.who.range(mention)[1]
        return []

    def _is_joined(self, mention: Mention) -> bool:
        """Whether "and" joins the mention to another one right before it, and with it to what governs that one."""
        j = self.scene.who.range(mention)[0] - 1
        return j > 0 and self.scene.words.norm[j] == AND and bool(self.scene.who.covering(j - 1))

    def clause_start(self, i: int) -> int:
        """The first word of the clause before word `i`: after the nearest mark, particle or "but" before it."""
        first = self.grammar.sentence(i)[0]
        words = self.scene.words
        for j in range(i - 1, first - 1, -1):
            if words.kind[j] == Kind.MARK or (words.norm[j] in self.grammar.openers and not self.scene.who.covering(j)):
                return j + 1
        return first

    def finite(self, j: int) -> list[Features]:
        """The features of word `j` as a verb of saying or of another act, in the third person."""
        norm = self.scene.words.norm[j]
        features = [one.features for one in self.lexicon.find(norm)] + [one.features for one in self.acts.find(norm)]
        forms = [one for one in features if one.form in FINITE and one.person == 3]
        return forms[:1] if not self.grammar.preposition_at(j) else []

    def is_noun(self, j: int) -> bool:
        """Whether word `j` may be the subject of the verb before it as a noun that no mention covers."""
        words = self.scene.words
        if j >= len(words) or words.kind[j] != Kind.WORD or self.grammar.preposition_at(j):
            return False
        norm = words.norm[j]
        passed = norm in self.grammar.adverbs or norm in self.grammar.openers or norm in self.grammar.auxiliaries
        passed = passed or norm in self.classes["that"] or norm in self.classes["in-it"] or norm in self.classes["lead"]
        is_adverb = norm.endswith(ALEF) and not norm.startswith(ARTICLE) and not norm.endswith(HERS)
        # "The claim" may be a body's name ("the prosecution"), a bare noun of saying is what somebody says.
        is_saying = any(r.features.form != "noun" or not r.features.definite for r in self.readings(j))
        is_saying = is_saying and norm not in self.classes["press-office"]
        return not (passed or is_adverb or is_saying or norm in self.grammar.relatives)

    def first_free(self, first: int, last: int, features: Features) -> list[str]:
        """Those of the first mention of the words [first, last) that nothing governs and the verb agrees with."""
        j = first
        while j < last:
            mention = self.scene.who.starting(j)
            if mention is None:
                j += 1
                continue
            is_place = mention.kind == "place" and j > first and self.scene.words.norm[j - 1] in self.grammar.locations
            if mention.kind != "instrument" and not is_place and not self.is_governed(mention, first - 1):
                found = self.grammar.coordinated(mention)
                if agrees(mention, features, before=True, joined=len(found.mentions) > 1):
                    return found.entities
            j = max(self.scene.who.range(mention)[1], j + 1)
        return []

    def is_governed(self, mention: Mention, verb: int) -> bool:
        """Whether the mention belongs to a noun that a preposition governs ("in a post on the site of A")."""
        words = self.scene.words
        j = self.scene.who.range(mention)[0] - 1
        titled = j
        while j > verb and (words.norm[j] == NORMAL_MARK or words.norm[j] in self.grammar.quantifiers):
            j -= 1
        if j < titled and mention.kind == "person" and words.norm[j + 1] != NORMAL_MARK:
            # A title begins an apposition: what governs the words before it does not reach the name.
            return j > verb and bool(self.grammar.preposition_at(j))
        for k in range(j, max(verb, j - LONGEST_CHAIN), -1):
            if self.grammar.preposition_at(k):
                return True
            if self._ends_chain(k):
                return False
        return False

    def _ends_chain(self, k: int) -> bool:
        """Whether no noun before word `k` can own what comes after it: a mark, a mention, a verb, "his side"."""
        words = self.scene.words
        if (words.kind[k] == Kind.MARK and words.norm[k] != NORMAL_MARK) or self.scene.who.covering(k):
            return True
        if any(reading.features.form in FINITE for reading in self.readings(k)):
            return True
        if any(reading.features.form in FINITE for reading in self.acts.find(words.norm[k])):
            return True
        return words.norm[k].endswith(self.owned) and not words.surface(k).endswith(TA_MARBUTA)
