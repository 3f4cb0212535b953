"""`mahdar unlink`: undoes a link for good."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import LangOption, RecordOption, say, text
from mahdar.errors import SettingError
from mahdar.record import Record


def unlink(
    left: Annotated[str, typer.Argument(help=text("help.left"), show_default=False)],
    right: Annotated[str, typer.Argument(help=text("help.right"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    why: Annotated[str | None, typer.Option("--why", help=text("help.why_text"), show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", help=text("help.by_whom"), show_default=False)] = None,
    kind: Annotated[str | None, typer.Option("--kind", help=text("help.kind_of_link"), show_default=False)] = None,
    back: Annotated[bool, typer.Option("--back", help=text("help.back"))] = False,
) -> None:
    """Undoes the link of two things, or takes that back."""
    from mahdar.intake import redate
    from mahdar.linking.asking import find_link, redo, undo

    if not back and not (why or "").strip():
        raise SettingError.of("error.why_needed")
    with Record.open(record, create=False) as opened:
        link = find_link(opened, left, right, kind)
        if back:
            redo(opened, link)
        else:
            undo(opened, link, why=why or "", by=by)
        # A report that this link dated is dated by itself again, and the other way round.
        redate(opened)
    print(say(lang).say("unlink.back" if back else "unlink.done", left=link.left, right=link.right))
