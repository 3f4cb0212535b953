"""`mahdar show`: what one report says, layer by layer."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record
from mahdar.sources.report import steering_shown
from mahdar.views.report import render


def show(
    report: Annotated[str, typer.Argument(help=text("help.report"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints one reading."""
    with Record.open(record, create=False, write=False) as opened:
        stored = opened.find_report(report)
        reading = opened.reading(stored.id)
    if as_json:
        print_json([reading.to_json()])
    else:
        shown = render(stored.number, reading, lang)
        # A file gets the signs as they are, a terminal would obey them.
        print(steering_shown(shown) if sys.stdout.isatty() else shown)
