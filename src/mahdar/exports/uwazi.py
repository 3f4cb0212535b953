"""The record for Uwazi's CSV import: reports with their files, statements and events, a file for each template."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from mahdar.errors import SettingError
from mahdar.exports.bayanat import media_name
from mahdar.exports.source import Source, Told, one_line
from mahdar.views.brief import event_label
from mahdar.views.quoting import speakers_of, written

# The formats that a collection may have for its dates.
DATES = {"yyyy/mm/dd": "%Y/%m/%d", "dd/mm/yyyy": "%d/%m/%Y", "mm/dd/yyyy": "%m/%d/%Y"}
MANY, RANGE, LINK = "|", ":", "|"
# Headers are the titles of properties; the title of the entity comes first.
REPORT = (
    "Title|Outlet|Published|Published between|Published in words|Address|People|Organizations|Places|Author|"
    "Report number|Hash|Text|Attachments"
).split("|")
STATEMENT = "Title|Report|Speakers|Carried by|Said to|Words|Kind|Stance|Entry".split("|")
EVENT = "Title|Report|Type|Status|Doers|Done to|Place|Day|Days|Day in words|Sentence|Entry".split("|")
Row = dict[str, str]


class Export:
    """Writes the three templates in the date format of a collection."""

    def __init__(self, source: Source, dates: str) -> None:
        if dates not in DATES:
            raise SettingError.of("error.date_format", text=dates, known=tuple(DATES))
        self.source, self.form = source, DATES[dates]

    def day(self, first: date | None, last: date | None) -> str:
        """The day, where it is one: there are no partial dates."""
        return first.strftime(self.form) if first and first == last else ""

    def span(self, first: date | None, last: date | None) -> str:
        """The days from and to, either of which may be missing."""
        ends = [one.strftime(self.form) if one else "" for one in (first, last)]
        return RANGE.join(ends) if any(ends) else ""

    def many(self, told: Told, entities: Iterable[str]) -> str:
        """The names of several."""
        return _many(self.source.labels(told, entities))

    def report(self, told: Told) -> Row:
        """The row of a report."""
        reading = told.reading
        published = reading.published
        named = {
            kind: [one.id for one in reading.entities if one.kind == kind and one.name]
            for kind in ("person", "organization", "place")
        }
        return {
            "Title": told.title,
            "Outlet": _one(reading.outlet or ""),
            "Published": self.day(published.earliest, published.latest),
            "Published between": self.span(published.earliest, published.latest),
            "Published in words": _words(published.earliest, published.latest),
            "Address": f"{_one(told.title)}{LINK}{told.link}" if told.link else "",
            "People": self.many(told, named["person"]),
            "Organizations": self.many(told, named["organization"]),
            "Places": self.many(told, named["place"]),
            "Author": _many(told.details.get("author", [])),
            "Report number": str(told.number),
            "Hash": reading.report_id,
            "Text": reading.text,
            "Attachments": media_name(told),
        }

    def statements(self, told: Told) -> Iterator[Row]:
        """The rows of the statements of a report."""
        for one in told.reading.statements:
            speakers = self.many(told, speakers_of(one))
            words = written(told.reading, one)
            yield {
                "Title": one_line(f"{told.address(one)} {speakers.replace(MANY, ', ')}: {words[:120]}"),
                "Report": _one(told.title),
                "Speakers": speakers,
                "Carried by": self.many(told, one.via),
                "Said to": self.many(told, one.to),
                "Words": told.reading.words(one),
                "Kind": one.kind,
                "Stance": one.stance,
                "Entry": told.address(one),
            }

    def events(self, told: Told) -> Iterator[Row]:
        """The rows of the events of a report, whatever their status: the column says it."""
        for one in told.reading.events:
            what = event_label(one, "en")
            doers = self.many(told, one.actors)
            yield {
                "Title": one_line(f"{told.address(one)} {doers.replace(MANY, ', ')} {what}"),
                "Report": _one(told.title),
                "Type": _one(what),
                "Status": one.status,
                "Doers": doers,
                "Done to": self.many(told, one.recipients),
                "Place": self.many(told, [one.place]) if one.place else "",
                "Day": self.day(one.earliest, one.latest),
                "Days": self.span(one.earliest, one.latest),
                "Day in words": _words(one.earliest, one.latest),
                "Sentence": told.sentence(one),
                "Entry": told.address(one),
            }


def write(source: Source, folder: Path, *, dates: str = "yyyy/mm/dd") -> int:
    """How many rows were written to `reports.zip`, `statements.csv` and `events.csv` in `folder`."""
    export = Export(source, dates)
    folder.mkdir(parents=True, exist_ok=True)
    n = _write_zip(source, export, folder / "reports.zip")
    for name, header, rows in (("statements", STATEMENT, export.statements), ("events", EVENT, export.events)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            n += _write_rows(file, header, _all(source, rows))
    return n


def _all(source: Source, rows: Callable[[Told], Iterator[Row]]) -> Iterator[Row]:
    return (row for told in source for row in rows(told))


def _write_zip(source: Source, export: Export, path: Path) -> int:
    """How many reports were written: `import.csv` at the root, and beside it the files that it names."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        with file.open("import.csv", "w", force_zip64=True) as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
            n = _write_rows(text, REPORT, (export.report(told) for told in source))
            text.detach()
        for told in source:
            file.writestr(media_name(told), source.record.data(told.reading.report_id))
    return n


def _write_rows(out: TextIO, header: list[str], rows: Iterable[Row]) -> int:
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    n = 0
    for row in rows:
        writer.writerow(row)
        n += 1
    return n


def _many(names: Iterable[str]) -> str:
    return MANY.join(dict.fromkeys(_one(name) for name in names))


def _one(name: str) -> str:
    """The name without the sign that parts several."""
    return one_line(name).replace(MANY, "/")


def _words(first: date | None, last: date | None) -> str:
    """The days as ISO 8601, for a text property: nothing is lost there."""
    if first is None and last is None:
        return ""
    return str(first) if first == last else f"{first or '..'}/{last or '..'}"
