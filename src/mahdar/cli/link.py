"""`mahdar link`: ties the reports of a record together."""

from __future__ import annotations

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json, say
from mahdar.record import Record


def link(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Ties in what is not tied in yet; prints how much that gave."""
    from mahdar.intake import redate
    from mahdar.linking.local import LocalEngine

    with Record.open(record, create=False) as opened:
        tied = list(LocalEngine(opened).tie())
        if redate(opened):
            tied += LocalEngine(opened).tie()
    if as_json:
        print_json({"report": one.number, "kind": one.kind, "links": one.links} for one in tied)
        return
    reports, links = {one.number for one in tied}, sum(one.links for one in tied)
    print(say(lang).say("link.done", reports=len(reports), links=links))
