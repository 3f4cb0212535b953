"""Finds what each reporting word brings in: a clause by its particle, a quotation, words after a colon, a noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mahdar.arabic.normal import ARTICLE, PROCLITICS, TA, TA_MARBUTA
from mahdar.arabic.words import Kind
from mahdar.kept import Kept
from mahdar.reading.grammar import word_classes
from mahdar.reading.statements.cues import (
    BY,
    CONJUNCTIONS,
    SAY,
    TO,
    Cue,
    CueLexicon,
    clause_words,
    third_person,
    verbal_nouns,
)
from mahdar.reading.statements.quotations import Quotation
from mahdar.reading.statements.reporting import ReportingWords
from mahdar.reading.statements.scene import Scene, Unit

# How many words may stand between a reporting word and its complement.
REACH: Final = 45
REACH_CLOSE: Final = 14
REACH_NOUN: Final = 22
REACH_HOMOGRAPH: Final = 2
# A subject that no mention covers is taken to be at most this long.
LONGEST_SUBJECT: Final = 7
SHORT_QUOTATION: Final = 4
LONGEST_MARKED_SUBJECT: Final = 8
# A few words in marks further away than this are mostly a name or a doubtful word, not what was said.
REACH_SHORT: Final = 8
COLON: Final = ":"
_PASSED_MARKS: Final = frozenset('"()')
LETTERS_BEFORE_PARTICLE: Final = frozenset((PROCLITICS["by"], PROCLITICS["to"], PROCLITICS["as"]))


@dataclass(slots=True)
class Complement:
    """Where the reported words begin.

    `how` is clause, question, quote, colon, nominal or bare; `opener` the word that brings them in, `start` the first
    word of theirs, `quotation` the marks they stand in when they come with marks at once.
    """

    how: str
    opener: int
    start: int
    quotation: Quotation | None = None


class Complements(Kept):
    """Finds what the reporting words of a unit bring in."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self.lexicon = lexicon
        self.reporting = ReportingWords(lexicon)
        classes = clause_words()
        self.that, self.that_for, self.that_by = classes["that"], classes["that-for"], classes["that-by"]
        self.governors = classes["governor"]
        self.interrogatives = classes["interrogative"]
        self.nouns = verbal_nouns()
        self.question_words = classes["question-word"]
        grammar = word_classes()
        self.prepositions, self.adverbs = grammar["preposition"], grammar["adverb"]
        self.owned = third_person()
        self.any, self.feelings = classes["any"], classes["felt"]
        self.passed = grammar["adverb"] | grammar["quantifier"] | grammar["bearer"] | classes["authored"]

    def of(self, scene: Scene, unit: Unit, cues: list[Cue]) -> dict[int, Complement]:
        """The complement of each cue that has one, by the cue's word; the nearest cue before it gets it."""
        found: dict[int, Complement] = {}
        readings = {cue.at: self.reporting.frames(scene, cue.at) for cue in cues if not cue.phrase}
        self._mark_followers(cues, readings)
        following = unit.last
        for cue in reversed(cues):
            if cue.phrase:
                continue
            quotation = scene.around[cue.at]
            limit = min(following, quotation.last if quotation else unit.last)
            for other in readings[cue.at]:
                complement = self._complement(scene, other, limit)
                if complement:
                    found[cue.at] = complement
                    cue.family, cue.features, cue.pronoun = other.family, other.features, other.pronoun
                    cue.is_joined = other.is_joined
                    is_clause = complement.how in ("clause", "question")
                    if cue.is_verb or cue.form == "participle" or not cue.needs_owner or is_clause:
                        following = cue.first
                    break
        return found

    def _mark_followers(self, cues: list[Cue], readings: dict[int, list[Cue]]) -> None:
        """Notes on each cue whether a verb of saying stands before it in its unit."""
        seen = False
        for cue in cues:
            for frame in readings.get(cue.at, ()):
                frame.follows_verb = seen
            seen = seen or cue.is_verb

    def _complement(self, scene: Scene, cue: Cue, limit: int) -> Complement | None:
        reach = REACH_CLOSE if cue.has("close") else REACH_NOUN if cue.form == "noun" else REACH
        if cue.has("homograph") and scene.who.starting(cue.at + 1) is None:
            reach = REACH_HOMOGRAPH
        end = min(limit, cue.at + 1 + reach)
        far = 0
        j = cue.at + 1
        while j < end:
            quotation = scene.opening.get(j)
            if quotation is not None and not scene.is_name(quotation):
                here = self._quotation(scene, cue, quotation, end)
                if here:
                    return here
                j = quotation.after
                continue
            here = self._at(scene, cue, j, end)
            if here:
                return here
            if far <= LONGEST_SUBJECT:
                here = self._nominal(scene, cue, j, end, is_near=not far or self._is_free(scene, cue, j))
                if here:
                    return here
                far += not self._is_near(scene, j)
            if j == cue.at + 1 and self._is_bare(scene, cue, j, end):
                return Complement("bare", j, j)
            if scene.words.norm[j] == COLON and self._is_colon(scene, j):
                return self._colon(scene, cue, j, end)
            j += 1
        return None

    def _at(self, scene: Scene, cue: Cue, j: int, end: int) -> Complement | None:
        """The clause or question that opens at word `j`."""
        norm = scene.words.norm[j]
        if norm in self.that and not scene.who.covering(j):
            return self._clause(scene, cue, j)
        if norm in self.that_by and BY in cue.family.clause and not scene.who.covering(j):
            return Complement("clause", j, j + 1)
        if norm in self.that_for and TO in cue.family.clause and not scene.is_mark(j - 1):
            return Complement("clause", j, j + 1)
        if cue.has("ask") or "?" in cue.family.clause:
            after = scene.phrase(j, self.interrogatives, end, 2)
            is_word = norm in self.question_words
            if (after or is_word) and (cue.has("ask") or j == cue.at + 1):
                return Complement("question", j, after or j)
        return None

    def _clause(self, scene: Scene, cue: Cue, j: int) -> Complement | None:
        """The clause whose particle is word `j`, when the cue takes it with what stands before it."""
        words, before = scene.words, j - 1
        if words.kind[before] == Kind.CLITIC and words.glued[j]:
            letter = words.norm[before]
            if letter in CONJUNCTIONS:
                return None
            allowed = letter in cue.family.clause
        elif cue.has("judge") and not cue.family.clause:
            return None
        else:
            allowed = self._takes_before(scene, cue, j) and not self._is_beyond(scene, cue, j)
        if not allowed:
            return None
        return Complement("clause", j, j + 1)

    def _is_beyond(self, scene: Scene, cue: Cue, j: int) -> bool:
        """Whether the cue stands in an insertion between commas that ends before the particle `j`."""
        if not scene.is_comma(j - 1) or cue.first < cue.at or not (cue.is_verb and cue.follows_verb):
            return False
        before = cue.first - 1
        return before >= 0 and scene.is_comma(before)

    def _takes_before(self, scene: Scene, cue: Cue, j: int) -> bool:
        """Whether the words before the particle `j` let the cue take it."""
        words, family = scene.words, cue.family
        last = words.norm[j - 1]
        for opening in family.clause:
            if not opening or opening in LETTERS_BEFORE_PARTICLE or opening == "?":
                continue
            want = opening.split()
            if words.norm[j - len(want) : j] == want:
                return True
        if "" not in family.clause:
            return False
        if j - 1 == cue.at or scene.is_mark(j - 1):
            return True
        return last not in self.governors and not self._is_preposition(scene, j - 1)

    def _is_preposition(self, scene: Scene, j: int) -> bool:
        return scene.words.norm[j] in self.prepositions and not scene.who.covering(j)

    def _quotation(self, scene: Scene, cue: Cue, quotation: Quotation, end: int) -> Complement | None:
        if cue.has("judge") or cue.has("name"):
            return Complement("quote", quotation.before, quotation.first, quotation)
        if not cue.family.quote or cue.needs_owner:
            return None
        before = quotation.before - 1
        is_short = quotation.last - quotation.first <= SHORT_QUOTATION
        is_far = is_short and before - cue.at > REACH_SHORT
        if is_far or ((cue.has("close") or is_short) and not self._is_reached(scene, cue, before)):
            return None
        if before > cue.at and (scene.words.kind[before] == Kind.CLITIC or self._is_preposition(scene, before)):
            return None
        # Right behind its verb the subject itself may stand in marks ("said 'the name' today that").
        is_subject = before == cue.at and quotation.last - quotation.first <= LONGEST_MARKED_SUBJECT
        if (is_short or is_subject) and self._particle_follows(scene, cue, quotation.after, end):
            return None
        return Complement("quote", quotation.before, quotation.first, quotation)

    def _is_reached(self, scene: Scene, cue: Cue, before: int) -> bool:
        """Whether only the subject stands between the cue and the quotation after word `before`."""
        if scene.words.norm[before] == COLON or scene.words.norm[before] in self.that:
            return True
        if all(self._is_near(scene, j) for j in range(cue.at + 1, before + 1)):
            return True
        # Behind a phrase of place or occasion ("at a press conference") it still is the cue's own.
        return cue.family.stance == "neutral" and not cue.has("close") and self._is_behind_phrase(scene, before)

    def _is_behind_phrase(self, scene: Scene, before: int) -> bool:
        return any(self._is_preposition(scene, j) for j in range(before - 2, before + 1))

    def _particle_follows(self, scene: Scene, cue: Cue, start: int, end: int) -> bool:
        for j in range(start, end):
            if j in scene.opening and not scene.is_name(scene.opening[j]):
                return False
            if self._at(scene, cue, j, end) is not None:
                return True
        return False

    def _is_bare(self, scene: Scene, cue: Cue, j: int, end: int) -> bool:
        """Whether words of speech follow "saying" with neither particle nor mark."""
        is_saying = cue.form == "participle" or (cue.form == "noun" and cue.pronoun and cue.first < cue.at)
        if cue.family.id != SAY or not is_saying or j + 1 >= end:
            return False
        words = scene.words
        if words.kind[j] != Kind.WORD or words.norm[j] in self.prepositions or words.norm[j] in self.passed:
            return False
        return scene.who.covering(j) == [] and words.norm[j + 1] != COLON

    def _colon(self, scene: Scene, cue: Cue, j: int, end: int) -> Complement | None:
        if not cue.family.quote or cue.needs_owner:
            return None
        start = j + 1
        if start + 1 < end and scene.words.norm[start] == BY and scene.words.norm[start + 1] in self.that:
            start += 1
        if start < end and scene.words.norm[start] in self.that:
            start += 1
        quotation = scene.opening.get(start) or scene.opening.get(j + 1)
        if quotation is not None and quotation.before < end:
            return Complement("quote", quotation.before, quotation.first, quotation)
        return Complement("colon", j, start)

    def _is_colon(self, scene: Scene, j: int) -> bool:
        """Whether the colon at `j` is not the one of a time of day."""
        words = scene.words
        is_time = words.kind[j - 1] == Kind.NUMBER and j + 1 < len(words) and words.kind[j + 1] == Kind.NUMBER
        return not (is_time and words.glued[j] and words.glued[j + 1])

    # --- verbal nouns

    def _nominal(self, scene: Scene, cue: Cue, j: int, end: int, *, is_near: bool) -> Complement | None:
        """The verbal noun at word `j`, with the preposition that the cue wants before it."""
        family = cue.family
        if not family.nominal or (cue.form == "noun" and not self._owner_ends(scene, cue, j)):
            return None
        norm = scene.words.norm[j]
        following = scene.words.norm[j + 1] if j + 1 < end else ""
        if norm in self.any and following in self.nouns and is_near and "" in family.nominal:
            return Complement("nominal", j, j)  # "denied any involvement in"
        if cue.has("feeling") and (self._is_owned_noun(norm) or self._is_owned_noun(following)):
            return None  # "expressed his solidarity with" tells a feeling, not what was said
        before = scene.words.norm[j - 1]
        is_free = not self._is_preposition(scene, j - 1) and scene.words.kind[j - 1] != Kind.CLITIC
        if j == cue.at + 1 and cue.is_verb and not cue.is_joined and norm not in self.nouns:
            return None  # a noun of saying right behind the verb is its subject ("the statement of A said")
        if is_near and is_free and "" in family.nominal and self._tells(scene, j, end):
            return Complement("nominal", j, j)
        if norm not in family.nominal and not (before in family.nominal and scene.words.glued[j]):
            return None
        start = j + 1 if norm in family.nominal else j
        if cue.has("feeling") and start < end and scene.words.norm[start] in self.feelings:
            return None
        if start < end and self._tells(scene, start, end, after_preposition=True):
            return Complement("nominal", start, start)
        return None

    def _is_free(self, scene: Scene, cue: Cue, j: int) -> bool:
        """Whether no noun right before word `j` can own it: a mention, an adverb or a closing comma stands there."""
        before = j - 1
        if scene.is_comma(before):
            before -= 1
        if before <= cue.at:
            return False
        is_named = any(scene.who.range(mention)[1] == before + 1 for mention in scene.who.covering(before))
        return is_named or scene.words.norm[before] in self.adverbs or before in scene.timed

    def _owner_ends(self, scene: Scene, cue: Cue, j: int) -> bool:
        mention = scene.who.starting(cue.at + 1)
        return mention is not None and scene.who.range(mention)[1] <= j

    def _tells(self, scene: Scene, j: int, end: int, *, after_preposition: bool = False) -> bool:
        """Whether word `j` is a verbal noun with participants of its own, and not a bare topic."""
        words = scene.words
        norm = words.norm[j]
        if words.kind[j] != Kind.WORD or scene.who.covering(j) or j + 1 >= end or scene.is_mark(j + 1):
            return False
        if scene.who.starting(j + 1) is not None and any(r.features.form == "noun" for r in self.lexicon.find(norm)):
            return True
        if self._is_owned_noun(norm):
            return words.norm[j + 1] not in CONJUNCTIONS and words.norm[j + 1] not in self.that
        is_definite = norm.startswith(ARTICLE)
        if is_definite and norm not in self.nouns:
            if norm[len(ARTICLE) :] not in self.nouns:
                return False
            return self._is_preposition(scene, j + 1) or words.kind[j + 1] == Kind.CLITIC
        return norm in self.nouns and words.norm[j + 1] not in CONJUNCTIONS

    def _is_owned_noun(self, norm: str) -> bool:
        """Whether the word is a verbal noun with a pronoun ("its refusal of", "his readiness for")."""
        for pronoun in self.owned:
            if norm.endswith(pronoun):
                stem = norm.removesuffix(pronoun)
                if stem in self.nouns or (stem.endswith(TA) and stem[:-1] + TA_MARBUTA in self.nouns):
                    return True
        return False

    def _is_near(self, scene: Scene, j: int) -> bool:
        """Whether what comes after word `j` may still be the cue's own verbal noun: only its subject stood between."""
        words = scene.words
        if (
            scene.who.covering(j)
            or j in scene.timed
            or words.norm[j] in self.passed
            or scene.is_comma(j)
            or words.norm[j] in _PASSED_MARKS
        ):
            return True
        return words.kind[j] in (Kind.CLITIC, Kind.NUMBER) or self._is_preposition(scene, j)
