"""The documents, opened by an XML parser and by python-docx."""

import io
import re
from html.parser import HTMLParser

import pytest
from docx import Document
from docx.oxml.ns import qn

from mahdar.exports import brief_documents as documents
from mahdar.exports.source import Source
from mahdar.views.brief import Brief, brief
from mahdar.views.messages import messages

each_language = pytest.mark.parametrize("lang", ["ar", "en"])


def made(source: Source, lang: str) -> Brief:
    return brief([(told.number, told.reading) for told in source], record="made_*.mahdar", lang=lang, version="9")


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@each_language
def test_brief_documents_page_is_whole_and_loads_nothing(source: Source, lang: str) -> None:
    text = documents.html(made(source, lang), lang)
    page = Page()
    page.feed(text)
    assert page.open == []
    assert dict(page.seen)["html"] == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}
    assert not {"script", "link", "img"} & {tag for tag, _ in page.seen}
    assert "«لن نقصف مصراتة غدا»" in page.text and "<القصف>" in page.text


@each_language
def test_brief_documents_markdown_has_every_section_and_word(source: Source, lang: str) -> None:
    text = documents.markdown(made(source, lang), lang)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == [heading for heading, _ in documents.sections(made(source, lang), lang)]
    assert r"made\_\*.mahdar" in text
    assert text.startswith('<div dir="rtl" lang="ar">') == (lang == "ar")
    assert '<blockquote dir="rtl" lang="ar">«لن نقصف مصراتة غدا»</blockquote>' in text


@each_language
def test_brief_documents_word_sets_arabic_from_right_to_left(source: Source, lang: str) -> None:
    out = io.BytesIO()
    documents.word(made(source, lang), lang, out)
    document = Document(io.BytesIO(out.getvalue()))
    paragraphs = [one for one in document.paragraphs if one.text]
    assert paragraphs[0].text == made(source, lang).title
    headings = [one.text for one in paragraphs if one.style.name == "Heading 2"]
    assert headings == [heading for heading, _ in documents.sections(made(source, lang), lang)]
    for one in paragraphs:
        is_right = one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None
        assert is_right == (lang == "ar" or one.style.name == "Quote")
        assert all(bool(run.font.rtl) == is_right for run in one.runs)
    assert any(one.text == "«لن نقصف مصراتة غدا»" for one in paragraphs)


def test_brief_documents_cite_the_sentences(source: Source) -> None:
    lines = dict(documents.sections(made(source, "en"), "en"))[messages("en").say("brief.said")]
    assert [line.cites for line in lines] == ["[1:3]", "[1:4]"]


def test_brief_documents_word_holds_no_sign_that_it_cannot(source: Source) -> None:
    one = made(source, "en")
    one.title = "a\x0bb\x01"
    documents.word(one, "en", io.BytesIO())
