"""`mahdar log`: what was done to a record, when, by which version, by whom and why."""

from __future__ import annotations

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say
from mahdar.record import Record


def log(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints one line an entry, the first first."""
    with Record.open(record, create=False, write=False) as opened:
        if as_json:
            print_json(entry.to_json() for entry in opened.log)
            return
        messages = say(lang)
        for entry in opened.log:
            about = entry.details.get("number") or entry.about
            line = messages.say(
                "log.line", number=entry.number, at=entry.at, act=messages.say(f"log.{entry.act}"), about=about
            )
            who = messages.say("log.by", by=entry.by) if entry.by else ""
            why = messages.say("log.why", why=entry.why) if entry.why else ""
            print(f"{line}{who}{why}  {entry.hash[:12]}")
