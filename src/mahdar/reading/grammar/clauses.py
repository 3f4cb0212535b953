"""Where clauses begin and end, what governs a noun, and how far a prepositional phrase reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mahdar.arabic.normal import ARTICLE, COMMAS, SENTENCE_ENDS, TA_MARBUTA, YA
from mahdar.arabic.words import Kind, Words
from mahdar.reading.grammar.agreement import pronoun_tests
from mahdar.reading.grammar.grammar_classes import (
    GOVERNING_CLITICS,
    kind_words,
    resumed_forms,
    resumptive_forms,
    word_classes,
)
from mahdar.reading.layers import Mention
from mahdar.reading.who import Who

# How far a clause is followed, in words: beyond it, guesses are more often wrong than right.
REACH_OBJECT: Final = 16
# A stretch between two commas of at most this many words may part a verb from its subject.
LONGEST_INSERTION: Final = 9
# How far behind its verb what somebody voices begins.
REACH_VOICED: Final = 14
QUOTES: Final = frozenset('"“”«»')
# Marks inside a sentence that end a clause for certain.
CLAUSE_ENDS: Final = frozenset((*COMMAS[2:], ":"))
ADJECTIVE_ENDINGS: Final = (YA, TA_MARBUTA)


class Clauses:
    """The clauses of one document, as its mentions and times let them be seen."""

    def __init__(
        self,
        words: Words,
        who: Who,
        *,
        times: Iterable[tuple[int, int]] | None = None,
        states: frozenset[str] = frozenset(),
        datelines: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.words = words
        self.who = who
        self.states = states
        # Prepositions with a pronoun written to them, by the preposition ("on it" by "on").
        self.resumed = resumed_forms()
        self.resumptive = resumptive_forms()
        self.pronouns: dict[str, Callable[[Mention], bool]] = pronoun_tests()
        self._sentences = self._ranges_of_sentences(
            {words.sentence[last - 1]: last for first, last in datelines if last > first}
        )
        classes = word_classes()
        self.prepositions = classes["preposition"]
        self.openers = classes["opener"]
        self.relatives = classes["relative"]
        self.relatives_of_many = classes["relative_many"]
        self.auxiliaries = classes["auxiliary"]
        self.adverbs = classes["adverb"]
        self.quantifiers = classes["quantifier"]
        self.bearers = classes["bearer"]
        self.copulas = classes["copula"]
        self.locations = classes["location"]
        self.parts = classes["part"]
        self.partitive = classes["from"]
        self.agents = classes["agent"]
        self.singular_in = classes["singular_in"]
        self.accusatives = classes["accusative"]
        self.escorts = classes["escort"]
        self.future = classes["future"]
        self.verbal = classes["verbal"]
        self.asides = classes["aside"]
        self.masculine_bodies = classes["masculine_body"]
        self.kinds_of_body = kind_words()
        self.names_of = classes["name_of"]
        self.crossing, self.voiced = classes["crossing"], classes["voiced"]
        self.roughly = classes["roughly"]
        self.masculine_places = classes["masculine_place"]
        self.shortening = classes["shortening"]
        # The verbs of the sentence in question: a noun behind one of them is no topic.
        self.verbs: list[int] = []
        self.time_end: dict[int, int] = dict(times or ())
        self._time_ends = frozenset(self.time_end.values())
        # Whether each word ends a clause for certain.
        self.ends: list[bool] = [
            kind == Kind.MARK and (norm[0] in SENTENCE_ENDS or norm in CLAUSE_ENDS)
            for kind, norm in zip(words.kind, words.norm, strict=True)
        ]
        self._bar_before, self._bar_behind = self._bars()
        self._following: list[int] | None = None

    def _bars(self) -> tuple[list[int], list[int]]:
        """For each word the last word up to it, and the first from it on, that ends a clause or opens another one."""
        norms, openers, ends, who = self.words.norm, self.openers, self.ends, self.who
        size, bar = len(norms), -1
        before, behind = [-1] * size, [size] * (size + 1)
        for j in range(size):
            if ends[j] or (norms[j] in openers and not who.covering(j)):
                for k in range(bar + 1, j + 1):
                    behind[k] = j
                bar = j
            before[j] = bar
        return before, behind

    def sentence(self, i: int) -> tuple[int, int]:
        """The half-open range of words of the sentence of word `i`, without a dateline before it."""
        return self._sentences[i]

    def _ranges_of_sentences(self, datelines: dict[int, int]) -> list[tuple[int, int]]:
        """For each word the range of its sentence; behind a dateline it begins with what is told (`datelines`)."""
        found: list[tuple[int, int]] = []
        for number, (first, last) in enumerate(self.words.sentences):
            body = datelines.get(number, first)
            if first < body < last:
                found += [(first, last)] * (body - first)
                found += [(body, last)] * (last - body)
            else:
                found += [(first, last)] * (last - first)
        return found

    @property
    def following(self) -> list[int]:
        """For each word the one after it, or after the mention or time that begins with it."""
        if self._following is None:
            who, time_end = self.who, self.time_end
            self._following = []
            for at in range(len(self.words.norm)):
                mention = who.starting(at)
                end = who.range(mention)[1] if mention is not None else time_end.get(at, 0)
                self._following.append(max(end, at + 1))
        return self._following

    def is_end(self, j: int) -> bool:
        """Whether word `j` ends a clause for certain."""
        return self.ends[j]

    def is_quote(self, j: int) -> bool:
        """Whether word `j` is a quotation mark."""
        return self.words.kind[j] == Kind.MARK and self.words.norm[j] in QUOTES

    def is_comma(self, j: int) -> bool:
        """Whether word `j` is a comma or a dash that parts."""
        return self.words.kind[j] == Kind.MARK and (self.words.norm[j] in COMMAS or self.words.norm[j] == "-")

    def clause_end(self, i: int, reach: int = REACH_OBJECT) -> int:
        """The first word after `i` that ends its clause: an end mark, or a word that opens another clause."""
        bar, last = self._bar_behind[i + 1], self.sentence(i)[1]
        return min(bar if bar < last else last, i + 1 + reach)

    def _clause_start(self, i: int, first: int) -> int:
        """The first word of the clause of the verb at `i`: after the nearest opener or end mark before it."""
        j = self._bar_before[i - 1] if i else -1
        while j >= first:
            if j < i - 2 or self.words.norm[j] not in self.auxiliaries:
                return j + 1
            j = self._bar_before[j - 1] if j else -1
        return first

    def governor(self, mention: Mention) -> str:
        """The preposition that governs `mention`, in normal form; empty when none does."""
        first = self.who.range(mention)[0]
        j = first - 1
        words = self.words
        if j < 0 or words.sentence[j] != words.sentence[first]:
            return ""
        if words.kind[j] == Kind.CLITIC and words.glued[first]:
            return words.norm[j] if words.norm[j] in GOVERNING_CLITICS else ""
        while j >= 0 and (words.norm[j] in self.quantifiers or self.is_quote(j) or self.is_kind(j)):
            j -= 1
        if self.is_partitive(j):
            j -= 1
            while j >= 0 and (words.norm[j] in self.parts or words.norm[j] in self.quantifiers):
                j -= 1
        return self.preposition_at(j)

    def is_kind(self, j: int) -> bool:
        """Whether word `j` says what kind of body the name right behind it names ("the newspaper X")."""
        words = self.words
        if words.norm[j] not in self.kinds_of_body or words.kind[j] != Kind.WORD or self.who.covering(j):
            return False
        k = j + 1
        while k < len(words) and self.is_quote(k):
            k += 1
        mention = self.who.starting(k) if k < len(words) else None
        return mention is not None and mention.form == "name" and mention.kind == "organization"

    def preposition_at(self, j: int) -> str:
        """The preposition that word `j` is (a joined letter or a word), else an empty text."""
        words = self.words
        if not 0 <= j < len(words):
            return ""
        norm = words.norm[j]
        if words.kind[j] == Kind.CLITIC:
            # Before a name in marks the letter may stand alone.
            is_joined = j + 1 < len(words) and (words.glued[j + 1] or self.is_quote(j + 1))
            return norm if norm in GOVERNING_CLITICS and is_joined else ""
        return norm if norm in self.prepositions and not (norm in self.crossing and self._voices(j)) else ""

    def _voices(self, j: int) -> bool:
        """Whether word `j` is the verb of one who voices something and no preposition ("voiced A his regret")."""
        words, first = self.words, self.sentence(j)[0]
        before = words.norm[j - 1] if j > first else ""
        is_opening = (
            j == first or words.kind[j - 1] != Kind.WORD or before in self.openers or before in self.auxiliaries
        )
        if not is_opening or j + 1 >= len(words) or self.who.starting(j + 1) is None:
            return False
        last = min(j + REACH_VOICED, self.sentence(j)[1])
        return any(words.norm[k] in self.voiced for k in range(j + 2, last))

    def ends_time(self, i: int) -> bool:
        """Whether a time expression ends right before word `i`."""
        return i in self._time_ends

    def _closing(self, j: int, limit: int) -> int:
        for k in range(j + 1, limit):
            if self.words.norm[k] == ")":
                return k + 1
        return 0

    def _insertion_end(self, j: int, limit: int) -> int:
        """The word after the comma that closes an insertion opened by the comma at `j`; 0 when none does."""
        for k in range(j + 1, min(limit, j + 2 + LONGEST_INSERTION)):
            if self.is_comma(k):
                return k + 1
            if self.words.norm[k] in self.openers or self.is_end(k):
                return 0
        return 0

    def _phrase_end(self, j: int, limit: int) -> int:
        """The word after the prepositional phrase that begins at `j`."""
        k = j + 1
        while k < limit and (self.words.norm[k] in self.quantifiers or self.preposition_at(k) or self.is_quote(k)):
            k += 1
        if k >= limit:
            return 0
        if k in self.time_end:
            return self.time_end[k]
        mention = self.who.starting(k)
        if mention is not None:
            return self.past_adjectives(self._apposed_end(mention), limit)
        if self.words.norm[k] in self.openers or self.words.kind[k] == Kind.MARK:
            return 0
        if self.words.norm[k] in self.pronouns and self.words.kind[j] == Kind.CLITIC:
            return k + 1  # a pronoun has no owner
        k += 1
        # The noun after the preposition may carry a place or an owner, and adjectives.
        owner = self.who.starting(k) if k < limit else None
        noun = self.words.norm[k - 1]
        is_joined = self.words.kind[j] == Kind.CLITIC and k == j + 2
        is_named = noun in self.locations or noun in self.escorts or is_joined
        # A noun with the article has no owner right behind it.
        is_owned = not noun.startswith(ARTICLE) or noun in self.locations
        if owner is not None and is_owned and (owner.kind == "place" or is_named):
            return self.past_adjectives(self.who.range(owner)[1], limit)
        return self.past_adjectives(k, limit, indefinite=True)

    def _apposed_end(self, mention: Mention) -> int:
        """The word after the mention and those that name the same entity right behind it."""
        end = self.who.range(mention)[1]
        following = self.who.starting(end) if end < len(self.words) else None
        while following is not None and following.entity and following.entity == mention.entity:
            end = self.who.range(following)[1]
            following = self.who.starting(end) if end < len(self.words) else None
        return end

    def is_partitive(self, j: int) -> bool:
        """Whether word `j` joins a set to those that it is part of ("a delegation of the opposition")."""
        norms = self.words.norm
        if j < 1 or norms[j] not in self.partitive:
            return False
        before = norms[j - 1]
        return (before in self.parts or before in self.quantifiers) and not self.who.covering(j - 1)

    def past_adjectives(self, k: int, limit: int, *, indefinite: bool = False) -> int:
        """The word after the adjectives that stand at word `k`, two at most."""
        for _ in range(2):
            if k >= limit or self.who.covering(k) or self.words.kind[k] != Kind.WORD or k in self.time_end:
                break
            norm = self.words.norm[k]
            if norm in self.prepositions or norm in self.openers or norm in self.adverbs or norm in self.relatives:
                break
            if not (norm.startswith(ARTICLE) or (indefinite and norm.endswith(ADJECTIVE_ENDINGS))):
                break
            k += 1
        return k
