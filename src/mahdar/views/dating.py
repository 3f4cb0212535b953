"""Why a report is dated as it is: each reason in words, and the days that remain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mahdar.reading.layers import Reason
from mahdar.reading.reading import Reading
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import days
from mahdar.views.quoting import cite, passages, to_json

# The reports that gave a reason, by their ids: each with its number.
Others = Mapping[str, tuple[int, Reading]]


def render(number: int, reading: Reading, lang: str, others: Others | None = None) -> str:
    """The dating of report `number` as text; `others` are the reports that its reasons name."""
    say, others = messages(lang), others or {}
    published = reading.published
    out = [f"{number}  {reading.source}"]
    for reason in published.because:
        out.append(f"   {passages(reading, [reason])[0]}  {cite(number, reading, reason)}")
        out.append(f"      {explained(reason, say, others)}")
    if any(reason.report for reason in published.because):
        out.append(f"   {say.say('dating.read_anew')}")
    if published.given and not published.because:
        out.append(f"   {say.say('dating.by_caller')}")
    elif not published.because:
        bounded = published.earliest or published.latest
        out.append(f"   {say.say('dating.only_bounds' if bounded else 'dating.no_reason')}")
    out += [f"   {line}" for line in outcome(reading, say)]
    return "\n".join(out)


def explained(reason: Reason, say: Messages, others: Others) -> str:
    """What the rule of a reason says, in words."""
    key = f"dating.rule.{reason.rule}"
    if reason.report:
        if reason.report not in others or key not in say:
            return say.say("dating.rule", rule=reason.rule)
        number, other = others[reason.report]
        when = days(other.published.earliest, other.published.latest)
        return say.say(key, number=number, source=other.source, days=when)
    return say.say(key) if key in say else say.say("dating.rule", rule=reason.rule)


def outcome(reading: Reading, say: Messages) -> Iterator[str]:
    """What follows from the reasons, and the days that remain."""
    published = reading.published
    first, last = published.earliest, published.latest
    if first and first == last:
        yield say.say("dating.day", day=_named(first, say))
    elif first and last:
        yield say.say("dating.span", first=_named(first, say), last=_named(last, say), n=(last - first).days + 1)
    elif first:
        yield say.say("dating.after", day=_named(first, say))
    elif last:
        yield say.say("dating.before", day=_named(last, say))
    else:
        yield say.say("dating.unknown")
    if len(published.days) > 1:
        listed = say.say("list.comma").join(_named(day, say) for day in published.days)
        yield say.say("dating.days", n=len(published.days), days=listed)


def _named(day: date, say: Messages) -> str:
    return f"{day} ({say.say(f'weekday.{day.isoweekday()}')})"


def to_object(number: int, reading: Reading, lang: str, others: Others | None = None) -> dict[str, Any]:
    """The dating for programs; its keys are those of docs/formats.md."""
    say, published, others = messages(lang), reading.published, others or {}
    return {
        "report": number,
        "report_id": reading.report_id,
        "source": reading.source,
        "given": published.given,
        "earliest": str(published.earliest) if published.earliest else None,
        "latest": str(published.latest) if published.latest else None,
        "days": [str(day) for day in published.days],
        "when": days(published.earliest, published.latest) or None,
        "because": [
            {
                "rule": reason.rule,
                "why": explained(reason, say, others),
                "by_report": others[reason.report][0] if reason.report and reason.report in others else None,
                **to_json(reading, reason),
            }
            for reason in published.because
        ],
    }
