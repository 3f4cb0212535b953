"""`mahdar story`: one story, its reports by independent source."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, text
from mahdar.record import Record


def story(
    report: Annotated[str, typer.Argument(help=text("help.story_id"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints the story of a report."""
    from mahdar.views import stories as view

    with Record.open(record, create=False, write=False) as opened:
        made = view.story_of(opened, opened.find_report(report).number)
    if as_json:
        print_json(view.objects([made]))
    else:
        print(view.render_one(made, lang))
