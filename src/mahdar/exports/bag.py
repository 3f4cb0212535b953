"""Seals a record, or some reports of it, as a BagIt bag (RFC 8493) that any BagIt tool validates.

In the bag: the bytes of each report as received, its text, its reading as JSON and what its file said of it; the log
of the record, entry by entry; and, for a whole record, the record file itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mahdar import __version__
from mahdar.errors import SettingError
from mahdar.record import Record
from mahdar.record.log import PACKAGED

# How the payload is hashed: SHA-512 is what RFC 8493 asks for, SHA-256 what the record knows reports by.
ALGORITHMS = ("sha256", "sha512")
_SUFFIX = {"html": ".html", "feed": ".xml", "json": ".json", "json-lines": ".json", "csv": ".csv"}
_SUFFIXES = {**_SUFFIX, "word": ".docx", "pdf": ".pdf", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished bag: where it is, how many reports are in it, and the newest log entry that it holds."""

    folder: Path
    reports: int
    head: str


def package(
    record: Record,
    folder: Path,
    *,
    reports: Sequence[str] = (),
    by: str | None = None,
    why: str | None = None,
) -> Sealed:
    """The bag in the new folder `folder`, of the reports that are named, or of the whole record.

    The sealing is an entry of the log, made before the log is written out. Raises `SettingError` for a folder that is
    there already, `RecordError` for a report that is not.
    """
    import bagit  # on use: nothing else needs it

    if folder.exists():
        raise SettingError.of("error.folder_there", folder=folder)
    chosen = [record.find_report(name).number for name in reports]
    numbers = chosen or [report.number for report in record.reports()]
    with record.writing():
        record.log.append(PACKAGED, folder.name, {"reports": numbers}, by=by, why=why)
    folder.mkdir(parents=True)
    for number in numbers:
        _write_report(record, number, folder / "reports")
    _write_lines(folder / "log.jsonl", (entry.to_json() for entry in record.log))
    if not chosen:
        record.connection.execute("VACUUM INTO ?", (str(folder / "record.mahdar"),))
    head = record.log.head()
    sealed = Sealed(folder, len(numbers), head.hash if head else "")
    bagit.make_bag(str(folder), bag_info=_info(sealed, by, why), checksums=list(ALGORITHMS))
    return sealed


def _write_report(record: Record, number: int, folder: Path) -> None:
    row = record.connection.execute("SELECT * FROM reports WHERE number = ?", (number,)).fetchone()
    place = folder / f"{number:06}-{row['id'].partition(':')[2][:12]}"
    place.mkdir(parents=True)
    (place / f"received{_SUFFIXES.get(row['format'] or 'text', '.bin')}").write_bytes(bytes(row["data"]))
    (place / "text.txt").write_text(row["text"], encoding="utf-8", newline="")
    details = record.connection.execute(
        "SELECT field, value, place FROM report_details WHERE report = ? ORDER BY id", (number,)
    )
    about = {name: row[name] for name in row.keys() if name not in ("data", "text")}
    _write_json(place / "report.json", {**about, "details": [dict(one) for one in details]})
    _write_json(place / "reading.json", record.reading(row["id"]).to_json())


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _info(sealed: Sealed, by: str | None, why: str | None) -> dict[str, str]:
    info = {
        "Bag-Software-Agent": f"mahdar {__version__}",
        "External-Description": f"{sealed.reports} press reports as received, with what was read in them",
        "Mahdar-Log-Head": sealed.head,
    }
    if by:
        info["Contact-Name"] = by
    if why:
        info["Internal-Sender-Description"] = why
    return info
