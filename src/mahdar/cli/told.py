"""`mahdar told`: the statements and events that several reports tell, each once."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say, text
from mahdar.record import Record


def told(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.told_kind"), show_default=False)] = None,
    report: Annotated[str | None, typer.Option("--report", help=text("help.of_report"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the entries with their tellings and independent sources."""
    from mahdar.linking.together import KINDS, entries
    from mahdar.views import together as view

    kinds = (say(lang).choose("--kind", kind, KINDS),) if kind else KINDS
    with Record.open(record, create=False, write=False) as opened:
        number = opened.find_report(report).number if report else None
        found = (entry for one in kinds for entry in entries(opened, one, report=number))
        if as_json:
            print_json(view.objects(opened, found))
        else:
            print(view.render(opened, found, lang))
