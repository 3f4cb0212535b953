"""`mahdar link`: ties the reports of a record together."""

from __future__ import annotations

from mahdar.cli.options import JsonOption, LangOption, RecordOption, WorkersOption, print_json, say
from mahdar.record import Record


def link(record: RecordOption, lang: LangOption, workers: WorkersOption = 1, as_json: JsonOption = False) -> None:
    """Ties in what is not tied in yet; prints how much that gave."""
    from mahdar.intake import tie_all

    reports, links = set(), 0
    with Record.open(record, create=False) as opened:
        for one in tie_all(opened, workers=workers):
            reports.add(one.number)
            links += one.links
            if as_json:
                print_json([{"report": one.number, "kind": one.kind, "links": one.links}])
    if not as_json:
        print(say(lang).say("link.done", reports=len(reports), links=links))
