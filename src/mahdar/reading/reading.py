"""What one report says, free of spaCy, and its JSON (`mahdar.reading/1`)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from mahdar.reading.layers import Amount, Corrected, Entity, Event, Mention, Part, Published, Span, Statement, Time

FORMAT: Final = "mahdar.reading/1"


@dataclass(slots=True)
class Reading:
    """One report as read. `report_id` is `sha256:` and the hash of the bytes as received."""

    report_id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    language: str = "ar"
    published: Published = field(default_factory=Published)
    parts: list[Part] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    corrections: list[Corrected] = field(default_factory=list)

    def words(self, span: Span) -> str:
        """The characters of the text that `span` points to."""
        return self.text[span.start : span.end]

    def entity(self, entity_id: str) -> Entity:
        """The entity with this id; `KeyError` when there is none."""
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise KeyError(entity_id)

    def sentence_number(self, offset: int) -> int:
        """The number, from 1, of the sentence that holds `offset` (0 before the first)."""
        return bisect_right(self.sentences, offset, key=_start)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the character at `offset`, None where none does."""
        number = self.sentence_number(offset)
        found = self.sentences[number - 1] if number else None
        return found if found is not None and offset < found.end else None

    def to_json(self) -> dict[str, Any]:
        """The object of the JSON format: every key is present, what is unknown is None."""
        return {
            "format": FORMAT,
            "report": {
                "id": self.report_id,
                "source": self.source,
                "title": self.title,
                "outlet": self.outlet,
                "language": self.language,
                "published": _published(self.published),
            },
            "text": self.text,
            "parts": [{"kind": p.kind, **_at(p)} for p in self.parts],
            "sentences": [_at(s) for s in self.sentences],
            "entities": [
                {"id": e.id, "kind": e.kind, "name": e.name, "name_en": e.name_en, "ref": e.ref} for e in self.entities
            ],
            "mentions": [{"entity": m.entity, "form": m.form, **_at(m)} for m in self.mentions],
            "times": [
                {"id": t.id, **_at(t), "type": t.type, "value": t.value, **_days(t.earliest, t.latest)}
                for t in self.times
            ],
            "amounts": [_amount(a) for a in self.amounts],
            "statements": [_statement(s) for s in self.statements],
            "events": [_event(e) for e in self.events],
            # Only a reading out of a record can have been put right by people.
            **({"corrections": [asdict(one) for one in self.corrections]} if self.corrections else {}),
        }


def _start(span: Span) -> int:
    return span.start


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(earliest: date | None, latest: date | None) -> dict[str, str | None]:
    return {"earliest": _day(earliest), "latest": _day(latest)}


def _published(published: Published) -> dict[str, Any]:
    return {
        **_days(published.earliest, published.latest),
        "days": [day.isoformat() for day in published.days],
        "given": published.given,
        "because": [{**_at(r), "rule": r.rule, "report": r.report} for r in published.because],
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "id": amount.id,
        **_at(amount),
        "low": _number(amount.low),
        "high": _number(amount.high),
        "precision": amount.precision,
        "of": amount.of,
        "fate": amount.fate,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    cue = statement.cue
    return {
        "id": statement.id,
        **_at(statement),
        "speaker": statement.speaker,
        "kind": statement.kind,
        "cue": {"start": cue[0], "end": cue[1]} if cue else None,
        "via": statement.via,
        "to": statement.to,
        "shown": [{"link": w.link, "entity": w.entity, "rule": w.rule, **_at(w)} for w in statement.shown],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        **_at(event),
        "type": event.type,
        "mode": event.mode,
        "actors": event.actors,
        "recipients": event.recipients,
        "place": event.place,
        **_days(event.earliest, event.latest),
        "status": event.status,
        "statement": event.statement,
    }
