"""Finds sessions: which body, of what kind, asked for by whom, planned or held, and who did not sign the request."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.arabic.normal import COMMAS, PROCLITICS, normalise
from mahdar.linking.matters.common_parts import (
    REQUEST,
    askers,
    counted,
    days_of,
    first_with,
    is_near,
    parties,
    request_for,
    speakers,
)
from mahdar.linking.matters.matter import Party, Telling
from mahdar.linking.matters.scene import Scene, Sentence
from mahdar.linking.matters.words import Found, find
from mahdar.reading.layers import Event, Mention, Span
from mahdar.tables import world_table
from mahdar.world import load_world

KIND = "session"
UN, COUNCIL, ASSEMBLY, STATE = "body:un", "body:unsc", "body:unga", "state:"
# The words of "an informal special session … of the Security Council" at most.
PHRASE = 8
# How far behind it what it is about may be named, in characters.
PLACE_REACH = 120
# A session that is only pointed to was told in the sentences just before.
BACK = 4
OPENING = "iftataha"


class Sessions:
    """Finds the tellings of sessions of a report, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.bodies = {f"body:{row['id']}" for row in world_table("session_bodies", columns=("id",))}
        self._names = _body_names({scene.key(one) for one in scene.entities})
        self._last: tuple[int, Telling] | None = None
        self._asked: Telling | None = None

    def tellings(self, sentence: Sentence) -> Iterator[Telling]:
        """The tellings of a sentence."""
        yield from self._listed(sentence)
        before = -1
        for noun in find(sentence.words, KIND, "noun"):
            if noun.first < before:
                continue
            made = self._telling(sentence, noun)
            if made is None:
                continue
            before = noun.last
            self._last = (sentence.number, made)
            if made.state == "asked" and any(one.part == "asks" for one in made.parties):
                self._asked = made
            yield made
        yield from self._meets(sentence)

    def _telling(self, sentence: Sentence, noun: Found) -> Telling | None:
        words = sentence.words
        is_other = find(words, KIND, "other-sense", noun.first, noun.first + 3)
        if is_other or self._is_general(sentence, noun) or find(words, KIND, "between", noun.last, noun.last + 2):
            return None
        span = Span(words[noun.first].start, words[noun.last - 1].end)
        events = self._events(sentence, noun)
        pointed = self._pointed(sentence, noun)
        body, end = (pointed, noun.last) if pointed else self._body(sentence, noun, events)
        is_weak = bool(pointed) or self._is_last(sentence, noun)
        if pointed:
            end = min(noun.last + 4, len(words))
        elif not body:
            return None
        request = self._request(sentence, span, events)
        made = Telling(
            span.start,
            span.end,
            KIND,
            f"session:{noun.entry.value}",
            self._state(sentence, span, events, request),
            subkinds=self._subkinds(sentence, noun, end),
            body=body,
            sentence=sentence.number,
            events=[one.id for one in events],
            is_weak=is_weak or self.scene.is_headline(span.start),
        )
        made.earliest, made.latest = days_of(events)
        self._fill(made, sentence, span, request)
        return made

    def _is_general(self, sentence: Sentence, noun: Found) -> bool:
        """Whether it is told what sessions of a kind need, not of one session."""
        is_definite = sentence.words[noun.first].is_definite
        return is_definite and bool(find(sentence.words, KIND, "general", noun.last, noun.last + 4))

    def _events(self, sentence: Sentence, noun: Found) -> list[Event]:
        """The acts of meeting on the noun or on its verb, the nearest first."""
        others = {one.first for one in find(sentence.words, KIND, "noun") if not noun.first <= one.first < noun.last}
        found = []
        for event in sentence.events:
            at = sentence.at(event.start)
            if event.type != "CONSULT" or not noun.first - 9 <= at < noun.last + 7 or at in others:
                continue
            body = any(self.scene.key(one) in self.bodies for one in (*event.actors, *event.recipients))
            distance = 0 if noun.first <= at < noun.last else abs(at - noun.first)
            if distance <= 3 or (body and event.rule in HOLDING):
                found.append((distance, event))
        return [event for _, event in sorted(found, key=lambda one: one[0])]

    def _body(self, sentence: Sentence, noun: Found, events: list[Event]) -> tuple[str, int]:
        """The key of the body, and the index of the word where the phrase ends."""
        words = sentence.words
        limit = min(noun.last + PHRASE, len(words))
        for mention in sentence.mentions:
            at = sentence.at(mention.start)
            if noun.last <= at < limit and self._is_body(mention) and not self._is_parted(sentence, noun.last, at):
                return self.scene.key(mention.entity), at
        for at in range(noun.last, limit):
            named = self._named(sentence, at)
            if named and not self._is_parted(sentence, noun.last, at):
                return named, at
        for event in events:
            held = [self.scene.key(one) for one in (*event.actors, *event.recipients)]
            body = next((key for key in held if key in self.bodies and key != UN), "")
            if body and sentence.at(event.start) <= noun.last:
                return body, min(noun.last + 5, len(words))
        return self._body_before(sentence, noun), min(noun.last + 5, len(words))

    def _named(self, sentence: Sentence, at: int) -> str:
        """The body that a word alone names, "the Assembly", where the reading has another entity."""
        return next((self._names[form] for form in sorted(sentence.words[at].bare) if form in self._names), "")

    def _body_before(self, sentence: Sentence, noun: Found) -> str:
        """The body that stands before, as in a headline whose verb is left out."""
        is_session = noun.entry.value == "session"
        for mention in sentence.mentions:
            gap = noun.first - sentence.at(mention.end - 1)
            if is_session and 0 < gap <= 5 and self._is_body(mention) and mention.start <= sentence.start + 2:
                return self.scene.key(mention.entity)
        start = sentence.words[noun.first].start
        if is_session and request_for(sentence, start) is not None:
            # "A letter to the President of the Assembly asks for a session": it is hers.
            before = [one for one in sentence.mentions if one.start < start and self._is_body(one)]
            return self.scene.key(before[-1].entity) if before else ""
        return ""

    def _is_body(self, mention: Mention) -> bool:
        return self.scene.key(mention.entity) in self.bodies

    def _is_other(self, body: str, mention: Mention) -> bool:
        """Whether a mention names another of the bodies that have sessions of their own."""
        key = self.scene.key(mention.entity)
        before = self.scene.reading.text[: mention.start].rstrip()
        return key not in (body, UN) and before.endswith(PROCLITICS["and"])

    def _is_parted(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether a comma, or another noun of meeting, stands between two words."""
        words = sentence.words
        between = self.scene.reading.text[words[first - 1].end : words[last].start if last < len(words) else None]
        return any(mark in between for mark in ",;:.\u060c\u061b") or any(
            find(words, KIND, role, first, last) for role in ("noun", "parting")
        )

    def _pointed(self, sentence: Sentence, noun: Found) -> str:
        """The body of the session told before, for "this session"; empty when nothing points to one."""
        if self._last is None or sentence.number - self._last[0] > BACK:
            return self._body_told(sentence, noun)
        words = sentence.words
        pointed = find(words, KIND, "pointing", noun.first - 2, noun.first)
        is_body = any(sentence.at(one.start) == noun.last and self._is_body(one) for one in sentence.mentions)
        if not is_body and (pointed or (words[noun.first].is_definite and noun.entry.value == "session")):
            return self._last[1].body
        return ""

    def _body_told(self, sentence: Sentence, noun: Found) -> str:
        """The body that the sentences just before speak of, for "this session" where none was told."""
        if not find(sentence.words, KIND, "pointing", noun.first - 2, noun.first):
            return ""
        before = [one for one in self.scene.sentences if sentence.number - BACK <= one.number < sentence.number]
        keys = [self.scene.key(one.entity) for told in before for one in told.mentions]
        return next((key for key in reversed(keys) if key in (COUNCIL, ASSEMBLY)), "")

    def _is_last(self, sentence: Sentence, noun: Found) -> bool:
        """Whether it is called the last session, one that is known."""
        return bool(find(sentence.words, KIND, "last", noun.first - 1, noun.first))

    def _subkinds(self, sentence: Sentence, noun: Found, end: int) -> list[str]:
        last = max(end, noun.last)
        found = []
        used = -1
        for one in find(sentence.words, KIND, "subkind", noun.first, last):
            if one.first >= used:
                found.append(one.entry.value)
                used = one.last
        if {"special", "emergency"} <= set(found):
            found = [one for one in found if one not in ("special", "emergency")] + ["emergency-special"]
        return [*found, "closed"] if noun.entry.value == "consultations" and "closed" not in found else found

    def _request(self, sentence: Sentence, span: Span, events: list[Event]) -> Event | None:
        """Who asked for the session: the request before it, or "at the initiative of" after it."""
        is_asked = not events or any(one.status == "asked" for one in events[:2])
        # "Asked … to hold a session": the act stands right before the word, with nobody between who holds it.
        is_bare = bool(events) and events[0].status == "actual"
        is_asked = is_asked or (is_bare and sentence.at(events[0].start) == sentence.at(span.start) - 1)
        before = request_for(sentence, span.start)
        if before is not None and is_asked:
            return before
        for event in sentence.events:
            gap = sentence.at(event.start) - sentence.at(span.end)
            if event.type == REQUEST and event.actors and 0 <= gap <= PHRASE and _is_at_request(sentence, event):
                return event
        return None

    def _state(self, sentence: Sentence, span: Span, events: list[Event], request: Event | None) -> str:
        status = events[0].status if events else ""
        asked = request is not None and request.start < span.start
        return first_with(
            (
                (is_near(sentence, KIND, "postponed", span, before=3, after=0), "postponed"),
                (is_near(sentence, KIND, "cancelled", span, before=2, after=0), "cancelled"),
                (asked and request is not None and request.status == "denied", "refused"),
                (asked, "asked"),
                (status == "asked" and is_near(sentence, "any", "possible", span, before=2, after=0), "possible"),
                (status == "asked", "asked"),
                (status == "planned", "planned"),
                (status == "denied", "refused"),
                (status == "actual", "held"),
            ),
            "mentioned",
        )

    def _fill(self, made: Telling, sentence: Sentence, span: Span, request: Event | None) -> None:
        """Adds who asks, opens or says it, the numbers and the places."""
        scene = self.scene
        if request is not None:
            found = [one for one in askers(scene, request) if one.key not in self.bodies]
            # Who stands before "at the initiative of" holds or opens the session, and is not asked for it.
            is_before = request.start < span.start
            made.parties += [one for one in found if is_before or one.part == "asks"]
            made.figures += counted(scene, sentence, request, "askers")
            made.events.append(request.id)
            if made.state == "asked":
                made.earliest, made.latest = request.earliest, request.latest
        elif made.state in ("asked", "possible"):
            made.parties += parties(scene, "speaks-of", speakers(scene, span.start))
        for event in sentence.events:
            if event.rule == OPENING:
                made.parties += parties(scene, "opens", event.actors)
                made.events.append(event.id)
        made.parties += [
            scene.party("also", one.entity)
            for one in sentence.mentions
            if span.end <= one.start <= span.end + 60 and self._is_body(one) and self._is_other(made.body, one)
        ][:1]
        made.parties += self._speakers_there(sentence, made)
        later = [one.start for one in find_spans(sentence, KIND, "noun") if one.start > span.start]
        text = scene.reading.text
        later += [at for at in range(span.end, min(sentence.end, span.end + PLACE_REACH)) if text[at] in COMMAS][:1]
        places = scene.places_in(sentence, span.end, min([*later, span.end + PLACE_REACH]))
        made.places = [place for place in places if place not in made.keys()]

    def _speakers_there(self, sentence: Sentence, made: Telling) -> list[Party]:
        """Who briefs the body."""
        if not made.rule.endswith("briefing"):
            return []
        events = [one for one in sentence.events if one.id in made.events]
        return [
            self.scene.party("briefs", one)
            for event in events
            for one in event.actors
            if self.scene.key(one) not in self.bodies
        ]

    def _listed(self, sentence: Sentence) -> Iterator[Telling]:
        """Who did not sign the request told last, and whom the report calls members of the Council."""
        members = list(self._council_members(sentence))
        last = self._last[1] if self._last is not None and sentence.number - self._last[0] <= BACK else None
        found = [*self._signatures(sentence), *(members if last is not None else [])]
        of = self._asked or last
        if found and of is not None:
            start = min(one.start for one in find_spans(sentence, KIND, "does-not-sign") or [sentence.mentions[0]])
            made = Telling(start, start + 1, KIND, "session:signatures", "mentioned", body=of.body, parties=found)
            made.end = next((word.end for word in sentence.words if word.start == start), start + 1)
            made.sentence = sentence.number
            yield made

    def _signatures(self, sentence: Sentence) -> list[Party]:
        """Those that did not sign the request told last."""
        if self._asked is None:
            return []
        for found in find(sentence.words, KIND, "does-not-sign")[:1]:
            if not find(sentence.words, KIND, "letter", found.last, found.last + 5):
                continue
            start = sentence.words[found.last - 1].end
            listed = find(sentence.words, KIND, "namely", found.last)
            counted = [one for one in sentence.amounts if listed and one.start >= start]
            named = [one for one in sentence.mentions if one.start >= start and self._may_sign(one)]
            # "Four members, namely …": the four are those named after it.
            named = [one for one in named if not any(one.holds(amount.start, amount.end) for amount in counted)]
            return parties(self.scene, "does-not-sign", [one.entity for one in named])
        return []

    def _council_members(self, sentence: Sentence) -> Iterator[Party]:
        """The states that a sentence lists as members of the Council: "four members of the Council, namely …"."""
        for found in find(sentence.words, KIND, "members"):
            body = [one for one in sentence.mentions if 0 < sentence.at(one.start) - found.first <= 5]
            ends = [sentence.at(one.end - 1) for one in body if self.scene.key(one.entity) == COUNCIL]
            if not ends or not find(sentence.words, KIND, "namely", ends[0] + 1, ends[0] + 3):
                continue
            at = ends[0] + 2
            for mention in sentence.mentions:
                first = sentence.at(mention.start)
                if first < at or not self.scene.key(mention.entity).startswith(STATE):
                    continue
                if first > at + 1:
                    break
                at = sentence.at(mention.end - 1) + 1
                yield self.scene.party("council-member", mention.entity)

    def _may_sign(self, mention: Mention) -> bool:
        entity = self.scene.entities[mention.entity]
        return entity.kind in ("place", "group") and mention.entity not in self.bodies and not self._is_body(mention)

    def _meets(self, sentence: Sentence) -> Iterator[Telling]:
        """Sessions that only a verb tells: "the Assembly meets tomorrow"."""
        for event in sentence.events:
            if event.rule not in VERBS or find(sentence.words, KIND, "noun", sentence.at(event.start)):
                continue
            body = next((self.scene.key(one) for one in event.actors if self.scene.key(one) in self.bodies), "")
            if body and (event.earliest or event.latest):
                made = Telling(event.start, event.end, KIND, "session:verb", STATE_OF[event.status], body=body)
                made.earliest, made.latest = event.earliest, event.latest
                made.sentence, made.events = sentence.number, [event.id]
                yield made


HOLDING = frozenset(("qada_jalsa", "inaqada", "iltaama", "ijtamaa", "iftataha", "istanafa_jalsa"))
VERBS = frozenset(("ijtamaa", "inaqada", "iltaama"))
STATE_OF = {"actual": "held", "planned": "planned", "asked": "asked", "denied": "refused"}


def find_spans(sentence: Sentence, kind: str, role: str) -> list[Span]:
    """The spans of the words of this role in a sentence."""
    return [
        Span(sentence.words[one.first].start, sentence.words[one.last - 1].end)
        for one in find(sentence.words, kind, role)
    ]


def _body_names(named: set[str]) -> dict[str, str]:
    """The bodies of a report that one word names, by that word."""
    world = load_world()
    found: dict[str, str] = {}
    for key in sorted({ASSEMBLY, COUNCIL} & named) or [ASSEMBLY, COUNCIL]:
        fact = world.get(key)
        for name in fact.short_names if fact else ():
            words = normalise(name).split()
            if len(words) == 1:
                found.setdefault(words[0], key)
    return found


def _is_at_request(sentence: Sentence, event: Event) -> bool:
    return bool(find(sentence.words, KIND, "at-request", sentence.at(event.start), sentence.at(event.start) + 1))
