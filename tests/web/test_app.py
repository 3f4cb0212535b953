import re

import html5lib
import pytest

PAGES = (
    "/", "/?first=2023-03-01&last=2023-03-10", "/reports", "/reports?words=الهدنة", "/reports?outlet=x", "/reports/1",
    "/reports/14", "/people", "/people?kind=person", "/statements", "/statements?words=الهدنة", "/events",
    "/events?kind=ASSAULT&status=actual", "/events?who=روسيا&part=did", "/amounts", "/amounts?status=killed", "/cases",
    "/cases?kind=truce", "/conflicts", "/review", "/review?of=events&queue=all", "/review?entry=14:s1", "/add",
    "/compare/4/5", "/compare/1/14",
)  # fmt: skip
each_language = pytest.mark.parametrize("lang", ["ar", "en"])


def parsed(text: str):
    return html5lib.HTMLParser(namespaceHTMLElements=False, strict=False).parse(text)


@each_language
@pytest.mark.parametrize("address", PAGES)
def test_app_shows_each_page_as_text_and_runs_nothing(looking, address: str, lang: str) -> None:
    looking.lang = lang
    answer = looking.get(address)
    assert answer.status == 200
    tree = parsed(answer.text)
    assert (tree.get("lang"), tree.get("dir")) == (lang, "rtl" if lang == "ar" else "ltr")
    assert [one.get("src") for one in tree.iter("script")] == ["/static/web.js"]
    assert not [one for one in tree.iter() if one.tag in ("style", "iframe", "img", "object", "b", "i")]
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    (heading,) = tree.iter("h1")
    assert "".join(heading.itertext()).strip() != "مزيف"
    assert not [one for one in tree.iter("a") if not re.match(r"[/#]", one.get("href") or "")]
    assert "49" not in "".join(tree.find(".//title").itertext())


def test_app_shows_a_hostile_report_to_the_letter(looking) -> None:
    looking.lang = "en"
    tree = parsed(looking.get("/reports/14").text)
    text = next(one for one in tree.iter("div") if one.get("class") == "text")
    shown = "".join(text.itertext())
    for words in ("<script>document.title='taken'</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}"):
        assert words in shown
    unseen = {one.get("data-code") for one in tree.iter("span") if one.get("class") == "unseen"}
    assert {"U+202E", "U+2066"} <= unseen


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reports/999", 404), ("/reports/0", 404), ("/reports/-1", 404), ("/reports/../../etc/passwd", 404),
        ("/static/../app.py", 404), ("/static/app.py", 404), ("/static/%2e%2e%2fapp.py", 404),
        ("/static/base.html", 404),
        ("/etc/passwd", 404), ("/cases/x", 404), ("/cases/<script>", 404), ("/conflicts/999999", 404),
        ("/compare/1/999", 404), ("/people/one?key=x", 404), ("/people/one", 404),
        ("/people/one?key=report:1:x", 404),
        ("/statements?page=x", 400), ("/statements?page=99999999999", 400), ("/statements?words=---", 400),
        ("/statements?first=soon", 400), ("/statements?first=2023-05&last=2023-01", 400),
        ("/events?report=1;drop", 400),
        ("/events?kind=' OR 1=1 --", 200), ("/events?story=x", 400), ("/review?entry=../../x", 404),
        ("/review?entry=1:s999", 404), ("/statements.xml", 404), ("/reports/99999999999999999999", 404),
    ],
)  # fmt: skip
def test_app_says_what_it_cannot_show(looking, address: str, status: int) -> None:
    answer = looking.get(address)
    assert answer.status == status
    assert "Traceback" not in answer.text and "<script>" not in answer.text


def test_app_keeps_the_language_that_was_chosen(looking) -> None:
    answer = looking.get("/events?kind=ASSAULT&lang=ar")
    assert (answer.status, answer.header("location")) == (303, "/events?kind=ASSAULT")
    assert "mahdar-lang=ar" in answer.header("set-cookie")


def test_app_leads_from_an_entry_to_the_same_in_other_reports(looking) -> None:
    looking.lang = "en"
    page = looking.get("/reports/4").text
    assert "the same in other reports" in page
    assert 'href="/compare/4/5"' in page


def test_app_marks_what_differs_between_copies(looking) -> None:
    tree = parsed(looking.get("/compare/4/5").text)
    marked = {"".join(one.itertext()) for one in tree.iter("span") if "differs" in (one.get("class") or "")}
    assert {"11", "12"} <= marked


def test_app_shows_both_sides_of_a_conflict_with_their_chains(looking) -> None:
    looking.lang = "en"
    listed = looking.get("/conflicts").text
    address = re.search(r'href="(/conflicts/\d+)"', listed)[1]
    page = looking.get(address).text
    assert page.count('<ol class="chain">') == 2
    assert "11" in page and "12" in page


def test_app_shows_a_case_with_its_states_and_sources(looking) -> None:
    looking.lang = "en"
    found = {one.case.kind: one for one in looking.desk.shelf._cases.values() if len(one.reports) > 1}
    page = looking.get(f"/cases/{next(iter(found.values())).case.id}").text
    assert 'class="chart states"' in page and "#sentence" in page


def test_app_shows_somebody_with_spellings_and_what_they_said(looking) -> None:
    looking.lang = "en"
    speaker = max(looking.desk.known.people, key=lambda one: one.said)
    page = looking.get(f"/people/one?key={speaker.line.key}").text
    assert "goes by" in page and "statements" in page
    assert f"/people/one?key={speaker.line.key}"[:12] in page
