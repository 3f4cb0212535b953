"""Finds evacuations of people, aid that is let in, and withdrawals of fighters."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.arabic.normal import COMMAS, PROCLITICS
from mahdar.linking.matters.common_parts import askers, days_of, first_with, is_near, parties, request_for, speakers
from mahdar.linking.matters.matter import Figure, Telling
from mahdar.linking.matters.scene import STATE, Scene, Sentence
from mahdar.linking.matters.talks import TALKING
from mahdar.linking.matters.words import find, words_in
from mahdar.reading.layers import Event

EVACUATION, AID, WITHDRAWAL = "evacuation", "aid", "withdrawal"
OUT = frozenset(("ajla", "kharaja_aid", "ghadara_aid", "ghadara_aid2", "akhraja_aid"))
IN = frozenset(
    (
        "awsala", "adkhala", "wusul_aid", "dukhul_aid", "wasala", "waffara", "qaddama_aid", "arsala_aid", "wazzaa",
        "saddara_aid", "tadaffaqa_aid", "abara_aid", "ilqa_aid", "asqata_aid",
    )
)  # fmt: skip
# Fighters driven back are another matter than fighters who leave by agreement.
BACK = frozenset(("tarajaa_area", "taqahqara", "inkafaa"))
LEAVING = frozenset(
    ("insahaba", "sahaba", "akhla", "gharaja", "ghadara", "taraka", "sallama_madina", "akhraja", "ibtaada", "jala")
)
COUNTED = frozenset(("person", "civilian", "child", "woman", "fighter", "refugee"))
NOUN_REACH = 6
JOINED = 5
REACH = 110
PHASES = {"actual": "happened", "planned": "planned", "asked": "asked", "denied": "refused"}


class Movements:
    """Finds the tellings of evacuations, aid and withdrawals of a report, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def tellings(self, sentence: Sentence) -> Iterator[Telling]:
        """The tellings of a sentence."""
        for event in sentence.events:
            kind = self._kind(sentence, event)
            if kind:
                yield self._telling(sentence, event, kind)
        yield from self._leaving(sentence)

    def _leaving(self, sentence: Sentence) -> Iterator[Telling]:
        """How many are still to leave, where no act is told."""
        for found in find(sentence.words, EVACUATION, "to-leave")[:1]:
            near = [one for one in sentence.amounts if 0 <= found.first - sentence.at(one.end - 1) <= 3]
            for amount in [one for one in near if one.of in COUNTED][:1]:
                start, end = sentence.words[found.first].start, sentence.words[found.last - 1].end
                made = Telling(start, end, EVACUATION, "evacuation:to-leave", "planned", sentence=sentence.number)
                made.figures = [Figure(amount.start, amount.end, amount.of, amount.low, amount.high)]
                yield made

    def _is_purpose(self, sentence: Sentence, event: Event) -> bool:
        """Whether it is what something else is to make possible: "so that aid can be brought in"."""
        allowed = is_near(sentence, "any", "purpose", event, before=3, after=0)
        return allowed and event.status in ("actual", "asked")

    def _is_still(self, sentence: Sentence, event: Event) -> bool:
        """Whether they are told to wait for it."""
        at = sentence.at(event.start)
        found = find(sentence.words, EVACUATION, "to-leave")
        return any(one.first <= at < one.last for one in found)

    def _wanted(self, sentence: Sentence, event: Event) -> str:
        return "planned" if request_for(sentence, event.start) is None else "asked"

    def _kind(self, sentence: Sentence, event: Event) -> str:
        at = sentence.at(event.start)
        if event.rule in OUT and find(sentence.words, EVACUATION, "who", at - 5, at + NOUN_REACH):
            return EVACUATION
        if event.rule in IN and find(sentence.words, AID, "what", at - 2, at + 5):
            return AID
        if event.rule in LEAVING | BACK and event.type == "RETREAT":
            return WITHDRAWAL if self._is_of_fighters(sentence, event) else ""
        return ""

    def _is_clear(self, sentence: Sentence, event: Event) -> bool:
        """Whether the word alone means a withdrawal; "leave", "clear" and "fall back" need fighters and a place."""
        return event.rule in ("insahaba", "sahaba", "ibtaada", "akhraja", "gharaja", "jala")

    def _is_of_fighters(self, sentence: Sentence, event: Event) -> bool:
        """Whether forces or fighters leave, and not a delegation or a company."""
        at = sentence.at(event.start)
        if event.rule == "akhla" and not find(sentence.words, WITHDRAWAL, "position", at + 1, at + 5):
            return False
        if any(self._is_armed(one) for one in event.actors):
            placed = event.place or self.scene.places_in(sentence, event.end, event.end + REACH)
            return self._is_clear(sentence, event) or bool(placed) or event.status == "denied"
        if self._is_clear(sentence, event):
            return bool(find(sentence.words, WITHDRAWAL, "who", at + 1, at + 4))
        # "The first group of fighters left the town": who leaves stands further behind the verb.
        is_far = event.rule == "ghadara" and find(sentence.words, WITHDRAWAL, "who", at + 1, at + 9)
        return bool(is_far and self.scene.places_in(sentence, event.end, event.end + REACH))

    def _is_armed(self, entity_id: str) -> bool:
        entity = self.scene.entities[entity_id]
        return entity.world.startswith("side:") or self._has_fighters(entity_id)

    def _has_fighters(self, entity_id: str) -> bool:
        return any(
            find(words_in(self.scene.reading.text, one.start, one.end), WITHDRAWAL, "who")
            for one in self.scene.mentions.get(entity_id, [])
        )

    def _is_saved(self, entity_id: str) -> bool:
        """Whether somebody without a name is of those who are evacuated: civilians, wounded."""
        mentions = [] if self.scene.key(entity_id) else self.scene.mentions.get(entity_id, [])
        words = [words_in(self.scene.reading.text, one.start, one.end) for one in mentions]
        return any(any(found.first == 0 for found in find(one, EVACUATION, "who")) for one in words)

    def _telling(self, sentence: Sentence, event: Event, kind: str) -> Telling:
        scene = self.scene
        made = Telling(event.start, event.end, kind, f"{kind}:{event.rule}", self._state(sentence, event, kind))
        made.sentence, made.events = sentence.number, [event.id]
        made.earliest, made.latest = days_of([event])
        if kind == WITHDRAWAL:
            made.subkinds = ["driven-back"] if event.rule in BACK else ["withdrawal"]
        self._who(made, sentence, event)
        self._where(made, sentence, event)
        request = request_for(sentence, event.start) if event.status == "asked" else None
        if request is not None:
            made.parties += askers(scene, request)
            made.events.append(request.id)
        elif made.state in ("asked", "offered", "refused"):
            part = "asks" if made.state == "asked" else "offers" if made.state == "offered" else "tells"
            made.parties += parties(scene, part, speakers(scene, event.start))
        made.is_weak = scene.is_headline(event.start)
        return made

    def _who(self, made: Telling, sentence: Sentence, event: Event) -> None:
        scene = self.scene
        part = {EVACUATION: "brings-out", AID: "brings-in", WITHDRAWAL: "leaves"}[made.kind]
        # "The evacuation of the wounded": whoever is to be saved does not bring out.
        saved = [one for one in event.actors if made.kind == EVACUATION and self._is_saved(one)]
        made.parties += parties(scene, part, [one for one in event.actors if one not in saved])
        made.parties += parties(scene, "leaves", saved)
        if made.kind == EVACUATION:
            made.parties += parties(scene, "leaves", event.recipients)
        if made.kind == WITHDRAWAL and made.state in ("discussed", "offered"):
            talks = [one for one in sentence.events if one.rule in TALKING and one.start < event.start]
            # Those without a name who are to leave stand beside the word for talks, and are not who talks.
            leaving = {one for one in event.actors if not scene.key(one)}
            who = [one for talk in talks for one in (*talk.actors, *talk.recipients) if one not in leaving]
            made.parties += parties(scene, "discusses", who)
        at = sentence.at(event.start)
        for amount in sentence.amounts:
            gap = min(abs(sentence.at(amount.start) - at), abs(sentence.at(amount.end) - at))
            if amount.of in COUNTED and gap <= NOUN_REACH and amount.fate in (None, "evacuated", "wounded"):
                made.figures.append(Figure(amount.start, amount.end, amount.of, amount.low, amount.high))

    def _where(self, made: Telling, sentence: Sentence, event: Event) -> None:
        scene = self.scene
        after = [one.start for one in sentence.events if one.start > event.start]
        text = scene.reading.text
        after += [at for at in range(event.end, min(sentence.end, event.end + REACH)) if text[at] in COMMAS][:1]
        made.places = scene.places_in(sentence, event.end, min([*after, event.end + REACH]))
        key = scene.place_key(event.place) if event.place else ""
        if not made.places and key and not key.startswith(STATE):
            made.places = [key]

    def _state(self, sentence: Sentence, event: Event, kind: str) -> str:
        if event.rule in BACK and event.status == "asked":
            # Nobody asks for a defeat: what is asked for is what it is to be used for.
            return PHASES["actual"]
        open_ = event.status in ("asked", "planned")
        with_ = self._with(sentence, event)
        return first_with(
            (
                (self._is_still(sentence, event), "planned"),
                (self._is_purpose(sentence, event), self._wanted(sentence, event)),
                (open_ and is_near(sentence, "any", "offered", event, before=12, after=0), "offered"),
                (open_ and is_near(sentence, WITHDRAWAL, "discussed", event, before=4, after=0), "discussed"),
                (open_ and is_near(sentence, "any", "refused", event, before=3, after=0), "refused"),
                (with_ is not None and event.status == "actual", "asked"),
            ),
            PHASES[event.status],
        )

    def _with(self, sentence: Sentence, event: Event) -> Event | None:
        """The act that is asked for and that "and" joins this one to: "a ceasefire and a withdrawal"."""
        at = sentence.at(event.start)
        if not 0 < at < len(sentence.words) or not sentence.words[at].norm.startswith(PROCLITICS["and"]):
            return None
        near = [one for one in sentence.events if one.status == "asked" and 0 < at - sentence.at(one.start) <= JOINED]
        return near[-1] if near else None
