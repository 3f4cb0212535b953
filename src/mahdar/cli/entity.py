"""`mahdar entity`: one person, body or place of the record."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, numbered_readings, print_json, text
from mahdar.record import Record
from mahdar.views import entity as view


def entity(
    name: Annotated[str, typer.Argument(help=text("help.name"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints what the record holds of it."""
    with Record.open(record, create=False, write=False) as opened:
        profile = view.entity(list(numbered_readings(opened)), name, lang)
    if as_json:
        print_json([view.to_object(profile)])
    else:
        print(view.render(profile, lang))
