"""The cases that linking has found, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.linking.casefile import Case, Step
from mahdar.procedure import findings
from mahdar.reading.reading import Reading
from mahdar.record import Record
from mahdar.views.brief import excerpt
from mahdar.views.cases import Cases
from mahdar.views.messages import LANGUAGES
from mahdar.views.naming import days
from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cases import CaseShown
from mahdar.views.page.cases import Step as StepShown
from mahdar.views.page.reports import report_anchor


def found_cases(record: Record, readings: Sequence[tuple[int, Reading]]) -> list[CaseShown]:
    """The cases of which one of these reports tells, told from these alone."""
    from mahdar.linking.stored_cases import cases_of

    numbers = {number for number, _ in readings}
    told = [case for case in cases_of(record) if set(case.reports) <= numbers]
    in_lang = {lang: Cases(told, readings, lang) for lang in LANGUAGES}
    return [_case(case, in_lang) for case in told]


def _case(case: Case, in_lang: dict[str, Cases]) -> CaseShown:
    when = days(*case.days())
    lines = {lang: [line for line, _ in one.party_entries(case)] for lang, one in in_lang.items()}
    numbers = {lang: [line for line, _ in one.figure_entries(case)] for lang, one in in_lang.items()}
    made = findings(case)
    return CaseShown(
        id=case.id,
        title=Both(*(in_lang[lang].title(case) for lang in LANGUAGES)),
        state=Both(*(in_lang[lang].state(case) for lang in LANGUAGES)),
        when=same(when) if when else Both("", ""),
        parties=[Item(Both(*pair)) for pair in zip(*(lines[lang] for lang in LANGUAGES), strict=True)],
        history=[_step(step, in_lang) for step in case.history()],
        numbers=[Both(*pair) for pair in zip(*(numbers[lang] for lang in LANGUAGES), strict=True)],
        findings=[Both(*(in_lang[lang].finding_entry(one)[0] for lang in LANGUAGES)) for one in made],
    )


def _step(step: Step, in_lang: dict[str, Cases]) -> StepShown:
    reading = in_lang["ar"].readings[step.report]
    when = days(step.earliest, step.latest) if step.is_dated else ""
    cite = f"[{step.report}:{step.telling.sentence}]"
    return StepShown(
        same(when) if when else say("brief.undated"),
        say(f"case.state.{step.telling.state}"),
        " ".join(excerpt(reading, step.telling).split()),
        [Item(same(cite), f"#{report_anchor(step.report)}")],
    )
