"""`mahdar export`: the record in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from mahdar import __version__
from mahdar.cli.options import LangOption, RecordOption, numbered_readings, say, text
from mahdar.errors import SettingError
from mahdar.record import Record

app = typer.Typer(no_args_is_help=True)

OutOption = Annotated[Path | None, typer.Option("--out", help=text("help.out"), show_default=False)]
FolderArgument = Annotated[Path, typer.Argument(help=text("help.folder"), show_default=False)]
AllOption = Annotated[bool, typer.Option("--all", help=text("help.all_marked"))]
OneADayOption = Annotated[bool, typer.Option("--one-a-day", help=text("help.one_a_day"))]


@contextmanager
def _source(record: Path) -> Iterator[Any]:
    from mahdar.exports.source import Source

    with Record.open(record, create=False, write=False) as opened:
        yield Source(opened)


def _format(name: str) -> Any:
    """The module of a format, imported on use: one run needs one of them."""
    return import_module(f"mahdar.exports.{name}")


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """Says which file cannot be written, instead of a stack trace."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        place = path or error.filename or "-"
        raise SettingError.of("error.cannot_write", path=place, reason=error.strerror) from error


def _to_text(out: Path | None, lang: str, write: Callable[[TextIO], int], *, done: str = "export.written") -> None:
    """Has `write` write to the file, or to standard output, and says how much."""
    if out is None:
        write(sys.stdout)
        return
    with _told(out), out.open("w", encoding="utf-8", newline="") as file:
        n = write(file)
    print(say(lang).say(done, n=n, path=out), file=sys.stderr)


def _to_bytes(out: Path | None, lang: str, write: Callable[[BinaryIO], int]) -> None:
    if out is None:
        write(sys.stdout.buffer)
        return
    with _told(out), out.open("wb") as file:
        n = write(file)
    _done(n, out, lang)


def _done(n: int, path: Path, lang: str) -> None:
    print(say(lang).say("export.written", n=n, path=path), file=sys.stderr)


def _left_out(n: int, lang: str) -> None:
    if n:
        print(say(lang).say("export.left_out", n=n), file=sys.stderr)


@app.command("tables", help=text("help.export_tables"))
def tables(
    folder: FolderArgument,
    record: RecordOption,
    lang: LangOption,
    format: Annotated[str, typer.Option("--format", help=text("help.tables_format"))] = "csv",
    only: Annotated[list[str] | None, typer.Option("--table", help=text("help.tables_only"))] = None,
) -> None:
    """Writes all tables and views, one file each."""
    with _source(record) as source, _told(None):
        n = _format("tables").write(source, folder, format=format, only=only or ())
    _done(n, folder, lang)


@app.command("jsonl", help=text("help.export_jsonl"))
def jsonl(record: RecordOption, lang: LangOption, out: OutOption = None) -> None:
    """Writes the readings, one JSON object a line."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("json_lines").write(source, file))


@app.command("ftm", help=text("help.export_ftm"))
def ftm(record: RecordOption, lang: LangOption, out: OutOption = None, every_status: AllOption = False) -> None:
    """Writes FollowTheMoney entities, one a line."""
    left_out = 0

    def write(file: TextIO) -> int:
        nonlocal left_out
        n, left_out = _format("ftm").write(source, file, every_status=every_status)
        return int(n)

    with _source(record) as source:
        _to_text(out, lang, write)
    _left_out(left_out, lang)


@app.command("datasette", help=text("help.export_datasette"))
def datasette(record: RecordOption, lang: LangOption, out: OutOption = None) -> None:
    """Writes the metadata file that Datasette takes."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("datasette").write(source, file))


@app.command("annotations", help=text("help.export_annotations"))
def web_annotations(record: RecordOption, lang: LangOption, out: OutOption = None) -> None:
    """Writes W3C Web Annotations, one a line."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("annotations").write(source, file))


@app.command("gexf", help=text("help.export_gexf"))
def gexf(record: RecordOption, lang: LangOption, out: OutOption = None, every_status: AllOption = False) -> None:
    """Writes who says and does what to whom as a graph."""
    with _source(record) as source:
        _to_bytes(out, lang, lambda file: _format("gexf").write(source, file, every_status=every_status))


@app.command("timeml", help=text("help.export_timeml"))
def timeml(folder: FolderArgument, record: RecordOption, lang: LangOption) -> None:
    """Writes a TimeML file a report."""
    with _source(record) as source, _told(None):
        n, left_out = _format("timeml").write(source, folder)
    _done(n, folder, lang)
    if left_out:
        print(say(lang).say("export.overlapping", n=left_out), file=sys.stderr)


@app.command("schema-org", help=text("help.export_schema_org"))
def schema_org(record: RecordOption, lang: LangOption, out: OutOption = None) -> None:
    """Writes schema.org JSON-LD, one article a line."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("schema_org").write(source, file))


