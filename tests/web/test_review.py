import re

import pytest


def corrections(client) -> list[dict]:
    with client.desk.reading() as record:
        return [one for one in record.corrections.all() if one["active"]]


def entry(client, address: str):
    number, _, key = address.partition(":")
    with client.desk.reading() as record:
        _, reading = record.find(number)
    return next((one for one in [*reading.statements, *reading.events, *reading.amounts] if one.id == key), None)


@pytest.mark.parametrize("verdict", ["confirm", "reject"])
def test_review_judges_an_entry_and_goes_on(client, verdict: str) -> None:
    answer = client.post("/review", {"entry": "1:s1", "verdict": verdict, "by": "نور", "why": "قرأته", "queue": "all"})
    assert answer.status == 303 and answer.header("location").startswith("/review?")
    (made,) = corrections(client)
    assert (made["verdict"], made["by"], made["why"], made["report"]) == (verdict, "نور", "قرأته", 1)
    assert (entry(client, "1:s1") is None) == (verdict == "reject")
    assert client.get(answer.header("location")).status == 200


def test_review_puts_right_only_the_fields_that_were_changed(client) -> None:
    page = client.get("/review?entry=1:v1").text
    fields = dict(re.findall(r'<input type="text" name="(field-\w+)" value="([^"]*)"', page))
    status = re.search(r'name="field-status">.*?<option value="(\w+)" selected>', page, re.S)[1]
    assert status == "actual"
    answer = client.post("/review", {**fields, "entry": "1:v1", "verdict": "correct", "field-status": "denied"})
    assert answer.status == 303
    (made,) = corrections(client)
    assert (made["field"], made["value"], made["was"]) == ("status", "denied", "actual")
    assert entry(client, "1:v1").status == "denied"


@pytest.mark.parametrize("values", [{}, {"field-status": "actual"}, {"field-status": "maybe"}])
def test_review_refuses_what_puts_nothing_right(client, values: dict[str, str]) -> None:
    assert client.post("/review", {"entry": "1:v1", "verdict": "correct", **values}).status == 400
    assert corrections(client) == []


@pytest.mark.parametrize(
    ("values", "arabic", "english"),
    [
        ({"field-status": "maybe"}, "«maybe» ليس من القيم الممكنة", "&#39;maybe&#39; is none of actual"),
        ({"field-day": "yesterday"}, "«yesterday» ليس يوما مثل", "&#39;yesterday&#39; is no day such as"),
        ({}, "لم يتغير أي حقل.", "No field was changed."),
    ],
)
def test_review_says_what_does_not_fit_in_the_language_of_the_page(client, values, arabic, english) -> None:
    for client.lang, told in (("ar", arabic), ("en", english)):
        answer = client.post("/review", {"entry": "1:v1", "verdict": "correct", **values})
        assert answer.status == 400 and told in answer.text


@pytest.mark.parametrize(
    ("address", "arabic", "english"),
    [
        ("/statements?first=yesterday", "يُكتب اليوم هكذا 2016-10-13", "a day is written as 2016-10-13"),
        ("/statements?page=x", "«x» ليس عددا", "&#39;x&#39; is no number"),
        ("/compare/1/99", "لا تقرير اسمه «99»", "no report is called &#39;99&#39;"),
    ],
)
def test_review_says_what_an_address_cannot_mean_in_the_language_of_the_page(client, address, arabic, english) -> None:
    for client.lang, told in (("ar", arabic), ("en", english)):
        shown = client.get(address).text
        # The sentence runs as the page does, also where it begins with what the user wrote.
        assert told in shown and '<bdi dir="auto">' not in shown


def test_review_takes_back_the_last_correction_and_shows_the_entry_again(client) -> None:
    for address in ("1:s1", "1:s2"):
        client.post("/review", {"entry": address, "verdict": "reject"})
    answer = client.post("/undo")
    assert "entry=1%3As2" in answer.header("location")
    assert [one["start"] for one in corrections(client)] and entry(client, "1:s2") is not None
    assert entry(client, "1:s1") is None
    client.post("/undo")
    assert corrections(client) == [] and entry(client, "1:s1") is not None
    assert client.post("/undo").status == 400


def test_review_takes_back_the_correction_that_is_named(client) -> None:
    for address in ("1:s1", "1:s2"):
        client.post("/review", {"entry": address, "verdict": "reject"})
    first = corrections(client)[0]["id"]
    assert client.post("/undo", {"correction": str(first)}).status == 303
    assert entry(client, "1:s1") is not None and entry(client, "1:s2") is None
    assert client.post("/undo", {"correction": "999"}).status == 400


