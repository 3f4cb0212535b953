"""Finds draft resolutions and resolutions: who tabled them, what for, what became of them, and the votes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mahdar.linking.matters.common_parts import days_of, first_with, is_near, parties, topics
from mahdar.linking.matters.matter import Party, Telling
from mahdar.linking.matters.scene import Scene, Sentence
from mahdar.linking.matters.votes import votes_in
from mahdar.linking.matters.words import Found, Word, find
from mahdar.reading.layers import Event, Span
from mahdar.world import load_world

KIND = "draft"
COUNCIL, ASSEMBLY = "body:unsc", "body:unga"
BODIES = (COUNCIL, ASSEMBLY)
ADOPTING = frozenset(("itamada", "tabanna", "aqarra", "asdara_qarar", "marrara", "ajmaa", "wafaqa", "saddaqa"))
TABLING = frozenset(("qaddama_mashru", "taqaddama_mashru", "taraha_mashru", "waddaa_mashru", "iqtaraha", "arada"))
VETOING = frozenset(("istakhdama_fitu", "naqada", "naqd", "fitu_n"))
VOTING = frozenset(("sawwata_on", "iqtaraa"))
# Resolutions of the Council are in the thousands since 1995; other numbers after the word are days or articles.
_NUMBER = re.compile(r"[1-3]\d{3}")
# A sentence without the word tells on for the draft of one of the sentences just before.
BACK = 2
# What a draft is to do stands at most this many words after it.
AIM = 24


class Drafts:
    """Finds the tellings of drafts of a report, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._last: tuple[int, Telling] | None = None

    def tellings(self, sentence: Sentence) -> Iterator[Telling]:
        """The tellings of a sentence; votes told after a draft are added to it."""
        found = [*self._numbered(sentence)]
        made = self._telling(sentence)
        if made is not None and not any(one.start == made.start for one in found):
            found.append(made)
        for one in found:
            self._last = (sentence.number, one)
            yield one
        if made is None and self._last is not None and sentence.number - self._last[0] <= BACK:
            self._add_votes(sentence, self._last[1])

    # Resolutions with a number

    def _numbered(self, sentence: Sentence) -> Iterator[Telling]:
        for noun in find(sentence.words, KIND, "noun"):
            number = self._number(sentence, noun)
            if number:
                words = sentence.words
                made = Telling(words[noun.first].start, words[noun.last - 1].end, KIND, "draft:number", "in-force")
                made.number, made.body, made.sentence = number, COUNCIL, sentence.number
                made.is_weak = True
                yield made

    def _number(self, sentence: Sentence, noun: Found) -> str:
        for word in sentence.words[noun.last : noun.last + 4]:
            if _NUMBER.fullmatch(word.norm) and not self._is_year(word):
                return word.norm
        return ""

    def _is_year(self, word: Word) -> bool:
        return any(one.holds(word.start, word.end) for one in self.scene.reading.times)

    # Drafts

    def _telling(self, sentence: Sentence) -> Telling | None:
        noun = self._noun(sentence)
        vetoes = find(sentence.words, KIND, "veto")
        if noun is None:
            return None
        body = self._body(sentence, noun)
        acts = self._acts(sentence, noun)
        state = self._state(sentence, noun, acts, has_veto=bool(vetoes))
        is_draft = noun.entry.value == "draft" or bool(vetoes)
        if not state or self._number(sentence, noun) or (not is_draft and not body):
            return None
        if not body and not vetoes and not self._is_of_body(sentence):
            return None
        words = sentence.words
        made = Telling(words[noun.first].start, words[noun.last - 1].end, KIND, f"draft:{state}", state)
        made.body, made.sentence = body or COUNCIL, sentence.number
        made.topics = topics(sentence, KIND, "aim", noun.first, noun.last + AIM)
        made.events = [one.id for one in acts]
        made.earliest, made.latest = days_of(one for one in acts if one.rule not in TABLING)
        made.parties = self._parties(sentence, noun, acts, vetoes)
        end = sentence.words[min(noun.last + AIM, len(sentence.words)) - 1].end
        made.places = self.scene.places_in(sentence, made.end, end)
        acted = next(
            (scene_place for one in acts if one.place and (scene_place := self.scene.place_key(one.place))), ""
        )
        if acted and all(place.startswith("state:") for place in made.places):
            made.places = [acted]
        made.figures, named = votes_in(self.scene, sentence)
        made.parties += named
        made.is_weak = self.scene.is_headline(made.start)
        return made

    def _noun(self, sentence: Sentence) -> Found | None:
        found = find(sentence.words, KIND, "noun")
        best = [one for one in found if one.entry.value == "draft"]
        return next(iter(best or [one for one in found if one.entry.value == "resolution"]), None)

    def _body(self, sentence: Sentence, noun: Found) -> str:
        """The body named nearest to the word, one before it first: "the Council failed to adopt a resolution"."""
        found = []
        for mention in sentence.mentions:
            key, at = self.scene.key(mention.entity), sentence.at(mention.start)
            if key in BODIES:
                found.append((noun.first - at if at < noun.first else 2 * (at - noun.first), key))
        return min(found)[1] if found else ""

    def _is_of_body(self, sentence: Sentence) -> bool:
        """Whether the report speaks of the Council or the Assembly: other drafts are of parliaments."""
        return any(self.scene.key(one) in BODIES for one in self.scene.entities)

    def _acts(self, sentence: Sentence, noun: Found) -> list[Event]:
        """The acts that decide of a draft or bring it in."""
        rules = ADOPTING | TABLING | VOTING
        return [one for one in sentence.events if one.type == "REJECT" or one.rule in rules]

    def _state(self, sentence: Sentence, noun: Found, acts: list[Event], *, has_veto: bool) -> str:
        adopting = [one for one in acts if one.rule in ADOPTING and self._is_by_body(one)]
        rejecting = [one for one in acts if one.type == "REJECT" and one.status == "actual"]
        voting = [one for one in acts if one.rule in VOTING]
        tabling = [one for one in acts if one.rule in TABLING and self._is_draft(noun)]
        span = Span(sentence.words[noun.first].start, sentence.words[noun.last - 1].end)
        return first_with(
            (
                (has_veto and bool(rejecting), "vetoed"),
                (any(one.status == "denied" for one in adopting), "failed"),
                (any(one.status == "actual" for one in adopting), "adopted"),
                (any(one.status == "planned" for one in voting), "planned"),
                (bool(rejecting) and self._is_draft(noun) and bool(self._body(sentence, noun)), "failed"),
                (any(one.status in ("planned", "asked") for one in adopting) and self._is_draft(noun), "asked"),
                (bool(tabling), "tabled"),
                (self._is_draft(noun) and bool(voting), "discussed"),
                (self._is_draft(noun) and is_near(sentence, "withdrawal", "discussed", span), "discussed"),
            ),
            "",
        )

    def _is_by_body(self, event: Event) -> bool:
        return not event.actors or any(self.scene.key(one) in BODIES for one in event.actors)

    def _is_draft(self, noun: Found) -> bool:
        return noun.entry.value == "draft"

    def _parties(self, sentence: Sentence, noun: Found, acts: list[Event], vetoes: list[Found]) -> list[Party]:
        scene, found = self.scene, []
        for event in acts:
            actors = [one for one in event.actors if scene.key(one) not in BODIES]
            if event.rule in VETOING and vetoes and event.status == "actual":
                found += parties(scene, "vetoes", actors)
            elif event.rule in TABLING and self._is_draft(noun):
                found += parties(scene, "tables", actors)
        found += [Party("tables", "", key, [key]) for key in self._adjectives(sentence, noun.last)]
        for veto in vetoes:
            found += [Party("vetoes", "", key, [key]) for key in self._adjectives(sentence, veto.last)]
        return found

    def _adjectives(self, sentence: Sentence, first: int) -> list[str]:
        """The states whose adjectives follow a word: "the Egyptian, New Zealand and Spanish draft"."""
        adjectives, found = load_world().adjectives, []
        for word in sentence.words[first : first + 5]:
            key = next((adjectives[form] for form in sorted(word.bare) if form in adjectives), None)
            if key is None:
                break
            found.append(key)
        return found

    def _add_votes(self, sentence: Sentence, to: Telling) -> None:
        """Adds the votes of a sentence to the draft told before it."""
        if to.state not in ("vetoed", "adopted", "failed", "planned"):
            return
        figures, named = votes_in(self.scene, sentence)
        if not figures:
            return
        known = {one.what for one in to.figures}
        to.figures += [one for one in figures if one.what not in known]
        to.parties += named
