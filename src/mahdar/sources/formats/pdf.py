"""PDF: the text of its pages in reading order, right to left where the line is Arabic.

A PDF holds glyphs and their places, mostly in the order in which they are seen, from the left. Lines are put together
by place, and what is seen is turned back into what is read: the reverse of the Unicode Bidirectional Algorithm
(https://www.unicode.org/reports/tr9/) for lines that run from right to left, with numbers and Latin words as islands.
"""

from __future__ import annotations

import logging
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.bounds import Bounds
from mahdar.sources.decode import refuse_other_languages
from mahdar.sources.extract import Detail, Extract, Settings, tidy

NAME = "pdf"
# Gaps, as shares of the size of the letters: between two words, and between two paragraphs more than between lines.
WORD_GAP = 0.12
PARAGRAPH_GAP = 0.6
# A line goes on in the next when it leaves no more than this share of the width free at its end.
FULL_LINE = 0.15
# Two glyphs stand on one line when their middles are no farther apart than this share of their height.
SAME_LINE = 0.5
# Blocks that share this much of their height stand side by side: columns.
BESIDE = 0.3
# Forms that are drawn in a document: each may draw others five times over.
MOST_FORMS = 5_000
_PROPERTIES = (("title", "Title"), ("author", "Author"), ("created", "CreationDate"))
_RIGHT = frozenset({"R", "AL", "NSM"})
_LEFT = frozenset({"L", "EN", "AN"})
# What stays in a number or between two: 1,5 and 12:30 and 3/4 and -5%.
_JOINING = frozenset(".,:/-+%'\u066b\u066c")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign: what it means and where it stands, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract]:
    """The one report in a document; raises `SourceError` when no Arabic text is in it, as in a scan."""
    data = stream.read(settings.bounds.report + 1)
    if len(data) > settings.bounds.report:
        raise settings.bounds.refuse("report")
    pages, details = _pages(data, settings.bounds)
    text = tidy("\n\n".join(pages))
    if not text:
        raise SourceError("no text stands in it; it may be pictures of pages", code="no-text")
    refuse_other_languages(text, "pdf")
    yield Extract(text, data, NAME, "pdf", details=tuple(details))


class _Streams:
    """What the library asks of `zlib`, with a bound: a small file may hold a stream without end."""

    error = zlib.error

    def __init__(self, most: int) -> None:
        self._left = most

    def decompress(self, data: bytes) -> bytes:
        """The unpacked bytes; `zlib.error` where they are damaged or too many."""
        return self._take(zlib.decompressobj(), data)

    def decompressobj(self) -> Any:
        """An object that unpacks bit by bit, as the library does with damaged streams."""
        inner = zlib.decompressobj()
        streams = self

        class Bounded:
            def decompress(self, data: bytes) -> bytes:
                return streams._take(inner, data)

        return Bounded()

    def _take(self, inner: Any, data: bytes) -> bytes:
        made: bytes = inner.decompress(data, max(1, self._left))
        self._left -= len(made)
        if self._left <= 0 or inner.unconsumed_tail:
            raise SourceError("", code="too-large")
        return made


def _bound_streams(most: int) -> None:
    """Has the library unpack no more than `most` bytes of the next document."""
    from pdfminer import pdftypes

    pdftypes.zlib = _Streams(most)  # type: ignore[attr-defined, assignment]


def _pages(data: bytes, bounds: Bounds) -> tuple[list[str], list[Detail]]:
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    # What it warns of, fonts without a box and the like, does not change the text.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        _bound_streams(bounds.pdf)
        document = _document_class()(PDFParser(BytesIO(data)))
        details = [detail for info in document.info[:1] for detail in _details(info)]
        return [_page_text(glyphs) for glyphs in _drawn(_first(PDFPage.create_pages(document), bounds))], details
    except SourceError as error:
        raise error if str(error) else bounds.refuse("pdf") from error
    except PDFPasswordIncorrect as error:
        raise SourceError("it is locked with a password", code="locked") from error
    except (PSException, PDFTextExtractionNotAllowed, ValueError, TypeError, KeyError, AttributeError) as error:
        # The library meets a damaged file with errors of many kinds.
        raise SourceError(f"it is no sound PDF file: {error or type(error).__name__}", code="broken") from error


