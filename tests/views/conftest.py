"""Two hand-made readings: a request told in both, a statement through an agency, a counted group, an insertion."""

import re
from datetime import date

import pytest

from mahdar.reading import Reading
from mahdar.reading.layers import Amount, Entity, Event, Mention, Part, Published, Reason, Shown, Span, Statement, Time

FIRST = "طلبت 58 دولة عقد جلسة للمجلس. وقال سامي العوفي لوكالة المدى إن الهدنة صامدة. [أضيف هذا.]"
SECOND = "طلبت الدول جلسة."


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def readings() -> list[tuple[int, Reading]]:
    def mention(entity: str, words: str, form: str, kind: str, text: str = FIRST) -> Mention:
        return Mention(*_span(text, words), form=form, kind=kind, rule="hand", entity=entity)

    first = Reading(
        report_id="sha256:1",
        source="one.txt",
        text=FIRST,
        title=None,
        outlet="المدى",
        published=Published(date(2023, 3, 4), date(2023, 3, 4)),
        sentences=[
            Span(*_span(FIRST, part))
            for part in (
                "طلبت 58 دولة عقد جلسة للمجلس.",
                "وقال سامي العوفي لوكالة المدى إن الهدنة صامدة.",
                "[أضيف هذا.]",
            )
        ],
        parts=[Part(*_span(FIRST, "[أضيف هذا.]"), kind="insertion")],
        entities=[
            Entity("e1", "group"),
            Entity("e2", "organization", name="مجلس الأمن", name_en="Security Council", world="unsc"),
            Entity("e3", "person", name="سامي العوفي"),
            Entity("e4", "organization", name="وكالة المدى", name_en="Al-Mada Agency"),
        ],
        mentions=[
            mention("e1", "58 دولة", "role", "group"),
            mention("e2", "لمجلس", "role", "organization"),
            mention("e3", "سامي العوفي", "name", "person"),
            mention("e4", "وكالة المدى", "name", "organization"),
        ],
        amounts=[
            Amount(
                *_span(FIRST, "58 دولة"),
                id="n1",
                low=58,
                high=58,
                precision="exact",
                of="state",
                fate=None,
                rule="hand",
            )
        ],
        statements=[
            Statement(
                *_span(FIRST, "الهدنة صامدة"),
                id="s1",
                kind="indirect",
                rule="hand",
                speaker="e3",
                via=["e4"],
                stance="claims",
            )
        ],
        events=[
            Event(
                *_span(FIRST, "طلبت"),
                id="v1",
                type="REQUEST",
                mode="meet",
                status="actual",
                rule="hand",
                actors=["e1"],
                recipients=["e2"],
                earliest=date(2023, 3, 3),
                latest=date(2023, 3, 3),
            ),
            Event(
                *_span(FIRST, "عقد"),
                id="v2",
                type="CONSULT",
                mode="multilateral",
                status="asked",
                rule="hand",
                actors=["e2"],
            ),
        ],
    )
    second = Reading(
        report_id="sha256:2",
        source="two.txt",
        text=SECOND,
        published=Published(),
        sentences=[Span(0, len(SECOND))],
        entities=[Entity("e1", "organization", name="المجلس", name_en="Security Council", world="unsc")],
        mentions=[mention("e1", "الدول", "role", "organization", SECOND)],
        events=[
            Event(
                *_span(SECOND, "طلبت"), id="v1", type="REQUEST", mode=None, status="denied", rule="hand", actors=["e1"]
            )
        ],
    )
    return [(1, first), (2, second)]


TOLD = (
    "مصراتة، وكالة المدى - قالت المتحدثة هالة النجار للصحفيين إن سامي العوفي أكد أن القافلة وصلت أمس الأحد. "
    "ونقل راديو الضفاف عن العوفي قوله: «لم نطلق النار على القافلة في مصراتة»."
)


# Where the second name of the one who is quoted stands.
_AL_AUFI = TOLD.index("العوفي قوله")


