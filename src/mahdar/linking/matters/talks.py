"""Finds talks: meetings, negotiations and calls between parties, planned, offered, held or refused, and their topic."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.linking.matters.common_parts import (
    REQUEST,
    days_of,
    first_with,
    is_near,
    parties,
    request_for,
    speakers,
    topics,
)
from mahdar.linking.matters.matter import Party, Telling
from mahdar.linking.matters.scene import STATE, Scene, Sentence
from mahdar.linking.matters.words import Found, find
from mahdar.linking.offices import terms_of
from mahdar.reading.layers import Event

KIND = "talks"
TALKING = frozenset(
    (
        "iltaqa", "liqa", "ijtamaa", "tabahatha", "tashawara", "tahadatha_ma", "tafawada", "hiwar", "qimma", "mutamar",
        "fawada", "jawla", "hatafa", "ittasala", "mukalama", "hatafa2", "ijtama_mini", "bahatha", "naqasha",
    )
)  # fmt: skip
CALLS = frozenset(("hatafa", "ittasala", "mukalama", "hatafa2"))
# Nouns of negotiation are a matter even where who negotiates is not told.
NEGOTIATION = frozenset(("tabahatha", "tashawara", "tahadatha_ma", "tafawada", "fawada", "jawla", "hiwar"))
BEFORE, AFTER = 8, 14
# How many words behind the word for talks somebody without a name may stand.
WITHOUT_NAME = 5
REACH = 70
BODY = "body:"
VISITS = frozenset(("zara", "wasala", "tawajjaha", "ifad"))
# How many characters before a call its words may be told.
BACK = 600


class Talks:
    """Finds the tellings of talks of a report, sentence by sentence."""

    def __init__(self, scene: Scene, bodies: set[str]) -> None:
        self.scene = scene
        self.bodies = bodies

    def tellings(self, sentence: Sentence, taken: set[str]) -> Iterator[Telling]:
        """The tellings of a sentence, of the acts that no session took."""
        yield from self._centres(sentence)
        for event in sentence.events:
            if event.id in taken or event.rule not in TALKING or self._is_press(sentence, event):
                continue
            if self._is_bidden(sentence, event):
                continue
            made = self._telling(sentence, event)
            if self._is_worth(made, event):
                yield made

    def _is_worth(self, made: Telling, event: Event) -> bool:
        """Whether enough is told to follow it: two parties that negotiate, or one and a topic or place."""
        who = {one.entity for one in made.parties if one.part == "talks"}
        if len(who) >= 2:
            # Who receives whom fills the press: a matter has a topic, or a side or envoy of the crisis.
            is_negotiation = event.rule in NEGOTIATION and any(self._is_known(one) for one in made.parties)
            return is_negotiation or bool(made.topics) or any(self._is_of_crisis(one) for one in made.parties)
        if event.rule in NEGOTIATION:
            return bool(made.topics or made.places) and bool(made.parties or (made.topics and made.places))
        # A body that meets is two parties and more.
        is_body = any(one.key.startswith("body:") for one in made.parties if one.part == "talks")
        return is_body and event.rule in ("ijtamaa", "qimma") and made.state in ("planned", "asked")

    def _is_of_crisis(self, party: Party) -> bool:
        """Whether somebody is a side of a conflict, a body of states or one of its people."""
        if any(key.startswith("side:") for key in party.stands) or self.scene.is_un(party.entity):
            return True
        return any(self.scene.is_of_states(f"{BODY}{term.body}") for term in terms_of(party.key) if term.body)

    def _is_known(self, party: Party) -> bool:
        """Whether somebody is in the world tables or stands for one that is: clubs negotiate with trainers."""
        return any(self.scene.is_world(key) for key in party.stands)

    def _is_press(self, sentence: Sentence, event: Event) -> bool:
        at = sentence.at(event.start)
        return bool(find(sentence.words, KIND, "press", at, at + 3))

    def _telling(self, sentence: Sentence, event: Event) -> Telling:
        scene = self.scene
        made = Telling(event.start, event.end, KIND, f"talks:{event.rule}", self._state(sentence, event))
        made.subkinds = ["call"] if event.rule in CALLS else []
        made.sentence, made.events = sentence.number, [event.id]
        made.earliest, made.latest = days_of([event])
        made.parties = parties(scene, "talks", self._talkers(sentence, event))
        if made.state in ("asked", "offered"):
            self._asked(made, sentence, event)
        at = sentence.at(event.start)
        made.topics = topics(sentence, KIND, "topic", at - BEFORE, at + AFTER)
        made.places = [one for one in scene.places_in(sentence, event.end, event.end + REACH) if self._is_there(one)]
        key = scene.place_key(event.place) if event.place else ""
        if not made.places and key:
            made.places = [key]
        made.is_weak = scene.is_headline(event.start)
        return made

    def _talkers(self, sentence: Sentence, event: Event) -> list[str]:
        """Who talks: those of the act, else who travels for it, or whom a relative clause says was called."""
        who = [one for one in (*event.actors, *event.recipients) if self._is_at(sentence, event, one)]
        leaving = {one for act in sentence.events if act.type == "RETREAT" for one in act.actors}
        who = [one for one in who if one not in leaving or self.scene.key(one)]
        if self._is_put(sentence, event):
            told = speakers(self.scene, event.start)
            return [one for one in who if one not in told]
        if event.actors:
            return who
        visits = [one for one in sentence.events if one.rule in VISITS and one.start < event.start]
        if who and visits:
            return [*visits[-1].actors, *who]
        return who or self._called(sentence, event)

    def _called(self, sentence: Sentence, event: Event) -> list[str]:
        """Who was called, told before a relative clause, and who tells them something in the sentences just before."""
        at = sentence.at(event.start)
        relative = find(sentence.words, KIND, "who-relative", at - 3, at) if event.rule in CALLS else []
        ends = [sentence.words[one.first - 1].end for one in relative if one.first]
        called = [one.entity for one in sentence.mentions if ends and one.end == ends[-1]][-1:]
        if not called:
            return []
        keys = set(self.scene.stands_for(called[0]))
        callers = [
            one.speaker
            for one in self.scene.reading.statements
            if one.speaker
            and keys & {key for to in one.to for key in self.scene.stands_for(to)}
            and event.start - BACK < one.start < event.end
        ]
        return [*(callers[-1:] or speakers(self.scene, event.start)), *called]

    def _is_put(self, sentence: Sentence, event: Event) -> bool:
        """Whether a speaker puts it into the mouth of another: "call them to say: I am ready for talks"."""
        at = sentence.at(event.start)
        return bool(find(sentence.words, "any", "to-say", at - BEFORE, at)) and bool(speakers(self.scene, event.start))

    def _put(self, made: Telling, sentence: Sentence, event: Event) -> None:
        """Adds who puts it into whose mouth: who speaks is named before whom they address."""
        statement = self.scene.statement_at(event.start)
        before = [one.entity for one in sentence.mentions if one.kind == "person" and one.start < made.start]
        told = speakers(self.scene, event.start)
        to = statement.to if statement is not None else []
        if before and before[0] not in told and set(told) & set(before):
            told, to = before[:1], told
        made.parties += parties(self.scene, "asks", told)
        made.parties += parties(self.scene, "addressee", to)

    def _is_bidden(self, sentence: Sentence, event: Event) -> bool:
        """Whether a speaker tells another to call somebody, which is no call: "call them to say …"."""
        at = sentence.at(event.start)
        is_said = event.rule in CALLS and self.scene.statement_at(event.start) is not None
        return is_said and bool(find(sentence.words, "any", "to-say", at + 1, at + BEFORE))

    def _is_at(self, sentence: Sentence, event: Event, entity_id: str) -> bool:
        """Whether somebody stands in the sentence, near enough where nobody names him: talks are about others too."""
        if self.scene.key(entity_id):
            here = (one for one in self.scene.mentions.get(entity_id, []) if sentence.holds(one.start, one.end))
            return any(here) or entity_id in speakers(self.scene, event.start)
        places = [
            sentence.at(one.start)
            for one in self.scene.mentions.get(entity_id, [])
            if sentence.holds(one.start, one.end)
        ]
        return not places or min(places) - sentence.at(event.start) <= WITHOUT_NAME

    def _is_there(self, place: str) -> bool:
        return not place.startswith(STATE)

    def _asked(self, made: Telling, sentence: Sentence, event: Event) -> None:
        """Adds who wants the talks; who offers them is one of those who would talk."""
        request = request_for(sentence, event.start)
        who = request.actors if request is not None else speakers(self.scene, event.start)
        if self._is_put(sentence, event):
            self._put(made, sentence, event)
            return
        if request is None and made.state == "offered":
            who = [
                one for act in sentence.events if act.type == "AGREE" and act.start < event.start for one in act.actors
            ]
        made.parties += parties(self.scene, "offers" if made.state == "offered" else "asks", who)
        if request is not None:
            made.events.append(request.id)
            made.parties += parties(self.scene, "addressee", request.recipients)

    def _state(self, sentence: Sentence, event: Event) -> str:
        is_open = event.status in ("asked", "planned")
        offered = is_open and is_near(sentence, "any", "offered", event, before=8, after=0)
        refused = is_near(sentence, "any", "refused", event, before=3, after=0)
        preparing = is_open and is_near(sentence, "any", "preparing", event, before=4, after=0)
        return first_with(
            (
                (self._is_put(sentence, event), "asked"),
                (offered, "offered"),
                (preparing, "planned"),
                (is_near(sentence, "any", "announced-of", event, before=4, after=0), "planned"),
                (refused and event.status in ("asked", "denied"), "refused"),
                (event.status == "denied", "refused"),
                (event.status == "asked" and request_for(sentence, event.start) is None, "asked"),
            ),
            {"actual": "held", "planned": "planned", "asked": "asked"}.get(event.status, "held"),
        )

    def _centres(self, sentence: Sentence) -> Iterator[Telling]:
        """Joint centres that parties form."""
        for found in find(sentence.words, KIND, "centre")[:1]:
            yield self._centre(sentence, found)

    def _centre(self, sentence: Sentence, found: Found) -> Telling:
        start, end = sentence.words[found.first].start, sentence.words[found.last - 1].end
        made = Telling(start, end, KIND, "talks:centre", "happened", subkinds=["joint-centre"])
        made.sentence = sentence.number
        acts = [one for one in sentence.events if one.type == REQUEST and one.start < start]
        made.state = "asked" if acts else "happened"
        kinds = ("place", "organization")
        who = [one.entity for one in sentence.mentions if self.scene.entities[one.entity].kind in kinds]
        made.parties = parties(self.scene, "takes-part", who)
        return made