def _document_class() -> Any:
    """The library's document, whose references lead somewhere: one that leads back to itself would be followed on."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdftypes import PDFObjRef

    class Document(PDFDocument):
        def getobj(self, objid: int) -> Any:
            seen = {objid}
            found = super().getobj(objid)
            while isinstance(found, PDFObjRef):
                if found.objid in seen:
                    raise ValueError(f"object {objid} is a reference to itself")
                seen.add(found.objid)
                found = super().getobj(found.objid)
            return found

    return Document


def _first(pages: Iterable[Any], bounds: Bounds) -> Iterator[Any]:
    """The pages of a document, which may not be too many: `SourceError` where they are."""
    for number, page in enumerate(pages):
        if number >= bounds.pages:
            raise bounds.refuse("pages")
        yield page


def _details(info: dict[str, Any]) -> Iterator[Detail]:
    from pdfminer.utils import decode_text

    for field, name in _PROPERTIES:
        value = info.get(name)
        if isinstance(value, bytes) and (text := decode_text(value).strip()):
            yield Detail(field, text, f"pdf: {name}")


def _drawn(pages: Iterable[Any]) -> Iterator[list[Glyph]]:
    """The glyphs of each page."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LTChar, LTContainer
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    forms: list[str] = []

    class Interpreter(PDFPageInterpreter):
        """Draws forms in forms, but not without end."""

        def do_Do(self, xobjid_arg: Any) -> None:
            forms.append("")
            if len(forms) > MOST_FORMS:
                raise SourceError("more forms are drawn than a document has", code="broken")
            super().do_Do(xobjid_arg)

    interpreter = Interpreter(manager, device)
    for page in pages:
        interpreter.process_page(page)
        glyphs: list[Glyph] = []
        waiting: list[Any] = [device.get_result()]
        while waiting:
            one = waiting.pop()
            if isinstance(one, LTChar):
                glyphs.append(Glyph(_meant(one.get_text()), one.x0, one.y0, one.x1, one.y1))
            elif isinstance(one, LTContainer):
                waiting += reversed(list(one))
        yield [glyph for glyph in glyphs if glyph.text]


def _meant(text: str) -> str:
    """The letters that a glyph stands for: shapes of letters and ligatures as the letters themselves."""
    text = unicodedata.normalize("NFKC", text)
    return "" if text.startswith("(cid:") else text.replace("\u00a0", " ").replace("\u0640", "")


def _page_text(glyphs: list[Glyph]) -> str:
    return "\n\n".join(_block_text(block) for block in in_reading_order(_blocks(_lines(glyphs))))


Line = list[Glyph]
Block = list[Line]


