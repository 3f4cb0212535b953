"""`mahdar page`: the record as one HTML page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mahdar.cli.options import LangOption, RecordOption, day_bounds, say, text, write_file
from mahdar.record import Record


def page(
    record: RecordOption,
    lang: LangOption,
    output: Annotated[Path, typer.Option("--out", "-o", help=text("help.page_out"), show_default=False)],
    report: Annotated[list[str] | None, typer.Option("--report", help=text("help.page_report"))] = None,
    story: Annotated[str | None, typer.Option("--story", help=text("help.page_story"), show_default=False)] = None,
    first: Annotated[str | None, typer.Option("--from", help=text("help.page_from"), show_default=False)] = None,
    last: Annotated[str | None, typer.Option("--to", help=text("help.page_to"), show_default=False)] = None,
) -> None:
    """Writes the page."""
    from mahdar.views.page import Selection, contents, render

    earliest, latest = day_bounds(first, last)
    selection = Selection(earliest=earliest, latest=latest, reports=tuple(report or ()), story=story)
    with Record.open(record, create=False, write=False) as opened:
        made = contents(opened, selection)
    write_file(output, render(made, lang=lang))
    if str(output) != "-":
        size = f"{output.stat().st_size / 1_000_000:.1f} MB"
        print(say(lang).say("page.written", path=output, reports=len(made.reports), size=size), file=sys.stderr)
