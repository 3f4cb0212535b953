"""A record for notebooks and scripts: `open_record`, and what can be asked of it, as lists or data frames."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import Any

from mahdar import __version__
from mahdar.errors import SettingError
from mahdar.reading.reading import Reading
from mahdar.record import Record

Day = date | str | None
# Parts the names of several in a cell of a data frame.
BETWEEN = "; "


class Rows(list[dict[str, Any]]):
    """A list of objects, with the keys that the commands print with `--json`."""

    def to_frame(self) -> Any:
        """The same as a pandas `DataFrame`: entities by their labels, several in a cell parted by `; `.

        Raises `SettingError` where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise SettingError.of("error.no_pandas") from error
        return pandas.DataFrame([_flat(row) for row in self])


class OpenRecord:
    """An open record. Use it in a `with` statement, or close it.

    What returns `Rows` returns a pandas `DataFrame` with `frame=True`. Days are `datetime.date` or ISO text.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.record.close(finished=kind is None)

    def close(self) -> None:
        """Closes the file."""
        self.record.close()

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self.record)

    def __repr__(self) -> str:
        return f"<mahdar record {self.record.path}: {len(self)} reports>"

    # Writing

    def add(
        self, *paths: str | PathLike[str], published: Day = None, outlet: str | None = None, workers: int = 1
    ) -> Rows:
        """What became of each report in `paths`: its number and title, or the problem that kept it out.

        Reports that are known are not read again. All are tied to the others. `workers` is how many processes read, 0
        for one on each processor; a script that asks for several keeps what it does under `if __name__ == "__main__"`.
        """
        from mahdar.intake import Taken, take_in
        from mahdar.sources import find_reports

        found = find_reports([fspath(path) for path in paths], published=_day(published), outlet=outlet)
        rows = Rows()
        for one in take_in(found, self.record, workers=workers):
            if isinstance(one, Taken):
                stored = self.record.find_report(one.report.id)
                what = {"report": stored.number, "title": stored.title, "is_new": one.reading is not None}
                rows.append({"source": one.report.source, **what, "problem": None})
            else:
                rows.append({"source": one.source, "report": None, "title": None, "is_new": False, "problem": one.code})
        return rows

    def link(self) -> int:
        """How many links were made between reports that were not tied yet."""
        from mahdar.intake import tie_all

        return sum(one.links for one in tie_all(self.record))

    # Reading

    def reading(self, report: int | str) -> Reading:
        """The current reading of a report, by its number, file name or hash."""
        return self.record.find(str(report))[1]

    def reports(self, *, frame: bool = False) -> Any:
        """The reports, in the order in which they came in, each with its day of publication as read."""
        rows = self.record.connection.execute(
            "SELECT report, title, outlet, source, published_earliest, published_latest, published_given"
            " FROM current_readings ORDER BY report"
        )
        made = Rows({**dict(row), "published_given": bool(row["published_given"])} for row in rows)
        return _framed(made, frame=frame)

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        via: str | None = None,
        kind: str | None = None,
        stance: str | None = None,
        first: Day = None,
        last: Day = None,
        frame: bool = False,
    ) -> Any:
        """Who said what, as `mahdar said` finds it; days are those of publication."""
        from mahdar.views import said as view

        question = view.Question(
            by=by, about=about, via=via, kind=kind, stance=stance, earliest=_day(first), latest=_day(last)
        )
        return _framed(view.objects(view.said(self.record, question, "en")), frame=frame)

    def events(
        self,
        *,
        type: str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        place: str | None = None,
        status: str | None = None,
        first: Day = None,
        last: Day = None,
        frame: bool = False,
    ) -> Any:
        """Who did what to whom, as `mahdar events` finds it."""
        from mahdar.views import events as view

        question = view.Question(
            type=type,
            actor=actor,
            recipient=recipient,
            place=place,
            status=status,
            earliest=_day(first),
            latest=_day(last),
        )
        return _framed(view.objects(view.asked(self.record, question, "en")), frame=frame)

    def entities(self, *, kind: str | None = None, frame: bool = False) -> Any:
        """The people, bodies and places that have a name, each once, most mentioned first."""
        from mahdar.exports.source import Source

        lines = [line for line in Source(self.record).lines if line.name and kind in (None, line.kind)]
        return _framed((line.to_json() for line in lines), frame=frame)

    def amounts(self, *, fate: str | None = None, frame: bool = False) -> Any:
        """The numbers that reports give, such as those of the `killed`."""
        rows = self.record.connection.execute(
            'SELECT report, title, text, low, high, precision, "of", fate, start, "end" FROM current_amounts'
            " WHERE ?1 IS NULL OR fate = ?1 ORDER BY report, start",
            (fate,),
        )
        return _framed(map(dict, rows), frame=frame)

    def search(self, words: str, *, limit: int = 20, frame: bool = False) -> Any:
        """The reports that hold the words, however they are spelt, best first."""
        return _framed((hit.to_json() for hit in self.record.search(words, limit=limit)), frame=frame)

    def query(self, sql: str, *values: object, frame: bool = False) -> Any:
        """The rows of a query of one's own: the tables and views are those of `mahdar export tables`."""
        return _framed(map(dict, self.record.connection.execute(sql, values)), frame=frame)

    def brief(self, lang: str = "en") -> str:
        """The brief, in `en` or `ar`."""
        from mahdar.linking.stored_cases import cases_of
        from mahdar.views import brief as view
        from mahdar.views.cases import Cases

        numbers = [report.number for report in self.record.reports()]
        readings = list(zip(numbers, self.record.readings(), strict=True))
        cases = Cases(cases_of(self.record), readings, lang).items()
        name = Path(self.record.path).name
        return view.render(view.brief(readings, record=name, lang=lang, version=__version__, cases=cases), lang)

    def export(self, format: str, path: str | PathLike[str], /, **options: Any) -> int:
        """How much was written to the file or folder `path`, in one of the formats of docs/exports.md."""
        from mahdar.exports.formats import export
        from mahdar.exports.source import Source

        return export(Source(self.record), format, Path(path), **options)


def open_record(path: str | PathLike[str], *, write: bool = False, create: bool = False) -> OpenRecord:
    """The record in the file `path`: to be read only, unless `write` is true; made with `create` where it is missing.

    Raises `RecordError`, which says what to do.
    """
    return OpenRecord(Record.open(path, create=create, write=write or create))


def _framed(rows: Iterable[dict[str, Any]], *, frame: bool) -> Any:
    made = Rows(rows)
    return made.to_frame() if frame else made


def _day(day: Day) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise SettingError.of("error.one_day", text=day) from error


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """The row with one value a cell."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and not ({"label", "text"} & set(value)):
            flat |= {f"{name}_{part}": cell for part, cell in value.items()} if name == "published" else {name: value}
        else:
            flat[name] = _cell(value)
    return flat


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("label", value.get("text", value))
    if isinstance(value, list) and all(isinstance(one, str | dict) for one in value):
        return BETWEEN.join(str(_cell(one)) for one in value)
    return value
