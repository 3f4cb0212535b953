"""`mahdar merge` and `mahdar split`: two of the record made one, or one made two."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import LangOption, RecordOption, say, text
from mahdar.errors import SettingError
from mahdar.linking.people import Directory, Line
from mahdar.record import Record

WhyOption = Annotated[str | None, typer.Option("--why", help=text("help.why_corrected"), show_default=False)]
ByOption = Annotated[str | None, typer.Option("--by", help=text("help.by_whom"), show_default=False)]


def merge(
    one: Annotated[str, typer.Argument(help=text("help.merged"), show_default=False)],
    into: Annotated[str, typer.Argument(help=text("help.merged_into"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    by: ByOption = None,
    why: WhyOption = None,
) -> None:
    """Makes corrections in each report that speaks of the first."""
    from mahdar.corrections.people import directory_of
    from mahdar.corrections.people import merge as make
    from mahdar.intake import tie_in

    reason = _reason(why)
    with Record.open(record, create=False) as opened:
        known = directory_of(opened)
        left, right = (_found(known, name) for name in (one, into))
        made = make(opened, left.key, right.key, directory=known, by=by, why=reason)
        tie_in(opened)
    print(say(lang).say("merge.done", one=left.name or left.key, into=right.name or right.key, numbers=_range(made)))


def split(
    one: Annotated[str, typer.Argument(help=text("help.split"), show_default=False)],
    name: Annotated[str, typer.Argument(help=text("help.split_name"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    reports: Annotated[list[str] | None, typer.Option("--report", help=text("help.split_reports"))] = None,
    by: ByOption = None,
    why: WhyOption = None,
) -> None:
    """Makes corrections in the reports that are named."""
    from mahdar.corrections.people import directory_of
    from mahdar.corrections.people import split as make
    from mahdar.intake import tie_in

    reason = _reason(why)
    with Record.open(record, create=False) as opened:
        known = directory_of(opened)
        line = _found(known, one)
        numbers = [opened.find_report(report).number for report in reports or []]
        made = make(opened, line.key, numbers, name, directory=known, by=by, why=reason)
        tie_in(opened)
    print(say(lang).say("split.done", one=line.name or line.key, name=name, numbers=_range(made)))


def _reason(why: str | None) -> str:
    if not (why or "").strip():
        raise SettingError.of("error.why_needed")
    return why or ""


def _found(known: Directory, name: str) -> Line:
    """The one line that a name means: its whole name where several hold it."""
    from mahdar.arabic.normal import normalise
    from mahdar.linking.finding import NameFinder

    found = NameFinder(known).find(name)
    whole = [line for line in found if normalise(line.name or "") == normalise(name)]
    chosen = whole or found
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise SettingError.of("error.nobody_named", name=name)
    listed = [f"{line.name or line.key} ({line.key})" for line in chosen[:8]]
    raise SettingError.of("error.several", name=name, n=len(chosen), listed=listed)


def _range(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}\u2013{numbers[-1]}"
