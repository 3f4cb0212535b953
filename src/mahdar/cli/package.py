"""`mahdar package`: seals a record or some of its reports as a BagIt bag."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mahdar.cli.options import LangOption, RecordOption, say, text
from mahdar.record import Record


def package(
    folder: Annotated[Path, typer.Argument(help=text("help.bag"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    reports: Annotated[list[str] | None, typer.Option("--report", help=text("help.bag_reports"))] = None,
    by: Annotated[str | None, typer.Option("--by", help=text("help.by_whom"), show_default=False)] = None,
    why: Annotated[str | None, typer.Option("--why", help=text("help.bag_why"), show_default=False)] = None,
) -> None:
    """Makes the bag and says what is in it."""
    from mahdar.exports.bag import package as seal

    with Record.open(record, create=False) as opened:
        sealed = seal(opened, folder, reports=reports or (), by=by, why=why)
    print(say(lang).say("package.done", folder=sealed.folder, reports=sealed.reports, head=sealed.head))
