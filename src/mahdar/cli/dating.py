"""`mahdar dating`: why a report is dated as it is."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record
from mahdar.views import dating as view


def dating(
    report: Annotated[str, typer.Argument(help=text("help.report"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the reasons for the day of publication, and the days that remain."""
    with Record.open(record, create=False, write=False) as opened:
        number, reading = opened.find(report)
        others = {one.report: opened.find(one.report) for one in reading.published.because if one.report}
    if as_json:
        print_json([view.to_object(number, reading, lang, others)])
    else:
        print(view.render(number, reading, lang, others))
