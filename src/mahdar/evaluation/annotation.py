"""Reads a report annotated with inline XML tags into the JSON of a reading, and names every fault in it.

The tags and their attributes are those of CONTRIBUTING.md, "Gold reports". Without the tags the text of the
report remains, so every offset follows from where a tag stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.parsers import expat

from mahdar.errors import MahdarError

Reading = dict[str, Any]

FORMAT = "mahdar.reading/1"
LAYERS = ("parts", "sentences", "entities", "mentions", "times", "amounts", "statements", "events")
PART_TAGS = ("title", "heading", "caption", "byline", "dateline", "signoff", "furniture", "ins")
SPAN_ATTRIBUTES: dict[str, frozenset[str]] = {
    **dict.fromkeys(PART_TAGS, frozenset()),
    "m": frozenset({"e"}),
    "r": frozenset({"e"}),
    "t": frozenset({"type", "v"}),
    "a": frozenset({"v", "p", "of", "fate"}),
    "q": frozenset({"id", "by", "kind", "cue", "via", "to"}),
    "x": frozenset({"id", "type", "mode", "by", "to", "at", "on", "status", "in"}),
}
ENTITY_KINDS = frozenset({"person", "organization", "place", "instrument", "group"})
TIME_TYPES = frozenset({"DATE", "TIME", "DURATION", "SET"})
PRECISIONS = frozenset({"about", "least", "most", "exact"})
STATEMENT_KINDS = frozenset({"direct", "indirect"})
STATUSES = frozenset({"actual", "planned", "asked", "denied"})
EVENT_TYPES = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
# More possible days than these say nothing, so a reading leaves them out.
MOST_DAYS = 62

TIME_VALUE = re.compile(
    r"""
    (?: (?:PAST|PRESENT|FUTURE)_REF
      | P (?: [\dX.]+ [YMWD] (?:T? [\dX.]+ [HMS])? | T [\dX.]+ [HMS] )
      | [\dX]{2,3}                                             # a century, a decade
      | [\dX]{4}
        (?: - (?: W (?:\d\d|XX) | H[12] | Q[1-4] | SP | SU | FA | WI | \d\d | XX )
            (?: - (?:\d{1,2}|XX|WE) )? )?
        (?: T (?: \d\d (?::\d\d)? | MO | MI | AF | EV | NI | DT ) )?
    )
    """,
    re.VERBOSE,
)


class AnnotationError(MahdarError):
    """An annotated report breaks the rules of annotation: names the file and each fault."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """The reading that an annotated report holds, with what is wrong in it."""

    reading: Reading
    faults: list[str]


@dataclass(frozen=True, slots=True)
class _Span:
    tag: str
    attributes: dict[str, str]
    start: int
    end: int
    line: int


def load_annotated(path: Path | str) -> Reading:
    """The reading that the annotated report in the file `path` holds.

    Raises `AnnotationError`, naming every fault, when the file breaks the rules of annotation.
    """
    path = Path(path)
    found = read_annotated(path.read_bytes())
    if found.faults:
        raise AnnotationError("\n".join(f"{path}: {fault}" for fault in found.faults))
    return found.reading


def read_annotated(data: bytes) -> Annotation:
    """The reading and the faults of an annotated report, given as the bytes of its XML.

    Raises `AnnotationError` for bytes that are no XML, and for XML with a document type, since that may
    hold entities that grow without bound.
    """
    source = _Source()
    source.parse(data)
    builder = _Builder(source)
    return Annotation(reading=builder.reading(), faults=builder.faults)


class _Source:
    """What stands in the file: the report's text, the spans of its tags, its entities."""

    def __init__(self) -> None:
        self.report: dict[str, str] = {}
        self.entities: list[dict[str, str]] = []
        self.spans: list[_Span] = []
        self.faults: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = False
        self._open: list[tuple[str, dict[str, str], int, int]] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def parse(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise AnnotationError(f"line {error.lineno}: no well-formed XML: {error}") from error

    def _refuse_doctype(self, *_: object) -> None:
        raise AnnotationError(f"line {self._parser.CurrentLineNumber}: a document type is not allowed")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        if self._in_text:
            if name not in SPAN_ATTRIBUTES:
                self.faults.append(f"line {line}: unknown tag <{name}>")
            self._open.append((name, attributes, self._length, line))
        elif name == "text":
            self._in_text = True
        elif name == "report":
            self.report = attributes
        elif name == "e":
            self.entities.append(attributes)
        elif name != "entities":
            self.faults.append(f"line {line}: unknown tag <{name}> outside <text>")

    def _end(self, name: str) -> None:
        if not self._in_text:
            return
        if self._open:
            tag, attributes, start, line = self._open.pop()
            self.spans.append(_Span(tag, attributes, start, self._length, line))
        elif name == "text":
            self._in_text = False

    def _characters(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)
            self._length += len(data)


@dataclass(slots=True)
class _Builder:
    """Turns a source into a reading, span by span, and collects faults on the way."""

    source: _Source
    faults: list[str] = field(init=False)
    text: str = field(init=False)
    layers: dict[str, list[dict[str, Any]]] = field(init=False)
    known: set[str] = field(init=False)
    where: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.faults = self.source.faults
        self.text = self.source.text.strip()
        self.layers = {name: [] for name in LAYERS}
        self.known = {entity.get("id", "") for entity in self.source.entities}

    def reading(self) -> Reading:
        self._entities()
        for span in self._spans():
            self._check_span(span)
            if span.tag in _ADD:
                _ADD[span.tag](self, span)
        self._check_ids()
        return {"format": FORMAT, "report": self._report(), "text": self.text, **self.layers}

    def _spans(self) -> list[_Span]:
        """The spans with offsets into the stripped text, in text order, outer before inner."""
        whole = self.source.text
        lead = len(whole) - len(whole.lstrip())
        moved = [_Span(s.tag, s.attributes, s.start - lead, s.end - lead, s.line) for s in self.source.spans]
        return sorted(moved, key=lambda s: (s.start, -s.end))

    def _fault(self, message: str) -> None:
        self.faults.append(f"{self.where}: {message}")

    def _check_span(self, span: _Span) -> None:
        words = self.text[max(span.start, 0) : span.end]
        self.where = f"line {span.line}: <{span.tag}> {words[:40]!r}"
        if not words or words != words.strip() or span.start < 0:
            self._fault("white space at an edge, or empty")
        unknown = set(span.attributes) - SPAN_ATTRIBUTES.get(span.tag, set(span.attributes))
        if unknown:
            self._fault(f"unknown attribute {', '.join(sorted(unknown))}")

    def _entities(self) -> None:
        for entity in self.source.entities:
            self.where = f"entity {entity.get('id')!r}"
            if not entity.get("id"):
                self._fault("has no id")
            self._one_of(entity.get("kind"), ENTITY_KINDS, "kind")
            self.layers["entities"].append(
                {
                    "id": entity.get("id"),
                    "kind": entity.get("kind"),
                    "name": None,
                    "name_en": entity.get("name"),
                    "ref": entity.get("ref"),
                }
            )

    def _one_of(self, value: str | None, allowed: frozenset[str], name: str) -> None:
        if value not in allowed:
            self._fault(f"{name} {value!r} is none of {', '.join(sorted(allowed))}")

    def _ids(self, value: str | None) -> list[str]:
        """The entity ids in an attribute, unknown ones included, so that a score can still be computed."""
        found = (value or "").split()
        for one in found:
            if one not in self.known:
                self._fault(f"no entity {one!r}")
        return found

    def _days(self, value: str | None) -> tuple[str | None, str | None]:
        """The first and last day of an attribute that holds a day or `first/last`."""
        if not value:
            return None, None
        first, _, last = value.partition("/")
        last = last or first
        try:
            ordered = date.fromisoformat(first) <= date.fromisoformat(last)
        except ValueError:
            ordered = False
        if not ordered:
            self._fault(f"{value!r} is no day, and no span of days")
        return first, last

    def _report(self) -> dict[str, Any]:
        about = self.source.report
        self.where = "<report>"
        earliest, latest = self._days(about.get("published"))
        titles = [part for part in self.layers["parts"] if part["kind"] == "title"]
        return {
            "id": "sha256:" + sha256(self.text.encode()).hexdigest(),
            "source": about.get("id"),
            "title": self.text[titles[0]["start"] : titles[0]["end"]] if titles else None,
            "outlet": about.get("outlet"),
            "language": "ar",
            "published": {
                "earliest": earliest,
                "latest": latest,
                "days": possible_days(earliest, latest),
                "given": about.get("given") == "yes",
                "because": [],
            },
        }

    def _check_ids(self) -> None:
        for layer in ("entities", "statements", "events"):
            counts = Counter(entry["id"] for entry in self.layers[layer])
            self.faults.extend(f"{layer}: id {one!r} is used {n} times" for one, n in counts.items() if n > 1)
        said = {statement["id"] for statement in self.layers["statements"]}
        for event in self.layers["events"]:
            if event["statement"] and event["statement"] not in said:
                self.faults.append(f"event {event['id']}: no statement {event['statement']!r}")

    def add_part(self, span: _Span) -> None:
        kind = "insertion" if span.tag == "ins" else span.tag
        self.layers["parts"].append({"kind": kind, "start": span.start, "end": span.end})

    def add_mention(self, span: _Span) -> None:
        form = "name" if span.tag == "m" else "role"
        found = self._ids(span.attributes.get("e"))
        if not found:
            self._fault("needs e, an entity's id")
        for one in found:
            self.layers["mentions"].append({"entity": one, "form": form, "start": span.start, "end": span.end})

    def add_time(self, span: _Span) -> None:
        value, kind = span.attributes.get("v", ""), span.attributes.get("type")
        if not TIME_VALUE.fullmatch(value):
            self._fault(f"v {value!r} is no TIMEX3 value")
        self._one_of(kind, TIME_TYPES, "type")
        times = self.layers["times"]
        times.append(
            {
                "id": f"t{len(times)}",
                "start": span.start,
                "end": span.end,
                "type": kind,
                "value": value,
                "earliest": None,
                "latest": None,
            }
        )

    def add_amount(self, span: _Span) -> None:
        value, precision = span.attributes.get("v", ""), span.attributes.get("p", "exact")
        low, _, high = value.partition("/")
        try:
            numbers = (float(low), float(high or low))
        except ValueError:
            self._fault(f"v {value!r} is no number, and no range of numbers")
            return
        self._one_of(precision, PRECISIONS, "p")
        amounts = self.layers["amounts"]
        amounts.append(
            {
                "id": f"n{len(amounts)}",
                "start": span.start,
                "end": span.end,
                "low": numbers[0],
                "high": numbers[1],
                "precision": precision,
                "of": span.attributes.get("of", "other"),
                "fate": span.attributes.get("fate"),
            }
        )

    def add_statement(self, span: _Span) -> None:
        a = span.attributes
        speakers = self._ids(a.get("by"))
        if not speakers or not a.get("id"):
            self._fault("needs id and by")
        self._one_of(a.get("kind"), STATEMENT_KINDS, "kind")
        self.layers["statements"].append(
            {
                "id": a.get("id"),
                "start": span.start,
                "end": span.end,
                "speaker": speakers[0] if speakers else None,
                "speakers": speakers,
                "kind": a.get("kind"),
                "cue": self._cue(a.get("cue"), span),
                "via": self._ids(a.get("via")),
                "to": self._ids(a.get("to")),
            }
        )

    def _cue(self, words: str | None, span: _Span) -> dict[str, int] | None:
        """Where the reporting words stand: the place nearest to the statement, before it or after it."""
        if not words:
            return None
        found = [match.start() for match in re.finditer(re.escape(words), self.text)]
        if not found:
            self._fault(f"cue {words!r} does not stand in the text")
            return None
        start = min(found, key=lambda at: at - span.end if at >= span.end else abs(span.start - at - len(words)))
        return {"start": start, "end": start + len(words)}

    def add_event(self, span: _Span) -> None:
        a = span.attributes
        self._one_of(a.get("type"), EVENT_TYPES, "type")
        self._one_of(a.get("status"), STATUSES, "status")
        earliest, latest = self._days(a.get("on"))
        places = self._ids(a.get("at"))
        events = self.layers["events"]
        events.append(
            {
                "id": a.get("id", f"v{len(events)}"),
                "start": span.start,
                "end": span.end,
                "type": a.get("type"),
                "mode": a.get("mode"),
                "actors": self._ids(a.get("by")),
                "recipients": self._ids(a.get("to")),
                "place": places[0] if places else None,
                "earliest": earliest,
                "latest": latest,
                "status": a.get("status"),
                "statement": a.get("in"),
            }
        )


_ADD: dict[str, Callable[[_Builder, _Span], None]] = {
    **dict.fromkeys(PART_TAGS, _Builder.add_part),
    "m": _Builder.add_mention,
    "r": _Builder.add_mention,
    "t": _Builder.add_time,
    "a": _Builder.add_amount,
    "q": _Builder.add_statement,
    "x": _Builder.add_event,
}


def possible_days(earliest: str | None, latest: str | None) -> list[str]:
    """Each day from `earliest` to `latest`, none when that is no span of days or too long to say anything."""
    try:
        first, last = date.fromisoformat(earliest or ""), date.fromisoformat(latest or "")
    except ValueError:
        return []
    length = (last - first).days + 1
    return [(first + timedelta(days=n)).isoformat() for n in range(length)] if length <= MOST_DAYS else []
