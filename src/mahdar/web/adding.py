"""Adding reports by files that are dropped on a page: each is read into the record, with what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from mahdar.cli.options import published_days
from mahdar.errors import SettingError
from mahdar.intake import take_in
from mahdar.sources import Problem, Report, find_reports
from mahdar.views.messages import messages
from mahdar.web.answering import Asked

# Bytes of all files that are sent at once, and how many.
LARGEST, MOST_FILES = 256_000_000, 200
MOST_PROBLEMS = 50
_LONGEST_NAME = 150


def adding(asked: Asked) -> Response:
    """The page where files are dropped, with the problems that there are."""
    return _page(asked, [])


def added(asked: Asked) -> Response:
    """Reads the files into the record; tells of each report and each problem."""
    files = [one for one in asked.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise SettingError(messages(asked.lang).say("web.no_files"))
    published = published_days(asked.text("published") or None, None, asked.lang)
    found: list[dict[str, Any]] = []
    with TemporaryDirectory(prefix="mahdar-") as folder, asked.desk.writing() as record:
        reports = _reports(files, Path(folder), asked.text("outlet") or None, published)
        for one in take_in(reports, record):
            if isinstance(one, Problem):
                found.append({"source": one.source, "problem": one.code, "message": one.message})
                continue
            number = record.find_report(one.report.id).number
            reading = one.reading
            found.append(
                {
                    "source": one.report.source,
                    "report": number,
                    "new": reading is not None,
                    "title": (reading.title or "") if reading else "",
                    "statements": len(reading.statements) if reading else 0,
                    "events": len(reading.events) if reading else 0,
                }
            )
    if asked.wants_json:
        return JSONResponse(found)
    return _page(asked, found)


def _page(asked: Asked, found: list[dict[str, Any]]) -> Response:
    with asked.desk.reading() as record:
        problems = record.connection.execute(
            "SELECT source, code, message, seen_at FROM problems ORDER BY id DESC LIMIT ?", (MOST_PROBLEMS,)
        ).fetchall()
    return asked.page("web_add.html", section="add", found=found, problems=problems)


def _reports(files: list[UploadFile], folder: Path, outlet: str | None, published: Any) -> Iterator[Report | Problem]:
    """What is in the files, under the names that they were sent with: those of a folder here would say nothing."""
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir()
        path = place / safe_name(file.filename or "")
        with path.open("wb") as kept:
            while block := file.file.read(1 << 20):
                kept.write(block)
        before = f"{place}/"
        for one in find_reports([path], outlet=outlet, published=published):
            yield replace(one, source=one.source.removeprefix(before))


def safe_name(name: str) -> str:
    """The last part of a file's name, without anything that leads elsewhere or that cannot be seen."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = re.sub(r"[\x00-\x1f\x7f/\\:\u202a-\u202e\u2066-\u2069]", "_", last).lstrip(".").strip()
    while len(plain.encode()) > _LONGEST_NAME:
        plain = plain[1:]
    return plain or "report.txt"
