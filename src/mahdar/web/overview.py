"""The first page: what came in, cases by state, open conflicts, a timeline, who speaks most, who copies whom."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import islice
from typing import Any

from starlette.responses import Response

from mahdar.linking.matters.matter import KINDS, STATES
from mahdar.record import Record
from mahdar.views.page.both import same
from mahdar.web.answering import Asked
from mahdar.web.asking import Question
from mahdar.web.known import Known
from mahdar.web.pictures import timeline, whom
from mahdar.web.reports import ReportLine, lines_of

# How many of each list.
MOST = 10
PAIRS = 16


def overview(asked: Asked) -> Response:
    """The page."""
    question = Question.of(asked.query)
    first, last = question.days()
    with asked.desk.reading() as record:
        known = asked.desk.known
        values: dict[str, Any] = {
            "reports": _newest(record),
            "totals": {"reports": known.reports, **known.layers, "people": len(known.people)},
            "conflicts": conflicts(record),
            "cases": _by_state(asked, record),
        }
    picture = timeline(known.dated, *_between(known, first, last))
    return asked.page(
        "web_overview.html",
        section="overview",
        picture=picture,
        zoomed=bool(first or last),
        speakers=[(known.item(one.line.key), one.said) for one in known.speakers[:MOST]],
        outlets=[(same(name), n) for name, n in known.outlets.most_common(MOST) if name],
        copying=[(same(left), same(right), n) for (left, right), n in known.copying.most_common(MOST)],
        whom=acting(known),
        states=STATES,
        kinds=KINDS,
        **values,
    )


def acting(known: Known, key: str = "", most: int = PAIRS) -> object:
    """The picture of who acts on whom; only with somebody where a key is given."""
    chosen = list(islice(((pair, n) for pair, n in known.acting if not key or key in pair), most))
    return whom(
        (
            known.item(left),
            known.item(right),
            n,
            Question(key=left, part="did", status="actual").address("/events"),
        )
        for (left, right), n in chosen
    )


def _between(known: Known, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The days asked for; else those between which nearly all events lie: a few of long ago would hide the rest."""
    if first or last:
        return first, last
    total, seen = sum(n for _, _, n in known.dated), 0
    begin = end = None
    for day, _, n in known.dated:
        seen += n
        if begin is None and seen > total * 0.02:
            begin = day
        if seen <= total * 0.98 or end is None:
            end = day
    if begin and end and (end - begin).days < MOST:
        return begin - timedelta(days=1), end + timedelta(days=1)
    return begin, end


def _newest(record: Record) -> list[ReportLine]:
    rows = record.connection.execute("SELECT number FROM reports ORDER BY number DESC LIMIT ?", (MOST,))
    return lines_of(record, [row["number"] for row in rows])


def conflicts(record: Record) -> Counter[str]:
    """How many conflicts of each kind there are."""
    rows = record.connection.execute(
        "SELECT label, count(*) AS n FROM links WHERE kind = 'conflict' AND status = 'active' GROUP BY label"
    )
    return Counter({row["label"]: row["n"] for row in rows})


def _by_state(asked: Asked, record: Record) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each kind of case, how many are in each state."""
    counts = Counter((one.case.kind, one.state) for one in asked.desk.shelf.all(record))
    found = []
    for kind in KINDS:
        states = [(state, counts[kind, state]) for state in STATES if counts[kind, state]]
        if states:
            found.append((kind, states))
    return found
