"""`mahdar read`: reports into a record, or their readings as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from mahdar.cli.options import (
    JsonOption,
    LangOption,
    NamesModelOption,
    WorkersOption,
    WorldOption,
    bounds_of,
    checked_plugs,
    columns_of,
    print_json,
    print_problem,
    published_days,
    say,
    text,
)
from mahdar.errors import SettingError
from mahdar.intake import Taken, read_reports, take_in
from mahdar.reading import Reading
from mahdar.record import Record, rules_digest
from mahdar.sources import Problem, find_reports

One = TypeVar("One")


def read(
    paths: Annotated[list[str], typer.Argument(help=text("help.paths"), show_default=False)],
    lang: LangOption,
    record: Annotated[Path | None, typer.Option("--record", help=text("help.record"))] = None,
    published: Annotated[str | None, typer.Option("--published", help=text("help.published"))] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--published-between", metavar="FIRST LAST", help=text("help.published_between")),
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help=text("help.outlet"))] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", help=text("help.map"), metavar="FIELD=NAME")] = None,
    bounds: Annotated[list[str] | None, typer.Option("--bound", help=text("help.bound"), metavar="NAME=VALUE")] = None,
    world: WorldOption = None,
    names_model: NamesModelOption = None,
    workers: WorkersOption = 1,
    as_json: JsonOption = False,
) -> None:
    """Reads reports; the exit status is 1 when something could not be read."""
    if record is None and not as_json:
        raise SettingError.of("error.no_record")
    plugs = checked_plugs(world, names_model)
    given = published_days(published, between)
    named, bound = columns_of(columns or []), bounds_of(bounds or [])
    found = _shown(find_reports(paths, outlet=outlet, published=given, columns=named, bounds=bound), lang)
    if record is None:
        tally = _print_readings(read_reports(found, plugs=plugs, workers=workers), lang)
    else:
        with Record.open(record, create=True, rules=rules_digest(tuple(plugs.paths()))) as opened:
            tally = _print_taken(
                _told(take_in(found, opened, plugs=plugs, workers=workers), lang), lang, as_json=as_json
            )
    if tally["problems"]:
        raise typer.Exit(1)


def _shown(found: Iterable[One], lang: str) -> Iterable[One]:
    """The same, with progress on standard error where somebody looks at it."""
    if not sys.stderr.isatty():
        return found
    # A folder's length is not known before it is read, so what is shown is how many are done and how fast.
    return track(found, say(lang).say("read.reading"), total=None, console=Console(stderr=True), transient=True)


def _told(taken: Iterable[One], lang: str) -> Iterator[One]:
    """The same; where somebody stops it, they are told that nothing is lost."""
    try:
        yield from taken
    except KeyboardInterrupt:
        print(say(lang).say("read.stopped"), file=sys.stderr)
        raise


def _print_readings(found: Iterable[Reading | Problem], lang: str) -> Counter[str]:
    tally: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Problem):
            tally["problems"] += 1
            print_problem(one, lang, file=sys.stderr)
        else:
            print_json([one.to_json()])
    return tally


def _print_taken(taken: Iterator[Taken | Problem], lang: str, *, as_json: bool) -> Counter[str]:
    tally: Counter[str] = Counter(added=0, known=0, problems=0)
    formats: Counter[str] = Counter()
    for one in taken:
        if isinstance(one, Problem):
            tally["problems"] += 1
            print_problem(one, lang, file=sys.stderr)
            continue
        tally["added" if one.reading else "known"] += 1
        formats[one.report.format] += 1
        if as_json and one.reading:
            print_json([one.reading.to_json()])
    if not as_json:
        if set(formats) - {"text"}:
            listed = ", ".join(f"{count} {name}" for name, count in sorted(formats.items()))
            print(say(lang).say("read.formats", formats=listed))
        print(say(lang).say("read.done", **tally))
    return tally
