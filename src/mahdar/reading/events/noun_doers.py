"""Finds who does what a noun or participle tells: owner, agent, light verb's subject, or whom its governor names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mahdar.arabic.inflection import Features
from mahdar.arabic.normal import ALEF, PROCLITICS, TA, TA_MARBUTA, normal_word
from mahdar.arabic.words import Kind
from mahdar.reading.events.event_draft import FOUGHT, GROUND, OBEYED, Draft
from mahdar.reading.events.light_verbs import LightSubjects
from mahdar.reading.events.recipients import Recipients
from mahdar.reading.events.salience import ANYBODY, Salience, pronoun_forms
from mahdar.reading.events.triggers import Candidate
from mahdar.reading.events.verb_doers import VerbDoers, is_body
from mahdar.reading.grammar import Found, word_classes

AND: Final = PROCLITICS["and"]
TO: Final = PROCLITICS["to"]
# Words that make an act hoped for, tried or denied by their own subject.
WILLED: Final = frozenset(("fail", "intend", "try", "hope", "refrain", "deny", "expect", "may"))
# Acts of two sides: those "between" are both doers.
MUTUAL: Final = frozenset(("CONSULT", "RETREAT", "ASSAULT", "AGREE", "COOPERATE"))
# Acts of words and will, whose doer may follow "from" ("a call from").
SPOKEN: Final = frozenset(("REQUEST", "AGREE", "ACCUSE", "THREATEN", "SUPPORT", "REJECT"))
FORCEFUL: Final = frozenset(("ASSAULT", "COERCE"))
TOLD_FROM: Final = SPOKEN | {"ASSAULT"}
BRIEFING: Final = "ihata"
# Meetings of one's own doing, whose doer may follow "from" ("mediation from").
FROM_SOMEBODY: Final = frozenset((BRIEFING, "tawassata", "zara", "ittasala", "mukalama"))
# What must, may or should be done is done by nobody in particular.
IMPERSONAL: Final = frozenset(("must", "perhaps", "propose", "cannot"))
# Acts whose purpose another than their doer carries out.
EVENTS_OF_OTHERS: Final = frozenset(("REQUEST", "CONCEDE", "SUPPORT", "ACCUSE"))
# What leaves an act undone as its own governor has it ("pledged not to", "called for refraining from").
LEFT_UNDONE: Final = frozenset(("without", "refrain"))
REACH_UNDONE: Final = 6
REACH_FROM: Final = 4
REACH_BELONGING: Final = 4
REACH_VISITOR: Final = 4
REACH_ATTENDANCE: Final = 7
REACH_BODY: Final = 9
# Attacks whose nouns have those who carry them out as their owners, whether or not a target is told.
RAIDS: Final = frozenset(("aghara", "haajama"))
# Deeds that are done to what follows their nouns, so that those of one list have one doer.
LISTED: Final = frozenset(("to", "to_by", "none"))
REACH_LISTED: Final = 8


class NounDoers:
    """Gives drafts on nouns and participles their actors and recipients."""

    def __init__(self, salience: Salience, recipients: Recipients, verbs: VerbDoers, light: LightSubjects) -> None:
        self.salience = salience
        self.grammar = salience.grammar
        self.memory = salience.memory
        self.recipients = recipients
        self.verbs = verbs
        self.light = light
        classes = word_classes()
        self.between = normal_word(min(classes["between"]))
        self.from_ = normal_word(min(classes["from"]))
        self.onto = classes["onto"]
        self.bodies = classes["of_body"]
        self.settings = classes["setting"]
        self.edges = classes["edge"]
        self.means = classes["means"]
        self.gathering = classes["gathering"]
        self.toward = classes["toward"]
        self.bearing = classes["effort"]

    def fill_participle(self, draft: Draft) -> None:
        """Finds the participants of a participle that tells an act ("accusing", "is ready")."""
        candidate = draft.candidate
        is_predicate = candidate.family.is_adjective or candidate.family.type == "AGREE"
        found = self.grammar.topic(candidate.at, Features("noun")).entities if is_predicate else []
        if candidate.family.genitive == "to":
            # A passive participle: who is called upon stands before it, who calls is the speaker.
            draft.recipients, draft.actors = found, draft.speaker()
            return
        draft.actors = found or self.verbs.understood(draft)
        self.recipients.fill(draft, candidate.at + 1)

    def fill(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        """Finds the participants of a noun; `drafts` holds the earlier drafts of the sentence by their words."""
        ways: tuple[Callable[[], list[str]], ...] = (
            lambda: self.verbs.agent(draft.candidate.at).entities,
            lambda: self._by_genitive(draft),
            lambda: self._by_between(draft),
            lambda: self._by_attendance(draft),
            lambda: self._by_belonging(draft),
            lambda: self._by_visitor(draft),
            lambda: self._by_from(draft),
            lambda: self._by_light_verb(draft, drafts),
            lambda: self._by_owner(draft),
            lambda: self._by_bearer(draft),
            lambda: self._by_accusative(draft),
            lambda: self._by_body(draft),
            lambda: self.verbs.obliged(draft),
            lambda: self._by_governor(draft, drafts),
            lambda: self._by_purpose(draft, drafts),
            lambda: self._by_operator(draft, drafts),
            lambda: self._by_setting(draft, drafts),
            lambda: self._by_list(draft, drafts),
            lambda: self._by_memory(draft),
        )
        for way in ways:
            found = way()
            actors = [e for e in found if self.recipients.may_act(e) and e not in draft.recipients]
            if actors:
                draft.actors = actors
                break
        if not draft.recipients:
            self.recipients.fill_noun(draft)
        if not draft.recipients and draft.candidate.family.id == BRIEFING:
            draft.recipients = self.memory.session

    def _by_genitive(self, draft: Draft) -> list[str]:
        """The doer that follows the noun; one that it is done to is noted as recipient."""
        candidate, grammar = draft.candidate, self.grammar
        mention = grammar.adjective_of(candidate.at)
        if mention is not None:
            return grammar.adjectives_from(mention)
        way = candidate.family.genitive
        found = grammar.genitive(candidate.at)
        if not found or candidate.pronoun or way == "none":
            return []
        if candidate.family.type == "SUPPORT" and self._is_aim(candidate.at) and not self._marks_object(found.last):
            way = "to"
        if way in ("to", "to_by") and (self._is_needed_object(candidate, found) or not self._marks_object(found.last)):
            draft.recipients = found.entities if way == "to" else []
            return []
        return found.entities

    def _is_needed_object(self, candidate: Candidate, found: Found) -> bool:
        """Whether those behind the noun are the object that makes it an act ("the exchange of prisoners")."""
        first = self.grammar.who.range(found.mentions[0])[0]
        return candidate.object is not None and first <= candidate.object < found.last

    def _is_aim(self, i: int) -> bool:
        """Whether the noun tells what for something is done ("efforts to support them"), so that its doer is known."""
        grammar = self.grammar
        preposition = grammar.preposition_at(i - 1) if i > 0 else ""
        return i > 0 and (preposition == TO or preposition in self.toward)

    def _marks_object(self, j: int) -> bool:
        """Whether an object follows the noun's owner at word `j` ("the regime's shelling of")."""
        grammar = self.grammar
        j = grammar.past_adjectives(j, len(grammar.words))
        if j < len(grammar.words) and grammar.preposition_at(j) == TO:
            return True
        return self.verbs.object_follows(j)

    def _by_between(self, draft: Draft) -> list[str]:
        candidate = draft.candidate
        if candidate.family.type not in MUTUAL:
            return []
        return self.grammar.complement(candidate.at, frozenset((self.between,))).entities

    def _by_attendance(self, draft: Draft) -> list[str]:
        """Those whom a meeting is said to bring together ("a meeting that joins the ministers of")."""
        grammar, i = self.grammar, draft.candidate.at
        if draft.candidate.family.type != "CONSULT":
            return []
        for j in range(i + 1, min(i + REACH_ATTENDANCE, grammar.sentence(i)[1])):
            if grammar.is_end(j) or j in grammar.verbs or any(m.kind != "place" for m in grammar.who.covering(j)):
                break
            if grammar.words.norm[j] in self.gathering:
                return grammar.genitive(j).entities
        return []

    def _by_belonging(self, draft: Draft) -> list[str]:
        """The doer after a noun and "of" written as "to" ("raids of the coalition on", "the withdrawal of")."""
        candidate, grammar = draft.candidate, self.grammar
        is_leaving = candidate.family.mode in ("withdraw", "resign")
        is_owned = candidate.family.type in GROUND and not candidate.features.definite
        if candidate.pronoun or candidate.family.genitive != "by" or not (is_owned or is_leaving):
            return []
        i = candidate.at
        found = grammar.complement(i, frozenset((TO,)), stop=i + (REACH_BELONGING if is_leaving else 3))
        if not found or not grammar.may_act(found.mentions[0]):
            return []
        is_raid = candidate.family.id in RAIDS and grammar.may_act(found.mentions[0])
        needs_target = candidate.family.type == "ASSAULT" and not is_raid and not grammar.complement(i, self.onto)
        return [] if needs_target else found.entities

    def _by_visitor(self, draft: Draft) -> list[str]:
        """Who visits, after "of" written as "to" ("a visit of the minister to Cairo")."""
        candidate, grammar = draft.candidate, self.grammar
        if candidate.family.mode != "visit" or candidate.pronoun:
            return []
        found = grammar.complement(candidate.at, frozenset((TO,)), stop=candidate.at + REACH_VISITOR)
        return found.entities if found and found.mentions[0].kind in ("person", "group") else []

    def _by_from(self, draft: Draft) -> list[str]:
        candidate = draft.candidate
        if candidate.family.type == "AID" and candidate.family.genitive == "none":
            return self._sender(candidate.at)
        if candidate.family.type not in TOLD_FROM and candidate.family.id not in FROM_SOMEBODY:
            return []
        i = candidate.at
        reach = REACH_FROM if candidate.family.type in SPOKEN else 2
        for j in range(i + 1, min(i + reach, self.grammar.clause_end(i))):
            if self.grammar.words.norm[j] == self.from_:
                mention = self.grammar.who.starting(j + 1)
                return self.grammar.coordinated(mention).entities if mention else []
        return []

    def _sender(self, i: int) -> list[str]:
        """The state or body from which relief comes ("the arrival of a convoy from the United Nations")."""
        found = self.grammar.complement(i, frozenset((self.from_,)))
        is_sender = found and all(m.kind == "organization" or self.grammar.is_state(m) for m in found.mentions)
        return found.entities if is_sender else []

    def _by_light_verb(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """The subject of the light verb that governs the noun, or that follows it in a relative clause."""
        found = self.light.find(draft.candidate.at, drafts)
        if found is None:
            return []
        role, entities = found
        if role == "to":
            draft.recipients = entities
        if role == "place":
            draft.places = entities
        return entities if role == "by" else []

    def _by_owner(self, draft: Draft) -> list[str]:
        """Whom the pronoun on the noun means: its doer, or the one done to by who acts in the clause."""
        candidate = draft.candidate
        if not candidate.pronoun or candidate.family.genitive == "none":
            return []
        acting = self._acting(draft)
        if candidate.family.genitive == "to" and not self.recipients.has_partner(draft):
            i, since = candidate.at, self.grammar.sentence(candidate.at)[0]
            draft.recipients = self.salience.owner(i, since=since, besides=acting) or acting
            return [entity for entity in acting if entity not in draft.recipients]
        return acting or self._first_of_sentence(candidate.at)

    def _by_bearer(self, draft: Draft) -> list[str]:
        """Whose effort, will or failure it is to do the act ("A's efforts to end", "its readiness to free")."""
        grammar, words, i = self.grammar, self.grammar.words, draft.candidate.at
        j = i - 1
        if self._needs_no_doer(draft) or not grammar.preposition_at(j) or j < 1:
            return []
        covering = grammar.who.covering(j - 1)
        if covering:
            owner = covering[0]
            first = grammar.who.range(owner)[0]
            is_borne = first > 0 and words.norm[first - 1] in self.bearing and grammar.may_act(owner)
            return [owner.entity] if is_borne else []
        return self._owner_of_effort(draft, j - 1)

    def _owner_of_effort(self, draft: Draft, j: int) -> list[str]:
        """Whom the pronoun means on the word of effort or will at word `j`."""
        norm = self.grammar.words.norm[j]
        pronoun = next((p for p in pronoun_forms() if norm.endswith(p)), "")
        stem = norm.removesuffix(pronoun)
        if not pronoun or not {stem, stem.removesuffix(TA) + TA_MARBUTA} & self.bearing:
            return []
        features, memory, since = self.salience.pronoun(j), self.memory, self.grammar.sentence(j)[0]
        if since <= memory.at < j and self.salience.fits(memory.actors, features):
            return memory.actors
        found = self.salience.subject(j, features, since=since)
        return found or (draft.speaker() if self.salience.fits(draft.speaker(), features) else [])

    def _by_accusative(self, draft: Draft) -> list[str]:
        """Who acts in the clause of a noun that says why ("in protest at", "in support of")."""
        candidate = draft.candidate
        norm = self.grammar.words.norm[candidate.at]
        is_reason = candidate.family.type in SPOKEN or candidate.family.type == "PROTEST"
        is_bare = norm.endswith(ALEF) and not candidate.pronoun and not candidate.features.definite
        return self._acting(draft) if is_reason and is_bare and candidate.family.genitive == "by" else []

    def _acting(self, draft: Draft) -> list[str]:
        """Who acts in the clause of a noun, where a pronoun on it may mean them; else the nearest that it fits."""
        i, memory, salience = draft.candidate.at, self.memory, self.salience
        first = self.grammar.sentence(i)[0]
        since = max(first, self.grammar.words.at(draft.statement.start)) if draft.statement is not None else first
        is_doer = draft.candidate.pronoun and draft.candidate.family.genitive != "to"
        features = salience.pronoun(i) if is_doer else ANYBODY
        if since <= memory.at < i and salience.fits(memory.actors, features):
            return salience.subject(i, features, since=memory.at + 1) or memory.actors
        found = salience.subject(i, features, since=since)
        if found or features is ANYBODY:
            return found
        speaker = draft.speaker()
        if draft.statement is not None and salience.fits(speaker, features):
            return speaker
        return salience.owner(i, since=since) or salience.recent(i, features)

    def _first_of_sentence(self, i: int) -> list[str]:
        return self.grammar.understood(i, Features("noun")).entities

    def _by_body(self, draft: Draft) -> list[str]:
        """The body that a session belongs to, after "to" or "in", or after the session's own noun."""
        candidate = draft.candidate
        if candidate.family.type != "CONSULT":
            return []
        for preposition in sorted(self.bodies, reverse=True):
            stop = candidate.at + REACH_BODY
            found = self.grammar.complement(candidate.at, frozenset((preposition,)), stop=stop)
            is_inside = bool(found) and self.salience.is_inside(self.grammar.who.range(found.mentions[0])[0])
            if found and not is_inside and all(is_body(m) for m in found.mentions):
                return found.entities
        if candidate.object is not None:
            return self.grammar.genitive(candidate.object).entities
        return []

    def _by_governor(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who does the act by the word that governs it: the asker's addressee, the promiser, the refuser."""
        governor = draft.scope.governor
        earlier = drafts.get(governor.at) if governor is not None else None
        if governor is None or earlier is None or self._needs_no_doer(draft):
            return []
        if governor.family.control == "discuss":
            return []
        if governor.family.control in OBEYED:
            is_talk = draft.candidate.family.type == "CONSULT" and self.recipients.has_partner(draft)
            return earlier.actors if is_talk else earlier.recipients
        return earlier.recipients if governor.family.control == "block" else earlier.actors

    def _by_purpose(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who does something in order to do the act ("went to Cairo for talks", "used it to block")."""
        grammar, i = self.grammar, draft.candidate.at
        if i == 0 or self._needs_no_doer(draft) or draft.scope.rule in IMPERSONAL:
            return []
        is_purpose = grammar.preposition_at(i - 1) == TO and not self.light.is_undergoing(i - 2)
        if not is_purpose and grammar.words.norm[i - 1] not in self.means:
            return []
        first = grammar.sentence(i)[0]
        for j in range(i - 2, first - 1, -1):
            if j in drafts and (drafts[j].actors or is_purpose):
                earlier = drafts[j]
                return earlier.actors if earlier.candidate.family.type not in EVENTS_OF_OTHERS else []
            if grammar.is_end(j) or (grammar.words.norm[j] in grammar.openers and not grammar.who.covering(j)):
                break
        return self.salience.subject(i, ANYBODY, since=first)

    def _needs_no_doer(self, draft: Draft) -> bool:
        """Whether the act is one that others than the asked carry out ("the arrival of relief")."""
        governor, family = draft.scope.governor, draft.candidate.family
        is_promised = governor is not None and governor.family.type == "AGREE"
        return family.type == "AID" and family.genitive == "none" and not is_promised

    def _by_operator(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """The subject of a verb of trying, failing, wanting or denying that governs the noun."""
        scope = draft.scope
        if scope.governor is not None:
            return []
        if scope.rule in WILLED:
            features = Features("past")
            found = (self.grammar.after(scope.at, features) or self.grammar.topic(scope.at, features)).entities
            found = found or self._owner_of_try(draft)
            found = self.salience.doers(found, bodily=draft.candidate.family.type in GROUND)
            if found:
                return found
        return self._by_asking(draft, drafts) if (scope.rule in LEFT_UNDONE or scope.rule in IMPERSONAL) else []

    def _owner_of_try(self, draft: Draft) -> list[str]:
        """Whose attempt or failure it is, right behind its noun ("the attempt of the army to storm the town")."""
        owner = self.grammar.genitive(draft.scope.at)
        return owner.entities if owner and owner.last <= draft.candidate.at else []

    def _by_asking(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who promised not to do the act ("pledged not to shell"), or is asked for it too ("urged A, stressing")."""
        if self._needs_no_doer(draft):
            return []
        i, is_left = draft.candidate.at, draft.scope.rule in LEFT_UNDONE
        first = self.grammar.sentence(i)[0]
        for at in sorted((at for at in drafts if first <= at < i), reverse=True):
            earlier = drafts[at]
            if (
                is_left
                and earlier.candidate.family.control == "by"
                and at < draft.scope.at
                and self._is_near(at, draft)
            ):
                return earlier.actors
            is_asked = earlier.candidate.family.type == "REQUEST" and earlier.candidate.family.control in OBEYED
            if is_asked and earlier.recipients and (not is_left or self._is_near(at, draft)):
                return earlier.recipients
            if is_left:
                break
        return []

    def _is_near(self, at: int, draft: Draft) -> bool:
        """Whether the words that leave an act undone stand right behind the act at word `at`."""
        return draft.scope.at - at <= REACH_UNDONE

    def _by_setting(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who acts or speaks "in a briefing", "during a meeting with"."""
        candidate, memory = draft.candidate, self.memory
        i = candidate.at
        if candidate.family.type in FORCEFUL:
            return self._by_course(draft, drafts)
        j = i - 1 - (i > 1 and self.grammar.words.norm[i - 1] in self.edges)
        is_setting = candidate.family.type == "CONSULT" and i and self.grammar.preposition_at(j) in self.settings
        if not is_setting or memory.at < self.grammar.sentence(i)[0]:
            return []
        is_body = all(self.salience.kinds.get(actor) in ("organization", "group") for actor in memory.actors)
        is_own = candidate.family.id in (BRIEFING, "zara") or is_body or self.recipients.has_partner(draft)
        return memory.actors if is_own else []

    def _by_list(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who does the act before it in a list of deeds ("decided to cut the supplies and support the fighters")."""
        candidate, words = draft.candidate, self.grammar.words
        i = candidate.at
        is_joined = i > 0 and words.kind[i - 1] == Kind.CLITIC and words.norm[i - 1] == AND
        if not is_joined or candidate.features.definite or candidate.family.genitive not in LISTED:
            return []
        before = [at for at in drafts if self.grammar.sentence(i)[0] <= at < i]
        if not before or i - before[-1] > REACH_LISTED or any(self.grammar.is_end(j) for j in range(before[-1], i)):
            return []
        last = drafts[before[-1]]
        is_deed = not last.candidate.is_verb and not last.candidate.features.definite
        is_deed = is_deed and last.candidate.family.genitive in LISTED
        return last.actors if is_deed else []

    def _by_course(self, draft: Draft, drafts: dict[int, Draft]) -> list[str]:
        """Who arrests, kills or storms in the course of raids and attacks that name nobody ("arrested in raids")."""
        candidate, i = draft.candidate, draft.candidate.at
        first = self.grammar.sentence(i)[0]
        is_inside = i > 0 and self.grammar.preposition_at(i - 1) in self.settings
        before = [d for at, d in drafts.items() if first <= at < i]
        if not is_inside or candidate.features.definite or not before:
            return []
        last = before[-1]
        return last.actors if last.candidate.is_verb and last.candidate.family.type in FORCEFUL else []

    def _has_parties(self) -> bool:
        """Whether the truce told before is one of several sides, and no side's own."""
        truce = self.memory.truce
        return len(truce) > 1 or any(self.salience.kinds.get(side) == "group" for side in truce)

    def _by_memory(self, draft: Draft) -> list[str]:
        """The parties of the truce, or the body of the session, told before, for a noun that points to it."""
        candidate = draft.candidate
        is_known = candidate.features.definite or candidate.pronoun > 0
        if draft.is_truce:
            is_known = is_known or candidate.family.mode != "ceasefire"
            return self.memory.truce if is_known or (draft.status != "actual" and self._has_parties()) else []
        if candidate.family.id in FOUGHT and self._has_parties():
            return self.memory.truce
        if draft.is_session and (is_known or candidate.family.id in ("qada_jalsa", "sawwata_on")):
            return self.memory.session
        if draft.is_talks and is_known and not self.recipients.has_partner(draft):
            return self.memory.talks or self.memory.truce
        # "The shelling", "the visit": the one that was told before.
        return self.memory.doers.get(candidate.family.id, []) if candidate.features.definite else []