def test_review_leads_through_every_entry_that_waits_once(client) -> None:
    seen, address = [], "/review?of=amounts&queue=all&report=1"
    while True:
        page = client.get(address).text
        found = re.search(r'name="entry" value="([^"]+)"', page)
        if not found:
            break
        seen.append(found[1])
        address = re.search(r'<a class="button" href="([^"]+)"', page)[1].replace("&amp;", "&")
    with client.desk.reading() as record:
        _, reading = record.find("1")
    assert sorted(seen) == sorted(f"1:{one.id}" for one in reading.amounts)


def test_review_asks_no_more_about_what_was_judged(client) -> None:
    before = client.get("/review?of=statements&queue=all&report=2").text
    address = re.search(r'name="entry" value="([^"]+)"', before)[1]
    client.post("/review", {"entry": address, "verdict": "confirm"})
    after = client.get("/review?of=statements&queue=all&report=2").text
    assert re.search(r'name="entry" value="([^"]+)"', after)[1] != address


@pytest.mark.parametrize(
    "address", ["", "1", "1:e999", "1:s999", "x:s1", "1:s1;", "999:s1", "link:x", "link:99999", "1:m1"]
)
def test_review_knows_no_entry_that_is_not_there(client, address: str) -> None:
    assert client.post("/review", {"entry": address, "verdict": "confirm"}).status in (400, 404)
    assert corrections(client) == []


@pytest.mark.parametrize("address", ["1:e1", "1:t1", "1:n0", "1", "14:s1"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_review_shows_whatever_can_be_put_right(looking, address: str, lang: str) -> None:
    looking.lang = lang
    page = looking.get(f"/review?entry={address}")
    assert page.status == 200
    assert f'name="entry" value="{address}"' in page.text and 'name="field-' in page.text


def test_review_puts_the_report_itself_right_and_takes_it_back(client) -> None:
    values = {"entry": "2", "verdict": "correct", "field-title": "عنوان آخر", "field-published": "2023-03-05"}
    assert client.post("/review", {**values, "field-outlet": "صوت الوادي"}).status == 303
    with client.desk.reading() as record:
        _, reading = record.find("2")
    assert (reading.title, reading.outlet, str(reading.published.earliest)) == ("عنوان آخر", "صوت الوادي", "2023-03-05")
    assert "عنوان آخر" in client.get("/reports/2").text
    client.post("/undo")
    assert corrections(client) == []


ACTS = ("keep", "unlink", "relink", "release")


def doubtful(client) -> list[str]:
    """The addresses of the links that wait, the least sure first."""
    found, address = [], "/review?of=links"
    while True:
        page = client.get(address).text
        one = re.search(r'name="entry" value="(link:\d+)"', page)
        if not one:
            return found
        found.append(one[1])
        address = re.search(r'<a class="button" href="([^"]+)"', page)[1].replace("&amp;", "&")


def test_review_keeps_and_undoes_links_and_takes_that_back(client) -> None:
    waiting = doubtful(client)
    assert len(waiting) > 2 == len(set(waiting[:2]))
    client.post("/review", {"entry": waiting[0], "verdict": "confirm", "of": "links"})
    assert doubtful(client) == waiting[1:]
    client.post("/review", {"entry": waiting[1], "verdict": "reject", "of": "links"})
    assert doubtful(client) == waiting[2:]
    for left in (waiting[1:], waiting):
        assert waiting[0] or left
        assert client.post("/undo").status == 303
        assert doubtful(client) == left
    with client.desk.reading() as record:
        acts = [row[0] for row in record.connection.execute(f"SELECT act FROM log WHERE act IN {ACTS} ORDER BY number")]
    assert acts == list(ACTS)


def test_review_offers_what_waits_with_how_much(looking) -> None:
    looking.lang = "en"
    page = looking.get("/review").text
    for words in ("statements without a speaker", "doubtful links between reports", "events without a doer"):
        assert words in page


def test_review_merges_two_of_the_record_and_splits_them_again(client) -> None:
    people = [one.line for one in client.desk.known.people if one.line.kind == "person" and one.reports > 1]
    one, into = people[0], people[1]
    answer = client.post("/people/merge", {"key": one.key, "into": into.key, "why": "هو نفسه"})
    assert answer.status == 303 and answer.header("location").endswith("done=merged")
    client.get(answer.header("location"))
    assert one.key not in client.desk.known.by_key
    client.post("/undo")
    client.get("/")
    assert one.key in client.desk.known.by_key
    number = re.search(r'name="in" value="(\d+)"', client.get(f"/people/one?key={one.key}").text)[1]
    assert client.post("/people/split", {"key": one.key, "in": number, "name": "شخص آخر"}).status == 303
    client.get("/")
    assert "person:شخص اخر" in client.desk.known.by_key


@pytest.mark.parametrize("into", ["", "لا أحد بهذا الاسم"])
def test_review_merges_nobody_with_nobody(client, into: str) -> None:
    key = client.desk.known.people[0].line.key
    assert client.post("/people/merge", {"key": key, "into": into}).status == 400
    assert corrections(client) == []
