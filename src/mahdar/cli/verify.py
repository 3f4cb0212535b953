"""`mahdar verify`: what in a record is not as it was written."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say, text
from mahdar.record import Record


def verify(
    record: RecordOption,
    lang: LangOption,
    head: Annotated[str | None, typer.Option("--head", help=text("help.head"), show_default=False)] = None,
    note: Annotated[bool, typer.Option("--note", help=text("help.note"))] = False,
    as_json: JsonOption = False,
) -> None:
    """Checks everything; the exit status is 1 when something is wrong."""
    from mahdar.record.log import VERIFIED
    from mahdar.record.verifying import verify as check

    with Record.open(record, create=False, write=note) as opened:
        checked = check(opened, head=head)
        if note:
            with opened.writing():
                opened.log.append(VERIFIED, "", {"sound": not checked.findings, "findings": len(checked.findings)})
    messages = say(lang)
    if as_json:
        print_json(finding.to_json() for finding in checked.findings)
    else:
        for finding in checked.findings:
            line = messages.say(f"verify.{finding.kind}", about=finding.about, detail=finding.detail)
            since = messages.say("verify.since", since=finding.since) if finding.since else ""
            print(f"{line}{since}")
        done = "verify.sound" if not checked.findings else "verify.unsound"
        counts = {name: getattr(checked, name) for name in ("reports", "readings", "spans", "links", "entries", "head")}
        print(messages.say(done, count=len(checked.findings), **counts))
    if checked.findings:
        raise typer.Exit(1)
