"""Going through what was read, entry by entry: accept, reject, put right, undo, all through corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from mahdar.corrections import correct, withdraw
from mahdar.corrections.correction import CONFIRM, CORRECT, REJECT
from mahdar.corrections.fields import FIELDS, PRECISIONS, STATEMENT_KINDS, event_types
from mahdar.errors import SettingError
from mahdar.intake import tie_in
from mahdar.reading.layers import ENTITY_KINDS, STANCES, STATUSES
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.messages import messages
from mahdar.web.answering import Asked, NotThere, see
from mahdar.web.asking import Question
from mahdar.web.entries import Entry
from mahdar.web.matters import entries_at

LAYERS = ("statements", "events", "amounts")
# What is looked at first: entries of which something is not known, those in conflict, all of them.
QUEUES = ("open", "conflict", "all")
_LETTER = {"statements": "s", "events": "v", "amounts": "n"}
_OPEN = {
    "statements": "x.speaker IS NULL AND NOT EXISTS (SELECT 1 FROM statement_speakers j WHERE j.statement = x.id)",
    "events": "NOT EXISTS (SELECT 1 FROM event_actors j WHERE j.event = x.id) AND x.status = 'actual'",
    "amounts": "x.\"of\" = 'other' OR x.precision = 'about'",
}
_CONFLICT = """
EXISTS (SELECT 1 FROM links l WHERE l.kind = 'conflict' AND l.status = 'active'
        AND (l.left = r.report || ':' || x.key OR l.right = r.report || ':' || x.key))
