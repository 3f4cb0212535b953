"""`mahdar events`: who did what to whom."""

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
    say,
    text,
)
from mahdar.record import Record
from mahdar.views import events as view


def events(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--type", help=text("help.type"), show_default=False)] = None,
    actor: Annotated[str | None, typer.Option("--actor", help=text("help.actor"), show_default=False)] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", help=text("help.recipient"), show_default=False)
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help=text("help.place"), show_default=False)] = None,
    status: Annotated[str | None, typer.Option("--status", help=text("help.status"), show_default=False)] = None,
    first: FromOption = None,
    last: ToOption = None,
    form: Annotated[str, typer.Option("--format", help=text("help.format"))] = "table",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=text("help.limit"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the events that fit all that is asked for."""
    form = say(lang).choose("--format", form, view.FORMATS)
    earliest, latest = day_bounds(first, last)
    question = view.Question(
        type=kind, actor=actor, recipient=recipient, place=place, status=status, earliest=earliest, latest=latest
    )
    with Record.open(record, create=False, write=False) as opened:
        answer = view.asked(opened, question, lang, limit=limit)
    if as_json or form == "jsonl":
        print_json(view.objects(answer))
    else:
        print(view.to_csv(answer) if form == "csv" else view.render(answer, lang))
