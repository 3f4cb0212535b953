"""`mahdar correct`: a person confirms, rejects or puts right what was read."""

from __future__ import annotations

from typing import Annotated

import typer

from mahdar.cli.options import LangOption, RecordOption, say, text
from mahdar.errors import SettingError
from mahdar.record import Record


def correct(
    what: Annotated[str, typer.Argument(help=text("help.corrected"), show_default=False)],
    record: RecordOption,
    lang: LangOption,
    changes: Annotated[list[str] | None, typer.Argument(help=text("help.changes"), show_default=False)] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=text("help.confirm"))] = False,
    reject: Annotated[bool, typer.Option("--reject", help=text("help.reject"))] = False,
    back: Annotated[bool, typer.Option("--back", help=text("help.withdraw"))] = False,
    by: Annotated[str | None, typer.Option("--by", help=text("help.by_whom"), show_default=False)] = None,
    why: Annotated[str | None, typer.Option("--why", help=text("help.why_corrected"), show_default=False)] = None,
) -> None:
    """Makes a correction, or takes one back."""
    from mahdar.corrections import correct as make
    from mahdar.corrections import withdraw
    from mahdar.corrections.correction import CONFIRM, CORRECT, REJECT
    from mahdar.intake import tie_in

    messages = say(lang)
    if not (why or "").strip():
        raise SettingError.of("error.why_needed")
    if confirm + reject + back + bool(changes) != 1:
        raise SettingError.of("error.one_verdict")
    with Record.open(record, create=False) as opened:
        if back:
            report = withdraw(opened, _number(what), by=by, why=why or "")
            print(messages.say("correct.back", number=what, report=report.number))
        else:
            name, entry = _address(what)
            found = opened.find_report(name)
            verdict = CONFIRM if confirm else REJECT if reject else CORRECT
            made = make(opened, found, entry, changes=_pairs(changes or []), verdict=verdict, by=by, why=why or "")
            for number in made:
                print(messages.say(f"correct.{verdict}", number=number, what=what))
        # What was put right is tied anew: a speaker or a day may have been what two reports had in common.
        tie_in(opened)


def _address(text: str) -> tuple[str, str]:
    """The report and the entry that `3:s5` names; the entry is empty for a report alone."""
    from mahdar.arabic.normal import normalise
    from mahdar.corrections.entries import layer_of

    report, separator, entry = text.strip().rpartition(":")
    entry = normalise(entry).lower()
    if separator and report and layer_of(entry) and entry[1:].isdecimal():
        return report, entry
    return text.strip(), ""


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise SettingError.of("error.correction_number", text=text)
    return int(text)


def _pairs(changes: list[str]) -> dict[str, str]:
    parts = [change.partition("=") for change in changes]
    if not all(name.strip() and separator and value.strip() for name, separator, value in parts):
        raise SettingError.of("error.change")
    return {name.strip(): value for name, _, value in parts}
