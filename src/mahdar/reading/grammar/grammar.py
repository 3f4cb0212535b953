"""Reads clauses from words and mentions: a verb's subject and object, complements, agents and owners.

There is no parse tree. Each question is answered by walking from a word over what may stand there, in linear time.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import ALEF, ARTICLE, MIM, NUN, TA, TA_MARBUTA, YA
from mahdar.arabic.words import Kind, words_of
from mahdar.reading.grammar.agreement import agrees
from mahdar.reading.grammar.clauses import REACH_OBJECT
from mahdar.reading.grammar.coordination import Coordination, Found
from mahdar.reading.grammar.grammar_classes import AND, GOVERNING_CLITICS, word_classes
from mahdar.reading.layers import Entity, Mention, Part, Statement, Time
from mahdar.reading.who import who_of

__all__ = ["AND", "GOVERNING_CLITICS", "Found", "Grammar", "agrees", "grammar_of", "know_speakers", "word_classes"]

KEY: Final = "mahdar.grammar"
# How far an answer may stand from the question, in words: beyond these, guesses are more often wrong than right.
REACH_SUBJECT: Final = 14
REACH_TOPIC: Final = 45
REACH_NAME: Final = 7
# A state's reference is its ISO code; other places have longer ones.
STATE_CODE: Final = 2
OBLIQUE: Final = YA + NUN
REACH_ANTECEDENT: Final = 6
ROOT: Final = 3
LONGEST_TITLE: Final = 4
# How a definite passive participle begins.
DEFINITE_PARTICIPLE: Final = ARTICLE + MIM
# The rules by which lands are found that no table knows.
LANDS: Final = frozenset({"place.land", "place.nisba"})


class Grammar(Coordination):
    """Answers questions about the clauses of one document."""

    def subject(self, i: int, features: Features) -> Found:
        """Who does what the verb at word `i` tells: after it, as its topic before it, or by its relative clause."""
        if features.person == 3 and features.number in ("", "s"):
            found = self.after(i, features)
            if found:
                return found
        return self.relative(i, features) or self.topic(i, features)

    def after(self, i: int, features: Features) -> Found:
        """The subject that follows the verb at word `i`."""
        j, limit = i + 1, min(self.sentence(i)[1], i + 1 + REACH_SUBJECT)
        while j < limit:
            mention = self.who.starting(j)
            if mention is not None and self._is_fronted_object(mention, i, features):
                j = self.who.range(mention)[1]
                if self.who.starting(j) is None:
                    break
                continue
            if mention is not None:
                return self._subject_here(mention, features)
            owner = self._owner_of_weapon(j, features)
            if owner is not None:
                return Found([owner], "after", self.who.range(owner)[1])
            step = self._passed(j, limit) or self._past_title(j, limit)
            if not step:
                break
            j = step
        return Found()

    def _past_title(self, j: int, limit: int) -> int:
        """The word of the person's name that ends an unknown title of definite words ("the Shiite cleric A. B.")."""
        words, k = self.words, j
        while k < min(limit, j + LONGEST_TITLE) and words.kind[k] == Kind.WORD and not self.who.covering(k):
            if not words.norm[k].startswith(ARTICLE) or words.norm[k] in self.relatives:
                return 0
            k += 1
        named = self.who.starting(k) if j < k < limit else None
        return k if named is not None and named.form == "name" and named.kind == "person" else 0

    def _owner_of_weapon(self, j: int, features: Features) -> Mention | None:
        """The adjective that names whose planes or guns stand at word `j` ("the Syrian warplanes raided")."""
        norm = self.words.norm[j]
        if not norm.startswith(ARTICLE) or norm.removeprefix(ARTICLE) not in self.bearers:
            return None
        named = self.adjective_of(j)
        if named is None or not self.may_act(named):
            return None
        is_feminine = self.words.norm[self.who.range(named)[0]].endswith(TA_MARBUTA)
        return None if features.gender and is_feminine != (features.gender == "f") else named

    def _is_fronted_object(self, mention: Mention, i: int, features: Features) -> bool:
        """Whether a masculine verb at word `i` stands right before a feminine name, which is therefore its object."""
        first, last = self.who.range(mention)
        if features.gender != "m" or features.number not in ("", "s") or first != i + 1 or mention.form != "name":
            return False
        if _may_be_noun(self.words.norm[i]):
            return False
        if mention.kind == "place":
            return self.words.norm[first] not in self.masculine_places
        if mention.kind != "organization" or self.words.norm[first].removeprefix(ARTICLE) in self.masculine_bodies:
            return False
        return self.words.norm[first].endswith(TA_MARBUTA) and not self._is_head_masculine(first, last)

    def _is_head_masculine(self, first: int, last: int) -> bool:
        """Whether the adjective of the name's first word is masculine ("the Popular Union"), so that it is too."""
        following = self.words.norm[first + 1] if first + 1 < last else ""
        return following.startswith(ARTICLE) and following.endswith(YA)

    def _subject_here(self, mention: Mention, features: Features) -> Found:
        is_free = not self.governor(mention) and self.may_act(mention) and not self.is_accusative(mention)
        if not is_free or not (agrees(mention, features, before=False) or self._is_named_so(mention, features)):
            return Found()
        if features.gender == "f" and (self._is_counted_men(mention) or self._is_masculine_body(mention)):
            return Found()
        found = self._with_name(self.coordinated(mention))
        found.how = "after"
        return found

    def _is_named_so(self, mention: Mention, features: Features) -> bool:
        """Whether the name right behind an office agrees with the verb, though the office has one form for both."""
        last = self.who.range(mention)[1]
        named = self.who.starting(last) if last < len(self.words) else None
        if mention.form == "name" or named is None or named.form != "name" or named.entity != mention.entity:
            return False
        return agrees(named, features, before=False)

    def _is_masculine_body(self, mention: Mention) -> bool:
        """Whether the name of a body begins with a masculine noun ("the union", "the council")."""
        norm = self.words.norm[self.who.range(mention)[0]]
        return mention.kind == "organization" and norm.removeprefix(ARTICLE) in self.masculine_bodies

    def _is_counted_men(self, mention: Mention) -> bool:
        """Whether the mention is a number with a masculine plural, of which no feminine verb tells ("5 accused")."""
        first, last = self.who.range(mention)
        before = first - 1 if first and self.words.kind[first - 1] == Kind.NUMBER else first
        if self.words.kind[before] != Kind.NUMBER:
            return False
        return any(norm.endswith(OBLIQUE) for norm in self.words.norm[before + 1 : last])

    def _with_name(self, found: Found) -> Found:
        """The subject with the name that follows its office at a distance ("the deputy of the bloc A. B.")."""
        if len(found.mentions) > 1 or found.mentions[0].form == "name" or found.mentions[0].kind != "person":
            return found
        limit = min(self.sentence(found.last - 1)[1], found.last + REACH_NAME)
        j = found.last
        while j < limit:
            mention = self.who.starting(j)
            if mention is not None and mention.form == "name" and mention.kind == "person":
                is_free = not self.governor(mention)
                return Found([mention], found.how, self.who.range(mention)[1]) if is_free else found
            step = self._phrase_end(j, limit) if self.preposition_at(j) else 0
            if not step and not self.is_comma(j):
                break
            j = step or j + 1
        return found

    def _passed(self, j: int, limit: int) -> int:
        """The word after what may stand between a verb and its subject at `j`; 0 when nothing such does."""
        norm, kind = self.words.norm[j], self.words.kind[j]
        if j in self.time_end:
            return self.time_end[j]
        if self.is_quote(j) or norm == "(":
            return j + 1 if self.is_quote(j) else self._closing(j, limit)
        if self.is_comma(j):
            return self._insertion_end(j, limit)
        if self.is_partitive(j) or (j + 1 < limit and self.is_partitive(j + 1)):
            return j + 1
        if self.preposition_at(j):
            return self._phrase_end(j, limit)
        if kind == Kind.NUMBER or norm in self.quantifiers or norm in self.adverbs or norm in self.bearers:
            return j + 1
        if norm in self.auxiliaries or norm in self.resumptive or self.is_kind(j):
            return j + 1
        is_adverb = len(norm) > 3 and norm.endswith(ALEF) and kind == Kind.WORD and norm not in self.openers
        return j + 1 if is_adverb and not norm.startswith(ARTICLE) else 0

    def relative(self, i: int, features: Features) -> Found:
        """The noun whose relative clause the verb at word `i` opens, when the verb agrees with it as its subject."""
        j = i - 1
        while j >= 0 and (self.words.norm[j] in self.auxiliaries or self.words.kind[j] == Kind.CLITIC):
            j -= 1
        if j < 1 or self.words.sentence[j] != self.words.sentence[i]:
            return Found()
        if self.words.norm[j] not in self.relatives:
            return self._attributive(i, features)
        mention = self.antecedent(j)
        if mention is None or not agrees(mention, features, before=True):
            return Found()
        listed = self.listed(mention) if self.who.range(mention)[1] > i - 8 else Found()
        return Found(listed.mentions or [mention], "relative", i)

    def antecedent(self, j: int) -> Mention | None:
        """The mention that the relative pronoun at word `j` takes up: the nearest before it that it may mean."""
        first, norm = self.sentence(j)[0], self.words.norm[j]
        k = j - 1
        while k >= max(first, j - REACH_ANTECEDENT):
            covering = self.who.covering(k)
            if covering:
                if self._is_meant(covering[0], norm):
                    return covering[0]
                k = self.who.range(covering[0])[0]
            elif self.words.kind[k] == Kind.MARK and not self.is_comma(k) and not self.is_quote(k):
                break
            elif self.words.norm[k] in self.openers or k in self.verbs:
                break
            k -= 1
        return None

    def _is_meant(self, mention: Mention, relative: str) -> bool:
        """Whether a relative pronoun of many persons may take up the mention; all others may take up any."""
        is_many = mention.number in ("p", "d") or (mention.kind == "group" and mention.number != "s")
        return is_many or relative not in self.relatives_of_many

    def _attributive(self, i: int, features: Features) -> Found:
        """The indefinite plural right before a plural verb without a relative pronoun ("people they evacuated")."""
        if features.number not in ("p", "d"):
            return Found()
        for mention in self.who.covering(i - 1):
            is_group = mention.number in ("p", "d", "") and mention.kind == "group" and not self._is_joined(mention)
            if self.who.range(mention)[1] == i and is_group:
                return Found([mention], "relative", i)
        return Found()

    def topic(self, i: int, features: Features) -> Found:
        """The noun phrase before the verb at word `i` that its clause is about."""
        first = max(self.sentence(i)[0], i - REACH_TOPIC)
        start = self._clause_start(i, first)
        j, last = start, min((at for at in self.verbs if start <= at < i), default=i)
        while j < last:
            mention = self.who.starting(j)
            if mention is not None:
                found = self._topic_here(mention, i, features)
                if found:
                    return found
                is_free = not self.governor(mention)
                j = max(self.coordinated(mention).last if is_free else self.who.range(mention)[1], j + 1)
            else:
                j += 1
        return Found()

    def _topic_here(self, mention: Mention, i: int, features: Features) -> Found:
        if self.governor(mention) or not self.may_act(mention) or not self.is_head(mention):
            return Found()
        found = self.coordinated(mention)
        if found.last > i or not agrees(mention, features, before=True, joined=len(found.mentions) > 1):
            return Found()
        if self._is_joined(mention) and found.last < i - 2:
            return Found()
        found.how = "topic"
        return found

    def _is_joined(self, mention: Mention) -> bool:
        """Whether "and" joins the mention to another one right before it."""
        j = self.who.range(mention)[0] - 1
        return j > 0 and self.words.norm[j] == AND and bool(self.who.covering(j - 1))

    def is_head(self, mention: Mention) -> bool:
        """Whether nothing but a bearer stands before the mention as the noun that it belongs to."""
        first = self.who.range(mention)[0]
        j = first - 1
        words = self.words
        while j >= 0 and (
            words.norm[j] in self.quantifiers
            or words.norm[j] in self.bearers
            or words.kind[j] == Kind.NUMBER
            or self.is_quote(j)
            or self.is_kind(j)
            or self.is_partitive(j)
            or (words.norm[j] in self.parts and self.is_partitive(j + 1))
        ):
            j -= 1
        if j < self.sentence(first)[0]:
            return True
        norm = words.norm[j]
        if words.kind[j] in (Kind.MARK, Kind.CLITIC):
            return norm not in GOVERNING_CLITICS or words.kind[j] == Kind.MARK
        is_opening = norm in self.openers or norm in self.auxiliaries or norm in self.adverbs
        return is_opening or bool(self.who.covering(j)) or norm in self.relatives or self.ends_time(j + 1)

    def understood(self, i: int, features: Features) -> Found:
        """The subject of a verb that names none: the first free noun phrase of its sentence, else of the one before."""
        first, _ = self.sentence(i)
        found = self._first_free(first, i, features)
        number = self.words.sentence[i]
        if not found and number:
            before = self.words.sentences[number - 1]
            if self.words.line[before[1] - 1] >= self.words.line[i] - 1:
                found = self._first_free(*before, features)
        return found

    def _first_free(self, first: int, last: int, features: Features) -> Found:
        j = first
        while j < last:
            mention = self.who.starting(j)
            if mention is None:
                j += 1
                continue
            if not self.governor(mention) and self.may_act(mention):
                found = self.coordinated(mention)
                if agrees(mention, features, before=True, joined=len(found.mentions) > 1):
                    found.how = "understood"
                    return found
            j = max(self.who.range(mention)[1], j + 1)
        return Found()

    def object(self, i: int, start: int, *, stop: int | None = None, nouns: Collection[int] = ()) -> Found:
        """Who stands as the object of the verb at word `i`, looking from word `start` (after its subject).

        Nothing is looked for from word `stop` on, nor behind a word of `nouns`, which is the object itself.
        """
        limit = min(self.clause_end(i, REACH_OBJECT + max(0, start - i)), start + REACH_OBJECT)
        limit = limit if stop is None else min(limit, stop)
        j = start
        while j < limit:
            mention = self.who.starting(j)
            if mention is not None:
                if self.governor(mention) or self._is_owner_joined(j, i):
                    j = self.coordinated(mention).last  # "between A and B": neither is the object
                    continue
                found = self.coordinated(mention)
                found.how = "object"
                return found
            if j in nouns:
                break
            if self.is_comma(j) and j + 1 < limit and self.words.norm[j + 1] in self.relatives:
                closing = next((k for k in range(j + 2, limit) if self.is_comma(k)), j)
                j = closing + 1
                continue
            if self.preposition_at(j):
                j = self._whole_phrase_end(j, limit)
                continue
            j = self.time_end.get(j, j + 1)
        return Found()

    def _is_owner_joined(self, j: int, i: int) -> bool:
        """Whether the mention at word `j` owns a noun that "and" joins to an earlier one ("and the pursuit of A")."""
        words, k = self.words, j - 1
        is_noun = k > i + 1 and words.kind[k] == Kind.WORD and not words.norm[k].startswith(ARTICLE)
        if not is_noun or words.kind[k - 1] != Kind.CLITIC or words.norm[k - 1] != AND:
            return False
        passed = self.quantifiers | self.bearers | self.parts | self.locations | self.prepositions
        return words.norm[k] not in passed and not self.who.covering(k) and k not in self.verbs and not self.is_kind(k)

    def _whole_phrase_end(self, j: int, limit: int) -> int:
        """The word after the prepositional phrase at `j` with the owner of its noun ("to the fall of A")."""
        end = self._phrase_end(j, limit)
        if not end:
            return j + 1
        while end < limit and (self.words.kind[end] == Kind.NUMBER or self.words.norm[end] in self.quantifiers):
            if self.who.starting(end) is not None:
                break
            end += 1
        owner = self.who.starting(end) if end < limit else None
        is_free = not self.who.covering(end - 1) and not self.words.norm[end - 1].startswith(ARTICLE)
        is_owner = owner is not None and is_free and end not in self._time_ends
        return self.coordinated(owner).last if owner is not None and is_owner else end

    def complement(self, i: int, prepositions: frozenset[str], *, start: int = 0, stop: int | None = None) -> Found:
        """Who follows one of `prepositions` in the clause of the word at `i`, before the word `stop`."""
        start = start or i + 1
        limit = self.clause_end(i, REACH_OBJECT + max(0, start - i))
        limit = limit if stop is None else min(limit, stop)
        for j in range(start, limit):
            if self.preposition_at(j) in prepositions:
                mention = self._member_at(j + 1, limit + 1, bearers=True)
                if mention is not None:
                    found = self.coordinated(mention)
                    found.how = f"after {self.preposition_at(j)}"
                    return found
        return Found()

    def agent(self, i: int) -> Found:
        """Who did it after a passive or a verbal noun at word `i` ("by", "at the hand of")."""
        limit = self.clause_end(i)
        for j in range(i + 1, limit - 1):
            pair = f"{self.words.norm[j]} {self.words.norm[j + 1]}"
            if (pair in self.agents or self.words.norm[j] in self.agents) and not self._is_of_participle(i, j):
                k = j + 2 if pair in self.agents else j + 1
                mention = self._member_at(k, limit + 1)
                if mention is not None:
                    found = self.coordinated(mention)
                    found.how = "agent"
                    return found
        return Found()

    def _is_of_participle(self, i: int, j: int) -> bool:
        """Whether "by" at word `j` says who did what a participle farther on tells ("the sanctions imposed by")."""
        k = j - 1
        while k > i and self.words.norm[k] in self.resumptive:
            k -= 1
        is_here = k <= i + 2 or self.words.kind[k] != Kind.WORD or bool(self.who.covering(k))
        return not is_here and self.words.norm[k].startswith(DEFINITE_PARTICIPLE)

    def genitive(self, i: int) -> Found:
        """Who stands right after the noun at word `i` as its owner ("the visit of A")."""
        mention = self._member_at(i + 1, self.sentence(i)[1])
        if mention is None or self.governor(mention):
            return Found()
        found = self.coordinated(mention)
        found.how = "genitive"
        return found


