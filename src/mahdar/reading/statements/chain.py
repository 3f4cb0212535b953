"""Tells through whom a statement came to the report: agencies, outlets and relayers, nearest to the speaker first."""

from __future__ import annotations

from typing import Final

from mahdar.arabic.normal import PROCLITICS
from mahdar.arabic.words import Kind
from mahdar.reading.grammar import Grammar, word_classes
from mahdar.reading.grammar.grammar_classes import resumed_forms
from mahdar.reading.layers import Mention
from mahdar.reading.statements.attributions import TONGUE
from mahdar.reading.statements.cues import Cue, clause_words
from mahdar.reading.statements.drafts import Draft, Ground
from mahdar.reading.statements.scene import Scene
from mahdar.reading.statements.subjects import Subjects
from mahdar.reading.statements.unnamed import UnnamedSpeakers
from mahdar.world.facts import load_world

TO: Final = PROCLITICS["to"]
CITING: Final = "citing"
# The types of the world's bodies that carry others' words.
MEDIA: Final = frozenset(("agency", "newspaper", "broadcaster", "website"))


class Chain:
    """Finds the carriers and addressees of drafts."""

    def __init__(self, scene: Scene, grammar: Grammar, subjects: Subjects, unnamed: UnnamedSpeakers) -> None:
        self.scene = scene
        self.grammar = grammar
        self.subjects = subjects
        self.unnamed = unnamed
        self.classes = clause_words()
        self.lexicon = subjects.lexicon
        self.origins = word_classes()["from"]
        # "from him": the one whose words are relayed as a pronoun.
        self.resumed = frozenset().union(*(resumed_forms()[word] for word in self.classes["relayed-from"]))
        self.media = {m.entity for m in scene.mentions if self.is_medium(m)}

    def is_medium(self, mention: Mention) -> bool:
        """Whether the mention is a medium, by its kind word or its name."""
        if mention.kind != "organization":
            return False
        fact = load_world().get(mention.world) if mention.world else None
        if fact is not None:
            return fact.cells.get("type") in MEDIA
        words = self.scene.words
        first, last = self.scene.who.range(mention)
        media = self.classes["medium"]
        if words.norm[first] in self.classes["medium-name"] or any(words.norm[j] in media for j in range(first, last)):
            return True
        j = first - 1
        while j >= 0 and words.norm[j] == '"':
            j -= 1
        return j >= 0 and words.norm[j] in media

    def is_medium_entity(self, entity: str) -> bool:
        """Whether any mention of the entity is a medium's."""
        return entity in self.media

    def source_of_relay(self, verb: int, end: int) -> Mention | None:
        """The one whose words the carrier of the verb at `verb` relays ("A carried from B that")."""
        words = self.scene.words
        for j in range(verb + 1, end):
            if words.norm[j] in self.classes["source"] and words.kind[j] == Kind.WORD:
                source = self.subjects.source(j + 1, end)
                # "A carried from Paris that" tells where A is, not who spoke.
                if source is not None and (source.kind != "place" or words.norm[j] not in self.origins):
                    return source
            if words.norm[j] in self.classes["that"]:
                return None
        return None

    # --- speakers who are cited by a carrier

    def cited(self, draft: Draft) -> list[str] | None:
        """The speaker whom the subject of the reporting verb cites, with that subject as carrier; None without one."""
        cue = draft.cue
        if cue is None:
            return None
        relay = self._relay(draft, cue)
        if relay is not None:
            return self._relayed(draft, relay)
        family, start = self._citation(draft, cue)
        source = self.subjects.source(start, draft.unit.last) if family else None
        if source is None:
            return None
        if family == CITING:
            self.add_subject(draft, cue, draft.first)
        return self.grammar.coordinated(source).entities

    def _relayed(self, draft: Draft, relay: Cue) -> list[str] | None:
        """The one whose words the verb of relaying carries: "from A", "from him", or its own subject."""
        source = self.source_of_relay(relay.at, draft.first)
        words = self.scene.words.norm[relay.at + 1 : draft.first]
        if source is None and any(norm in self.resumed for norm in words):
            self.add_subject(draft, relay, draft.first)
            return None
        unnamed = [] if source else self._unnamed_source(relay, draft.first)
        if unnamed:
            self.add_subject(draft, relay, draft.first)
            return unnamed
        if source is None and relay is draft.cue and not relay.has("relay-from"):
            return self.subjects.subject(relay.at, relay.features, draft.first) or None
        self.add_subject(draft, relay, draft.first)
        return self.grammar.coordinated(source).entities if source else []

    def _unnamed_source(self, relay: Cue, end: int) -> list[str]:
        """The one behind "from" whom no mention covers ("A carried from the survivor his saying")."""
        words = self.scene.words
        for j in range(relay.at + 1, end - 1):
            if words.norm[j] in self.classes["relayed-from"]:
                return self.unnamed.at(j + 1, end)
            if words.norm[j] in self.classes["that"]:
                break
        return []

    def _relay(self, draft: Draft, cue: Cue) -> Cue | None:
        """The verb of relaying that the cue is, or that stands before "his saying"."""
        if cue.has("relay") or cue.has("relay-from"):
            return cue
        if cue.form != "noun" or cue.needs_owner:
            return None
        for j in range(cue.at - 1, draft.unit.first - 1, -1):
            for reading in self.subjects.readings(j):
                if "relay" in reading.entry.traits and reading.features.form in ("past", "present"):
                    return Cue(j, j, j + 1, reading.entry, reading.features)
        return None

    def _citation(self, draft: Draft, cue: Cue) -> tuple[str, int]:
        """The family and the end of "citing" or "by the tongue of", between the cue and its clause or after it."""
        for carrier in draft.carriers:
            if carrier.family.id == CITING:
                return CITING, carrier.last
        if draft.complement is None or cue.phrase:
            return "", -1
        for j in range(cue.at + 1, draft.complement.opener):
            if self.scene.words.norm[j] in self.lexicon.phrases:
                found = self.lexicon.phrase_at(self.scene.words, j)
                if found and found[0].family.id in (CITING, TONGUE):
                    return found[0].family.id, found[2]
        return "", -1

    def add_subject(self, draft: Draft, cue: Cue, end: int) -> None:
        """Makes the subject of the verb of relaying, which stands before word `end`, a carrier."""
        subject = self.subjects.subject(cue.at, cue.features, end)
        if not subject and self.scene.words.norm[cue.at + 1] in self.classes["medium-kind"]:
            subject = self.unnamed.medium(cue.at + 1, end)
        verb = (cue.first, cue.last) if cue is not draft.cue else None
        if subject:
            self._add(draft, subject, Ground("relay", cue.at + 1, max(end, cue.at + 2), verb))
        else:
            topic = self.grammar.topic(cue.at, cue.features).entities
            self._add(draft, topic, Ground("relay", draft.unit.first, cue.first, verb, backwards=True))

    def _add(self, draft: Draft, ids: list[str], ground: Ground) -> None:
        for entity in ids:
            if entity not in draft.via and entity not in self.scene.outlets and entity not in draft.speakers:
                draft.via.append(entity)
                draft.grounds["carrier", entity] = ground

    # --- carriers

    def carry(self, draft: Draft, before: Draft | None) -> None:
        """Fills in the carriers and addressees of `draft`, whose speakers are known, after the statement `before`."""
        cue = draft.cue
        if cue is not None:
            self._addressees(draft, cue)
        for carrier in draft.carriers:
            self._closing(draft, carrier)
        if draft.parent is not None:
            self._through(draft, draft.parent)
        elif self._is_carried_on(draft, before) and before is not None:
            self._add(draft, before.speakers[:1], _taken("understood", before))
        elif self._goes_on(draft, before) and before is not None:
            self._add(draft, before.via, _taken("goes-on", before))
            if not draft.to:
                draft.to = list(before.to)
                draft.grounds.update({("addressee", one): _taken("goes-on", before) for one in before.to})
        draft.via = [v for v in draft.via if v not in draft.speakers]

    def _goes_on(self, draft: Draft, before: Draft | None) -> bool:
        """Whether the draft goes on with words of the statement before, said to the same one."""
        if before is None or before.speakers != draft.speakers or draft.cue is None:
            return False
        if draft.cue.form == "participle":
            return before.unit is draft.unit
        relay = self._relay(draft, draft.cue) if not draft.via else None
        if relay is not None and relay.is_verb:
            return True  # "and it carried from him": the carrier is still the same
        return draft.cue.has("continue") or draft.rule in ("colon-next", "standing")

    def _is_carried_on(self, draft: Draft, before: Draft | None) -> bool:
        """Whether the one who spoke before carries another's words: "A said that ..., and told of B that"."""
        if before is None or before.unit is not draft.unit or draft.via or draft.cue is None:
            return False
        relay = self._relay(draft, draft.cue)
        return relay is draft.cue and draft.how == "cited" and before.speakers != draft.speakers

    def _through(self, draft: Draft, parent: Draft) -> None:
        """A statement inside another's words came through that other."""
        if parent.speakers != draft.speakers:
            self._add(draft, parent.speakers[:1], _taken("within", parent))
        self._add(draft, parent.via, _taken("within", parent))

    def _closing(self, draft: Draft, carrier: Cue) -> None:
        """The medium in a closing phrase."""
        assert carrier.phrase is not None
        if carrier.family.id == CITING:
            return
        mention = None
        ground = Ground("phrase", carrier.last, draft.unit.last, (carrier.first, carrier.last))
        if carrier.phrase.next == "verb":
            for reading in self.subjects.readings(carrier.last):
                subject = self.subjects.subject(carrier.last, reading.features, draft.unit.last)
                if subject:
                    if "relay" in reading.entry.traits or self.is_medium_entity(subject[0]):
                        self._add(draft, subject, ground)
                    return
        elif carrier.phrase.next == "speaker":
            mention = self.subjects.source(carrier.last, draft.unit.last)
        is_opener = draft.cue is not None and carrier.at < draft.cue.at
        if mention is not None and (is_opener or mention.entity in self.media):
            self._add(draft, [mention.entity], ground)

    def _addressees(self, draft: Draft, cue: Cue) -> None:
        """The media and others between the reporting word and its clause, to whom it was said."""
        if draft.complement is None and not draft.rule.startswith("inverted"):
            return
        end = draft.complement.opener if draft.complement else draft.unit.last
        if draft.rule.startswith("inverted") or cue.phrase:
            end = min(end, cue.at + 12)
        if cue.phrase or draft.cue is None:
            return
        j = cue.at + 1
        while j < end:
            mention = self.scene.who.starting(j)
            if mention is None:
                if self._is_unknown_medium(j):
                    found = self.unnamed.medium(j, end)
                    # "The canal" that was told of before is no channel.
                    found = [one for one in found if one in self.media or one not in self.scene.entities]
                    self._add(draft, found, Ground("told-to", j, j + 2))
                j += 1
                continue
            j = self.scene.who.range(mention)[1]
            if mention.entity in draft.speakers or mention.entity in draft.via:
                continue
            self._addressee(draft, cue, mention)

    def _is_unknown_medium(self, j: int) -> bool:
        """Whether a kind word of media at word `j`, behind "to" or the like, has no known name behind it."""
        if self.scene.words.norm[j] not in self.classes["medium-kind"] or self.scene.who.covering(j):
            return False
        after = j + 2 if j + 1 in self.scene.opening else j + 1
        return bool(self.grammar.preposition_at(j - 1)) and self.scene.who.starting(after) is None

    def is_read_out(self, mention: Mention) -> bool:
        """Whether the words before the mention say that it only carried a text ("a statement that A read out")."""
        j = self.scene.who.range(mention)[0] - 1
        return j > 0 and self.scene.words.norm[j] in self.classes["read-out"]

    def _employer(self, mention: Mention) -> str:
        """The medium whose correspondent the mention is; empty for anybody else."""
        first, last = self.scene.who.range(mention)
        if self.scene.words.norm[first] not in self.classes["correspondent"]:
            return ""
        inside = (m for j in range(first + 1, last + 1) if (m := self.scene.who.starting(j)) is not None)
        return next((m.entity for m in inside if m.entity in self.media), "")

    def _addressee(self, draft: Draft, cue: Cue, mention: Mention) -> None:
        governor = self.grammar.governor(mention)
        first, last = self.scene.who.range(mention)
        is_read_out = self.is_read_out(mention)
        carrier = mention.entity if is_read_out else self._employer(mention)
        if carrier:
            verb = (first - 1, first) if is_read_out else None
            self._add(draft, [carrier], Ground("read-out" if is_read_out else "correspondent", first, last, verb))
            return
        if mention.entity in self.media:
            # "in remarks that A published" names a carrier as "to A" does.
            self._add(draft, [mention.entity], Ground("told-to", first, last))
        elif self._is_spoken_to(cue, mention, governor) or (not governor and cue.has("address")):
            if (mention.kind != "place" or cue.has("address")) and mention.entity not in draft.to:
                draft.to.append(mention.entity)
                draft.grounds["addressee", mention.entity] = Ground("told-to", first, last)

    def _is_spoken_to(self, cue: Cue, mention: Mention, governor: str) -> bool:
        """Whether the preposition is that of an addressee, and no adjective's before it ("loyal to A")."""
        if governor not in self.classes["addressed"]:
            return False
        first = self.scene.who.range(mention)[0]
        if governor == TO and mention.kind == "organization" and first > cue.at + 2:
            return False  # "the armed wing of the party": behind a subject the body owns it
        j = self.scene.clitics_start(first) - 1
        return j < 0 or self.scene.words.norm[j] not in self.classes["bound-by-for"]


def _taken(rule: str, of: Draft) -> Ground:
    """The ground of a link that was taken from the statement `of`, whose words show it."""
    return Ground(rule, 0, 0, of=of)