def _lines(glyphs: list[Glyph]) -> list[Line]:
    """The glyphs by line, each line from the left, the highest first; wide gaps part a line: columns, cells."""
    rows: list[Line] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.middle, one.left)):
        if rows and abs(_middle(rows[-1]) - glyph.middle) <= SAME_LINE * max(glyph.height, rows[-1][0].height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [part for row in rows for part in _parts(sorted(row, key=lambda one: one.left))]


def _middle(row: Line) -> float:
    return sum(glyph.middle for glyph in row) / len(row)


def _parts(row: Line) -> Iterator[Line]:
    part: Line = []
    edge = 0.0
    for glyph in row:
        if part and glyph.left - edge > 2 * glyph.height:
            yield part
            part = []
        part.append(glyph)
        edge = max(edge, glyph.right) if len(part) > 1 else glyph.right
    if part:
        yield part


def _box(lines: Block) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of some lines."""
    glyphs = [glyph for line in lines for glyph in line]
    return (
        min(glyph.left for glyph in glyphs),
        min(glyph.bottom for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
    )


def _blocks(lines: list[Line]) -> list[Block]:
    """The lines by block: each line goes to the block above it that it continues, without a gap."""
    blocks: list[Block] = []
    for line in lines:
        left, _, right, top = _box([line])
        for block in reversed(blocks):
            last = _box([block[-1]])
            near = last[1] - top < PARAGRAPH_GAP * (top - _box([line])[1])
            if near and last[3] > top and min(right, last[2]) > max(left, last[0]):
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page as an Arabic reader takes them: from above, columns from the right.

    The page is cut along the widest white stripes, across first and then down, until nothing can be cut.
    """
    boxes = [(_box(block), block) for block in blocks]
    return [block for _, block in _cut(boxes)]


_Boxed = tuple[tuple[float, float, float, float], Block]


def _cut(boxes: list[_Boxed]) -> list[_Boxed]:
    if len(boxes) < 2:
        return boxes
    for low, high, reverse in ((1, 3, True), (0, 2, True)):
        groups = _groups(boxes, low, high)
        if len(groups) > 1:
            return [one for group in (groups[::-1] if reverse else groups) for one in _cut(group)]
    return sorted(boxes, key=lambda one: (-one[0][3], -one[0][2]))


def _groups(boxes: list[_Boxed], low: int, high: int) -> list[list[_Boxed]]:
    """The boxes in groups that white stripes part along one axis, from its low end."""
    groups: list[list[_Boxed]] = []
    edge = 0.0
    for one in sorted(boxes, key=lambda one: one[0][low]):
        if groups and one[0][low] < edge:
            groups[-1].append(one)
        else:
            groups.append([one])
        edge = max(edge, one[0][high]) if len(groups[-1]) > 1 else one[0][high]
    return groups


def _block_text(block: Block) -> str:
    """The lines of a block; one that runs on to the end of its room is joined with the next."""
    left, _, right, _ = _box(block)
    pieces: list[str] = []
    for line in block:
        start, _, _, _ = _box([line])
        is_full = start - left < FULL_LINE * (right - left)
        pieces += [logical(_spaced(line)), " " if is_full else "\n"]
    return "".join(pieces).strip()


def _spaced(line: Line) -> list[str]:
    """What the glyphs of a line mean, with a space for each gap between words."""
    found: list[str] = []
    edge = line[0].left
    for glyph in line:
        if glyph.left - edge > WORD_GAP * glyph.height and found[-1:] != [" "] and glyph.text != " ":
            found.append(" ")
        if not (glyph.text == " " and found[-1:] == [" "]):
            found.append(glyph.text)
        edge = glyph.right
    return found


def logical(seen: Sequence[str]) -> str:
    """What is read in a line that is seen as `seen`, from the left.

    A line without right-to-left letters is read as it is seen. Any other is read from the right, its numbers and the
    stretches in Latin letters from the left, and its brackets, which are drawn turned round, are turned back.
    """
    kinds = [_kind(text) for text in seen]
    if "R" not in kinds:
        return "".join(seen).strip()
    read: list[str] = []
    at = len(seen) - 1
    while at >= 0:
        if kinds[at] != "L":
            read.append(seen[at].translate(_MIRROR) if kinds[at] == "N" else seen[at])
            at -= 1
            continue
        first = _island(seen, kinds, at)
        read += seen[first : at + 1]
        at = first - 1
    return "".join(read).strip()


def _island(seen: Sequence[str], kinds: list[str], last: int) -> int:
    """Where the stretch that is read from the left begins which ends at `last`."""
    first = last
    at = last - 1
    while at >= 0 and kinds[at] != "R":
        if kinds[at] == "L":
            first = at
        elif not _joins(seen, kinds, at):
            break
        at -= 1
    return first


def _joins(seen: Sequence[str], kinds: list[str], at: int) -> bool:
    """Whether a sign that has no direction belongs to the stretch around it: within a number, between Latin words."""
    before, after = _beside(seen, kinds, at, -1), _beside(seen, kinds, at, 1)
    if seen[at] in _JOINING and at and kinds[at - 1] == "L":
        return True
    return before.isalpha() and after.isalpha() and before.isascii() and after.isascii()


def _beside(seen: Sequence[str], kinds: list[str], at: int, step: int) -> str:
    """The next sign with a direction to one side, if it is read from the left."""
    at += step
    while 0 <= at < len(seen) and kinds[at] == "N":
        at += step
    return seen[at][-1 if step < 0 else 0] if 0 <= at < len(seen) and kinds[at] == "L" else ""


def _kind(text: str) -> str:
    """R for what is read from the right, L for letters and digits that are read from the left, N for the rest."""
    directions = {unicodedata.bidirectional(char) for char in text}
    if directions & {"R", "AL"}:
        return "R"
    if directions & _LEFT:
        return "L"
    return "R" if directions & _RIGHT else "N"