@app.command("citron", help=text("help.export_citron"))
def citron(record: RecordOption, lang: LangOption, out: OutOption = None) -> None:
    """Writes the statements in the shape of Citron's quotations."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("citron").write(source, file))


@app.command("polecat", help=text("help.polecat"))
def polecat(
    record: RecordOption,
    lang: LangOption,
    out: OutOption = None,
    every_status: Annotated[bool, typer.Option("--all", help=text("help.all"))] = False,
    one_a_day: OneADayOption = False,
) -> None:
    """Writes the events as POLECAT rows."""
    format = _format("polecat")
    with Record.open(record, create=False, write=False) as opened:
        readings = _format("source").Readings(opened)
        export = format.Export(readings, __version__, every_status=every_status, one_a_day=one_a_day)
        _to_text(out, lang, lambda file: format.write(export.rows(), file), done="export.done")
    _left_out(export.left_out, lang)


@app.command("bayanat", help=text("help.export_bayanat"))
def bayanat(folder: FolderArgument, record: RecordOption, lang: LangOption, every_status: AllOption = False) -> None:
    """Writes bodies for Bayanat's API, the bytes as media, and rows to load first."""
    with _source(record) as source, _told(None):
        n = _format("bayanat").write(source, folder, every_status=every_status)
    _done(n, folder, lang)


@app.command("uwazi", help=text("help.export_uwazi"))
def uwazi(
    folder: FolderArgument,
    record: RecordOption,
    lang: LangOption,
    dates: Annotated[str, typer.Option("--dates", help=text("help.uwazi_dates"))] = "yyyy/mm/dd",
) -> None:
    """Writes files for Uwazi's CSV import."""
    with _source(record) as source, _told(None):
        n = _format("uwazi").write(source, folder, dates=dates)
    _done(n, folder, lang)


@app.command("acled", help=text("help.export_acled"))
def acled(record: RecordOption, lang: LangOption, out: OutOption = None, one_a_day: OneADayOption = False) -> None:
    """Writes events as rows in the shape of ACLED."""
    left_out: Any = None

    def write(file: TextIO) -> int:
        nonlocal left_out
        n, left_out = _format("acled").write(source, file, one_a_day=one_a_day)
        return int(n)

    with _source(record) as source:
        _to_text(out, lang, write)
    if left_out.total:
        numbers = {"type": left_out.type, "day": left_out.day, "place": left_out.place}
        print(say(lang).say("export.acled_left_out", **numbers), file=sys.stderr)


@app.command("ged", help=text("help.export_ged"))
def ged(record: RecordOption, lang: LangOption, out: OutOption = None, one_a_day: OneADayOption = False) -> None:
    """Writes deadly events as rows in the shape of UCDP GED."""
    with _source(record) as source:
        _to_text(out, lang, lambda file: _format("ged").write(source, file, one_a_day=one_a_day))


@app.command("brief", help=text("help.export_brief"))
def brief(
    record: RecordOption,
    lang: LangOption,
    format: Annotated[str, typer.Option("--format", help=text("help.brief_format"))] = "md",
    out: OutOption = None,
) -> None:
    """Writes the brief as a document."""
    from mahdar.linking.stored_cases import cases_of
    from mahdar.views import brief as view
    from mahdar.views.cases import Cases

    documents = _format("brief_documents")
    say(lang).choose("--format", format, documents.FORMATS)
    with Record.open(record, create=False, write=False) as opened:
        readings = list(numbered_readings(opened))
        cases = Cases(cases_of(opened), readings, lang).items()
    made = view.brief(readings, record=record.name, lang=lang, version=__version__, cases=cases)
    if format == "docx":

        def write(file: BinaryIO) -> int:
            documents.word(made, lang, file)
            return len(readings)

        _to_bytes(out, lang, write)
        return
    page = documents.html(made, lang) if format == "html" else documents.markdown(made, lang)
    _to_text(out, lang, lambda file: file.write(page) and len(readings))
