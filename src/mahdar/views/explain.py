"""Why an event was read as it was: type, doers, recipients, status, place and day, each with reasons and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mahdar.linking.people import tie
from mahdar.reading.layers import Event, Span, Time
from mahdar.record.folding import default_folding
from mahdar.tables import PACKAGE, Row, language_table, read_table
from mahdar.views import corrected
from mahdar.views.address import Place, address
from mahdar.views.brief import event_label, excerpt
from mahdar.views.corrected import marked
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, Names, days
from mahdar.views.quoting import cite, distance, nearest, passages, quoted, sentence_of, to_json
from mahdar.views.said import outer_of, who

CLASS = "needs "


@dataclass(slots=True)
class Point:
    """One thing that was read of the event: what about it, its value, why, and the words that show it."""

    about: str
    value: str
    because: list[str] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Explained:
    """An event with the points of its explanation."""

    place: Place
    event: Event
    points: list[Point]


def explain(place: Place, event: Event, lang: str, *, names: Names | None = None) -> Explained:
    """The explanation of `event`, in words of `lang`; `names` where they are known already."""
    return Explained(place, event, list(_Explainer(place, event, messages(lang), names).points()))


class _Explainer:
    """Puts the points of one event together."""

    def __init__(self, place: Place, event: Event, say: Messages, names: Names | None) -> None:
        self.number, self.reading, self.event, self.say = place.number, place.reading, event, say
        readings = [(place.number, place.reading)]
        self.names = names or Names(tie(readings), readings, say)
        self.trigger = Span(event.start, event.end)
        self.reasons = [_reason(text, say) for text in event.because if not text.startswith(f"{event.rule}:")]

    def points(self) -> Iterator[Point]:
        """The points, in the order in which they are told."""
        yield self._type()
        yield from self._people("actor", self.event.actors)
        yield from self._people("recipient", self.event.recipients)
        yield self._status()
        if self.event.place:
            yield Point("place", self.names.call(self.number, self.event.place), words=self._mention(self.event.place))
        yield self._day()
        yield self._told()

    def _why(self, about: str) -> list[str]:
        return [text for kind, text, _ in self.reasons if kind == about]

    def _type(self) -> Point:
        event, because = self.event, [self.say.say("explain.rule", rule=self.event.rule)]
        words = _family(event.rule)
        if words:
            because.append(self.say.say("explain.family", words=self.say.say("list.comma").join(words)))
        mode = f", {event.mode}" if event.mode else ""
        value = f"{event.type}{mode}: {event_label(event, self.say.lang)}"
        point = Point("type", value, [*because, *self._why("type"), *self._why("")], [self.trigger])
        for text in event.because:
            if text.startswith(CLASS):
                point.words += self._of_class(text.removeprefix(CLASS).strip("<"))
        return point

    def _of_class(self, name: str) -> list[Span]:
        """The word of the class of objects that stands nearest to the event in its sentence."""
        listed = _object_words().get(name)
        if not listed:
            return []
        folding, whole = default_folding(), sentence_of(self.reading, self.trigger)
        forms = {form for word in listed for form in folding.forms(word).all}
        found = [
            Span(whole.start + word.start, whole.start + word.end)
            for word in folding.words(self.reading.text[whole.start : whole.end])
            if word.forms.all & forms
        ]
        found = [span for span in found if not span.overlaps(self.trigger.start, self.trigger.end)]
        return sorted(found, key=lambda span: distance(span, self.trigger))[:1]

    def _people(self, about: str, entities: Sequence[str]) -> Iterator[Point]:
        because = self._why(about)
        if not entities:
            yield Point(about, self.say.say("explain.nobody"))
        for entity in entities:
            yield Point(about, self.names.call(self.number, entity), because, self._mention(entity))

    def _mention(self, entity: str) -> list[Span]:
        mention = nearest(self.reading, entity, self.trigger)
        return [mention] if mention else []

    def _status(self) -> Point:
        status = self.event.status
        point = Point("status", self.say.say(f"status.{status}") or self.say.say("events.actual"), self._why("status"))
        words = [word for kind, _, word in self.reasons if kind == "status" and word]
        point.words = [span for word in words for span in [self._word_before(word)] if span]
        if not point.because:
            latest, first = self.reading.published.latest, self.event.earliest
            is_ahead = status == "planned" and latest is not None and first is not None and first > latest
            point.because = [self.say.say("explain.day_ahead" if is_ahead else "explain.told_as_done")]
        return point

    def _word_before(self, word: str) -> Span | None:
        """Where the word stands in the event's sentence, the last time before it, else the first time after it."""
        whole, text = sentence_of(self.reading, self.trigger), self.reading.text
        found = [Span(*match.span()) for match in re.compile(re.escape(word)).finditer(text, whole.start, whole.end)]
        # Rather a word of its own, or the beginning of one, than letters inside another.
        found = [span for span in found if not text[max(span.start - 1, 0) : span.start].isalpha()] or found
        before = [span for span in found if span.end <= self.trigger.start]
        behind = [span for span in found if span.start >= self.trigger.end]
        return next(iter([*before[::-1], *behind]), None)

    def _day(self) -> Point:
        first, last = self.event.earliest, self.event.latest
        if first is None and last is None:
            key = "explain.asked_no_day" if self.event.status == "asked" else "explain.no_time"
            return Point("day", self.say.say("brief.undated"), [self.say.say(key)])
        point = Point("day", days(first, last))
        time = self._time()
        if time is not None:
            quotation = quoted(self.reading, time)
            means = self.say.say("explain.by_time", words=quotation, days=days(time.earliest, time.latest))
            point.because = [f"{means} ({time.rule})"]
            point.words = [time]
        return point

    def _time(self) -> Time | None:
        """The time that gave the event its day: one of these days, in its sentence, nearest to it."""
        whole = sentence_of(self.reading, self.trigger)
        same = [
            time
            for time in self.reading.times
            if (time.earliest, time.latest) == (self.event.earliest, self.event.latest)
        ]
        within = [time for time in same if whole.holds(time.start, time.start)]
        return min(within or same, key=lambda time: distance(time, self.trigger), default=None)

    def _told(self) -> Point:
        statement = next((one for one in self.reading.statements if one.id == self.event.statement), None)
        if statement is None:
            return Point("report", self.reading.outlet or self.reading.source, [self.say.say("explain.itself")])
        value = f"{address(self.number, statement.id)}  {who(self.number, statement, self.names, self.say)}"
        cue = [Span(*statement.cue)] if statement.cue else []
        outer = outer_of(statement, self.reading.statements)
        because = []
        if outer:
            name = who(self.number, outer, self.names, self.say)
            because.append(self.say.say("said.within", address=address(self.number, outer.id), name=name))
        return Point("statement", value, because, cue)


