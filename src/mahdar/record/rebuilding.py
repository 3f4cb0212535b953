"""Makes a `Reading` again from the tables of a record, equal to the one that was written."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date

from mahdar.reading import Reading
from mahdar.reading.layers import (
    Amount,
    Corrected,
    Entity,
    Event,
    Mention,
    Part,
    Published,
    Reason,
    Shown,
    Span,
    Statement,
    Time,
)
from mahdar.record import rows


def rebuild(connection: sqlite3.Connection, row: sqlite3.Row) -> Reading:
    """The reading whose row of `readings`, with its report's id and text, is `row`."""
    layers = _Layers(connection, int(row["id"]))
    return Reading(
        report_id=row["report_id"],
        source=row["source"],
        text=row["text"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["language"],
        published=Published(
            earliest=rows.day(row["published_earliest"]),
            latest=rows.day(row["published_latest"]),
            days=[date.fromisoformat(text) for text in json.loads(row["published_days"])],
            given=bool(row["published_given"]),
            because=layers.reasons(),
        ),
        parts=[Part(r["start"], r["end"], r["kind"], r["rule"]) for r in layers.rows("parts")],
        sentences=[Span(r["start"], r["end"]) for r in layers.rows("sentences")],
        entities=layers.entities(),
        mentions=layers.mentions(),
        times=layers.times(),
        amounts=layers.amounts(),
        statements=layers.statements(),
        events=layers.events(),
        corrections=[
            Corrected(r["entry"], r["correction"], r["verdict"], r["field"], r["outcome"], r["by"])
            for r in layers.rows("applied_corrections")
        ],
    )


class _Layers:
    """The layers of one reading; rows of entities and statements are known by their keys in it."""

    def __init__(self, connection: sqlite3.Connection, reading: int) -> None:
        self.connection = connection
        self.reading = reading
        self._entity_rows = self.rows("entities")
        self._keys: dict[int | None, str] = {row["id"]: row["key"] for row in self._entity_rows}
        self._statement_rows = self.rows("statements")
        self._statement_keys: dict[int | None, str] = {row["id"]: row["key"] for row in self._statement_rows}

    def rows(self, table: str) -> list[sqlite3.Row]:
        """The rows of a layer in the order in which they were written."""
        return self.connection.execute(
            f'SELECT * FROM "{table}" WHERE reading = ? ORDER BY id', (self.reading,)
        ).fetchall()

    def reasons(self) -> list[Reason]:
        """The reasons for the day of publication."""
        others = self.connection.execute(
            "SELECT published_others.reason, reports.id FROM published_others"
            " JOIN reports ON reports.number = published_others.report WHERE published_others.reading = ?",
            (self.reading,),
        ).fetchall()
        reports = {row["reason"]: str(row["id"]) for row in others}
        return [Reason(r["start"], r["end"], r["rule"], reports.get(r["id"])) for r in self.rows("published_reasons")]

    def entities(self) -> list[Entity]:
        """The entities."""
        return [rows.entity(row) for row in self._entity_rows]

    def mentions(self) -> list[Mention]:
        """The mentions."""
        return [rows.mention(row, self._keys) for row in self.rows("mentions")]

    def times(self) -> list[Time]:
        """The times."""
        return [
            Time(
                row["start"],
                row["end"],
                id=row["key"],
                type=row["type"],
                value=row["value"],
                rule=row["rule"],
                earliest=rows.day(row["earliest"]),
                latest=rows.day(row["latest"]),
            )
            for row in self.rows("times")
        ]

    def amounts(self) -> list[Amount]:
        """The amounts."""
        return [rows.amount(row) for row in self.rows("amounts")]

    def statements(self) -> list[Statement]:
        """The statements."""
        speakers = self._ordered("statement_speakers", "statement", "statements")
        via = self._ordered("statement_via", "statement", "statements")
        to = self._ordered("statement_to", "statement", "statements")
        shown = self._shown()
        return [
            Statement(
                row["start"],
                row["end"],
                id=row["key"],
                kind=row["kind"],
                rule=row["rule"],
                speaker=self._keys.get(row["speaker"]),
                speakers=speakers[row["id"]],
                cue=(row["cue_start"], row["cue_end"]) if row["cue_start"] is not None else None,
                stance=row["stance"],
                via=via[row["id"]],
                to=to[row["id"]],
                shown=shown[row["id"]],
            )
            for row in self._statement_rows
        ]

    def _shown(self) -> dict[int, list[Shown]]:
        """The words that show the links of each statement, by its row."""
        found: dict[int, list[Shown]] = defaultdict(list)
        for row in self.rows("statement_shown"):
            shown = Shown(row["start"], row["end"], row["link"], self._keys[row["entity"]], row["rule"])
            found[row["statement"]].append(shown)
        return found

    def events(self) -> list[Event]:
        """The events."""
        actors = self._ordered("event_actors", "event", "events")
        recipients = self._ordered("event_recipients", "event", "events")
        return [
            rows.event(
                row, self._keys, self._statement_keys, actors=actors[row["id"]], recipients=recipients[row["id"]]
            )
            for row in self.rows("events")
        ]

    def _ordered(self, table: str, owner: str, owners: str) -> dict[int, list[str]]:
        """The entities' keys of an ordered list, by the row that they belong to."""
        found: dict[int, list[str]] = defaultdict(list)
        rows = self.connection.execute(
            f'SELECT l."{owner}" AS owner, l.entity FROM "{table}" AS l JOIN "{owners}" AS o ON o.id = l."{owner}"'
            f' WHERE o.reading = ? ORDER BY l."{owner}", l.position',
            (self.reading,),
        )
        for row in rows:
            found[row["owner"]].append(self._keys[row["entity"]])
        return found
