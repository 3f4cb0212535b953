"""Finds truces: asked for, announced, in force, extended, in danger, broken, by whom, where and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mahdar.arabic.normal import COMMAS
from mahdar.linking.matters.common_parts import (
    askers,
    days_of,
    first_with,
    is_near,
    parties,
    request_for,
    speakers,
    topics,
)
from mahdar.linking.matters.matter import Party, Telling
from mahdar.linking.matters.scene import Scene, Sentence
from mahdar.linking.matters.words import find
from mahdar.reading.layers import Event

KIND = "truce"
CEASEFIRE = "ceasefire"
OVER = frozenset(("inhiyar",))
VERBS = frozenset(("awqafa", "tawaqqafa", "allaqa_qital", "anha_qital", "jammada_qital", "kaffa"))
LONGER = frozenset(("tamdid_hudna",))
WIDER = frozenset(("tawsi_hudna",))
# How far the thing that stops may stand behind the word for stopping, in words.
OBJECT = 4
# How far a term or a place may stand behind it, in characters.
REACH = 90
# Durations of years are those of wars.
YEARS = "Y"
# How far the aim of a draft may stand behind it, in characters.
DRAFT_REACH = 130


class Truces:
    """Finds the tellings of truces of a report, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def tellings(self, sentence: Sentence, drafts: Sequence[Telling]) -> Iterator[Telling]:
        """The tellings of a sentence; an act on a truce that is told already adds to it.

        What a draft is to bring about is asked for by those who table it; a draft that failed brought nothing.
        """
        for made in self._acts(sentence):
            draft = next((one for one in drafts if 0 < made.start - one.end <= DRAFT_REACH), None)
            if draft is None:
                yield made
            elif draft.state in ("tabled", "planned", "asked", "discussed", "adopted"):
                made.state, made.rule = "asked", f"{made.rule}:draft"
                made.parties = [Party("asks", one.entity, one.key, one.stands) for one in draft.parties]
                made.parties = [
                    one for one, old in zip(made.parties, draft.parties, strict=True) if old.part == "tables"
                ]
                made.is_weak = False
                yield made

    def _acts(self, sentence: Sentence) -> Iterator[Telling]:
        last: Telling | None = None
        for event in sentence.events:
            if event.type != "RETREAT" or event.mode != CEASEFIRE:
                continue
            made = self._telling(sentence, event)
            if made is None:
                continue
            if last is not None and self._is_of(last, made, event):
                last.events += made.events
                last.term = last.term or made.term
                continue
            last = made
            yield made
        if last is not None:
            yield from self._widened(sentence, last)

    def _widened(self, sentence: Sentence, last: Telling) -> Iterator[Telling]:
        """That a truce told before in the sentence should hold elsewhere too."""
        for found in find(sentence.words, KIND, "widened", sentence.at(last.end))[:1]:
            start, end = sentence.words[found.first].start, sentence.words[found.last - 1].end
            if any(one.holds(start, start) for one in sentence.events):
                continue
            made = Telling(start, end, KIND, "truce:widened", "asked", subkinds=last.subkinds, places=last.places)
            made.parties = parties(self.scene, "asks", speakers(self.scene, start))
            made.sentence = sentence.number
            yield made

    def _is_of(self, last: Telling, made: Telling, event: Event) -> bool:
        """Whether an act is on the truce told just before in the sentence: it "may be extended"."""
        is_on = event.rule in LONGER | OVER | WIDER and made.start - last.end <= REACH
        return is_on and made.state in ("asked", "planned") and last.state in ("asked", "planned")

    def _telling(self, sentence: Sentence, event: Event) -> Telling | None:
        first = sentence.at(event.start)
        subkinds = topics(sentence, KIND, "subkind", first, first + OBJECT + 1)[:1]
        if find(sentence.words, KIND, "other-sense", first, first + 3):
            return None
        if not subkinds and event.rule not in LONGER | OVER | WIDER:
            return None
        state = self._state(sentence, event)
        request = request_for(sentence, event.start) if state == "asked" else None
        made = Telling(event.start, event.end, KIND, f"truce:{event.rule}", state, subkinds=subkinds)
        made.sentence, made.events = sentence.number, [event.id]
        made.earliest, made.latest = days_of([event])
        self._fill(made, sentence, event)
        made.subkinds = [*made.subkinds, *self._lasting(sentence, made, first)]
        if request is not None:
            made.parties += askers(self.scene, request)
            made.events.append(request.id)
            made.earliest, made.latest = request.earliest, request.latest
        elif made.state == "asked":
            made.parties += parties(self.scene, "asks", self._wishers(event))
        made.is_weak = self.scene.is_headline(event.start) or not made.parties
        return made

    def _lasting(self, sentence: Sentence, made: Telling, first: int) -> list[str]:
        """Whether it is for good or for a time, where that is told."""
        found = topics(sentence, KIND, "lasting", first, first + OBJECT + 1)[:1]
        return found or (["temporary"] if made.term and made.state != "extended" else [])

    def _wishers(self, event: Event) -> list[str]:
        """Who says that it should be, without a word of asking."""
        return speakers(self.scene, event.start)

    def _state(self, sentence: Sentence, event: Event) -> str:
        actual = event.status == "actual"
        wider = event.rule in WIDER
        return first_with(
            (
                (event.status == "denied" and event.rule in OVER, "in-force"),
                (event.rule in OVER and actual, "broken"),
                (event.rule in LONGER and event.status == "denied", "refused"),
                (event.rule in LONGER | WIDER and event.status == "asked", "asked"),
                (event.rule in LONGER | WIDER, "asked" if wider and not actual else "extended"),
                (event.status == "denied" and is_near(sentence, KIND, "broken", event), "broken"),
                (event.status == "denied", "refused"),
                (actual and is_near(sentence, KIND, "broken", event, before=2, after=0), "broken"),
                (actual and self._is_that(sentence, event), "asked"),
                (actual and is_near(sentence, KIND, "breached", event, before=3, after=1), "breached"),
                (actual and is_near(sentence, KIND, "in-danger", event, before=3, after=6), "in-danger"),
                (is_near(sentence, KIND, "extended", event, before=3, after=0), self._longer(event)),
                (actual and is_near(sentence, KIND, "announced", event, before=8, after=0), "announced"),
                (event.status == "planned", "announced"),
                (event.status == "asked" or is_near(sentence, KIND, "return", event, before=2, after=0), "asked"),
                (self._is_wished(sentence, event), "asked"),
                (
                    not sentence.words[sentence.at(event.start)].is_definite and self._is_bare(sentence, event),
                    "mentioned",
                ),
            ),
            "in-force",
        )

    def _is_that(self, sentence: Sentence, event: Event) -> bool:
        """Whether it is a verb after "that": somebody wants it."""
        return event.rule in VERBS and is_near(sentence, "any", "that", event, before=3, after=0)

    def _is_bare(self, sentence: Sentence, event: Event) -> bool:
        """Whether the word for a truce has no article and no genitive that would have one."""
        at = sentence.at(event.start)
        return not any(word.is_definite for word in sentence.words[at : at + 3]) and not event.actors

    def _is_wished(self, sentence: Sentence, event: Event) -> bool:
        """Whether "a truce", not yet known, stands in a sentence that asks for something."""
        request = request_for(sentence, event.start)
        return request is not None and self._is_bare(sentence, event)

    def _sides(self, event: Event) -> list[str]:
        """Who stops fighting: no persons, and no bodies that only speak of it."""
        bodies = self._bodies(event)
        return [one for one in event.actors if self.scene.entities[one].kind != "person" and one not in bodies]

    def _bodies(self, event: Event) -> list[str]:
        return [one for one in event.actors if self.scene.is_un(one)]

    def _longer(self, event: Event) -> str:
        return "asked" if event.status == "asked" else "extended"

    def _fill(self, made: Telling, sentence: Sentence, event: Event) -> None:
        """Adds who stops fighting, who announces or confirms it, the places and the term."""
        scene = self.scene
        for part, who in (("stops", self._sides(event)), ("announces", self._bodies(event))):
            made.parties += parties(scene, part, who)
        if made.state in ("announced", "in-force", "extended", "broken", "in-danger", "breached"):
            statement = scene.statement_at(event.start)
            if statement is not None:
                part = "announces" if made.state in ("announced", "extended") else "tells"
                made.parties += parties(scene, part, speakers(scene, event.start))
                made.parties += parties(scene, "confirms", statement.via)
        end = self._end(sentence, event)
        made.places = scene.places_in(sentence, event.end, end)
        key = scene.place_key(event.place) if event.place else ""
        # Where it is asked for is not where it is to hold.
        if not made.places and made.state != "asked" and key and not key.startswith("state:"):
            made.places = [key]
        made.term = next(
            (
                " ".join(scene.reading.words(one).split())
                for one in sentence.times
                if one.type == "DURATION"
                and not one.value.endswith(YEARS)
                and event.end <= one.start < min(end, event.end + REACH)
            ),
            "",
        )

    def _end(self, sentence: Sentence, event: Event) -> int:
        """Where what is told of the truce ends: at the next act of another kind, or soon."""
        others = [one.start for one in sentence.events if one.start > event.start and one.rule not in LONGER | WIDER]
        text = self.scene.reading.text
        commas = [at for at in range(event.end, min(sentence.end, event.end + 2 * REACH)) if text[at] in COMMAS]
        return min([*others, *commas[:1], event.end + 2 * REACH, sentence.end])
