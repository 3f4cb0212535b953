"""Word documents (.docx): paragraphs and tables in their order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from mahdar.errors import SourceError
from mahdar.sources.decode import refuse_other_languages
from mahdar.sources.extract import Detail, Extract, Settings, tidy

NAME = "word"
_PROPERTIES = (("title", "title"), ("author", "author"), ("created", "created"), ("modified", "modified"))


def read(stream: BinaryIO, settings: Settings) -> Iterator[Extract]:
    """The one report in a document: its text without notes, headers and what was struck out under review."""
    from docx import Document  # on use: it takes a moment to load
    from docx.opc.exceptions import PackageNotFoundError

    data = stream.read(settings.bounds.report + 1)
    if len(data) > settings.bounds.report:
        raise settings.bounds.refuse("report")
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            size = sum(info.file_size for info in parts.infolist())
        if size > settings.bounds.word:
            raise settings.bounds.refuse("word", size)
        document = Document(BytesIO(data))
    except (PackageNotFoundError, AttributeError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise SourceError(f"it is no sound Word document: {error}", code="broken") from error
    text = tidy("\n".join(_lines(document.iter_inner_content())))
    refuse_other_languages(text, "utf-8")
    properties = document.core_properties
    details = tuple(
        Detail(field, str(value), f"word: {name}")
        for field, name in _PROPERTIES
        if (value := getattr(properties, name, None))
    )
    yield Extract(text, data, NAME, "utf-8", details=details)


def _lines(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if hasattr(block, "rows"):
            for row in block.rows:
                # By its elements: the library lists a cell once for each column that it says it spans.
                cells = dict.fromkeys(_cell(cell) for cell in row._tr.tc_lst)
                yield "\t".join(cell for cell in cells if cell)
        else:
            yield block.text


def _cell(element: Any) -> str:
    """The paragraphs of a cell of a table."""
    return "\n".join(paragraph.text for paragraph in element.p_lst).strip()
