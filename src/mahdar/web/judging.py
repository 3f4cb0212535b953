"""One thing that somebody looks at to judge it: an entry, a report itself or a link, with its sentences and fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mahdar.corrections.fields import FIELDS, PRECISIONS, STATEMENT_KINDS, event_types
from mahdar.errors import RecordError
from mahdar.linking.cases import from_kept
from mahdar.linking.links import Part
from mahdar.reading.layers import ENTITY_KINDS, STANCES, STATUSES, Event
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.brief import event_label
from mahdar.views.messages import messages
from mahdar.views.naming import days
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cards import short
from mahdar.views.why import said
from mahdar.web.answering import NotThere
from mahdar.web.counting import COUNTED, FATES
from mahdar.web.entries import Entry
from mahdar.web.known import Known
from mahdar.web.matters import entries_at
from mahdar.web.naming import Linked
from mahdar.web.rows import AROUND
from mahdar.web.suggesting import LETTERS, LINK, parts_of, sentences_of

PEOPLE = frozenset({"speaker", "via", "to", "actors", "recipients", "place", "same"})
Around = tuple[str, str, str]


@dataclass(slots=True)
class Judged:
    """What is judged: its address and layer, what it says, its places as (sentence, where), its fields."""

    address: str
    layer: str
    entry: Entry | None = None
    report: int = 0
    title: str = ""
    places: list[tuple[Around, Item]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    what: Both = field(default_factory=lambda: Both("", ""))
    because: list[str] = field(default_factory=list)
    compared: str = ""

    @property
    def can_be_judged(self) -> bool:
        """Whether it can be right or wrong as a whole: a report itself cannot."""
        return self.layer != "report"


def is_address(text: str) -> bool:
    """Whether it is the address of an entry, of a report or of a link."""
    number, separator, key = text.removeprefix(LINK).partition(":")
    if not (number.isdecimal() and len(number) < 10):
        return False
    return not separator or (key[:1] in LETTERS.values() and key[1:].isdecimal() and len(key) < 10)


def layer_of(address: str) -> str:
    """The layer that an address is of."""
    if address.startswith(LINK):
        return "links"
    key = address.partition(":")[2]
    return next((layer for layer, letter in LETTERS.items() if key.startswith(letter)), "report")


def judged(record: Record, known: Known, address: str, lang: str) -> Judged | None:
    """What stands at an address, None where nothing does."""
    if not is_address(address):
        return None
    if address.startswith(LINK):
        return _link(record, known, int(address.removeprefix(LINK)), lang)
    number, _, key = address.partition(":")
    try:
        place, reading = record.find(number)
    except RecordError:
        return None
    layer = layer_of(address)
    made = Judged(address, layer, report=place, title=short(reading.title or reading.source))
    if layer == "report":
        made.fields = _fields(reading, "report", reading)
        return made
    one = next((one for one in getattr(reading, layer) if one.id == key), None)
    if one is None:
        return None
    made.fields = _fields(reading, layer, one)
    made.entry = _entry(record, known, made, reading, one)
    if layer == "entities":
        made.places = _mentions(record, made, key)
        made.because = list(one.because)
    return made


def _entry(record: Record, known: Known, made: Judged, reading: Reading, one: Any) -> Entry | None:
    """The entry as lists show it."""
    if made.layer == "entities":
        item = Linked([(made.report, reading)], known).item(made.report, one.id)
        return Entry(made.address, made.report, made.title, "", say(f"kind.{one.kind}"), who=[item])
    if made.layer == "times":
        when = days(one.earliest, one.latest)
        what = same(when) if when else say("brief.undated")
        made.places = [(_around(reading, one.start, one.end), Item(same(made.address), entry_of(made.address)))]
        return Entry(made.address, made.report, made.title, "", what, code=one.rule)
    found = entries_at(record, known, {made.address}).get(made.address)
    if found is not None:
        made.places = [(found.around, Item(same(made.address), entry_of(made.address)))]
    return found


def entry_of(address: str) -> str:
    """Where an entry stands in its report."""
    return f"/reports/{address.partition(':')[0]}#{address}"


def _around(reading: Reading, start: int, end: int) -> Around:
    holding = next((one for one in reading.sentences if one.holds(start, end)), None)
    first, last = (holding.start, holding.end) if holding else (start, end)
    first, last = max(first, start - AROUND), min(last, end + AROUND)
    return reading.text[first:start], reading.text[start:end][:AROUND], reading.text[end:last]


def _mentions(record: Record, made: Judged, key: str) -> list[tuple[Around, Item]]:
    row = record.connection.execute(
        "SELECT id FROM readings WHERE report = ? AND is_current = 1", (made.report,)
    ).fetchone()
    return [
        (around, Item(same(f"[{made.report}:{number}]"), f"/reports/{made.report}#sentence{number}"))
        for around, number in sentences_of(record, row["id"], key)
    ]


# Links


def _link(record: Record, known: Known, number: int, lang: str) -> Judged | None:
    row = record.connection.execute("SELECT * FROM links WHERE id = ? AND status = 'active'", (number,)).fetchone()
    if row is None:
        return None
    told = messages(lang)
    made = Judged(f"{LINK}{number}", "links", what=say(f"link.{row['label']}"))
    made.because = [said(Part(**part), told) for part in parts_of(row) if f"score.{part['name']}" in told]
    made.compared = f"/compare/{row['left_report']}/{row['right_report']}"
    for end in ("left", "right"):
        made.places.append(_end(record, known, row[end], row[f"{end}_report"]))
    return made


def _end(record: Record, known: Known, address: str, number: int) -> tuple[Around, Item]:
    """One of the two things that a link ties: its sentence, or the title of its report."""
    key = address.partition(":")[2]
    if key[:1] in ("s", "v", "n"):
        found = entries_at(record, known, {address}).get(address)
        if found is not None:
            return found.around, Item(same(address), entry_of(address))
    _, reading = record.find(str(number))
    if key.startswith("m"):
        kept = record.links.kept("case", address)
        if kept:
            telling = from_kept(kept).tellings[0]
            item = Item(same(f"[{number}:{telling.sentence}]"), f"/reports/{number}#sentence{telling.sentence}")
            return _around(reading, telling.start, telling.end), item
    return ("", short(reading.title or reading.source), ""), Item(same(str(number)), f"/reports/{number}")


# The fields that can be put right

_CHOICES: dict[tuple[str, str], tuple[str, Sequence[str]]] = {
    ("statements", "kind"): ("statement.", STATEMENT_KINDS),
    ("statements", "stance"): ("stance.", STANCES),
    ("events", "status"): ("status.", STATUSES),
    ("amounts", "precision"): ("web.precision.", PRECISIONS),
    ("amounts", "of"): ("web.of.", COUNTED),
    ("amounts", "fate"): ("fate.", FATES),
    ("entities", "kind"): ("kind.", ENTITY_KINDS),
    ("times", "type"): ("web.time.", ("DATE", "TIME", "DURATION", "SET")),
}


def _fields(reading: Reading, layer: str, one: Any) -> list[dict[str, Any]]:
    """The fields of an entry with their values, and what may be chosen."""
    people = sorted({who for who in (called(reading, entity.id) for entity in reading.entities) if who})
    return [
        {
            "name": name,
            "value": value_of(reading, one, name),
            "choices": _words_of(reading, one) if name == "apart" else _choices(layer, name),
            "people": people if name in PEOPLE else [],
        }
        for name in FIELDS[layer]
    ]


def _words_of(reading: Reading, entity: Any) -> list[tuple[str, Both]]:
    """The different words that stand for an entity: those of one of them can be set apart."""
    found = dict.fromkeys(
        " ".join(reading.words(mention).split()) for mention in reading.mentions if mention.entity == entity.id
    )
    return [("", same("–"))] + [(words, same(words)) for words in found] if len(found) > 1 else [("", same("–"))]


def _choices(layer: str, name: str) -> list[tuple[str, Both]]:
    if (layer, name) == ("events", "type"):
        made = []
        for kind, modes in event_types().items():
            for mode in (None, *modes):
                event = Event(0, 1, id="", type=kind, mode=mode, status="actual", rule="")
                label = Both(event_label(event, "ar"), event_label(event, "en"))
                made.append((f"{kind}:{mode}" if mode else kind, label))
        return made
    prefix, values = _CHOICES.get((layer, name), ("", ()))
    listed = [(one, say("web.actual" if f"{prefix}{one}" == "status.actual" else f"{prefix}{one}")) for one in values]
    return [("", same("–")), *listed] if name == "fate" else listed


def value_of(reading: Reading, one: Any, name: str) -> str:
    """A field as it would be written to set it."""
    if name in ("same", "apart"):
        return ""
    if name == "day":
        return _bounds(one.earliest, one.latest)
    if name == "published":
        return _bounds(reading.published.earliest, reading.published.latest)
    if name == "number":
        return "/".join(dict.fromkeys(f"{bound:g}" for bound in (one.low, one.high)))
    if name == "type" and hasattr(one, "mode"):
        return f"{one.type}:{one.mode}" if one.mode else str(one.type)
    value = getattr(one, name)
    if name in PEOPLE:
        keys = value if isinstance(value, list) else [value] if value else []
        return ", ".join(called(reading, key) for key in keys)
    return str(value or "")


def _bounds(first: object, last: object) -> str:
    return "/".join(dict.fromkeys(str(day) for day in (first, last) if day))


def called(reading: Reading, key: str) -> str:
    """What an entity is called in its report."""
    found = (" ".join(reading.words(one).split()) for one in reading.mentions if one.entity == key)
    return reading.entity(key).name or next(found, "")


def changes_in(reading: Reading, address: str, values: dict[str, str]) -> dict[str, str]:
    """The fields whose values in a form are others than those of the entry; `NotThere` where there is no entry."""
    layer, key = layer_of(address), address.partition(":")[2]
    one = reading if layer == "report" else next((e for e in getattr(reading, layer) if e.id == key), None)
    if one is None:
        raise NotThere(address)
    return {
        name: values[name] or "-"
        for name in FIELDS[layer]
        if name in values and values[name] != value_of(reading, one, name)
    }
