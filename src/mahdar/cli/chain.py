"""`mahdar chain`: through whom a statement came."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record
from mahdar.views import chain as view
from mahdar.views.address import find_statement


def chain(
    statement: Annotated[str, typer.Argument(help=text("help.statement"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the links, from the speaker to the file."""
    with Record.open(record, create=False, write=False) as opened:
        made = view.chain(*find_statement(opened, statement), lang)
    if as_json:
        print_json(view.objects(made))
    else:
        print(view.render(made, lang))
