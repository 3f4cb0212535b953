"""Finds who does what a verb tells: its subject, the noun of its relative clause, or one told before."""

from __future__ import annotations

from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import GROUND, Draft, Memory
from mahdar.reading.events.recipients import OBJECT, Recipients
from mahdar.reading.events.triggers import Candidate
from mahdar.reading.grammar import Found, Grammar, word_classes

TO = PROCLITICS["to"]
CASUALTY, MOVED = "casualty", "moved"
REACH_HOST = 7
REACH_PAPER = 4


class VerbDoers:
    """Gives drafts on verbs their actors and recipients."""

    def __init__(self, grammar: Grammar, memory: Memory, recipients: Recipients) -> None:
        self.grammar = grammar
        self.memory = memory
        self.recipients = recipients
        classes = word_classes()
        self.papers = classes["paper"]
        self.resumptive = classes["resumptive"]
        self.under = classes["under"]

    def fill(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        """Finds the participants of `draft`; `drafts` holds the earlier ones of the sentence by their words."""
        candidate = draft.candidate
        i = candidate.at
        if candidate.features.person != 3:
            draft.actors = draft.speaker()
        elif candidate.because == "<sitting":
            draft.actors = self._host(i) or self.memory.session
            return
        elif self._is_of_paper(candidate):
            draft.is_of_paper = True
            draft.actors = self._authors(i, drafts)
            draft.because.append("subject paper")
        else:
            self._fill_plain(draft)
            return
        self.recipients.fill(draft, i + 1)

    def _fill_plain(self, draft: Draft) -> None:
        candidate, grammar = draft.candidate, self.grammar
        i, features = candidate.at, candidate.features
        topic = self._topic(candidate)
        if topic and self._is_undergone(candidate):
            self._undergo(draft, topic)
            return
        if topic:
            self._take(draft, topic, i + 1)
            return
        after = grammar.after(i, features) if features.number in ("", "s") else Found()
        if after and (self._is_addressee(candidate, after) or self._has_plain_topic(candidate)):
            after = Found()
        if after and self._is_passive(candidate, after):
            self._undergo(draft, after)
            return
        if after:
            listed = grammar.listed(after.mentions[-1]) if after.mentions[-1].kind == "group" else Found()
            self._take(draft, listed or after, after.last)
            return
        self._fill_without_subject(draft)

    def _undergo(self, draft: Draft, found: Found) -> None:
        draft.recipients = found.entities
        draft.actors = self.grammar.agent(draft.candidate.at).entities
        draft.because.append("passive")

    def _take(self, draft: Draft, subject: Found, start: int) -> None:
        family = draft.candidate.family
        if family.control == MOVED or (family.control == CASUALTY and family.genitive == "none"):
            self._undergo(draft, subject)
            return
        draft.actors = subject.entities
        draft.because.append(f"subject {subject.how}")
        self.recipients.fill(draft, start)

    def _topic(self, candidate: Candidate) -> Found:
        """The subject before the verb, by a relative pronoun or as the topic of the clause."""
        i, features = candidate.at, candidate.features
        if candidate.pronoun:
            # "the attack that it launched": the noun before is the object.
            j = i - 1
            while j > 0 and self.grammar.words.norm[j] in self.grammar.auxiliaries:
                j -= 1
            if self.grammar.words.norm[j] in self.grammar.relatives:
                return Found()
        return self.grammar.relative(i, features) or self.grammar.topic(i, features)

    def _is_addressee(self, candidate: Candidate, after: Found) -> bool:
        """Whether the one noun phrase after a verb of asking is the one asked, its subject being told before."""
        i, grammar = candidate.at, self.grammar
        if candidate.family.type != "REQUEST" or OBJECT not in candidate.family.to or candidate.pronoun:
            return False
        is_told = self.memory.actors and grammar.sentence(i)[0] <= self.memory.at < i
        if not is_told or any(m.kind not in ("group", "place") for m in after.mentions):
            return False
        return after.last >= len(grammar.words) or bool(grammar.preposition_at(after.last))

    def _has_plain_topic(self, candidate: Candidate) -> bool:
        """Whether a definite noun that is no mention stands before a transitive verb as its subject."""
        grammar, words = self.grammar, self.grammar.words
        if OBJECT not in candidate.family.to:
            return False
        j, first = candidate.at - 1, grammar.sentence(candidate.at)[0]
        while j >= first and (words.norm[j] in grammar.auxiliaries or words.norm[j] in grammar.adverbs):
            j -= 1
        start = j
        while j >= first and self._is_definite(j):
            j -= 1
        if j == start or j < first:
            return False
        # The noun may stand in the construct before its definite owner; behind a preposition it is no topic.
        is_construct = words.kind[j] == Kind.WORD and not grammar.preposition_at(j) and not grammar.who.covering(j)
        if is_construct and words.norm[j] not in grammar.openers | grammar.relatives:
            j -= 1
        return j < first or not (grammar.preposition_at(j) or grammar.who.covering(j))

    def _is_definite(self, j: int) -> bool:
        words, grammar = self.grammar.words, self.grammar
        is_plain = words.kind[j] == Kind.WORD and not grammar.who.covering(j) and not grammar.ends_time(j + 1)
        return is_plain and words.norm[j].startswith(ARTICLE) and words.norm[j] not in grammar.relatives

    def _is_of_paper(self, candidate: Candidate) -> bool:
        """Whether the verb's subject is a draft, a letter or a call just before it ("a draft that demands")."""
        words, i = self.grammar.words, candidate.at
        following = words.norm[i + 1 : i + 3]
        if candidate.pronoun or any(norm in self.resumptive for norm in following):
            return False
        if following[:1] and following[0] in self.papers and words.kind[i + 1] == Kind.WORD:
            return True
        for j in range(i - 1, max(self.grammar.sentence(i)[0], i - REACH_PAPER) - 1, -1):
            if words.norm[j] in self.papers:
                # "Under the agreement": a definite paper behind a preposition is no subject.
                return not (words.norm[j].startswith(ARTICLE) and j > 0 and self._is_governed(j))
            if words.kind[j] != Kind.WORD or self.grammar.who.covering(j):
                return False
        return False

    def _is_governed(self, j: int) -> bool:
        return self.grammar.preposition_at(j - 1) != "" or self.grammar.words.norm[j - 1] in self.under

    def _authors(self, i: int, drafts: dict[int, Draft]) -> list[str]:
        """Who tabled, adopted or wrote the paper before word `i`."""
        for j in range(i - 1, self.grammar.sentence(i)[0] - 1, -1):
            earlier = drafts.get(j)
            if earlier is not None and earlier.candidate.family.type in ("AGREE", "REQUEST") and earlier.actors:
                return earlier.actors
        return self.memory.sponsors or self.memory.asked

    def _fill_without_subject(self, draft: Draft) -> None:
        candidate = draft.candidate
        if draft.is_session:
            draft.actors = self._host(candidate.at) or self.memory.session
        draft.actors = draft.actors or self._pressed(draft)
        draft.has_other_subject = candidate.family.type == "PROTEST" or not self._leaves_subject_out(candidate)
        if not draft.actors and not draft.has_other_subject:
            draft.actors = self.understood(draft)
        self.recipients.fill(draft, candidate.at + 1)

    def _host(self, i: int) -> list[str]:
        """The body that a session belongs to, when its verb has no subject: after "to", or just before."""
        found = self.grammar.complement(i, frozenset((TO,)))
        if found and all(m.kind in ("organization", "group") for m in found.mentions):
            return found.entities
        first = max(self.grammar.sentence(i)[0], i - REACH_HOST)
        for j in range(i - 1, first - 1, -1):
            for mention in self.grammar.who.covering(j):
                if mention.kind == "organization":
                    return [mention.entity]
        return []

    def _leaves_subject_out(self, candidate: Candidate) -> bool:
        """Whether no noun before the verb can be its subject, so that one is understood."""
        words, grammar = self.grammar.words, self.grammar
        j, first = candidate.at - 1, grammar.sentence(candidate.at)[0]
        while j >= first and (words.norm[j] in grammar.auxiliaries or words.norm[j] in grammar.adverbs):
            j -= 1
        if j < first or words.kind[j] != Kind.WORD or grammar.who.covering(j):
            return True
        return words.norm[j] in grammar.openers or grammar.preposition_at(j) != "" or j + 1 in grammar.time_end

    def _pressed(self, draft: Draft) -> list[str]:
        """Who is pressed or obliged to act: the nearest noun phrase before "so that" or "that"."""
        scope, i = draft.scope, draft.candidate.at
        if scope.governor is not None or scope.rule not in ("purpose", "must") or i - scope.at > 3:
            return []
        for j in range(scope.at - 1, max(self.grammar.sentence(i)[0], scope.at - 5) - 1, -1):
            for mention in self.grammar.who.covering(j):
                if self.grammar.may_act(mention):
                    return [mention.entity]
        return []

    def understood(self, draft: Draft) -> list[str]:
        """Who acts when nobody is named: the speaker inside a statement, else who acted or spoke last."""
        candidate, statement, memory = draft.candidate, draft.statement, self.memory
        words = self.grammar.words
        if statement is not None:
            first = words.at(statement.start)
            return memory.actors if first <= memory.at < candidate.at and memory.actors else draft.speaker()
        found = self.grammar.understood(candidate.at, candidate.features)
        is_near = bool(memory.actors) and words.line[candidate.at] - memory.line <= 1
        if is_near and (not found or memory.at >= self.grammar.sentence(candidate.at)[0]):
            return memory.actors
        return found.entities or (memory.actors if is_near else [])

    def _is_passive(self, candidate: Candidate, after: Found) -> bool:
        """Whether the noun phrase after the verb is done to: a transitive verb with one noun phrase and no object."""
        family = candidate.family
        if OBJECT not in family.to or candidate.pronoun:
            return False
        has_agent = bool(self.grammar.agent(candidate.at))
        is_body = any(m.kind in ("organization", "place") for m in after.mentions)
        if family.genitive == "by" or is_body or family.type not in GROUND:
            return has_agent
        return not self.object_follows(after.last)

    def _is_undergone(self, candidate: Candidate) -> bool:
        """Whether the verb's topic is done to: a transitive verb that nothing follows as its object."""
        is_transitive = OBJECT in candidate.family.to and candidate.family.genitive == "to"
        if not is_transitive or candidate.pronoun or candidate.features.form != "past":
            return False
        return not self.object_follows(candidate.at + 1)

    def object_follows(self, j: int) -> bool:
        """Whether a noun that can be the object stands at word `j`."""
        grammar, words = self.grammar, self.grammar.words
        while j < len(words) and grammar.is_quote(j):
            j += 1
        if j >= len(words) or words.kind[j] == Kind.MARK or j in grammar.time_end:
            return False
        if grammar.preposition_at(j) or words.kind[j] == Kind.CLITIC:
            return False
        closed = grammar.openers | grammar.adverbs | grammar.relatives | grammar.auxiliaries
        return words.norm[j] not in closed