def _reason(text: str, say: Messages) -> tuple[str, str, str]:
    """What a reason is about, what it means in words, and the word of the report in it."""
    row = next((row for row in _reasons() if text.startswith(row["starts"])), None)
    if row is None:
        return "", text, ""
    rest = text[len(row["starts"]) :].strip()
    rule, _, word = rest.rpartition(": ")
    words = row["ar" if say.lang == "ar" else "en"].format(rest=rest, rule=rule, word=word)
    return row["about"], words, word


@lru_cache(maxsize=1)
def _reasons() -> list[Row]:
    """The rows of the table of reasons, those that begin with more first."""
    table = read_table(PACKAGE / "lang" / "event_reasons.tsv", columns=("starts", "about", "en", "ar"))
    return sorted(table, key=lambda row: -len(row["starts"]))


@lru_cache(maxsize=1)
def _object_words() -> dict[str, list[str]]:
    return {row["class"]: row.many("words") for row in language_table("object_classes", columns=("class", "words"))}


def _family(rule: str) -> list[str]:
    """The verb, the nouns and the participles of the family of words that an event's rule is called after."""
    return _families().get(rule, [])


@lru_cache(maxsize=1)
def _families() -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for row in language_table("triggers", columns=("id", "past", "nouns", "participles")):
        words = (row["past"], *row.many("nouns"), *row.many("participles"))
        made.setdefault(row["id"], [word for word in dict.fromkeys(words) if word])
    return made


def render(explained: Explained, lang: str) -> str:
    """The explanation as text."""
    say = messages(lang)
    number, reading, event = explained.place.number, explained.place.reading, explained.event
    head = f"{address(number, event.id)}  {quoted(reading, event)}  {cite(number, reading, event)}"
    out = [marked(head, reading, event.id, say)]
    out.append(f"   {QUOTES['ar'].format(' '.join(excerpt(reading, event).split()))}")
    for point in explained.points:
        out.append(f"   {say.say(f'explain.{point.about}')}: {point.value}")
        out += [f"      {reason}" for reason in dict.fromkeys(point.because)]
        if point.words and point.about != "type":
            cites = " ".join(dict.fromkeys(cite(number, reading, span) for span in point.words))
            out.append(f"      {' '.join(passages(reading, point.words))}  {cites}")
        elif len(point.words) > 1:
            out.append(f"      {' '.join(passages(reading, point.words))}")
    return "\n".join(out)


def objects(explained: Explained) -> Iterator[dict[str, Any]]:
    """The points for programs; the keys are those of docs/formats.md."""
    reading = explained.place.reading
    for point in explained.points:
        yield {
            "event": address(explained.place.number, explained.event.id),
            "about": point.about,
            "value": point.value,
            "because": list(dict.fromkeys(point.because)),
            "words": [to_json(reading, span) for span in point.words],
            "corrections": corrected.objects(reading, explained.event.id),
        }
