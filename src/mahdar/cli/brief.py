"""`mahdar brief`: what the record holds, on one page."""

from __future__ import annotations

from mahdar import __version__
from mahdar.cli.options import JsonOption, LangOption, RecordOption, numbered_readings, print_json, say
from mahdar.linking.stored_cases import cases_of
from mahdar.record import Record
from mahdar.views import brief as view
from mahdar.views.cases import Cases
from mahdar.views.conflicts import items


def brief(record: RecordOption, lang: LangOption, as_json: JsonOption = False) -> None:
    """Prints the brief."""
    with Record.open(record, create=False, write=False) as opened:
        readings = list(numbered_readings(opened))
        told = cases_of(opened)
        differences = items(opened, lang) if len(readings) > 1 else None
    if not readings:
        print(say(lang).say("brief.empty", record=record.name))
        return
    made = view.brief(
        readings,
        record=record.name,
        lang=lang,
        version=__version__,
        cases=Cases(told, readings, lang).items(),
        differences=differences,
    )
    if as_json:
        print_json(item.to_json(section) for section, items in made.sections.items() for item in items)
    else:
        print(view.render(made, lang))
