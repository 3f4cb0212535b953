"""Adding reports by files that are dropped on a page: each is read into the record, with what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from mahdar.cli.options import published_days
from mahdar.errors import MahdarError, SettingError
from mahdar.intake import Taken, take_in
from mahdar.record import Record
from mahdar.sources import Problem, Report, find_reports
from mahdar.sources.problems import problem_kinds
from mahdar.web.answering import Asked

# Bytes of all files that are sent at once, and how many.
LARGEST, MOST_FILES = 256_000_000, 200
MOST_PROBLEMS = 50
_LONGEST_NAME = 150

Told = dict[str, Any]


def adding(asked: Asked) -> Response:
    """The page where files are dropped, with the problems that there are."""
    return _page(asked, [])


def added(asked: Asked) -> Response:
    """Reads the files into the record; tells of each report and each problem, to a script as soon as it is read."""
    files = [one for one in asked.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise SettingError.of("web.no_files")
    published = published_days(asked.text("published") or None, None)
    folder = TemporaryDirectory(prefix="mahdar-")
    # The form closes its files when this function is left; what is read later is read from the folder.
    kept = _kept(files, Path(folder.name))
    told = _read(asked, folder, kept, published)
    if asked.wants_json:
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in told)
        return StreamingResponse(lines, media_type="application/jsonl", headers={"X-Accel-Buffering": "no"})
    return _page(asked, list(told))


def _read(asked: Asked, folder: TemporaryDirectory[str], kept: Sequence[Path], published: Any) -> Iterator[Told]:
    """What came of each report, as it is read."""
    told: Queue[Told | None] = Queue()

    def read_all() -> None:
        with folder:
            _read_all(asked, kept, published, told.put)

    # A stream is made in one thread after the other, and a connection stays in the thread that opened it. It reads to
    # the end also where the browser has gone.
    reading = Thread(target=read_all, daemon=True)
    reading.start()
    while (one := told.get()) is not None:
        yield one
    reading.join()


def _read_all(asked: Asked, kept: Sequence[Path], published: Any, tell: Callable[[Told | None], None]) -> None:
    try:
        with asked.desk.writing() as record:
            for one in take_in(_reports(kept, asked.text("outlet") or None, published), record):
                if isinstance(one, Problem):
                    tell(_problem(one.source, one.code, one.message, asked.lang))
                else:
                    tell(_report(record, one))
    except MahdarError as error:
        tell(_problem("", "", error.told(asked.lang), asked.lang))
    finally:
        tell(None)


def _report(record: Record, one: Taken) -> Told:
    number, reading = record.find_report(one.report.id).number, one.reading
    return {
        "source": one.report.source,
        "report": number,
        "new": reading is not None,
        "title": (reading.title or "") if reading else "",
        "statements": len(reading.statements) if reading else 0,
        "events": len(reading.events) if reading else 0,
    }


def _problem(source: str, code: str, message: str, lang: str) -> Told:
    """A problem with what it is and what to do about it."""
    known = problem_kinds().get(code)
    told = {"kind": known.what(lang), "do": known.remedy(lang)} if known else {"kind": message, "do": ""}
    return {"source": source, "problem": code, "message": message, **told}


def _page(asked: Asked, found: list[Told]) -> Response:
    with asked.desk.reading() as record:
        rows = record.connection.execute(
            "SELECT source, code, message, seen_at FROM problems ORDER BY id DESC LIMIT ?", (MOST_PROBLEMS,)
        ).fetchall()
    problems = [_problem(row["source"], row["code"], row["message"], asked.lang) for row in rows]
    return asked.page("web_add.html", section="add", found=found, problems=problems)


def _kept(files: list[UploadFile], folder: Path) -> list[Path]:
    """Where the files lie, each in a folder of its own and under the name that it was sent with."""
    found = []
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir()
        path = place / safe_name(file.filename or "")
        with path.open("wb") as kept:
            while block := file.file.read(1 << 20):
                kept.write(block)
        found.append(path)
    return found


def _reports(kept: Sequence[Path], outlet: str | None, published: Any) -> Iterator[Report | Problem]:
    """What is in the files, under the names that they were sent with: those of a folder here would say nothing."""
    for path in kept:
        for one in find_reports([path], outlet=outlet, published=published):
            yield replace(one, source=one.source.removeprefix(f"{path.parent}/"))


def safe_name(name: str) -> str:
    """The last part of a file's name, without anything that leads elsewhere or that cannot be seen."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = re.sub(r"[\x00-\x1f\x7f/\\:\u202a-\u202e\u2066-\u2069]", "_", last).lstrip(".").strip()
    while len(plain.encode()) > _LONGEST_NAME:
        plain = plain[1:]
    return plain or "report.txt"
