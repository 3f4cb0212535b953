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
    numbered_readings,
    print_json,
    text,
)
from mahdar.record import Record
from mahdar.views import said as view


def said(
    record: RecordOption,
    lang: LangOption,
    by: Annotated[str | None, typer.Option("--by", help=text("help.by"), show_default=False)] = None,
    about: Annotated[str | None, typer.Option("--about", help=text("help.about"), show_default=False)] = None,
    via: Annotated[str | None, typer.Option("--via", help=text("help.via"), show_default=False)] = None,
    first: FromOption = None,
    last: ToOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the statements that fit all that is asked for, with a line of counts."""
    earliest, latest = day_bounds(first, last, lang)
    question = view.Question(by=by, about=about, via=via, earliest=earliest, latest=latest)
    with Record.open(record, create=False, write=False) as opened:
        answer = view.said(list(numbered_readings(opened)), question, lang)
    if as_json:
        print_json(view.objects(answer))
    else:
        print(view.render(answer, lang))
