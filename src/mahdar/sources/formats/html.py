"""Web pages: the article without menus and comments (by trafilatura), and what the page says of itself."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement

from mahdar.errors import SourceError
from mahdar.sources.decode import Decoded, decode_any, refuse_other_languages
from mahdar.sources.extract import Detail, Extract, Settings, headed, tidy
from mahdar.tables import read_table

NAME = "html"
TABLE = Path(__file__).parent.parent / "data" / "html_fields.tsv"
# A page of this share of its own visible text has lost its article: the simpler extraction is taken.
LEAST_SHARE = 0.1
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_CODE = re.compile(r"<(script|style)\b[^<]*(?:<(?!/\1)[^<]*)*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,10000}>")
# Elements after which a line ends.
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main"
    " nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract]:
    """The one article of a page; raises `SourceError` when none of Arabic stands in it."""
    data = stream.read(settings.bounds.report + 1)
    if len(data) > settings.bounds.report:
        raise settings.bounds.refuse("report")
    yield article(data)


def article(data: bytes, *, place: str = "", details: tuple[Detail, ...] = ()) -> Extract:
    """The article of a page with these bytes; `details` are what is known of it from elsewhere."""
    decoded = page_text(data)
    tree = _tree(decoded.text)
    stated = (*details, *_details(tree))
    title = next((detail.value for detail in stated if detail.field == "title"), None)
    text = headed(title, _article(decoded.text, tree))
    refuse_other_languages(text, decoded.encoding)
    return Extract(text, data, NAME, decoded.encoding, place, stated)


def page_text(data: bytes) -> Decoded:
    """The markup of a page: by its byte order mark, the encoding that it names, or as any other text."""
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            encoding = codecs.lookup(match.group(1).decode("ascii")).name
            return Decoded(data.decode(encoding), encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_any(data)


def _tree(markup: str) -> HtmlElement:
    try:
        tree = lxml_html.document_fromstring(
            _XML_ENCODING.sub("", markup), parser=lxml_html.HTMLParser(huge_tree=True, no_network=True)
        )
    except (LxmlError, ParserError, ValueError) as error:
        raise SourceError(f"no page can be made of its markup: {error}", code="broken") from error
    return tree


def plain(markup: str) -> str:
    """The words of a piece of HTML, blocks on lines of their own."""
    try:
        return words(lxml_html.fragment_fromstring(markup, create_parent="div"))
    except (LxmlError, ParserError, ValueError):
        return _bare(markup)


def _bare(markup: str) -> str:
    """What stands between the tags: the last resort where the parser gives up, as on markup nested too deep."""
    return tidy(_TAG.sub("\n", _CODE.sub(" ", markup)))


def words(tree: HtmlElement) -> str:
    """The words of an element and all within, blocks on lines of their own, scripts and styles left out."""
    pieces: list[str] = []
    # A stack in place of recursion: markup can be nested deeper than Python's stack.
    waiting: list[HtmlElement | str] = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        tail = one.tail or "" if one is not tree else ""
        if not isinstance(one.tag, str) or one.tag in _SILENT:
            pieces.append(tail)
            continue
        edge = "\n" if one.tag in _BLOCKS else ""
        waiting += [_even(tail), edge, *reversed(list(one)), _even(one.text or ""), edge]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _article(markup: str, tree: HtmlElement) -> str:
    from trafilatura import extract  # on use: it takes a moment to load, and text files need none of it

    # A page without an article is told of as a problem; the library's own words on it would only stand beside.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract(markup, output_format="txt", include_comments=False, include_tables=True, deduplicate=False)
    whole = words(tree) or _bare(markup)
    if not found or len(found) < LEAST_SHARE * len(whole):
        found = _paragraphs(tree) or whole
    return tidy(found)


def _paragraphs(tree: HtmlElement) -> str:
    """The paragraphs of the page's article, or of the page: what is left where the finer extraction lost the text."""
    for path in ("//article//p", "//*[@itemprop='articleBody']//p", "//main//p", "//p"):
        texts = [words(one) for one in tree.xpath(path)]
        if sum(map(len, texts)) > 200:
            return "\n".join(text for text in texts if text)
    return ""


@dataclass(frozen=True, slots=True)
class _Where:
    field: str
    kind: str
    where: str


@lru_cache(maxsize=1)
def _wheres() -> tuple[_Where, ...]:
    rows = read_table(TABLE, columns=("field", "kind", "where"))
    return tuple(_Where(row["field"], row["kind"], row["where"]) for row in rows)


def _details(tree: HtmlElement) -> list[Detail]:
    """What the page says of itself, field by field, the first place of the table that gives something."""
    data = list(_json_ld(tree))
    found: dict[str, Detail] = {}
    for one in _wheres():
        if one.field in found:
            continue
        value = _by_path(tree, one.where) if one.kind == "xpath" else _by_key(data, one.where)
        if value:
            found[one.field] = Detail(one.field, value, f"html: {one.kind} {one.where}")
    return list(found.values())


def _by_path(tree: HtmlElement, path: str) -> str:
    for one in tree.xpath(path):
        value = one if isinstance(one, str) else words(one)
        if value.strip():
            return " ".join(value.split())
    return ""


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's schema.org data that are articles."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop()
            if isinstance(one, list):
                waiting += reversed(one)
            elif isinstance(one, dict):
                kinds = one.get("@type")
                if any("Article" in str(kind) or "Posting" in str(kind) for kind in _listed(kinds)):
                    yield one
                waiting += [value for name, value in one.items() if name in ("@graph", "mainEntity")]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _by_key(data: list[dict[str, Any]], path: str) -> str:
    for one in data:
        value: Any = one
        for name in path.split("."):
            value = next((inner for inner in _listed(value)), None)
            value = value.get(name) if isinstance(value, dict) else value if name == "name" else None
        texts = [text.strip() for text in _listed(value) if isinstance(text, str) and text.strip()]
        if texts:
            return " ".join(texts[0].split())
    return ""
