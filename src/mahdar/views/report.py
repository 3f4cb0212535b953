"""One report as text: what it says, layer by layer, each line with its sentence and its words."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.linking.people import tie
from mahdar.reading.layers import Span
from mahdar.reading.reading import Reading
from mahdar.views.address import address
from mahdar.views.brief import event_label
from mahdar.views.corrected import mark, marked
from mahdar.views.messages import Messages, messages
from mahdar.views.naming import QUOTES, Names, called, count, days, publication


def render(number: int, reading: Reading, lang: str) -> str:
    """The reading of report `number` as text in `lang` (ar or en)."""
    say = messages(lang)
    lines = tie([(number, reading)])
    names = Names(lines, [(number, reading)], say)
    out = [f"{number}  {reading.source}", publication(reading.published, say)]
    out += [f"   {_words(reading, reason)}  ({reason.rule})" for reason in reading.published.because]
    out += ["", say.say("show.parts")]
    out += [f"   {say.say(f'part.{part.kind}')}: {_short(_words(reading, part))}" for part in reading.parts]
    out += ["", say.say("show.entities")]
    for line in lines:
        forms = " · ".join(form for form, _ in line.forms.most_common())
        told = f"   {say.say(f'kind.{line.kind}')}  {called(line, say)}: {forms}"
        ids = [entity.id for entity in reading.entities if names.key(number, entity.id) == line.key]
        out.append("  ".join([told, *(text for text in (mark(reading, one, say) for one in ids) if text)]))
    out += ["", say.say("show.times")]
    for t in reading.times:
        read = f"   {_at(reading, t)} {_words(reading, t)} = {t.value}  {days(t.earliest, t.latest)}"
        out.append(marked(read, reading, t.id, say))
    out += ["", say.say("show.amounts")]
    for a in reading.amounts:
        out.append(marked(f"   {_at(reading, a)} {_words(reading, a)} = {count(a, say)}", reading, a.id, say))
    out += ["", say.say("show.statements"), *_statements(number, reading, names, say)]
    out += ["", say.say("show.events"), *_events(number, reading, names, say)]
    return "\n".join(out)


def _statements(number: int, reading: Reading, names: Names, say: Messages) -> Iterator[str]:
    for one in reading.statements:
        speakers = one.speakers or ([one.speaker] if one.speaker else [])
        who = names.list(number, speakers) if speakers else say.say("brief.unknown_speaker")
        via = f" · {say.say('brief.via', names=names.list(number, one.via))}" if one.via else ""
        line = f"   {address(number, one.id)} {_at(reading, one)} {who} · {say.say(f'stance.{one.stance}')}{via}"
        yield marked(line, reading, one.id, say)
        yield f"      {QUOTES['ar'].format(_words(reading, one))}"


def _events(number: int, reading: Reading, names: Names, say: Messages) -> Iterator[str]:
    for one in reading.events:
        status = say.say(f"status.{one.status}")
        what = event_label(one, say.lang) + (f" ({status})" if status else "")
        parts = [names.list(number, one.actors), what, names.list(number, one.recipients)]
        told = say.say("arrow").join(part for part in parts if part)
        when = days(one.earliest, one.latest)
        words = QUOTES["ar"].format(_words(reading, one))
        line = f"   {address(number, one.id)} {_at(reading, one)} {when} {told}  {words}"
        yield marked(line, reading, one.id, say)


def _at(reading: Reading, span: Span) -> str:
    return f"[{reading.sentence_number(span.start)}]"


def _words(reading: Reading, span: Span) -> str:
    return " ".join(reading.words(span).split())


def _short(words: str, length: int = 100) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"
