"""`mahdar copies`: which reports were made from which."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say, text
from mahdar.record import Record


def copies(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.kind_of_copy"), show_default=False)] = None,
    report: Annotated[str | None, typer.Option("--report", help=text("help.of_report"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the pairs, in the order of the record."""
    from mahdar.linking.copies import LABELS
    from mahdar.views import copies as view
    from mahdar.views.comparison import Comparer, to_object

    labels = (say(lang).choose("--kind", kind, LABELS),) if kind else ()
    with Record.open(record, create=False, write=False) as opened:
        number = opened.find_report(report).number if report else None
        found = Comparer(opened).linked(labels=labels, report=number)
        if as_json:
            print_json(to_object(one) for one in found)
        else:
            print(view.render(found, lang))
