"""Finds who does what a verb tells: its subject, the noun of its relative clause, or one told before."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import ARTICLE, PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import GROUND, OBEYED, Draft
from mahdar.reading.events.recipients import OBJECT, Recipients
from mahdar.reading.events.salience import Salience
from mahdar.reading.events.triggers import VOICED, Candidate
from mahdar.reading.grammar import Found, agrees, word_classes
from mahdar.reading.layers import Mention

AND: Final = PROCLITICS["and"]
BY: Final = PROCLITICS["by"]
TO: Final = PROCLITICS["to"]
CASUALTY: Final = "casualty"
MOVED: Final = "moved"
FORCED: Final = "forced"
REACH_HOST: Final = 7
REACH_PAPER: Final = 4
REACH_VICTIM: Final = 3
MUST: Final = "must"
DENY: Final = "deny"
UNLESS: Final = "if"
# How far behind "it is on" or "must" the one obliged stands.
REACH_DUTY: Final = 3
PASSIVE: Final = Features("past", 3, "m", "s")
# Verbs that never go without the one that they are directed at.
STRICT: Final = frozenset(
    ("ittahama", "hammala", "haththa", "nashada", "hadda", "amhala", "tawaada", "hannaa", "azza", "shakara")
)
# Roles of people who hold no sessions.
PEOPLE: Final = frozenset(("role.counted", "role.people", "role.staff", "role.participle"))
# What a draft or a letter does in its authors' stead.
ASKED_ON_PAPER: Final = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "AGREE"))


class VerbDoers:
    """Gives drafts on verbs their actors and recipients."""

    def __init__(self, salience: Salience, recipients: Recipients) -> None:
        self.salience = salience
        self.grammar = salience.grammar
        self.memory = salience.memory
        self.recipients = recipients
        classes = word_classes()
        self.papers = classes["paper"]
        self.resumptive = classes["resumptive"]
        self.under = classes["under"]
        self.that = classes["that"]
        self.others = classes["other"]
        self.subjects = classes["subject"]
        self.manners = classes["manner"]
        self.adopted = classes["adopted"]
        self.joining = classes["joining"]
        self.counterparts = classes["counterpart"]
        self.dative = frozenset((TO, *classes["upon"]))

    def fill(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        """Finds the participants of `draft`; `drafts` holds the earlier ones of the sentence by their words."""
        candidate = draft.candidate
        i = candidate.at
        if candidate.features.person != 3:
            draft.actors = self._first_person(draft)
        elif candidate.because == "<sitting":
            draft.actors = self._host(i) or self.memory.session
            return
        elif self._is_of_paper(candidate):
            draft.is_of_paper = True
            draft.actors = self._authors(i, drafts)
            draft.because.append("subject paper")
        else:
            self._fill_plain(draft, drafts)
            return
        self.recipients.fill(draft, i + 1)

    def _first_person(self, draft: Draft) -> list[str]:
        """Who says "I", or those for whom somebody says "we"."""
        speaker = draft.speaker()
        is_we = draft.candidate.features.number == "p" and len(speaker) == 1
        return (self.salience.represented(speaker[0]) if is_we else []) or speaker

    def _fill_plain(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        candidate, grammar = draft.candidate, self.grammar
        i, features = candidate.at, candidate.features
        if candidate.family.type == "ASSAULT" and self._is_attributive(i):
            draft.has_other_subject = True
            self.recipients.fill(draft, i + 1)
            return
        topic = Found() if self._has_subject_behind(candidate) else self._topic(candidate)
        if topic and candidate.family.type in VOICED and self.salience.is_reported(topic.mentions[0], i):
            topic = Found()
        if topic and (self._is_undergone(candidate) or self._is_resumed(candidate)):
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
            # The object may stand before its subject ("visited Russia the commander").
            is_next = grammar.who.starting(i + 1) in (None, after.mentions[0])
            self._take(draft, listed or after, after.last if is_next else i + 1)
            return
        self._fill_without_subject(draft, drafts)

    def _is_attributive(self, i: int) -> bool:
        """Whether the verb tells what an attack or a weapon right before it hit ("a campaign that targeted")."""
        words = self.grammar.words
        return (
            i > 0 and words.kind[i - 1] == Kind.WORD and words.norm[i - 1].removeprefix(ARTICLE) in self.salience.things
        )

    def _undergo(self, draft: Draft, found: Found) -> None:
        draft.recipients = found.entities
        draft.actors = self.agent(draft.candidate.at).entities
        draft.because.append("passive")

    def agent(self, i: int) -> Found:
        """Who is said to have done the act at word `i`, when no other act stands before the words that say so."""
        found = self.grammar.agent(i)
        if not found:
            return found
        end = self.grammar.who.range(found.mentions[0])[0]
        is_parted = any(i < at < end for at in (*self.recipients.verbs, *self.recipients.nouns))
        return Found() if is_parted else found

    def _take(self, draft: Draft, subject: Found, start: int) -> None:
        family = draft.candidate.family
        if family.control == MOVED or (family.control == CASUALTY and family.genitive == "none"):
            self._undergo(draft, subject)
            return
        draft.actors = subject.entities
        draft.because.append(f"subject {subject.how}")
        self.recipients.fill(draft, start)

    def _has_subject_behind(self, candidate: Candidate) -> bool:
        """Whether a pronoun is the verb's object and somebody stands right behind it, who is then its subject."""
        i, grammar = candidate.at, self.grammar
        mention = grammar.who.starting(i + 1) if candidate.pronoun and i + 1 < len(grammar.words) else None
        return mention is not None and mention.kind != "instrument" and bool(grammar.after(i, candidate.features))

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
        found = self.grammar.relative(i, features) or self._adjacent(i, features) or self.grammar.topic(i, features)
        return Found() if found and self._is_meant_by_pronoun(found, candidate) else found

    def _is_meant_by_pronoun(self, found: Found, candidate: Candidate) -> bool:
        """Whether people before a verb of "she" are those whom "them" on it means ("soldiers whom it held")."""
        if not candidate.pronoun or candidate.features.number != "s" or found.mentions[0].kind != "group":
            return False
        is_them = self.salience.pronoun(candidate.at).number == "p"
        return is_them and found.last >= candidate.at - 2 and found.mentions[0].rule in PEOPLE

    def _adjacent(self, i: int, features: Features) -> Found:
        """The subject right before the verb ("this makes Moscow support")."""
        for mention in self.grammar.who.covering(i - 1) if i else ():
            first, last = self.grammar.who.range(mention)
            is_here = last == i and first >= self.grammar.sentence(i)[0]
            is_alone = is_here and not self.grammar.coordinated(mention).mentions[1:]
            if not is_alone or not (self.salience.is_subject(mention, first) or self._opens_anew(mention, features)):
                continue
            if agrees(mention, features, before=True) and self.salience.fits([mention.entity], features):
                return Found([mention], "topic", last)
        return Found()

    def _opens_anew(self, mention: Mention, features: Features) -> bool:
        """Whether "and" joins a new clause with the mention as its topic: behind two, the verb would not be singular.

        "Moscow threatens Kyiv and the Union calls for": what stands before "and" belongs to the clause before.
        """
        grammar, first = self.grammar, self.grammar.who.range(mention)[0]
        is_joined = first > 1 and grammar.words.norm[first - 1] == AND and bool(grammar.who.covering(first - 2))
        is_one = (
            features.number == "s" and grammar.may_act(mention) and mention.kind in ("place", "organization", "person")
        )
        before = bisect_left(grammar.verbs, first) > bisect_left(grammar.verbs, grammar.sentence(first)[0])
        return is_joined and is_one and before and not self.salience.is_inside(first)

    def _is_addressee(self, candidate: Candidate, after: Found) -> bool:
        """Whether the one noun phrase after a verb of asking is the one asked, its subject being told before."""
        i, grammar = candidate.at, self.grammar
        if grammar.words.norm[grammar.who.range(after.mentions[0])[0]] in self.counterparts and not candidate.pronoun:
            return True  # "and asked his counterpart": whose counterpart it is was told before
        if candidate.family.id in STRICT and not candidate.pronoun:
            is_last = not self._victim_follows(after.last) and not self.object_follows(after.last)
            is_last = is_last and not self._another_follows(i, after)
            is_last = is_last or candidate.object == after.last  # "holds Baghdad responsible"
            if is_last and self.salience.recent(i, candidate.features):
                return True
        if candidate.family.control == FORCED and not candidate.pronoun and not self.object_follows(after.last):
            first = grammar.sentence(i)[0]
            told = self.salience.subject(i, candidate.features, since=first)
            return bool(told) and not set(told) & set(after.entities)
        if candidate.family.type != "REQUEST" or OBJECT not in candidate.family.to or candidate.pronoun:
            return False
        is_told = self.memory.actors and grammar.sentence(i)[0] <= self.memory.at < i
        if not is_told or any(m.kind not in ("group", "place") for m in after.mentions):
            return False
        before = grammar.words.norm[i - 1] if i else ""
        j = after.last
        while j < len(grammar.words) and grammar.words.norm[j] in grammar.quantifiers:
            j += 1
        goes_on = before in self.joining or bool(candidate.joined)
        return goes_on and (j >= len(grammar.words) or bool(grammar.preposition_at(j)))

    def _another_follows(self, i: int, after: Found) -> bool:
        """Whether a further noun phrase follows the one after the verb, which can only be its object."""
        stop = min((at for at in self.grammar.verbs if at > i), default=len(self.grammar.words))
        found = self.grammar.object(i, after.last, stop=stop)
        return bool(found) and not set(found.entities) & set(after.entities)

    def _has_plain_topic(self, candidate: Candidate) -> bool:
        """Whether a definite noun that is no mention stands before a transitive verb as its subject."""
        grammar, words = self.grammar, self.grammar.words
        if OBJECT not in candidate.family.to or candidate.pronoun:
            return False  # "the proposal, A refused it": the noun before is the object
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
        if candidate.family.type == "REJECT" and candidate.object == i + 1:
            return False  # "a veto brings a draft down": the draft is what is refused
        if following[:1] and following[0] in self.papers and words.kind[i + 1] == Kind.WORD:
            return True
        for j in range(i - 1, max(self.grammar.sentence(i)[0], i - REACH_PAPER) - 1, -1):
            if words.norm[j] in self.papers:
                # "Under the agreement": a definite paper behind a preposition is no subject.
                return not (words.norm[j].startswith(ARTICLE) and j > 0 and self._is_governed(j))
            is_adverbial = words.kind[j] == Kind.CLITIC and words.norm[j] == BY and words.norm[j + 1] in self.manners
            if (words.kind[j] != Kind.WORD and not is_adverbial) or self.grammar.who.covering(j):
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
        is_adopted = any(norm in self.adopted for norm in self.grammar.words.norm[max(i - REACH_PAPER, 0) : i + 2])
        return (self.memory.adopted if is_adopted else []) or self.memory.sponsors or self.memory.asked

    def _fill_without_subject(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        candidate = draft.candidate
        draft.actors = self.agent(candidate.at).entities or self.obliged(draft) or self._governed(draft, drafts)
        draft.actors = draft.actors or self._threatened(draft, drafts)
        if draft.is_session:
            draft.actors = draft.actors or self._host(candidate.at) or self.memory.session
        draft.actors = draft.actors or self._pressed(draft)
        is_crowd = candidate.family.type == "PROTEST" and candidate.features.number != "p"
        draft.has_other_subject = is_crowd or not self._leaves_subject_out(candidate)
        if not draft.actors and self._goes_on_of_paper(draft, drafts):
            draft.is_of_paper = True
            draft.actors = self._authors(candidate.at, drafts)
        if not draft.actors and not draft.has_other_subject:
            draft.actors = self.understood(draft)
        if not draft.actors and draft.scope.rule == DENY:
            draft.actors = self._denying(draft)
        self.recipients.fill(draft, candidate.at + 1)

    def _denying(self, draft: Draft) -> list[str]:
        """Whose weapons did not do what their side denies ("denied that the planes hit", said by its spokesman)."""
        candidate = draft.candidate
        if candidate.family.type != "ASSAULT" or not self.salience.is_of_thing(candidate.at):
            return []
        found = draft.speaker()
        return [actor for entity in found for actor in self.salience.represented(entity) or self._sides_of(entity)]

    def _sides_of(self, entity: str) -> list[str]:
        """Somebody who denies for himself: a body, a side or a state, and no person."""
        return [] if self.salience.kinds.get(entity) == "person" else [entity]

    def _goes_on_of_paper(self, draft: Draft, drafts: dict[int, Draft]) -> bool:
        """Whether "and" joins the verb to one that tells what a draft or a letter asks."""
        candidate, words = draft.candidate, self.grammar.words
        if candidate.family.type not in ASKED_ON_PAPER or candidate.features.form != "present":
            return False
        is_joined = bool(words.clitics_before(candidate.at)) or bool(candidate.joined)
        if not is_joined and not self.grammar.is_comma(candidate.at - 1):
            return False
        first = self.grammar.sentence(candidate.at)[0]
        before = [d for at, d in drafts.items() if first <= at < candidate.at]
        if any(d.is_of_paper for d in before):
            return True
        is_tabled = any(d.candidate.because in ("draft", "<draft", "resolution") for d in before)
        return is_tabled and any(norm in self.papers for norm in words.norm[first : candidate.at])

    def _governed(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who is asked, or who promises or refuses to act, when the verb hangs on a word of that ("asks X to")."""
        governor = draft.scope.governor
        earlier = drafts.get(governor.at) if governor is not None else None
        if governor is None or earlier is None:
            return []
        if governor.family.control == "discuss":
            return []
        found = earlier.recipients if governor.family.control in OBEYED else earlier.actors
        return found if self.salience.fits(found, draft.candidate.features) else []

    def _threatened(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who is threatened with something unless he does the act ("threatens A with sanctions unless it")."""
        if draft.scope.rule != UNLESS or not draft.candidate.is_verb:
            return []
        first = self.grammar.sentence(draft.candidate.at)[0]
        before = [d for at, d in drafts.items() if first <= at < draft.candidate.at]
        threat = next((d for d in before if d.candidate.family.type == "THREATEN"), None)
        named = threat.recipients if threat is not None else []
        struck = next((d.recipients for d in before if threat is not None and d.scope.governor is threat.candidate), [])
        return next((found for found in (named, struck) if self.salience.fits(found, draft.candidate.features)), [])

    def _host(self, i: int) -> list[str]:
        """The body that a session belongs to, when its verb has no subject: after "to", or just before."""
        found = self.grammar.complement(i, frozenset((TO,)))
        if found and all(is_body(m) for m in found.mentions):
            return found.entities
        first = max(self.grammar.sentence(i)[0], i - REACH_HOST)
        for j in range(i - 1, first - 1, -1):
            for mention in self.grammar.who.covering(j):
                if mention.kind == "organization":
                    return [mention.entity]
        return []

    def _leaves_subject_out(self, candidate: Candidate) -> bool:
        """Whether no noun before the verb can be its subject, so that one is understood."""
        words, grammar, family = self.grammar.words, self.grammar, candidate.family
        if family.genitive == "none" and not family.to and candidate.because != "<sitting" and not candidate.object:
            return False  # what happens by itself ("a mine exploded")
        if family.type == "ASSAULT" and self.salience.thing_follows(candidate.at):
            return False
        if self._names_its_subject(candidate):
            return False
        j, first = candidate.at - 1, grammar.sentence(candidate.at)[0]
        passed = grammar.auxiliaries | grammar.adverbs | grammar.future
        while j >= first and words.norm[j] in passed:
            j -= 1
        if j < first or words.kind[j] != Kind.WORD or grammar.who.covering(j):
            return True
        return words.norm[j] in grammar.openers or grammar.preposition_at(j) != "" or j + 1 in grammar.time_end

    def _names_its_subject(self, candidate: Candidate) -> bool:
        """Whether a word for people that is no mention stands right behind the verb ("a delegation visited")."""
        words, j = self.grammar.words, candidate.at + 1
        if candidate.pronoun or candidate.features.number not in ("", "s") or j >= len(words):
            return False
        while j < len(words) and j in self.grammar.time_end:
            j = self.grammar.time_end[j]
        if j >= len(words) or words.kind[j] != Kind.WORD or self.grammar.who.covering(j):
            return False
        return words.norm[j].removeprefix(ARTICLE) in self.subjects

    def obliged(self, draft: Draft) -> list[str]:
        """Who must act, or acted before: the one after "on" or "to" right before the act or its "that"."""
        grammar, i = self.grammar, draft.candidate.at
        j = i - 1
        while j > 0 and (grammar.words.norm[j] in grammar.auxiliaries or grammar.words.norm[j] in grammar.adverbs):
            j -= 1
        is_clause = grammar.words.norm[j] in self.that
        j -= is_clause
        if draft.candidate.is_verb != is_clause or (not is_clause and draft.scope.rule != MUST):
            return []
        places = [j] if j >= grammar.sentence(i)[0] else []
        if not is_clause:
            places += range(draft.scope.at + 1, min(draft.scope.at + 1 + REACH_DUTY, i))
        for mention in (m for place in places for m in grammar.who.covering(place)):
            if grammar.may_act(mention) and grammar.governor(mention) in self.dative:
                return grammar.coordinated(mention).entities
        return []

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
        """Who acts when nobody is named, without those who only tell of acts."""
        found = self._they(draft) or self._understood(draft)
        if set(found) & set(self._held(draft)):
            found = self._main_before(draft)
        return self.salience.doers(found, bodily=draft.candidate.family.type in GROUND)

    def _they(self, draft: Draft) -> list[str]:
        """Those whom "they" on "that" right before the verb means, outside reported words ("suspected that they")."""
        i, words = draft.candidate.at, self.grammar.words
        j = i - 1
        while j > 0 and words.norm[j] in self.grammar.auxiliaries:
            j -= 1
        is_they = words.norm[j] in self.that and self.salience.pronoun(j).number == "p"
        if not is_they or (draft.statement is not None and words.at(draft.statement.start) >= j):
            return []
        return self.salience.people(j, since=self.grammar.sentence(i)[0])

    def _held(self, draft: Draft) -> list[str]:
        """The people right before a verb of one whom "them" on it means ("soldiers whom it held")."""
        candidate, grammar = draft.candidate, self.grammar
        if not candidate.pronoun or candidate.features.number != "s":
            return []
        j = candidate.at - 1
        while j > 0 and grammar.words.norm[j] in grammar.auxiliaries:
            j -= 1
        is_them = self.salience.pronoun(candidate.at).number == "p"
        return [m.entity for m in grammar.who.covering(j) if is_them and m.rule in PEOPLE]

    def _main_before(self, draft: Draft) -> list[str]:
        """Who acted before in the sentence, where the verb may mean him."""
        memory, i = self.memory, draft.candidate.at
        is_here = self.grammar.sentence(i)[0] <= memory.at < i
        return memory.actors if is_here and self.salience.fits(memory.actors, draft.candidate.features) else []

    def _understood(self, draft: Draft) -> list[str]:
        """The subject of the clause, the speaker of the statement, or who acted last.

        Each is asked whether the verb's gender and number can mean them.
        """
        candidate, statement, memory, salience = draft.candidate, draft.statement, self.memory, self.salience
        i, features = candidate.at, candidate.features
        first = self.grammar.sentence(i)[0]
        since = max(first, self.grammar.words.at(statement.start)) if statement is not None else first
        if self._goes_on_aside(candidate, first) and salience.fits(memory.aside, features):
            return memory.aside
        speaking = salience.resumed(i, since=since) if candidate.family.type in VOICED else []
        if salience.fits(speaking, features):
            return speaking
        if self._goes_on_after_wish(draft) and salience.fits(memory.main, features):
            return memory.main
        if since <= memory.at < i and salience.fits(memory.actors, features):
            is_parted = features.form == "participle" and self.grammar.is_comma(i - 1)
            nearer = [] if is_parted else salience.subject(i, features, since=memory.at + 1)
            return nearer or memory.actors
        found = salience.subject(i, features, since=since)
        if found:
            return found
        speaker = draft.speaker()
        if statement is not None and salience.fits(speaker, features):
            return speaker
        return self._those_many(draft, first) or salience.recent(i, features) or self._before(i, features)

    def _those_many(self, draft: Draft, first: int) -> list[str]:
        """The nearest people of the sentence that a verb of "they" may mean, though a word governs them."""
        if draft.candidate.features.number != "p":
            return []
        return self.salience.people(draft.candidate.at, since=first, besides=draft.recipients)

    def _goes_on_aside(self, candidate: Candidate, first: int) -> bool:
        """Whether "and" joins the verb to that of a relative clause with the same object ("trained and armed them")."""
        words, memory = self.grammar.words, self.memory
        is_joined = candidate.pronoun > 0 and bool(words.clitics_before(candidate.at))
        return is_joined and max(first, memory.at) <= memory.aside_at < candidate.at and bool(memory.aside)

    def _goes_on_after_wish(self, draft: Draft) -> bool:
        """Whether a past verb goes on with what was done, the last verb having told a wish or a condition."""
        candidate, memory = draft.candidate, self.memory
        is_told = candidate.features.form == "past" and draft.status == "actual"
        first = self.grammar.sentence(candidate.at)[0]
        return is_told and bool(memory.main) and first <= memory.main_at < memory.at < candidate.at

    def _before(self, i: int, features: Features) -> list[str]:
        """The first subject of this sentence or the one before that the verb may mean."""
        found = self.grammar.understood(i, features).entities
        return found if self.salience.fits(found, features) else []

    def _is_passive(self, candidate: Candidate, after: Found) -> bool:
        """Whether the noun phrase after the verb is done to: a transitive verb with one noun phrase and no object."""
        family = candidate.family
        if OBJECT not in family.to or candidate.pronoun:
            return False
        has_agent = bool(self.agent(candidate.at))
        is_body = any(m.kind in ("organization", "place") for m in after.mentions)
        if family.genitive == "by" or is_body or family.type not in GROUND:
            return has_agent
        if family.control == CASUALTY:
            return not self._victim_follows(after.last)
        return not self.object_follows(after.last)

    def _victim_follows(self, j: int) -> bool:
        """Whether somebody or a number of people stands near word `j`, who can only be the one killed."""
        grammar, words = self.grammar, self.grammar.words
        j = self._past_belonging(j)
        for k in range(j, min(j + REACH_VICTIM, grammar.clause_end(j - 1))):
            mention = grammar.who.starting(k)
            if mention is not None:
                return not grammar.governor(mention)
            if words.kind[k] == Kind.NUMBER or words.norm[k] in grammar.quantifiers:
                return True
            if words.kind[k] != Kind.WORD or grammar.preposition_at(k) or words.norm[k] in self.others:
                return False
        return False

    def _past_belonging(self, j: int) -> int:
        """The word after what tells of whom those before word `j` are ("of the movement"), and after a comma."""
        grammar, words = self.grammar, self.grammar.words
        following = grammar.who.starting(j + 1) if j + 1 < len(words) else None
        if following is not None and words.norm[j] in grammar.partitive:
            j = grammar.who.range(following)[1]
        return j + 1 if j < len(words) and grammar.is_comma(j) else j

    def _is_undergone(self, candidate: Candidate) -> bool:
        """Whether the verb's topic is done to: a transitive verb that nothing follows as its object."""
        is_transitive = OBJECT in candidate.family.to and candidate.family.genitive == "to"
        if not is_transitive or candidate.pronoun or candidate.features.form != "past":
            return False
        return not self.object_follows(candidate.at + 1)

    def _is_resumed(self, candidate: Candidate) -> bool:
        """Whether a pronoun on the verb's own preposition takes up its topic ("a detainee who was released")."""
        grammar, norms = self.grammar, self.grammar.words.norm
        ways = [way for way in candidate.family.to if way != OBJECT]
        if candidate.family.genitive != "none" or candidate.features != PASSIVE or not ways:
            return False
        following = norms[candidate.at + 1 : candidate.at + 3]
        return any(norm in grammar.resumed.get(way, ()) for way in ways for norm in following[:1])

    def object_follows(self, j: int) -> bool:
        """Whether a noun that can be the object stands at word `j`."""
        grammar, words = self.grammar, self.grammar.words
        line = words.sentence[j - 1]
        while j < len(words) and grammar.is_quote(j):
            j += 1
        if j >= len(words) or words.kind[j] == Kind.MARK or j in grammar.time_end or words.sentence[j] != line:
            return False
        if grammar.preposition_at(j) or words.kind[j] == Kind.CLITIC:
            return False
        if j in grammar.verbs:
            return False
        closed = grammar.openers | grammar.adverbs | grammar.relatives | grammar.auxiliaries
        return words.norm[j] not in closed


def is_body(mention: Mention) -> bool:
    """Whether the mention can be who a session belongs to: a body or its members, and no number of people."""
    return mention.kind == "organization" or (mention.kind == "group" and mention.rule not in PEOPLE)
