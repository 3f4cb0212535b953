"""`mahdar cases` and `mahdar case`: matters followed through the reports."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import (
    FromOption,
    JsonOption,
    LangOption,
    RecordOption,
    ToOption,
    day_bounds,
    numbered_readings,
    print_json,
    text,
)
from mahdar.record import Record
from mahdar.views import cases as view


def cases(
    record: RecordOption,
    lang: LangOption,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.case_kind"), show_default=False)] = None,
    state: Annotated[str | None, typer.Option("--state", help=text("help.case_state"), show_default=False)] = None,
    party: Annotated[str | None, typer.Option("--party", help=text("help.party"), show_default=False)] = None,
    first: FromOption = None,
    last: ToOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prints the cases that fit all that is asked for."""
    earliest, latest = day_bounds(first, last)
    opened = _open(record, lang)
    found = opened.find(view.Question(kind=kind, state=state, party=party, earliest=earliest, latest=latest))
    if as_json:
        print_json(view.objects(opened, found))
    else:
        print(view.render(opened, found))


def case(
    case_id: Annotated[str, typer.Argument(help=text("help.case_id"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    as_json: JsonOption = False,
) -> None:
    """Prints one case: parties, history with its sources, numbers, findings."""
    opened = _open(record, lang)
    found = opened.one(case_id)
    if as_json:
        print_json(view.objects(opened, [found]))
    else:
        print(view.render_one(opened, found))


def _open(record: RecordOption, lang: str) -> view.Cases:
    """The cases of the record in the file `record`."""
    from mahdar.linking.stored_cases import cases_of

    with Record.open(record, create=False, write=False) as opened:
        return view.Cases(cases_of(opened), list(numbered_readings(opened)), lang)
