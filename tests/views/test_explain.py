from mahdar.reading import Reading
from mahdar.reading.layers import Event
from mahdar.views.address import Place
from mahdar.views.explain import explain, objects, render

Readings = list[tuple[int, Reading]]


def lines(told: Readings, event: Event, lang: str) -> list[str]:
    return [line.strip() for line in render(explain(Place(*told[0]), event, lang), lang).splitlines()]


def test_explain_gives_each_point_its_reason_and_its_words(told: Readings) -> None:
    text = lines(told, told[0][1].events[1], "en")
    assert text[0] == "3:v2  «نطلق»  [3:2]"
    assert text[text.index("type: ASSAULT, firearms: attacks") + 1] == "rule atlaqa_nar"
    assert "strange reason" in text
    after = text[text.index("recipient: “القافلة”") :]
    assert after[1] == "after the preposition «على»"
    assert "⟦القافلة⟧" in after[2]
    status = text[text.index("status: did not happen or denied") :]
    assert status[1] == "«لم» before it denies it (not)"
    assert "⟦لم⟧ نطلق" in status[2]
    assert "place: Misrata" in text
    assert text[text.index("day: day not known") + 1] == "no time in its sentence tells the day"
    assert "told in: 3:s3  ~Sami al-Aufi" in text


def test_explain_says_in_arabic_which_time_gave_the_day(told: Readings) -> None:
    text = lines(told, told[0][1].events[0], "ar")
    at = text.index("اليوم: 2023-03-05")
    assert text[at + 1] == "معنى «أمس الأحد» هو 2023-03-05 (relday)"
    assert "⟦أمس الأحد⟧" in text[at + 2]
    assert text[text.index("الحال: وقع") + 1] == "لا كلمة تجعله مقررا أو مطلوبا أو منفيا"
    assert "فاعل متقدم على فعله" in text
    assert "المتلقي: غير مذكور" in text
    assert "ضمن كلام هالة النجار، 3:s1" in text


def test_explain_says_that_the_day_comes_after_the_report(told: Readings) -> None:
    reading = told[0][1]
    event = reading.events[0]
    event.status, event.statement = "planned", None
    assert reading.published.latest is not None
    event.earliest = event.latest = reading.published.latest.replace(day=9)
    text = lines(told, event, "en")
    assert text[text.index("status: planned") + 1] == "its day comes after the day of publication"
    assert text[-2:] == ["told by: صوت الوادي", "told by the report itself"]


def test_explain_names_the_family_of_words_that_the_rule_is_called_after(told: Readings) -> None:
    event = told[0][1].events[0]
    event.rule, event.because = "waqqaa", ["waqqaa: وصلت", "needs accord"]
    text = lines(told, event, "en")
    assert "family of وقع, توقيع" in text
    assert "a word of the class accord stands beside it" in text


def test_explain_gives_programs_the_words_as_they_stand(told: Readings) -> None:
    reading = told[0][1]
    points = list(objects(explain(Place(*told[0]), reading.events[1], "ar")))
    assert [point["about"] for point in points] == [
        "type", "actor", "recipient", "status", "place", "day", "statement",
    ]  # fmt: skip
    for point in points:
        for words in point["words"]:
            assert reading.text[words["start"] : words["end"]] == words["text"]
    assert [words["text"] for words in points[3]["words"]] == ["لم"]
