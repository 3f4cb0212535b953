"""Tells who said each drafted statement, whom they spoke to and through whom the words came."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from spacy.tokens import Doc

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.grammar import Grammar, grammar_of
from mahdar.reading.layers import Mention
from mahdar.reading.statements.chain import Chain
from mahdar.reading.statements.cues import Cue, CueLexicon, clause_words
from mahdar.reading.statements.drafts import Draft, Ground
from mahdar.reading.statements.scene import Scene
from mahdar.reading.statements.subjects import Subjects
from mahdar.reading.statements.unnamed import UnnamedSpeakers

# How many speakers back an understood subject may reach.
MOSTLY_SAME: Final = 0.8
MEMORY: Final = 4
REACH_AUTHOR: Final = 7
# How far back in its sentence the verb before may stand whose subject goes on.
REACH_ACT: Final = 60
# So many headlines and lone quotations are looked for in the text below them.
MOST_UNSOLVED: Final = 20
SO: Final = PROCLITICS["so"]
TO: Final = PROCLITICS["to"]


class Speakers:
    """Attributes the drafts of one report, in the order of its text."""

    def __init__(self, doc: Doc, scene: Scene, lexicon: CueLexicon) -> None:
        self.scene = scene
        self.grammar: Grammar = grammar_of(doc)
        self.classes = clause_words()
        self.subjects = Subjects(scene, self.grammar, lexicon)
        self.unnamed = UnnamedSpeakers(doc, self.subjects)
        self.chain = Chain(scene, self.grammar, self.subjects, self.unnamed)
        self.voices: list[list[str]] = []
        self.before: Draft | None = None
        self.authors: list[str] = []

    def attribute(self, drafts: list[Draft]) -> None:
        """Fills in speakers, carriers and addressees of all drafts."""
        ordered = sorted(drafts, key=lambda d: (d.unit.first, d.cue.at if d.cue else d.first, d.first, -d.last))
        unsolved: list[Draft] = []
        for draft in ordered:
            if draft.rule == "nested" and draft.parent is not None:
                continue
            draft.speakers = self._speakers(draft)
            self.chain.carry(draft, self.before)
            if not draft.speakers:
                unsolved.append(draft)
            elif draft.parent is None:
                self.voices.append(draft.speakers)
                if self._is_written(draft):
                    self.authors = draft.speakers
                self.before = draft
        self._look_ahead(unsolved, ordered)
        drafts[:] = [draft for draft in drafts if self._is_kept(draft)]
        for draft in drafts:
            if draft.rule == "nested" and draft.parent is not None:
                parent = draft.parent
                draft.speakers, draft.via, draft.to = parent.speakers, parent.via, parent.to
                draft.how, draft.source, draft.grounds = parent.how, parent.source, parent.grounds

    def _look_ahead(self, unsolved: list[Draft], ordered: list[Draft]) -> None:
        """Gives a headline's or a standing quotation's words to the one who says them in the text below."""
        for draft in unsolved[:MOST_UNSOLVED]:
            if draft.cue is not None and draft.cue.family.id != "colon":
                continue
            mine = set(self.scene.words.norm[draft.first : draft.last])
            best, most = None, 0.0
            for other in ordered:
                if not other.speakers or other.first == draft.first:
                    continue
                shared = len(mine & set(self.scene.words.norm[other.first : other.last])) / len(mine)
                # What stands above has to hold the same words.
                is_likely = shared > most if best is not None else True
                if is_likely and (other.first > draft.first or shared >= MOSTLY_SAME):
                    best, most = other, shared
            if best is not None:
                draft.speakers = best.speakers
                draft.how, draft.source = "told-below", best

    def _is_kept(self, draft: Draft) -> bool:
        """Whether the draft is a statement: words that hang on a weak cue need somebody who says them."""
        while draft.rule == "nested" and draft.parent is not None:
            draft = draft.parent
        if draft.speakers or draft.cue is None:
            return bool(draft.speakers) or draft.cue is None
        cue = draft.cue
        if cue.phrase is not None or not draft.complement:
            return False
        # Without a known speaker a verb with other meanings is trusted only at the head of its clause.
        is_weak = cue.has("close") or cue.has("opinion") or cue.has("impersonal") or not cue.family.quote
        first = cue.first
        return not is_weak or cue.is_joined or first == draft.unit.first or self.scene.is_mark(first - 1)

    # --- one statement

    def _speakers(self, draft: Draft) -> list[str]:
        cue = draft.cue
        draft.source = self.before
        if draft.head is not None:
            first, last = self.scene.who.range(draft.head)
            draft.grounds["speaker", draft.head.entity] = Ground("head", first, last)
            return _ids([draft.head])
        if cue is None or draft.rule == "headline":
            in_body = draft.unit.part == "body"
            draft.how = "understood"
            return self.voices[-1] if self.voices and in_body else []
        if cue.phrase is not None:
            draft.how = "phrase" if cue.phrase.next != "own" else "understood"
            return self._of_phrase(draft, cue)
        draft.how = "cited"
        cited = self.chain.cited(draft)
        if cited is not None:
            return cited
        draft.how = "owner" if cue.needs_owner else "understood"
        if cue.form == "noun":
            return self._of_noun(draft, cue)
        if cue.form == "participle":
            return self._understood(draft, cue)
        return self._of_verb(draft, cue)

    def _of_phrase(self, draft: Draft, cue: Cue) -> list[str]:
        assert cue.phrase is not None
        if cue.phrase.next == "own":
            return self._running(None)
        if cue.phrase.next == "verb":
            return self._of_verb_phrase(draft, cue)
        mention = self.subjects.source(cue.last, draft.unit.last)
        if mention is not None:
            return self._joined(mention)
        if self.scene.words.norm[cue.last] in self.classes["authored"]:
            return self._authors(cue.last, draft)
        return self.unnamed.at(cue.last, draft.unit.last)

    def _of_verb_phrase(self, draft: Draft, cue: Cue) -> list[str]:
        """The subject of the verb after "according to what"."""
        j = cue.last + (1 if self.scene.words.kind[cue.last] == Kind.CLITIC else 0)
        for reading in self.subjects.readings(j):
            if reading.features.form in ("past", "present"):
                if "relay" in reading.entry.traits:
                    source = self.chain.source_of_relay(j, self._sentence_end(j))
                    if source is not None:
                        relay = Cue(j, j, j + 1, reading.entry, reading.features)
                        self.chain.add_subject(draft, relay, self._sentence_end(j))
                        return self._joined(source)
                end = self._sentence_end(j)
                verb = Cue(j, j, j + 1, reading.entry, reading.features)
                following = self.subjects.past_pronoun(j) + 1
                following += following < end and self.scene.words.norm[following] in self.classes["in-it"]
                is_said = following < end and self.subjects.is_noun(following)
                unnamed = self.unnamed.find(verb, end) if is_said else []
                return self.subjects.subject(j, reading.features, end) or unnamed or self._running(None)
        return []

    def _sentence_end(self, j: int) -> int:
        return self.scene.words.sentences[self.scene.words.sentence[j]][1]

    def _joined(self, mention: Mention) -> list[str]:
        found = self.grammar.coordinated(mention).mentions
        return _ids(found)

    def _of_verb(self, draft: Draft, cue: Cue) -> list[str]:
        draft.how = "understood"
        if cue.features.person == 1:
            return self._those_of(draft.parent) if draft.parent else self._running(None)
        authored = self._authored_subject(cue)
        if authored >= 0:
            draft.how = "text"
            self.authors = self._authors(authored, draft) or self.authors
            return self.authors
        answered = self._answerer(draft, cue)
        if answered:
            draft.how = "answer"
            return answered
        topic = self._fronted(cue, draft)
        if topic:
            draft.how = "fronted"
            return topic
        opener = draft.complement.opener if draft.complement else self._sentence_end(cue.at)
        after = self.subjects.subject(cue.at, cue.features, max(opener, cue.at + 1))
        if after:
            draft.how = "subject"
            return self._same_again(after, cue) or after
        inverted = draft.rule.startswith("inverted")
        if not inverted:
            before = self.grammar.relative(cue.at, cue.features)
            if before:
                draft.how = "relative"
                return before.entities
        is_asked = cue.has("address") and cue.at + 1 not in self.scene.opening
        if not (is_asked or cue.pronoun or inverted) and self._has_unknown_subject(draft, cue):
            found = self.unnamed.find(cue, opener)
            if found or not self.scene.words.norm[cue.at + 1].startswith(ARTICLE):
                draft.how = "unnamed"
                return found
        return self._understood(draft, cue)

    def _those_of(self, parent: Draft) -> list[str]:
        """Those for whom the speaker of `parent` says "we": the side that his role names, else himself."""
        for mention in self.scene.mentions:
            if mention.entity not in parent.speakers or mention.form != "role" or mention.kind != "person":
                continue
            first, last = self.scene.who.range(mention)
            for j in range(first + 1, last):
                side = self.scene.who.starting(j)
                if side is not None and side.kind == "group" and side.entity not in parent.speakers:
                    return [side.entity]
        return list(parent.speakers)

    def _same_again(self, found: list[str], cue: Cue) -> list[str]:
        """The one who spoke before, when a verb that goes on has an office for its subject that is nobody's so far."""
        if len(found) > 1 or not cue.has("continue") or not self.voices or len(self.voices[-1]) > 1:
            return []
        entity, voice = self.scene.entities.get(found[0]), self.scene.entities.get(self.voices[-1][0])
        if entity is None or voice is None or entity.name or entity.kind != "person" or voice.kind != "person":
            return []
        first = next((m for m in self.scene.mentions if m.entity == entity.id), None)
        is_new = first is not None and self.scene.who.range(first)[0] > cue.at
        return self.voices[-1] if is_new and self._agrees(self.voices[-1], cue) else []

    def _has_unknown_subject(self, draft: Draft, cue: Cue) -> bool:
        """Whether a noun that no mention covers stands as subject right after the verb."""
        following = self.subjects.past_pronoun(cue.at) + 1
        if self.scene.words.norm[following] in self.classes["in-it"]:
            following += 1
        if draft.complement is not None and draft.complement.start <= following:
            return False
        if self.scene.words.norm[following] in self.classes["honored"]:
            return False  # "His Excellency said": the one told of before
        if cue.features.number != "s" or self.scene.who.starting(following) is not None:
            return False
        is_marked = following in self.scene.opening and draft.rule.startswith(("clause", "question", "nominal"))
        is_number = self.scene.words.kind[following] == Kind.NUMBER
        return is_marked or is_number or self.subjects.is_noun(following)

    def _fronted(self, cue: Cue, draft: Draft) -> list[str]:
        """The subject of "as for A, he said"."""
        words, who = self.scene.words, self.scene.who
        if cue.first > draft.unit.first and words.norm[cue.first - 1] in self.classes["had"]:
            return self._had(cue, draft)
        if cue.first > draft.unit.first and cue.first < cue.at and words.norm[cue.at - 1] == SO:
            return self.grammar.topic(cue.at, cue.features).entities
        if cue.first < cue.at or cue.first == draft.unit.first:
            return []
        # "that A told B that", and headlines: the subject stands right before the verb.
        for mention in who.covering(cue.at - 1):
            first = who.range(mention)[0]
            is_headline = draft.unit.part != "body" and not self.grammar.governor(mention)
            if is_headline or (first > draft.unit.first and words.norm[first - 1] in self.classes["that"]):
                return _ids([mention]) if is_headline else self._joined(mention)
        return []

    def _had(self, cue: Cue, draft: Draft) -> list[str]:
        """The subject of "was A … had said": the one right behind "was" in the same clause."""
        for j in range(cue.first - 2, max(draft.unit.first, cue.first - REACH_ACT) - 1, -1):
            if self.scene.words.norm[j] in self.grammar.copulas | self.classes["was"]:
                return self.subjects.first_free(j + 1, cue.first, cue.features)
            if self.scene.words.norm[j] in self.classes["that"]:
                break
        return []

    def _answerer(self, draft: Draft, cue: Cue) -> list[str]:
        """The one who was asked in the statement before, for "and he answered"."""
        asked = self.before
        is_answer = asked is not None and asked.unit is draft.unit and cue.has("answer") and cue.is_joined
        if not is_answer or asked is None or asked.cue is None or not asked.cue.has("ask") or not asked.to:
            return []
        if self.scene.who.starting(cue.at + 1) is not None:
            return []
        draft.to = list(asked.speakers)
        return asked.to[:1]

    def _authored_subject(self, cue: Cue) -> int:
        """The word of a text that speaks for its authors, when the verb has it as subject or speaks "in it"."""
        words = self.scene.words
        j = cue.at + 1
        if j >= len(words):
            return -1
        if cue.has("text") and words.norm[j] not in self.classes["in-it"]:
            return next((k for k in range(j, j + 5) if words.norm[k] in self.classes["authored"]), -1)
        if words.norm[j] in self.classes["in-it"]:
            for k in range(cue.at - 1, max(-1, cue.at - 12), -1):
                if words.norm[k] in self.classes["authored"]:
                    return k
            return -1
        if words.norm[j] in self.classes["authored"] and self.scene.who.starting(j) is None:
            return j
        return -1

    def _authors(self, j: int, draft: Draft) -> list[str]:
        """Those for whom the text at word `j` speaks: who is named with it, else who spoke last."""
        words, before = self.scene.words, self.before
        named = self._named_authors(j, min(draft.unit.last, j + REACH_AUTHOR))
        if named:
            return named
        if words.norm[j].startswith(ARTICLE):
            if before is not None and before.unit is draft.unit:
                return before.speakers
            if self.authors:
                return self.authors
        elif words.norm[j + 1].startswith(ARTICLE):
            owner = self.unnamed.at(j + 1, min(draft.unit.last, j + REACH_AUTHOR))
            if owner:
                return owner
        told = self.subjects.first_free(draft.unit.first, j, Features("past"))
        return told or self.authors or self._running(None) or self._told_before(j, Features("past"))

    def _named_authors(self, j: int, end: int) -> list[str]:
        """Those who are named behind the text at word `j`: "a statement of A", "a report that A made"."""
        words, who = self.scene.words, self.scene.who
        for k in range(j + 1, end):
            if words.norm[k] in self.classes["made-by"] and who.starting(k + 1) is None:
                return self.unnamed.at(k + 1, end + REACH_AUTHOR) if self.subjects.is_noun(k + 1) else []
            mention = who.starting(k)
            if mention is not None:
                governor = self.grammar.governor(mention)
                is_author = not governor or governor in self.classes["author-before"] or k == j + 1
                return self._joined(mention) if is_author and not self.chain.is_read_out(mention) else []
            if self.scene.is_mark(k) or words.norm[k] in self.classes["that"]:
                break
        return []

    def _is_written(self, draft: Draft) -> bool:
        """Whether the statement was made in a text: "said in a communiqué"."""
        if draft.cue is None or draft.cue.phrase is not None or draft.complement is None:
            return False
        between = self.scene.words.norm[draft.cue.at + 1 : draft.complement.opener]
        return any(norm in self.classes["authored"] for norm in between)

    def _of_noun(self, draft: Draft, cue: Cue) -> list[str]:
        if not cue.needs_owner:
            return self._understood(draft, cue)
        owner = self.grammar.genitive(cue.at)
        if not owner and cue.has("ask") and self.scene.words.norm[cue.at + 1] == TO:
            asker = self.scene.who.starting(cue.at + 2)
            return _ids([asker]) if asker else []
        return owner.entities

    def _understood(self, draft: Draft, cue: Cue) -> list[str]:
        """The subject that nobody names: the one of the clause before, in this sentence or in the report."""
        if draft.parent is not None and cue.at >= draft.parent.first:
            free = self.grammar.topic(cue.at, cue.features)
            first = self.scene.who.range(free.mentions[0])[0] if free else -1
            return free.entities if first >= draft.parent.first else draft.parent.speakers
        if cue.features.form in ("past", "present"):
            topic = self.grammar.topic(cue.at, cue.features)
            if topic and not self._is_mute(topic.entities, cue):
                return topic.entities
            others = self.unnamed.before(self.subjects.clause_start(cue.first), cue)
            if others:
                return others
            if self._is_attributive(cue):
                return []
        previous = self.before
        is_same = previous is not None and previous.unit is draft.unit
        first = previous.last if is_same and previous is not None and previous.last <= cue.first else draft.unit.first
        acted = self._last_acted(first, cue)
        if acted and not self._is_mute(acted, cue):
            return acted
        if is_same and previous is not None and self._agrees(previous.speakers, cue):
            return previous.speakers
        first = draft.unit.first
        if cue.first > first:
            unbound = self.subjects.first_free(first, cue.at, cue.features)
            if unbound and not self._is_mute(unbound, cue):
                return unbound
        return self._last_voice(cue, previous if is_same else None)

    def _last_voice(self, cue: Cue, previous: Draft | None) -> list[str]:
        """Who spoke before in the sentence, else who acts in the sentence before, else who spoke last."""
        if previous is not None:
            return list(previous.speakers)
        return self._acted_before(cue) or self._running(cue)

    def _acted_before(self, cue: Cue) -> list[str]:
        """The one person who is the subject of the sentence before, which comes after the last words said."""
        units, previous = self.scene.units, self.before
        at = bisect_right(units, cue.first, key=lambda unit: unit.last) if units else 0
        if not 0 < at < len(units) or previous is None or cue.features.form != "past" or cue.features.number != "s":
            return []
        unit = units[at - 1]
        is_next = unit.part == "body" and previous.last <= unit.first and unit.last <= cue.first
        first = unit.first + (self.scene.words.kind[unit.first] == Kind.CLITIC)
        mention = self.scene.who.starting(first + 1) if first + 1 < unit.last else None
        if not is_next or mention is None or mention.kind != "person" or not self._opens_clause(first):
            return []
        found = self._joined(mention)
        entity = self.scene.entities.get(found[0]) if len(found) == 1 else None
        is_one = entity is not None and entity.number not in ("d", "p")
        return found if is_one and self._agrees(found, cue) else []

    def _is_mute(self, found: list[str], cue: Cue) -> bool:
        """Whether a masculine singular verb without a subject cannot mean these: cities and lands, several people."""
        entities = [self.scene.entities.get(entity) for entity in found]
        is_he = cue.features.gender == "m" and cue.features.number == "s" and cue.features.person == 3
        is_other = [e is not None and (e.kind == "place" or (e.kind == "group" and e.number == "p")) for e in entities]
        return is_he and all(is_other)

    def _is_attributive(self, cue: Cue) -> bool:
        """Whether the verb tells of the noun right before it, which nothing covers ("news that says that")."""
        before = cue.first - 1
        if cue.features.form != "present" or before < 0 or cue.is_joined or self.scene.clitics_start(cue.at) < cue.at:
            return False
        is_free = not self.scene.who.covering(before) and before not in self.scene.timed
        return is_free and self.subjects.is_noun(before) and self.scene.words.norm[before] not in self.grammar.copulas

    def _is_object(self, j: int) -> bool:
        """Whether word `j` stands behind a subject that has its verb already ("A renewed his country's thanks")."""
        words = self.scene.words
        if j < 2 or words.kind[j - 1] != Kind.WORD:
            return False
        before = [mention for mention in self.scene.who.covering(j - 1) if mention.kind == "person"]
        if not before:
            return False
        first = min(self.scene.who.range(mention)[0] for mention in before)
        while first > 0 and self.scene.who.covering(first - 1):
            first = min(self.scene.who.range(mention)[0] for mention in self.scene.who.covering(first - 1))
        return first > 0 and words.kind[first - 1] == Kind.WORD and self._opens_clause(first - 1)

    def _opens_clause(self, j: int) -> bool:
        """Whether a joined letter or a mark stands before the word, which has the form of a verb."""
        words = self.scene.words
        before = j == 0 or words.kind[j - 1] != Kind.WORD or words.sentence[j - 1] != words.sentence[j]
        return before and not words.norm[j].startswith(ARTICLE) and not self.grammar.preposition_at(j)

    def _last_acted(self, first: int, cue: Cue) -> list[str]:
        """The subject of the last verb between word `first` and the cue ("he rejected the draft and called it")."""
        for j in range(cue.first - 1, max(first, cue.first - REACH_ACT) - 1, -1):
            if self.scene.who.covering(j) or self.scene.around[j] is not None or self._is_relative(j):
                continue
            if self._is_object(j):
                continue
            if self.scene.words.norm[j + 1] in self.classes["honored"] and self.subjects.finite(j):
                # "His Excellency voiced": the one who spoke before.
                return self._running(cue)
            for features in self.subjects.finite(j):
                subject = self.subjects.subject(j, features, cue.first)
                if subject and self._agrees(subject, cue):
                    return subject
                several = (
                    self.unnamed.plural(j + 1, cue.first) if not subject and cue.features.number in ("d", "p") else []
                )
                if several:
                    return several
        return []

    def _is_relative(self, j: int) -> bool:
        """Whether the verb at word `j` stands in a relative clause or after "that": its subject leads no sentence."""
        before = self.scene.words.norm[self.scene.clitics_start(j) - 1] if j else ""
        return before in self.grammar.relatives or before in self.classes["that"]

    def _running(self, cue: Cue | None) -> list[str]:
        """The last speaker with whom the verb agrees; the last one at all where a text and not a person speaks."""
        for voice in reversed(self.voices[-MEMORY:]):
            if cue is None or self._agrees(voice, cue):
                return voice
        return [] if self.voices or cue is None else self._told_before(cue.first, cue.features)

    def _told_before(self, j: int, features: Features) -> list[str]:
        """The first one told of in the sentence before word `j`, where nobody has spoken yet."""
        units = self.scene.units
        at = bisect_left(units, j, key=lambda unit: unit.last) if units else 0
        while at > 0 and (units[at - 1].part != "body" or units[at - 1].last > j):
            at -= 1
        return self.subjects.first_free(units[at - 1].first, units[at - 1].last, features) if at else []

    def _agrees(self, voice: list[str], cue: Cue) -> bool:
        if cue.form not in ("past", "present", "participle") or len(voice) > 1:
            return True
        entity = self.scene.entities.get(voice[0])
        if entity is None or entity.kind != "person":
            return True
        if cue.features.number in ("d", "p") and entity.number == "s":
            return False
        if not entity.gender or entity.number in ("d", "p"):
            return True
        return not cue.features.gender or cue.features.gender == entity.gender


def _ids(mentions: list[Mention]) -> list[str]:
    return list(dict.fromkeys(m.entity for m in mentions if m.entity))
