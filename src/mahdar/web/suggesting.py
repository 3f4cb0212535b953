"""What waits to be looked at: entries of which something is not known, doubtful, or in conflict, and doubtful links."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from mahdar.record import Record
from mahdar.web.known import Known
from mahdar.web.rows import AROUND

LETTERS = {"statements": "s", "events": "v", "amounts": "n", "entities": "e", "times": "t"}
LAYERS = ("statements", "events", "amounts", "entities", "links")
# What is looked at: entries of which something is not known, those in conflict, those with little to show for them,
# those whose days contradict each other, all of them.
QUEUES = ("open", "conflict", "day", "weak", "all")
LINK = "link:"
# How far entries that wait are counted, and below which score a link is doubtful.
MOST, DOUBTFUL = 1000, 0.6
# The reasons for which words are held to be one person's though they say less than a whole name.
_UNSURE = ("given name", "short name", "one name", "again")

_NOBODY = "NOT EXISTS (SELECT 1 FROM event_actors j WHERE j.event = x.id)"
_DISPUTED = """
EXISTS (SELECT 1 FROM links l WHERE l.kind = 'conflict' AND l.status = 'active'{label}
        AND (l.left = r.report || ':' || x.key OR l.right = r.report || ':' || x.key))
"""
_CONDITIONS = {
    ("statements", "open"): """x.speaker IS NULL
        AND NOT EXISTS (SELECT 1 FROM statement_speakers j WHERE j.statement = x.id)""",
    ("statements", "weak"): "x.cue IS NULL",
    ("events", "open"): f"{_NOBODY} AND x.status = 'actual'",
    ("events", "day"): f"""({_DISPUTED.format(label=" AND l.label = 'day'")}
        OR (x.status = 'actual' AND x.earliest > r.published_latest))""",
    ("events", "weak"): f"""{_NOBODY} AND x.place IS NULL AND x.statement IS NULL
        AND NOT EXISTS (SELECT 1 FROM event_recipients j WHERE j.event = x.id)""",
    ("amounts", "open"): "(x.\"of\" = 'other' OR x.precision = 'about')",
    ("entities", "open"): "(" + " OR ".join(f"x.because LIKE '%\"{reason}:%'" for reason in _UNSURE) + ")",
    ("entities", "weak"): """EXISTS (SELECT 1 FROM mentions m WHERE m.entity = x.id AND m.rule LIKE 'tagger.%')
        AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.entity = x.id AND m.rule NOT LIKE 'tagger.%')""",
    **{(layer, "conflict"): _DISPUTED.format(label="") for layer in ("statements", "events", "amounts")},
    **{(layer, "all"): "1" for layer in ("statements", "events", "amounts", "entities")},
}
# The kinds of waiting that the page offers by name, the likeliest mistakes first.
OFFERED = (
    ("statements", "open"), ("entities", "open"), ("links", "open"), ("events", "day"), ("amounts", "conflict"),
    ("events", "open"), ("entities", "weak"), ("events", "weak"), ("statements", "weak"), ("amounts", "open"),
)  # fmt: skip
_FRESH = "NOT EXISTS (SELECT 1 FROM applied_corrections a WHERE a.reading = x.reading AND a.entry = x.key)"
# A link that somebody kept is asked about no more, until that is taken back.
_DOUBTED = f"""
l.status = 'active' AND l.kind <> 'conflict' AND l.score < {DOUBTFUL} AND 'keep' <> coalesce(
    (SELECT g.act FROM log g WHERE g.about = l.left || ' ' || l.right AND g.act IN ('keep', 'release')
     AND json_extract(g.details, '$.kind') = l.kind ORDER BY g.number DESC LIMIT 1), '')
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """What is asked for: the layer, which of it, behind which address, and of which report (empty: any)."""

    layer: str = "statements"
    name: str = "open"
    after: str = ""
    report: str = ""

    @property
    def condition(self) -> str:
        """What an entry must be to be waiting: of this queue, and not looked at by anybody."""
        return f"{_FRESH} AND {_CONDITIONS[self.layer, self.name]}"

    @property
    def is_known(self) -> bool:
        """Whether there can be anything of it."""
        return self.layer == "links" or (self.layer, self.name) in _CONDITIONS


