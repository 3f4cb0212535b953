"""`mahdar search`: words in the reports, however they are spelt."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, LimitOption, RecordOption, print_json, say, text
from mahdar.record import Record
from mahdar.views.search import render, to_json


def search(
    words: Annotated[list[str], typer.Argument(help=text("help.words"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Prints the reports that hold all the words, best first."""
    with Record.open(record, create=False, write=False) as opened:
        hits = opened.search(" ".join(words), limit=limit)
    if as_json:
        print_json(to_json(hit) for hit in hits)
    else:
        print(render(hits, lang) if hits else say(lang).say("search.none"))
