"""`mahdar stories`: the reports about one happening."""

from __future__ import annotations

from mahdar.cli.options import JsonOption, LangOption, RecordOption, print_json
from mahdar.record import Record


def stories(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints the stories, those of most reports first."""
    from mahdar.views import stories as view

    with Record.open(record, create=False, write=False) as opened:
        found = view.stories(opened)
        if as_json:
            print_json(view.objects(found))
        else:
            print(view.render(found, len(opened), lang))
