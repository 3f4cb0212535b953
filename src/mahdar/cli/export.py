"""`mahdar export`: the record in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mahdar import __version__
from mahdar.cli.options import LangOption, RecordOption, numbered_readings, say, text
from mahdar.errors import SettingError
from mahdar.exports import polecat as format
from mahdar.record import Record

app = typer.Typer(no_args_is_help=True)


@app.command("polecat", help=text("help.polecat"))
def polecat(
    record: RecordOption,
    lang: LangOption,
    out: Annotated[Path | None, typer.Option("--out", help=text("help.out"), show_default=False)] = None,
    every_status: Annotated[bool, typer.Option("--all", help=text("help.all"))] = False,
) -> None:
    """Writes the events as POLECAT rows."""
    with Record.open(record, create=False, write=False) as opened:
        readings = list(numbered_readings(opened))
    export = format.Export(readings, __version__, every_status=every_status)
    if out is None:
        format.write(export.rows(), sys.stdout)
    else:
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                n = format.write(export.rows(), file)
        except OSError as error:
            raise SettingError(say(lang).say("error.cannot_write", path=out, reason=error.strerror)) from error
        print(say(lang).say("export.done", n=n, path=out), file=sys.stderr)
    if export.left_out:
        print(say(lang).say("export.left_out", n=export.left_out), file=sys.stderr)
