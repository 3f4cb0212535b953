"""Makes corrections, takes them back, and makes the reading of a report that follows from those that stand."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import Any

from mahdar.corrections.applying import apply
from mahdar.corrections.correction import CONFIRM, CORRECT, REJECT, Correction
from mahdar.corrections.entries import anchor, described, entries, layer_of, span_of, value_of
from mahdar.corrections.fields import parse
from mahdar.errors import SettingError
from mahdar.reading import Reading
from mahdar.record import Record
from mahdar.record.log import CORRECT as LOG_CORRECT
from mahdar.record.log import WITHDRAW as LOG_WITHDRAW
from mahdar.record.record import StoredReport

# What marks the readings that corrections are laid over, behind the digest of the rules.
TAG = "+corrected:"


def correct(
    record: Record,
    report: StoredReport,
    entry_id: str,
    *,
    changes: dict[str, str],
    verdict: str = CORRECT,
    by: str | None,
    why: str,
) -> list[int]:
    """The numbers of the corrections made: one for each field in `changes`, or one for a verdict on the entry.

    `entry_id` is empty for the report itself. Raises `SettingError` for an entry, field or value that there is not.
    """
    reading = record.reading(report.id)
    made = _report_corrections(reading, changes) if not entry_id else _entry_corrections(reading, entry_id, changes)
    if verdict in (CONFIRM, REJECT):
        if not entry_id:
            raise SettingError.of("error.only_entries")
        made = [_whole(reading, entry_id)]
    if not made:
        raise SettingError.of("error.nothing_corrected")
    numbers = []
    with record.writing():
        for values in made:
            number, seal = record.corrections.add(
                {**values, "report": report.number, "by": by, "why": why, "verdict": verdict}
            )
            about = f"{report.number}:{entry_id}".rstrip(":")
            record.log.append(LOG_CORRECT, about, {"correction": number, "seal": seal}, by=by, why=why)
            numbers.append(number)
    settle(record, report)
    return numbers


def withdraw(record: Record, number: int, *, by: str | None, why: str) -> StoredReport:
    """The report whose correction was taken back; `SettingError` when there is no such correction any more."""
    known = record.corrections.get(number)
    if known is None or not known["active"]:
        raise SettingError.of("error.no_correction", number=number)
    with record.writing():
        values = {name: known[name] for name in known if name not in ("id", "made_at", "active")}
        new, seal = record.corrections.add({**values, "by": by, "why": why, "withdraws": number})
        record.log.append(LOG_WITHDRAW, str(number), {"correction": new, "seal": seal}, by=by, why=why)
    report = record.find_report(str(known["report"]))
    settle(record, report)
    return report


def settle(record: Record, report: StoredReport) -> None:
    """Makes the reading current that follows from the corrections of a report which stand."""
    standing = [one for one in stored(record, report.number) if one.active]
    program, rules, mark = record.current_version(report.id)
    # What is laid over a reading stays with the version that made it; a later one lays it over its own.
    version = (program, rules)
    mark = mark.partition(TAG)[0]
    tag = mark + _tag(standing)
    if record.make_current(report.id, tag, version=version):
        return
    record.make_current(report.id, mark, version=version)
    record.add_dated(apply(_reread(record, report, standing), standing), tag, version=version)


def stored(record: Record, report: int | None = None) -> list[Correction]:
    """The corrections of a record, or of one report, in their order."""
    return [Correction(**values) for values in record.corrections.all(report=report)]


def _tag(corrections: list[Correction]) -> str:
    """What marks the readings over which these corrections are laid, empty for none."""
    if not corrections:
        return ""
    told = " ".join(str(one.id) for one in corrections)
    return TAG + blake2b(told.encode(), digest_size=6).hexdigest()


def _reread(record: Record, report: StoredReport, standing: list[Correction]) -> Reading:
    """The reading that corrections are laid over: read anew where what is said of the report itself was put right."""
    reading = record.reading(report.id)
    # The title is laid over like anything else; what was said of the day and the outlet tells in the reading itself.
    said = {one.field: one.value for one in standing if one.layer == "report" and one.field != "title"}
    if not said:
        return reading
    from mahdar.intake import read_again  # on use: it loads the pipeline

    days = said.get("published")
    published = (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
    return read_again(reading, published=published or given_days(report), outlet=said.get("outlet", report.outlet))


def given_days(report: StoredReport) -> tuple[date, date] | None:
    """The bounds of the day of publication as the user or the file gave them."""
    if not report.published_earliest or not report.published_latest:
        return None
    return date.fromisoformat(report.published_earliest), date.fromisoformat(report.published_latest)


def _report_corrections(reading: Reading, changes: dict[str, str]) -> list[dict[str, Any]]:
    was = {
        "published": [
            day.isoformat() if day else None for day in (reading.published.earliest, reading.published.latest)
        ],
        "outlet": reading.outlet,
        "title": reading.title,
    }
    return [
        {
            "layer": "report",
            "start": 0,
            "end": 0,
            "field": field,
            "value": parse(reading, "report", field, text),
            "was": was.get(field),
            "entry": {},
        }
        for field, text in changes.items()
    ]


def _entry_corrections(reading: Reading, entry_id: str, changes: dict[str, str]) -> list[dict[str, Any]]:
    whole = _whole(reading, entry_id)
    entry = _find(reading, entry_id)
    made = []
    for field, text in changes.items():
        value = parse(reading, whole["layer"], field, text)
        made.append({**whole, "field": field, "value": value, "was": _was(reading, entry, field)})
    return made


def _was(reading: Reading, entry: Any, field: str) -> Any:
    if field == "day":
        return [day.isoformat() if day else None for day in (entry.earliest, entry.latest)]
    if field == "number":
        return [entry.low, entry.high]
    if field in ("same", "apart"):
        return anchor(reading, entry.id)
    if field == "type" and getattr(entry, "mode", None):
        return f"{entry.type}:{entry.mode}"
    return value_of(reading, entry, field)


def _whole(reading: Reading, entry_id: str) -> dict[str, Any]:
    entry = _find(reading, entry_id)
    layer = layer_of(entry_id)
    return {"layer": layer, **span_of(reading, entry), "field": "", "value": None, "was": None,
            "entry": described(reading, entry)}  # fmt: skip


def _find(reading: Reading, entry_id: str) -> Any:
    layer = layer_of(entry_id)
    known = entries(reading, layer) if layer else []
    found = next((one for one in known if one.id == entry_id), None)
    if found is None:
        listed = f"{known[0].id} … {known[-1].id}" if known else "e…, t…, n…, s…, v…"
        raise SettingError.of("error.no_such_entry", id=entry_id, known=listed)
    return found
