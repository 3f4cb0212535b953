"""What stands beside a report's text: one card an entry, with its chain, its fields and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mahdar.reading.layers import Amount, Event, Reason, Span, Statement, Time
from mahdar.views.address import Place, address
from mahdar.views.brief import event_label
from mahdar.views.chain import Link, links_of
from mahdar.views.corrected import mark
from mahdar.views.dating import explained
from mahdar.views.explain import Point, explain
from mahdar.views.messages import LANGUAGES, messages
from mahdar.views.naming import count, days
from mahdar.views.page.both import Both, Item, Tongues, same, say
from mahdar.views.quoting import quoted

# Words of the report longer than this are shortened in lists and cards: the text stands beside them.
LONGEST = 320
# The layers that can be shown and hidden, in the order in which they are offered.
LAYERS = ("statement", "event", "name", "role", "time", "amount", "reason", "insertion")


@dataclass(slots=True)
class Row:
    """A line of a card: what it tells of, and what it says of that."""

    label: Both
    items: list[Item]


@dataclass(slots=True)
class Card:
    """An entry of a report: its address, its layer, what it is, its words, its chain, and further lines."""

    address: str
    layer: str
    head: Both
    words: str
    chain: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def cards(place: Place, tongues: Tongues) -> Iterator[Card]:
    """The cards of a report, layer by layer."""
    reading = place.reading
    for statement in reading.statements:
        yield _statement(place, statement, tongues)
    for event in reading.events:
        yield _event(place, event, tongues)
    for time in reading.times:
        yield _time(place, time)
    for amount in reading.amounts:
        yield _amount(place, amount, tongues)
    for i, reason in enumerate(reading.published.because):
        yield _reason(place, i, reason, tongues)
    yield from _entities(place, tongues)


def _put_right(place: Place, entry: str) -> list[Row]:
    """The row that tells who confirmed the entry or put it right; none for one that nobody corrected."""
    told = Both(*(mark(place.reading, entry, messages(lang)) for lang in LANGUAGES))
    return [Row(say("page.corrected"), [Item(told)])] if told else []


def short(text: str) -> str:
    """The words in one line, cut behind a word when they are many."""
    words = " ".join(text.split())
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0] + " …" if " " in words[:LONGEST] else words[:LONGEST] + "…"


def reason_address(number: int, position: int) -> str:
    """The address on the page of a reason for the day of publication."""
    return address(number, f"d{position + 1}")


def _words(place: Place, span: Span) -> str:
    return short(place.reading.words(span))


def _plain(text: Both) -> list[Item]:
    return [Item(text)] if text else []


def _rule(rule: str) -> Row:
    return Row(say("page.rule"), [Item(same(rule))])


def _statement(place: Place, statement: Statement, tongues: Tongues) -> Card:
    rows = [
        Row(say("page.stance"), _plain(say(f"stance.{statement.stance}"))),
        Row(say("page.kind"), _plain(say(f"statement.{statement.kind}"))),
        _rule(statement.rule),
        *_put_right(place, statement.id),
    ]
    card = Card(
        address(place.number, statement.id), "statement", say("page.statement"), _words(place, statement), [], rows
    )
    told = {lang: links_of(place, statement, tongues.names(lang), messages(lang)) for lang in LANGUAGES}
    for arabic, english in zip(told["ar"], told["en"], strict=True):
        row = _link(place, arabic, english, tongues)
        (card.rows if arabic.kind == "addressee" else card.chain).append(row)
    return card


def _link(place: Place, arabic: Link, english: Link, tongues: Tongues) -> Row:
    item = Item(Both(arabic.name, english.name))
    if arabic.entity:
        item = tongues.item(place.number, arabic.entity)
    if arabic.note and arabic.kind != "file":
        item = Item(item.text, item.href, (Both(arabic.note, english.note),))
    if arabic.entity and arabic.words:
        # The words that show the link, as the report has them.
        shown = " … ".join(quoted(place.reading, span) for span in arabic.words)
        item = Item(item.text, item.href, (*item.notes, same(shown)))
    return Row(say(f"chain.{arabic.kind}"), [item])


def _event(place: Place, event: Event, tongues: Tongues) -> Card:
    label = tongues.both(lambda _, say: event_label(event, say.lang))
    card = Card(address(place.number, event.id), "event", label, _words(place, event))
    kind = f"{event.type}:{event.mode}" if event.mode else event.type
    card.rows.append(Row(say("page.kind"), [Item(same(kind))]))
    told = {lang: explain(place, event, lang, names=tongues.names(lang)).points for lang in LANGUAGES}
    nobody = say("explain.nobody")
    places = [event.place] if event.place else []
    leads = {one.text: one.href for one in tongues.items(place.number, [*event.actors, *event.recipients, *places])}
    for arabic, english in zip(told["ar"], told["en"], strict=True):
        # The type stands above; that a report tells something itself, and who is not named, is left to be seen.
        if arabic.about not in ("type", "report") and Both(arabic.value, english.value) != nobody:
            card.rows.append(_point(arabic, english, place, event, leads))
    card.rows += [_rule(event.rule), *_put_right(place, event.id)]
    return card


def _point(arabic: Point, english: Point, place: Place, event: Event, leads: dict[Both, str]) -> Row:
    because = zip(dict.fromkeys(arabic.because), dict.fromkeys(english.because), strict=False)
    href = f"#{address(place.number, event.statement)}" if arabic.about == "statement" and event.statement else ""
    value = Both(arabic.value, english.value)
    item = Item(value, href or leads.get(value, ""), tuple(Both(*pair) for pair in because))
    return Row(say(f"explain.{arabic.about}"), [item])


def _time(place: Place, time: Time) -> Card:
    when = days(time.earliest, time.latest)
    rows = [Row(say("page.day"), [Item(same(when) if when else say("brief.undated"))])]
    rows += [
        Row(say("page.value"), [Item(same(f"{time.type} {time.value}"))]),
        _rule(time.rule),
        *_put_right(place, time.id),
    ]
    return Card(address(place.number, time.id), "time", say("page.time"), _words(place, time), [], rows)


def _amount(place: Place, amount: Amount, tongues: Tongues) -> Card:
    rows = [
        Row(say("page.value"), [Item(tongues.both(lambda _, say: count(amount, say)))]),
        _rule(amount.rule),
        *_put_right(place, amount.id),
    ]
    return Card(address(place.number, amount.id), "amount", say("page.amount"), _words(place, amount), [], rows)


def _reason(place: Place, position: int, reason: Reason, tongues: Tongues) -> Card:
    why = Both(*(explained(reason, messages(lang), tongues.reports) for lang in LANGUAGES))
    rows = [Row(say("page.why"), [Item(why)]), _rule(reason.rule)]
    head = say("page.dating_reason")
    return Card(reason_address(place.number, position), "reason", head, _words(place, reason), [], rows)


def _entities(place: Place, tongues: Tongues) -> Iterator[Card]:
    forms: dict[str, dict[str, None]] = {}
    layer = {one.entity: "name" for one in place.reading.mentions if one.form == "name"}
    for mention in place.reading.mentions:
        forms.setdefault(mention.entity, {})[_words(place, mention)] = None
    for entity in place.reading.entities:
        item = tongues.item(place.number, entity.id)
        listed = [Item(same(form)) for form in forms.get(entity.id, {})]
        rows = [Row(say("page.in_record"), [item]), Row(say("entity.spellings"), listed)]
        rows += _put_right(place, entity.id)
        head = say(f"kind.{entity.kind}")
        yield Card(address(place.number, entity.id), layer.get(entity.id, "role"), head, "", [], rows)
