"""Reviewing: one thing after the other to accept, reject or put right, what was done last, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from mahdar.corrections import correct, withdraw
from mahdar.corrections.correction import CONFIRM, CORRECT, REJECT
from mahdar.corrections.people import merge, split
from mahdar.errors import SettingError
from mahdar.intake import redate, tie_in
from mahdar.linking.asking import keep, redo, release, undo
from mahdar.record import Record
from mahdar.record.links import StoredLink
from mahdar.views.entity import reason_told
from mahdar.views.messages import messages
from mahdar.web.answering import Asked, NotThere, see
from mahdar.web.asking import Question
from mahdar.web.desk import CORRECTED, KEPT, UNLINKED, Act
from mahdar.web.judging import changes_in, entry_of, is_address, judged, layer_of
from mahdar.web.known import person_address
from mahdar.web.suggesting import LAYERS, LINK, MOST, NEWEST, OFFERED, QUEUES, Queue, left, waiting

# Acts that can be taken back one after the other, and corrections that are listed.
UNDOABLE, LISTED = 100, 8


def review(asked: Asked) -> Response:
    """What is next, or what was asked for."""
    question = Question.of(asked.query)
    queue = _queue(asked.query, question.report)
    with asked.desk.reading() as record:
        known = asked.desk.known
        address = asked.query.get("entry", "") or waiting(record, queue)
        found = judged(record, known, address, asked.lang)
        if asked.query.get("entry") and found is None:
            raise NotThere(address)
        values: dict[str, Any] = {
            "left": left(record, known, queue),
            "offered": [
                (layer, name, left(record, known, Queue(layer, name, report=question.report)))
                for layer, name in OFFERED
            ],
            "made": [one for one in record.corrections.last(LISTED) if one["active"]],
        }
    told = messages(asked.lang)
    return asked.page(
        "web_review.html",
        section="review",
        one=found,
        because=[reason_told(one, told) for one in found.because] if found and found.layer == "entities" else [],
        queue=queue,
        layers=LAYERS,
        queues=QUEUES,
        most=MOST,
        has_more=known.reports > NEWEST and not queue.report,
        by=asked.desk.by,
        undoable=bool(asked.desk.undoable),
        onward=_onward(queue, address or queue.after),
        done=asked.query.get("done", ""),
        entry_of=entry_of,
        **values,
    )


def _queue(values: Mapping[str, str], report: str) -> Queue:
    layer, name, after = (values.get(one, "") for one in ("of", "queue", "after"))
    return Queue(
        layer if layer in LAYERS else LAYERS[0],
        name if name in QUEUES else QUEUES[0],
        after if is_address(after) else "",
        report if report.isdecimal() else "",
    )


def _onward(queue: Queue, after: str, done: str = "", **more: str) -> str:
    values = {"of": queue.layer, "queue": queue.name, "after": after, "report": queue.report, "done": done, **more}
    # Behind what is of another layer the queue begins anew.
    if after and layer_of(after) != queue.layer:
        values["after"] = ""
    return "/review?" + urlencode({name: value for name, value in values.items() if value})


def _asked_queue(asked: Asked) -> Queue:
    return _queue({name: asked.text(name) for name in ("of", "queue", "after")}, asked.text("report"))


# What the forms do


def judge(asked: Asked) -> Response:
    """Accepts, rejects or puts right what was looked at, and goes on to the next."""
    address, verdict = asked.text("entry"), asked.text("verdict")
    if not is_address(address) or verdict not in (CONFIRM, REJECT, CORRECT):
        raise NotThere(address)
    asked.desk.by = asked.text("by") or asked.desk.by
    with asked.desk.writing() as record:
        if address.startswith(LINK):
            _done(asked, [_judge_link(asked, record, address, verdict)])
        else:
            _done(asked, _judge_entry(asked, record, address, verdict))
        tie_in(record)
    return see(_onward(_asked_queue(asked), address, verdict))


def _judge_entry(asked: Asked, record: Record, address: str, verdict: str) -> list[Act]:
    number, _, key = address.partition(":")
    report = record.find_report(number)
    changes: dict[str, str] = {}
    if verdict == CORRECT:
        given = {name.removeprefix("field-"): asked.text(name) for name in asked.form if name.startswith("field-")}
        changes = changes_in(record.reading(report.id), address, given)
        if not changes:
            raise SettingError.of("web.nothing_changed")
    made = correct(record, report, key, changes=changes, verdict=verdict, by=asked.desk.by or None, why=_why(asked))
    return [(CORRECTED, number) for number in made]


def _judge_link(asked: Asked, record: Record, address: str, verdict: str) -> Act:
    link = _link(record, int(address.removeprefix(LINK)))
    if verdict == CONFIRM:
        keep(record, link, why=_why(asked), by=asked.desk.by or None)
        return KEPT, link.id
    if verdict != REJECT:
        raise NotThere(address)
    undo(record, link, why=_why(asked), by=asked.desk.by or None)
    redate(record)
    return UNLINKED, link.id


def _link(record: Record, number: int) -> StoredLink:
    row = record.connection.execute("SELECT kind, left, right FROM links WHERE id = ?", (number,)).fetchone()
    found = record.links.between(row["left"], row["right"]) if row else []
    link = next((one for one in found if one.id == number), None)
    if link is None:
        raise NotThere(f"{LINK}{number}")
    return link


def _why(asked: Asked) -> str:
    return asked.text("why") or messages(asked.lang).say("web.reviewed")


def _done(asked: Asked, acts: list[Act]) -> None:
    """Notes what can be taken back in one go."""
    asked.desk.undoable = [*asked.desk.undoable, acts][-UNDOABLE:]


def undone(asked: Asked) -> Response:
    """Takes back what was done last, or the correction that is named."""
    named = asked.text("correction")
    is_named = named.isdecimal() and len(named) < 10
    acts: list[Act] = [(CORRECTED, int(named))] if is_named else (asked.desk.undoable or [[]])[-1]
    if not acts:
        raise SettingError.of("web.nothing_to_undo")
    address = ""
    with asked.desk.writing() as record:
        for act, number in reversed(acts):
            address = _take_back(asked, record, act, number)
        tie_in(record)
    rest = ([one for one in made if one not in acts] for made in asked.desk.undoable)
    asked.desk.undoable = [made for made in rest if made]
    more = {"entry": address} if is_address(address) else {}
    return see(_onward(_asked_queue(asked), "", "undone", **more))


def _take_back(asked: Asked, record: Record, act: str, number: int) -> str:
    """The address of what is as it was before again."""
    by, why = asked.desk.by or None, messages(asked.lang).say("web.undone_why")
    if act == CORRECTED:
        known = record.corrections.get(number)
        report = withdraw(record, number, by=by, why=why)
        key = str(known["entry"].get("id", "")) if known else ""
        return f"{report.number}:{key}" if key else str(report.number)
    link = _link(record, number)
    if act == KEPT:
        release(record, link, why=why, by=by)
    else:
        redo(record, link)
        redate(record)
    return f"{LINK}{number}"


# Two people made one, one made two


def merged(asked: Asked) -> Response:
    """Makes somebody the same as another, in every report."""
    key, name = asked.text("key"), asked.text("into")
    with asked.desk.reading():
        known = asked.desk.known
        directory = known.directory
        into = _meant(asked, name, key)
    with asked.desk.writing() as record:
        acts = merge(record, key, into, directory=directory, by=asked.text("by") or None, why=_why(asked))
        tie_in(record)
    _done(asked, [(CORRECTED, number) for number in acts])
    return see(f"{person_address(into)}&done=merged")


def _meant(asked: Asked, name: str, but: str) -> str:
    """The key of the one whom a name means; `SettingError`, which lists them, where it means several."""
    known = asked.desk.known
    if name in known.by_key and name != but:
        return name
    found = [one.line for one in known.find(name) if one.line.key != but] if name else []
    whole = [line for line in found if name in (known.item(line.key).text.ar, known.item(line.key).text.en, line.name)]
    chosen = whole or found
    if not chosen:
        raise SettingError.of("error.nobody_named", name=name)
    if len(chosen) > 1:
        listed = [f"{line.name or line.key} ({line.key})" for line in chosen[:8]]
        raise SettingError.of("error.several", name=name, n=len(chosen), listed=listed)
    return chosen[0].key


def parted(asked: Asked) -> Response:
    """Makes somebody another in the reports that were chosen."""
    key = asked.text("key")
    chosen = [
        int(one) for one in asked.form.getlist("in") if isinstance(one, str) and one.isdecimal() and len(one) < 10
    ]
    with asked.desk.reading():
        directory = asked.desk.known.directory
    with asked.desk.writing() as record:
        acts = split(
            record, key, chosen, asked.text("name"), directory=directory, by=asked.text("by") or None, why=_why(asked)
        )
        tie_in(record)
    _done(asked, [(CORRECTED, number) for number in acts])
    return see(f"{person_address(key)}&done=split")
