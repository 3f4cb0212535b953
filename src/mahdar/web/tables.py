"""The tables of statements, events and amounts: searched, filtered, ordered, paged, exported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from starlette.responses import Response

from mahdar.reading.layers import STANCES, STATUSES
from mahdar.views.brief import event_types
from mahdar.views.page.both import Both, say
from mahdar.web.answering import Asked, Page
from mahdar.web.asking import ORDERS, Question
from mahdar.web.counting import COUNTED, FATES
from mahdar.web.entries import COLUMNS, entries, exported
from mahdar.web.rows import Rows, parts_of

# What a cell of a table may not begin with: spreadsheets take it for something to be worked out.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def table(layer: str) -> Page:
    """The page of a layer."""

    def page(asked: Asked) -> Response:
        question = Question.of(asked.query)
        with asked.desk.reading() as record:
            known = asked.desk.known
            found = Rows(record.connection, known, layer).page(question)
            shown = entries(record.connection, known, layer, found.rows)
        return asked.page(
            "web_table.html",
            section=layer,
            layer=layer,
            question=question,
            found=found,
            entries=shown,
            somebody=known.item(question.key) if question.key else None,
            parts=parts_of(layer),
            kinds=_kinds(layer),
            statuses=_statuses(layer),
            orders=ORDERS,
            outlets=sorted(name for name in known.outlets if name),
        )

    return page


def _kinds(layer: str) -> list[tuple[str, Both]]:
    if layer == "statements":
        return [(kind, say(f"statement.{kind}")) for kind in ("direct", "indirect")]
    if layer == "amounts":
        return [(kind, say(f"web.of.{kind}")) for kind in COUNTED]
    from mahdar.reading.layers import Event
    from mahdar.views.brief import event_label

    made = []
    for kind in event_types():
        event = Event(0, 1, id="", type=kind, mode=None, status="actual", rule="")
        made.append((kind, Both(event_label(event, "ar"), event_label(event, "en"))))
    return made


def _statuses(layer: str) -> list[tuple[str, Both]]:
    if layer == "statements":
        return [(one, say(f"stance.{one}")) for one in STANCES]
    if layer == "amounts":
        return [(one, say(f"fate.{one}")) for one in FATES]
    return [(one, say(f"status.{one}") if one != "actual" else say("web.actual")) for one in STATUSES]


def export(layer: str, form: str) -> Page:
    """All that the table of a layer shows, on all its pages, as a file."""

    def page(asked: Asked) -> Response:
        question = Question.of(asked.query)
        # Made in the thread of one request, since a connection stays in the thread that opened it.
        with asked.desk.reading() as record:
            rows = Rows(record.connection, asked.desk.known, layer)
            objects = exported(record.connection, asked.desk.known, layer, rows.all(question), asked.lang)
            return as_file(layer, form, COLUMNS[layer], objects)

    return page


def as_file(name: str, form: str, columns: Sequence[str], objects: Iterable[dict[str, Any]]) -> Response:
    """The objects as a file for other programs: CSV, or one JSON object a line."""
    lines = _as_csv(columns, objects) if form == "csv" else _as_lines(objects)
    return Response(
        "".join(lines),
        media_type=f"{'text/csv' if form == 'csv' else 'application/jsonl'}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


def _as_lines(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in objects:
        yield json.dumps(one, ensure_ascii=False) + "\n"


def _as_csv(columns: Sequence[str], objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    # The mark tells spreadsheets that this is UTF-8.
    yield "\ufeff" + ",".join(columns) + "\r\n"
    for one in objects:
        line = io.StringIO()
        csv.writer(line).writerow([_cell(one[name]) for name in columns])
        yield line.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    text = "; ".join(str(one) for one in value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULAS) else text
