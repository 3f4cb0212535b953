"""`mahdar problems`: what could not be read, and why."""

from __future__ import annotations

from dataclasses import asdict

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, print_problem, say
from mahdar.record import Record


def problems(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints one line a problem, in the order in which they came."""
    with Record.open(record, create=False, write=False) as opened:
        found = list(opened.problems())
    if as_json:
        print_json(asdict(one) for one in found)
        return
    for one in found:
        print_problem(one, lang)
    if not found:
        print(say(lang).say("problems.none"))
