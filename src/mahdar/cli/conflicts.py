"""`mahdar conflicts`: what two reports cannot both be right about."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say, text
from mahdar.record import Record


def conflicts(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.kind_of_conflict"), show_default=False)] = None,
    report: Annotated[str | None, typer.Option("--report", help=text("help.of_report"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the disputes, side by side."""
    from mahdar.linking.conflicts import LABELS
    from mahdar.views import conflicts as view

    labels = (say(lang).choose("--kind", kind, LABELS),) if kind else ()
    with Record.open(record, create=False, write=False) as opened:
        number = opened.find_report(report).number if report else None
        found = view.disputes(opened, labels=labels, report=number)
        if as_json:
            print_json(view.objects(found))
        else:
            print(view.render(opened, found, lang))
