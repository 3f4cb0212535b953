"""`mahdar said`: who said what."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import (
    FromOption,
    JsonOption,
    LangOption,
    RecordOption,
    ToOption,
    day_bounds,
    print_json,
    text,
)
from mahdar.record import Record
from mahdar.views import said as view

# So many statements are printed when no limit is given: a screen or three.
MOST_SHOWN = 50


def said(
    record: RecordOption,
    lang: LangOption,
    by: Annotated[str | None, typer.Option("--by", help=text("help.by"), show_default=False)] = None,
    about: Annotated[str | None, typer.Option("--about", help=text("help.about"), show_default=False)] = None,
    via: Annotated[str | None, typer.Option("--via", help=text("help.via"), show_default=False)] = None,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.kind_of_statement"), show_default=False)] = None,
    stance: Annotated[str | None, typer.Option("--stance", help=text("help.stance"), show_default=False)] = None,
    first: FromOption = None,
    last: ToOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help=text("help.said_limit"), show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the statements that fit all that is asked for, with a line of counts."""
    earliest, latest = day_bounds(first, last)
    most = limit if limit or as_json else MOST_SHOWN
    question = view.Question(
        by=by, about=about, via=via, kind=kind, stance=stance, earliest=earliest, latest=latest, limit=most
    )
    with Record.open(record, create=False, write=False) as opened:
        answer = view.said(opened, question, lang)
    if as_json:
        print_json(view.objects(answer))
    else:
        print(view.render(answer, lang))
