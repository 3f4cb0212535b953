"""`mahdar compare`: the difference of two reports."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.errors import SettingError
from mahdar.record import Record


def compare(
    left: Annotated[str, typer.Argument(help=text("help.report"), show_default=False)],
    right: Annotated[str, typer.Argument(help=text("help.right"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the difference, sentence by sentence."""
    from mahdar.views import compare as view
    from mahdar.views.comparison import Comparer, to_object

    with Record.open(record, create=False, write=False) as opened:
        numbers = opened.find_report(left).number, opened.find_report(right).number
        if numbers[0] == numbers[1]:
            raise SettingError.of("error.same_report", left=left, right=right)
        made = Comparer(opened).compare(*numbers)
    if as_json:
        print_json([to_object(made)])
    else:
        print(view.render(made, lang))
