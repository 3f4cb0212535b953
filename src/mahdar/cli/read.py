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
    WorldOption,
    checked_plugs,
    print_json,
    published_days,
    say,
    text,
)
from mahdar.errors import SettingError
from mahdar.intake import Taken, read_report, take_in
from mahdar.reading.plugs import Plugs
from mahdar.record import Record, rules_digest
from mahdar.sources import Problem, Report, find_reports, problem_kinds

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
    as_json: JsonOption = False,
) -> None:
    """Reads reports; the exit status is 1 when something could not be read."""
    if record is None and not as_json:
        raise SettingError(say(lang).say("error.no_record"))
    plugs = checked_plugs(world, names_model, lang)
    given = published_days(published, between, lang)
    named = _pairs(columns or [], say(lang).say("error.map"))
    bound = _pairs(bounds or [], say(lang).say("error.bound"))
    found = _shown(find_reports(paths, outlet=outlet, published=given, columns=named, bounds=bound), lang)
    if record is None:
        tally = _print_readings(found, lang, plugs)
    else:
        with Record.open(record, create=True, rules=rules_digest(tuple(plugs.paths()))) as opened:
            tally = _print_taken(take_in(found, opened, plugs=plugs), lang, as_json=as_json)
    if tally["problems"]:
        raise typer.Exit(1)


def _pairs(pairs: list[str], error: str) -> dict[str, str]:
    """The values by their names, of options such as `title=headline`; `SettingError` with `error` for others."""
    parts = [pair.partition("=") for pair in pairs]
    if not all(name.strip() and value.strip() for name, _, value in parts):
        raise SettingError(error)
    return {name.strip(): value.strip() for name, _, value in parts}


def _shown(found: Iterable[One], lang: str) -> Iterable[One]:
    """The same, with progress on standard error where somebody looks at it."""
    if not sys.stderr.isatty():
        return found
    # A folder's length is not known before it is read, so what is shown is how many are done and how fast.
    return track(found, say(lang).say("read.reading"), total=None, console=Console(stderr=True), transient=True)


def _print_readings(found: Iterable[Report | Problem], lang: str, plugs: Plugs) -> Counter[str]:
    tally: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Report):
            print_json([read_report(one, plugs).to_json()])
        else:
            tally["problems"] += 1
            _print_problem(one, lang)
    return tally


def _print_taken(taken: Iterator[Taken | Problem], lang: str, *, as_json: bool) -> Counter[str]:
    tally: Counter[str] = Counter(added=0, known=0, problems=0)
    formats: Counter[str] = Counter()
    for one in taken:
        if isinstance(one, Problem):
            tally["problems"] += 1
            _print_problem(one, lang)
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


def _print_problem(problem: Problem, lang: str) -> None:
    print(problem_kinds()[problem.code].told(lang, place=problem.source, found=problem.message), file=sys.stderr)