"""
# Corrections that can be taken back one after the other.
UNDOABLE = 100


def review(asked: Asked) -> Response:
    """The entry that is next, or the one that was asked for."""
    with asked.desk.reading() as record:
        layer, queue, after = _where(asked.query)
        question = Question.of(asked.query)
        address = asked.query.get("entry", "") or _next(record, layer, queue, after, question.report)
        found = entries_at(record, asked.desk.known, {address}) if _is_address(address) else {}
        if asked.query.get("entry") and not found:
            raise NotThere(address)
        entry = found.get(address)
        values: dict[str, Any] = {
            "entry": entry,
            "fields": _fields(record, entry) if entry else [],
            "left": _left(record, layer, queue, question.report),
            "made": [one for one in record.corrections.all()[-8:][::-1] if one["active"]],
        }
    if entry:
        layer = next(name for name, letter in _LETTER.items() if address.partition(":")[2].startswith(letter))
    return asked.page(
        "web_review.html",
        section="review",
        layer=layer,
        queue=queue,
        after=after,
        report=question.report,
        layers=LAYERS,
        queues=QUEUES,
        by=asked.desk.by,
        undoable=bool(asked.desk.undoable),
        onward=_onward(layer, queue, address or after, question.report),
        done=asked.query.get("done", ""),
        **values,
    )


def _where(values: Mapping[str, str]) -> tuple[str, str, str]:
    layer, queue, after = (values.get(name, "") for name in ("of", "queue", "after"))
    return (
        layer if layer in LAYERS else "statements",
        queue if queue in QUEUES else "open",
        after if _is_address(after) else "",
    )


def _onward(layer: str, queue: str, after: str, report: str, done: str = "") -> str:
    values = {"of": layer, "queue": queue, "after": after, "report": report, "done": done}
    return "/review?" + urlencode({name: value for name, value in values.items() if value})


def _is_address(text: str) -> bool:
    number, separator, key = text.partition(":")
    return bool(separator) and number.isdecimal() and len(number) < 10 and key[:1] in "svn" and key[1:].isdecimal()


def _condition(layer: str, queue: str) -> str:
    """What an entry must be to be waiting: not looked at by anybody, and what the queue is of."""
    fresh = "NOT EXISTS (SELECT 1 FROM applied_corrections a WHERE a.reading = x.reading AND a.entry = x.key)"
    wanted = {"open": _OPEN[layer], "conflict": _CONFLICT, "all": "1"}[queue]
    return f"{fresh} AND ({wanted})"


def _next(record: Record, layer: str, queue: str, after: str, report: str) -> str:
    """The address of the next entry that waits, newest reports first; empty when none does."""
    number, _, key = after.partition(":")
    start = -1
    if after:
        row = record.connection.execute(
            f"SELECT x.start FROM {layer} x JOIN readings r ON r.id = x.reading AND r.is_current = 1"
            " WHERE r.report = ? AND x.key = ?",
            (int(number), key),
        ).fetchone()
        start = row["start"] if row else -1
    place = "(?1 = '' OR r.report < ?2 OR (r.report = ?2 AND x.start > ?3))"
    found = record.connection.execute(
        f"SELECT r.report || ':' || x.key AS address FROM readings r JOIN {layer} x"
        " ON x.reading = r.id AND r.is_current = 1"
        f" WHERE {place} AND (?4 = '' OR r.report = ?4) AND {_condition(layer, queue)}"
        " ORDER BY r.report DESC, x.start LIMIT 1",
        (after, int(number or 0), start, int(report) if report.isdecimal() else ""),
    ).fetchone()
    return str(found["address"]) if found else ""


def _left(record: Record, layer: str, queue: str, report: str) -> int:
    """How many wait, as far as they are counted."""
    inner = (
        f"SELECT 1 FROM readings r JOIN {layer} x ON x.reading = r.id AND r.is_current = 1"
        f" WHERE (?1 = '' OR r.report = ?1) AND {_condition(layer, queue)} LIMIT 1000"
    )
    value = int(report) if report.isdecimal() else ""
    return int(record.connection.execute(f"SELECT count(*) FROM ({inner})", (value,)).fetchone()[0])


# The fields that can be put right

_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("statements", "kind"): STATEMENT_KINDS,
    ("statements", "stance"): STANCES,
    ("events", "status"): STATUSES,
    ("amounts", "precision"): PRECISIONS,
    ("entities", "kind"): ENTITY_KINDS,
}
_PEOPLE = frozenset({"speaker", "via", "to", "actors", "recipients", "place"})


def _fields(record: Record, entry: Entry) -> list[dict[str, Any]]:
    """The fields of an entry with their values, and what may be chosen."""
    key = entry.address.partition(":")[2]
    layer = next(name for name, letter in _LETTER.items() if key.startswith(letter))
    _, reading = record.find(str(entry.report))
    one = next(one for one in getattr(reading, layer) if one.id == key)
    people = [entity.name or _words(reading, entity.id) for entity in reading.entities]
    return [
        {
            "name": name,
            "value": _value(reading, one, name),
            "choices": _choices(layer, name),
            "people": sorted({who for who in people if who}) if name in _PEOPLE else [],
        }
        for name in FIELDS[layer]
    ]


def _choices(layer: str, name: str) -> list[str]:
    if (layer, name) == ("events", "type"):
        return [one for kind, modes in event_types().items() for one in (kind, *(f"{kind}:{mode}" for mode in modes))]
    return list(_CHOICES.get((layer, name), ()))


def _value(reading: Reading, one: Any, name: str) -> str:
    """A field as it would be written to set it."""
    if name == "day":
        days = [str(day) for day in (one.earliest, one.latest) if day]
        return "/".join(dict.fromkeys(days))
    if name == "number":
        return "/".join(dict.fromkeys(f"{bound:g}" for bound in (one.low, one.high)))
    if name == "type":
        return f"{one.type}:{one.mode}" if one.mode else str(one.type)
    value = getattr(one, name)
    if name in _PEOPLE:
        keys = value if isinstance(value, list) else [value] if value else []
        return ", ".join(_called(reading, key) for key in keys)
    return str(value or "")


def _called(reading: Reading, key: str) -> str:
    return reading.entity(key).name or _words(reading, key)


def _words(reading: Reading, key: str) -> str:
    return next((" ".join(reading.words(one).split()) for one in reading.mentions if one.entity == key), "")


# What the forms do


def judged(asked: Asked) -> Response:
    """Accepts, rejects or puts right an entry, and goes on to the next."""
    address, verdict = asked.text("entry"), asked.text("verdict")
    if not _is_address(address) or verdict not in (CONFIRM, REJECT, CORRECT):
        raise NotThere(address)
    number, _, key = address.partition(":")
    layer = next(name for name, letter in _LETTER.items() if key.startswith(letter))
    asked.desk.by = asked.text("by") or asked.desk.by
    with asked.desk.writing() as record:
        report = record.find_report(number)
        changes = _changes(asked, record, report.id, key, layer) if verdict == CORRECT else {}
        made = correct(
            record,
            report,
            key,
            changes=changes,
            verdict=verdict,
            by=asked.desk.by or None,
            why=asked.text("why") or messages(asked.lang).say("web.reviewed"),
        )
        tie_in(record)
    asked.desk.undoable = [*asked.desk.undoable, made][-UNDOABLE:]
    onward, queue, _ = _where({"of": asked.text("of"), "queue": asked.text("queue")})
    return see(_onward(onward, queue, address, asked.text("report"), verdict))


def _changes(asked: Asked, record: Record, report_id: str, key: str, layer: str) -> dict[str, str]:
    """The fields that were changed in the form."""
    reading = record.reading(report_id)
    one = next((one for one in getattr(reading, layer) if one.id == key), None)
    if one is None:
        raise NotThere(key)
    found = {}
    for name in FIELDS[layer]:
        if f"field-{name}" in asked.form:
            text = asked.text(f"field-{name}")
            if text != _value(reading, one, name):
                found[name] = text or "-"
    if not found:
        raise SettingError(messages(asked.lang).say("web.nothing_changed"))
    return found


def undone(asked: Asked) -> Response:
    """Takes the last correction back, or the one that is named."""
    named = asked.text("correction")
    numbers = [int(named)] if named.isdecimal() and len(named) < 10 else (asked.desk.undoable or [[]])[-1]
    if not numbers:
        raise SettingError(messages(asked.lang).say("web.nothing_to_undo"))
    address = ""
    with asked.desk.writing() as record:
        for number in reversed(numbers):
            known = record.corrections.get(number)
            report = withdraw(record, number, by=asked.desk.by or None, why=messages(asked.lang).say("web.undone_why"))
            key = str(known["entry"].get("id", "")) if known else ""
            address = f"{report.number}:{key}" if key else ""
        tie_in(record)
    asked.desk.undoable = [
        left for left in ([one for one in made if one not in numbers] for made in asked.desk.undoable) if left
    ]
    onward, queue, _ = _where({"of": asked.text("of"), "queue": asked.text("queue")})
    if _is_address(address):
        return see(f"{_onward(onward, queue, '', asked.text('report'), 'undone')}&{urlencode({'entry': address})}")
    return see(_onward(onward, queue, "", asked.text("report"), "undone"))