def waiting(record: Record, queue: Queue) -> str:
    """The address of the next that waits, newest reports first; empty when none does."""
    if queue.layer == "links":
        return _waiting_link(record, queue)
    if not queue.is_known:
        return ""
    number, _, key = queue.after.partition(":")
    found = record.connection.execute(
        f"SELECT r.report || ':' || x.key AS address FROM readings r CROSS JOIN {queue.layer} x"
        " ON x.reading = r.id AND r.is_current = 1"
        " WHERE (?1 = '' OR r.report < ?2 OR (r.report = ?2 AND x.id > ?3)) AND (?4 = '' OR r.report = ?4)"
        f" AND {queue.condition} ORDER BY r.report DESC, x.id LIMIT 1",
        (queue.after, int(number or 0), _row(record, queue.layer, number, key), _number(queue.report)),
    ).fetchone()
    return str(found["address"]) if found else ""


def _row(record: Record, layer: str, number: str, key: str) -> int:
    row = record.connection.execute(
        f"SELECT x.id FROM readings r JOIN {layer} x ON x.reading = r.id AND r.is_current = 1"
        " WHERE r.report = ? AND x.key = ?",
        (_number(number), key),
    ).fetchone()
    return row["id"] if row else -1


def _waiting_link(record: Record, queue: Queue) -> str:
    """The least sure link behind another one."""
    after = queue.after.removeprefix(LINK)
    last = record.connection.execute("SELECT score, id FROM links WHERE id = ?", (_number(after) or -1,)).fetchone()
    row = record.connection.execute(
        f"SELECT l.id FROM links l WHERE {_DOUBTED} AND (?1 IS NULL OR (l.score, l.id) > (?1, ?2))"
        " AND (?3 = '' OR ?3 IN (l.left_report, l.right_report)) ORDER BY l.score, l.id LIMIT 1",
        (*(tuple(last) if last else (None, None)), _number(queue.report)),
    ).fetchone()
    return f"{LINK}{row['id']}" if row else ""


def left(record: Record, known: Known, queue: Queue) -> int:
    """How many wait, as far as they are counted; counted once until the record changes."""
    asked = ("waiting", queue.layer, queue.name, queue.report)
    if asked not in known.totals:
        known.totals[asked] = _left(record, queue) if queue.is_known else 0
    return known.totals[asked] or 0


def _left(record: Record, queue: Queue) -> int:
    if queue.layer == "links":
        inner = (
            f"SELECT 1 FROM links l WHERE {_DOUBTED} AND (?1 = '' OR ?1 IN (l.left_report, l.right_report))"
            f" LIMIT {MOST}"
        )
    else:
        inner = (
            f"SELECT 1 FROM readings r CROSS JOIN {queue.layer} x ON x.reading = r.id AND r.is_current = 1"
            f" WHERE (?1 = '' OR r.report = ?1) AND {queue.condition} LIMIT {MOST}"
        )
    return int(record.connection.execute(f"SELECT count(*) FROM ({inner})", (_number(queue.report),)).fetchone()[0])


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 10 else ""


def sentences_of(record: Record, reading: int, entity: str) -> list[tuple[tuple[str, str, str], int]]:
    """The mentions of an entity, each in its sentence (before, words, after), with the number of that."""
    rows = record.connection.execute(
        f"""SELECT substr(m.text, 1, {AROUND}) AS words, z.number,
            substr(z.text, max(m.start - z.start - {AROUND}, 0) + 1, min(m.start - z.start, {AROUND})) AS before,
            substr(z.text, m."end" - z.start + 1, {AROUND}) AS behind
        FROM mentions m JOIN entities e ON e.id = m.entity LEFT JOIN sentences z ON z.id = (
            SELECT y.id FROM sentences y WHERE y.reading = m.reading AND y.start <= m.start
            ORDER BY y.start DESC LIMIT 1)
        WHERE e.reading = ? AND e.key = ? ORDER BY m.start LIMIT 40""",
        (reading, entity),
    )
    return [((row["before"] or "", row["words"], row["behind"] or ""), row["number"] or 1) for row in rows]


def parts_of(link: sqlite3.Row) -> list[dict[str, Any]]:
    """The named parts of a link's score."""
    listed: list[dict[str, Any]] = json.loads(link["parts"])
    return listed
