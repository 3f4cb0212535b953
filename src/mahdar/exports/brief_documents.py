"""The brief as Markdown, as an HTML page and as a Word document, Arabic from right to left in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, BinaryIO

from mahdar.views.brief import Brief, Item
from mahdar.views.messages import messages
from mahdar.views.naming import QUOTES

FORMATS = ("md", "html", "docx")
# Sections whose lines hold their sources already.
CITED = ("names", "sources")
_MARKED = re.compile(r"([\\`*_\[\]<>#|~])")
_STYLE = """body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}
blockquote{margin:.3rem 0 1rem;padding-inline-start:1rem;border-inline-start:3px solid #bbb}
.cite{color:#666;white-space:nowrap}"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief as documents have it: what, where it stands, and the words of the report."""

    what: str
    cites: str
    words: str


def sections(made: Brief, lang: str) -> Iterator[tuple[str, list[Line]]]:
    """The headings with their lines, without those that have none."""
    say = messages(lang)
    for name, items in made.sections.items():
        if items:
            yield say.say(f"brief.{name}"), [_line(name, item) for item in items]


def _line(section: str, item: Item) -> Line:
    cites = " ".join(f"{report}:{sentence}" for report, sentence in item.cites)
    head = " ".join(part for part in (item.when, item.what) if part)
    words = QUOTES["ar"].format(" ".join(item.words.split())) if item.words else ""
    return Line(head, "" if section in CITED or not cites else f"[{cites}]", words)


def markdown(made: Brief, lang: str) -> str:
    """The brief in Markdown; what runs from right to left is set so by HTML, which Markdown lets through."""
    out = [f"# {_plain(made.title)}"]
    for heading, lines in sections(made, lang):
        out += ["", f"## {_plain(heading)}", ""]
        for line in lines:
            out.append(f"- {_plain(' '.join(part for part in (line.what, line.cites) if part))}")
            if line.words:
                out.append(f'  <blockquote dir="rtl" lang="ar">{escape(line.words)}</blockquote>')
    body = "\n".join(out)
    return f'<div dir="rtl" lang="ar">\n\n{body}\n\n</div>\n' if lang == "ar" else body + "\n"


def _plain(text: str) -> str:
    """The text with the signs that mean something in Markdown taken as they are."""
    return _MARKED.sub(r"\\\1", text)


def html(made: Brief, lang: str) -> str:
    """The brief as a page of its own, which loads nothing."""
    direction = "rtl" if lang == "ar" else "ltr"
    out = [
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{direction}">\n<head>\n<meta charset="utf-8">',
        f"<title>{escape(made.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(made.title)}</h1>",
    ]
    for heading, lines in sections(made, lang):
        out.append(f"<h2>{escape(heading)}</h2>\n<ul>")
        for line in lines:
            cites = f' <span class="cite" dir="ltr">{escape(line.cites)}</span>' if line.cites else ""
            words = f'<blockquote dir="rtl" lang="ar">{escape(line.words)}</blockquote>' if line.words else ""
            out.append(f"<li>{escape(line.what)}{cites}{words}</li>")
        out.append("</ul>")
    return "\n".join([*out, "</body>\n</html>\n"])


def word(made: Brief, lang: str, out: BinaryIO) -> None:
    """Writes the brief to `out` as a Word document; paragraphs in Arabic run from right to left."""
    from docx import Document  # on use: it takes longer to load than all the rest

    document = Document()
    document.core_properties.title = _allowed(made.title)[:255]
    document.core_properties.language = lang
    is_arabic = lang == "ar"
    _set(document.add_heading(_allowed(made.title), level=1), right_to_left=is_arabic)
    for heading, lines in sections(made, lang):
        _set(document.add_heading(_allowed(heading), level=2), right_to_left=is_arabic)
        for line in lines:
            text = " ".join(part for part in (line.what, line.cites) if part)
            _set(document.add_paragraph(_allowed(text), style="List Bullet"), right_to_left=is_arabic)
            if line.words:
                _set(document.add_paragraph(_allowed(line.words), style="Quote"), right_to_left=True)
    document.save(out)


def _allowed(text: str) -> str:
    """The text without characters that a Word document cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def _set(paragraph: Any, *, right_to_left: bool) -> None:
    """Sets the direction of a paragraph and of its runs, which Word keeps apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not right_to_left:
        return
    properties = paragraph._p.get_or_add_pPr()
    # Word reads the children of a paragraph's properties in a fixed order, in which jc comes after bidi.
    direction = OxmlElement("w:bidi")
    properties.insert_element_before(
        direction, "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
        "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
        "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip
    for run in paragraph.runs:
        run.font.rtl = True
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi"), "ar")
        run._r.get_or_add_rPr().append(language)
