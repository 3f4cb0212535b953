"""`mahdar why`: why two things are linked."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record


def why(
    left: Annotated[str, typer.Argument(help=text("help.left"), show_default=False)],
    right: Annotated[str, typer.Argument(help=text("help.right"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the parts of each link."""
    from mahdar.linking.asking import ask
    from mahdar.views import why as view

    with Record.open(record, create=False, write=False) as opened:
        answer = ask(opened, left, right)
    if as_json:
        print_json(view.objects(answer))
    else:
        print(view.render(answer, lang))
