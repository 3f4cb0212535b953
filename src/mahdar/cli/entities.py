"""`mahdar entities`: the people, bodies and places of the record, each once."""

from __future__ import annotations

from mahdar.cli.options import JsonOption, LangOption, RecordOption, numbered_readings, print_json, say
from mahdar.linking.people import tie
from mahdar.record import Record
from mahdar.views.naming import called


def entities(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints one line an entity, most mentioned first."""
    with Record.open(record, create=False, write=False) as opened:
        lines = [line for line in tie(numbered_readings(opened)) if line.name]
    if as_json:
        print_json(line.to_json() for line in lines)
        return
    for line in lines:
        forms = " · ".join(form for form, _ in line.forms.most_common())
        reports = ", ".join(str(number) for number in line.reports)
        print(f"{say(lang).say(f'kind.{line.kind}')}  {called(line, say(lang))}: {forms}  [{reports}]")