def _told_mentions() -> list[Mention]:
    listed = [
        ("e1", "وكالة المدى", "name", "organization"),
        ("e2", "المتحدثة", "role", "person"),
        ("e2", "هالة النجار", "name", "person"),
        ("e3", "لصحفيين", "role", "group"),
        ("e4", "سامي العوفي", "name", "person"),
        ("e6", "راديو الضفاف", "name", "organization"),
    ]
    mentions = [Mention(*_span(TOLD, words), form, kind, "hand", entity) for entity, words, form, kind in listed]
    mentions.append(Mention(_AL_AUFI, _AL_AUFI + len("العوفي"), "name", "person", "hand", "e4"))
    for word, entity, form, kind in (("القافلة", "e5", "role", "group"), ("مصراتة", "e7", "name", "place")):
        for match in re.finditer(word, TOLD):
            mentions.append(Mention(*match.span(), form, kind, "hand", entity))
    return sorted(mentions, key=lambda one: one.start)


@pytest.fixture
def told() -> list[tuple[int, Reading]]:
    """A hand-made reading with a chain: one person's words in another's, and a quotation through a radio."""
    monday = date(2023, 3, 6)
    sunday = date(2023, 3, 5)
    end = TOLD.index("ونقل")
    reading = Reading(
        report_id="sha256:" + "a1b2" * 16,
        source="reports/three.txt",
        text=TOLD,
        outlet="صوت الوادي",
        published=Published(monday, monday, [monday], because=[Reason(*_span(TOLD, "أمس الأحد"), "named-weekday")]),
        parts=[Part(*_span(TOLD, "مصراتة، وكالة المدى -"), "dateline")],
        sentences=[Span(0, end - 1), Span(end, len(TOLD))],
        entities=[
            Entity("e1", "organization", "وكالة المدى"),
            Entity("e2", "person", "هالة النجار", "Hala Najjar", because=["apposition: المتحدثة = هالة النجار"]),
            Entity("e3", "group"),
            Entity("e4", "person", "سامي العوفي", because=["family name: سامي العوفي = العوفي", "unheard of: this"]),
            Entity("e5", "group"),
            Entity("e6", "organization", "راديو الضفاف", "Banks Radio"),
            Entity("e7", "place", "مصراتة", "Misrata", world="place:misrata"),
        ],
        mentions=_told_mentions(),
        times=[Time(*_span(TOLD, "أمس الأحد"), "t1", "DATE", "2023-03-05", "relday", sunday, sunday)],
        statements=[
            Statement(
                *_span(TOLD, "سامي العوفي أكد أن القافلة وصلت أمس الأحد"),
                id="s1",
                kind="indirect",
                rule="clause:say",
                speaker="e2",
                cue=_span(TOLD, "قالت"),
                to=["e3"],
                shown=[
                    Shown(*_span(TOLD, "هالة النجار"), "speaker", "e2", "subject"),
                    Shown(*_span(TOLD, "لصحفيين"), "addressee", "e3", "told-to"),
                ],
            ),
            Statement(
                *_span(TOLD, "القافلة وصلت أمس الأحد"),
                id="s2",
                kind="indirect",
                rule="clause:assure",
                speaker="e4",
                cue=_span(TOLD, "أكد"),
                stance="stresses",
                via=["e2"],
            ),
            Statement(
                *_span(TOLD, "لم نطلق النار على القافلة في مصراتة"),
                id="s3",
                kind="direct",
                rule="quote",
                speaker="e4",
                cue=_span(TOLD, "قوله"),
                stance="denies",
                via=["e6"],
                shown=[
                    Shown(_AL_AUFI, _AL_AUFI + len("العوفي"), "speaker", "e4", "cited"),
                    Shown(*_span(TOLD, "راديو الضفاف"), "carrier", "e6", "relay"),
                ],
            ),
        ],
        events=[
            Event(
                *_span(TOLD, "وصلت"),
                id="v1",
                type="AID",
                mode=None,
                status="actual",
                rule="wasala",
                actors=["e5"],
                earliest=sunday,
                latest=sunday,
                statement="s2",
                because=["wasala: وصلت", "subject topic"],
            ),
            Event(
                *_span(TOLD, "نطلق"),
                id="v2",
                type="ASSAULT",
                mode="firearms",
                status="denied",
                rule="atlaqa_nar",
                actors=["e4"],
                recipients=["e5"],
                place="e7",
                statement="s3",
                because=["atlaqa_nar: نطلق", "denied by not: لم", "recipient علي", "strange reason"],
            ),
        ],
    )
    return [(3, reading)]
