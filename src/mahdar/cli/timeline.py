"""`mahdar timeline`: what happened, day by day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mahdar.cli.options import (
    FromOption,
    JsonOption,
    LangOption,
    RecordOption,
    ToOption,
    day_bounds,
    numbered_readings,
    print_json,
    text,
    write_file,
)
from mahdar.record import Record


def timeline(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--type", help=text("help.type"), show_default=False)] = None,
    person: Annotated[str | None, typer.Option("--person", help=text("help.person"), show_default=False)] = None,
    place: Annotated[str | None, typer.Option("--place", help=text("help.place"), show_default=False)] = None,
    status: Annotated[str | None, typer.Option("--status", help=text("help.status"), show_default=False)] = None,
    first: FromOption = None,
    last: ToOption = None,
    svg: Annotated[Path | None, typer.Option("--svg", help=text("help.svg"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the timeline, or draws it."""
    from mahdar.views import timeline as view
    from mahdar.views.events import Question
    from mahdar.views.timeline_picture import draw

    earliest, latest = day_bounds(first, last)
    question = Question(type=kind, place=place, status=status, earliest=earliest, latest=latest)
    with Record.open(record, create=False, write=False) as opened:
        made = view.timeline(list(numbered_readings(opened)), question, lang, person=person)
    if svg is not None:
        write_file(svg, draw(made))
    elif as_json:
        print_json(view.objects(made))
    else:
        view.print_to(Console(file=sys.stdout, highlight=False), made)
