import base64
import hashlib
import re
from collections.abc import Iterator

import html5lib
import pytest

from mahdar.views.page.both import Both, Item, same, say
from mahdar.views.page.cases import CaseShown, Step
from mahdar.views.page.contents import contents
from mahdar.views.page.rendering import render

MADE_OF = (
    "html head meta title style body a header h1 bdi p button nav ul li span main section h2 strong h3 table thead tr"
    " th tbody td svg rect ol fieldset legend label input article div aside h4 q dl dt dd br small details summary"
    " output code footer script"
).split()


@pytest.fixture(params=["ar", "en"])
def page(request, record):
    made = contents(record)
    html = render(made, lang=request.param)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return request.param, html, parser.parse(html), made


def with_class(tree, name: str) -> Iterator:
    return (one for one in tree.iter() if name in (one.get("class") or "").split())


def text(element) -> str:
    return "".join(element.itertext())


def test_rendering_opens_in_the_language_asked_for(page) -> None:
    lang, _, tree, _ = page
    assert tree.get("lang") == lang
    assert tree.get("dir") == ("rtl" if lang == "ar" else "ltr")
    headings = [text(one) for one in tree.iter("h2")]
    assert any("الأقوال" in one and "Statements" in one for one in headings)


def test_rendering_shows_each_report_to_the_letter(page, record) -> None:
    shown = [text(one) for one in with_class(page[2], "text")]
    assert shown == [reading.text for reading in record.readings()]


def test_rendering_marks_the_words_that_each_entry_was_read_from(page, record) -> None:
    marked: dict[str, str] = {}
    for one in page[2].iter():
        for address in (one.get("data-e") or "").split():
            marked[address] = marked.get(address, "") + text(one)
    for number, reading in enumerate(record.readings(), 1):
        entries = [*reading.statements, *reading.events, *reading.times, *reading.amounts]
        assert entries
        for entry in entries:
            places = {*range(entry.start, entry.end), *range(*(getattr(entry, "cue", None) or (0, 0)))}
            assert marked[f"{number}:{entry.id}"] == "".join(reading.text[i] for i in sorted(places))


def test_rendering_links_lead_to_what_is_on_the_page(page) -> None:
    ids = [one.get("id") for one in page[2].iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    hrefs = {one.get("href") for one in page[2].iter("a")}
    assert {href[1:] for href in hrefs} - set(ids) == set()
    assert all(href.startswith("#") for href in hrefs)


def test_rendering_a_hostile_report_stays_text(page) -> None:
    _, html, tree, _ = page
    assert {one.tag.rpartition("}")[2] for one in tree.iter() if isinstance(one.tag, str)} <= set(MADE_OF)
    assert len(list(tree.iter("script"))) == 1
    assert len(list(tree.iter("style"))) == 1
    assert not [name for one in tree.iter() for name in one.keys() if name.startswith("on") or name == "style"]
    assert not [one for one in tree.iter() if one.get("src")]
    assert "{{ 7*7 }}" in text(tree) and "49 المدينة" not in html


def test_rendering_shows_what_would_not_be_seen(page) -> None:
    unseen = [(one.get("data-code"), text(one)) for one in with_class(page[2], "unseen")]
    assert ("U+202E", "\u202e") in unseen
    assert ("U+2066", "\u2066") in unseen
    codes = {ord(char) for _, char in unseen}
    outside = "".join(page[2].itertext()).translate(dict.fromkeys(codes))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]", outside)
    apart = "".join(text(one) for one in page[2].iter() if "unseen" not in (one.get("class") or "") and not len(one))
    assert "\u202e" not in apart


def test_rendering_allows_its_own_script_and_style_alone(page) -> None:
    _, _, tree, _ = page
    policy = next(one.get("content") for one in tree.iter("meta") if one.get("http-equiv"))
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(text(next(tree.iter(name))).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_rendering_names_no_address_elsewhere(page) -> None:
    _, html, _, _ = page
    assert not re.search(r"(https?:|url\(|@import|src=)", html.replace("src=x onerror", ""))


def test_rendering_says_everything_in_both_languages(page) -> None:
    arabic = [one for one in page[2].iter("bdi") if one.get("lang") == "ar"]
    english = [one for one in page[2].iter("bdi") if one.get("lang") == "en"]
    assert len(arabic) == len(english) > 100
    assert all(text(one).strip() for one in arabic + english)


def test_rendering_shows_cases_where_they_are_known(record) -> None:
    case = CaseShown(
        "c1",
        Both("جلسة طارئة", "Emergency session"),
        Both("مطلوبة", "asked for"),
        say("brief.undated"),
        history=[Step(Both("2023", "2023"), Both("طُلبت", "asked for"), "طلبت", [Item(same("1:v1"), "#1:v1")])],
    )
    tree = html5lib.parse(render(contents(record, cases=[case]), lang="en"), namespaceHTMLElements=False)
    shown = next(one for one in tree.iter("section") if one.get("id") == "cases")
    assert "Emergency session" in text(shown)
    assert [one.get("href") for one in shown.iter("a")] == ["#1:v1"]
    assert "#cases" in [one.get("href") for one in tree.iter("a")]
