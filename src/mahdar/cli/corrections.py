"""`mahdar corrections`: what people put right, and what came of it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say
from mahdar.record import Record


def corrections(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints one line a correction, the first first."""
    with Record.open(record, create=False, write=False) as opened:
        found = opened.corrections.all()
        outcomes = _outcomes(opened)
        texts = (
            {row[0]: row[1] for row in opened.connection.execute("SELECT number, text FROM reports")} if found else {}
        )
    messages = say(lang)
    if as_json:
        print_json({**one, "outcome": outcomes.get(one["id"])} for one in found)
        return
    for one in found:
        state = outcomes.get(one["id"], "missing") if one["active"] else "withdrawn"
        text = texts[one["report"]]
        line = messages.say(
            "corrections.line",
            id=one["id"],
            report=one["report"],
            words=text[one["start"] : one["end"]][:60].replace("\n", " "),
            verdict=messages.say(f"corrections.{one['verdict']}"),
            state=messages.say(f"corrections.{state}"),
            by=one["by"] or "-",
            why=one["why"],
        )
        change = ""
        if one["field"]:
            was, value = (_shown(one[name], text) for name in ("was", "value"))
            change = messages.say("corrections.change", field=one["field"], was=was, value=value)
        print(line + change)
    if not found:
        print(messages.say("corrections.none"))


def _outcomes(record: Record) -> dict[int, str]:
    """What came of each correction in the current readings."""
    rows = record.connection.execute(
        "SELECT correction, outcome FROM applied_corrections"
        " JOIN readings ON readings.id = applied_corrections.reading WHERE readings.is_current = 1"
    )
    found: dict[int, str] = defaultdict(str)
    for row in rows:
        found[row["correction"]] = row["outcome"]
    return dict(found)


def _shown(value: Any, text: str) -> str:
    """A value for people: spans as the words that stand there."""
    if isinstance(value, dict):
        return text[value["start"] : value["end"]]
    if isinstance(value, list):
        return (" + " if any(isinstance(one, dict) for one in value) else "/").join(_shown(one, text) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
