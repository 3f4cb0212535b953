"""`mahdar explain`: why an event was read as it was."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record
from mahdar.views import explain as view
from mahdar.views.address import find_event


def explain(
    event: Annotated[str, typer.Argument(help=text("help.event"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the explanation, point by point."""
    with Record.open(record, create=False, write=False) as opened:
        made = view.explain(*find_event(opened, event), lang)
    if as_json:
        print_json(view.objects(made))
    else:
        print(view.render(made, lang))