def _may_be_noun(norm: str) -> bool:
    """Whether a verb of "he" is written like its own verbal noun ("refused", "refusal"), which an owner may follow."""
    return norm.startswith(TA) or (len(norm) == ROOT and ALEF not in norm)


def grammar_of(doc: Doc) -> Grammar:
    """The grammar of `doc` as its mentions and times stand now, remembered."""
    found = doc.user_data.get(KEY)
    if found is None:
        words = words_of(doc)
        times: list[Time] = doc._.times
        parts: list[Part] = doc._.parts
        ranges = [words.range(time.start, time.end) for time in times]
        datelines = [words.range(part.start, part.end) for part in parts if part.kind == "dateline"]
        found = Grammar(words, who_of(doc), times=ranges, states=_states(doc), datelines=datelines)
        doc.user_data[KEY] = found
    assert isinstance(found, Grammar)
    return found


def know_speakers(doc: Doc) -> None:
    """Nothing; whoever asks about the clauses of `doc` from now on knows who speaks in its statements as well."""
    found = doc.user_data.pop(KEY, None)
    if isinstance(found, Grammar) and found.who is who_of(doc):
        found.states = _states(doc)
        doc.user_data[KEY] = found


def _states(doc: Doc) -> frozenset[str]:
    """The entities of `doc` that are places and act as states do."""
    words = words_of(doc)
    mentions: list[Mention] = doc._.mentions
    entities: list[Entity] = doc._.entities
    statements: list[Statement] = doc._.statements
    # A place that speaks is a state or its capital, whatever the world tables know of it.
    speakers = {s.speaker for s in statements}
    # So is one that has a government, or an adjective of its own.
    lands = {m.entity for m in mentions if m.form == "role" or m.rule in LANDS}
    sets = word_classes()["states"]  # "the states of the Sahel" act
    lands |= {m.entity for m in mentions if m.kind == "place" and words.norm[words.at(m.start)] in sets}
    return frozenset(
        e.id
        for e in entities
        if e.kind == "place" and ((e.ref and len(e.ref) == STATE_CODE) or e.id in speakers or e.id in lands)
    )
