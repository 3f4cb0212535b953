"""Writes XML piece by piece, so that a file of any length takes no memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

# Characters that XML cannot hold; one stands for one, so that offsets stay.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlWriter:
    """An XML file that is being written."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def start(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Opens an element."""
        cells = {key: _NO_XML.sub("\ufffd", value) for key, value in (attributes or {}).items()}
        self._xml.startElement(name, AttributesImpl(cells))

    def text(self, text: str) -> None:
        """Writes characters; those that XML cannot hold become the replacement mark."""
        self._xml.characters(_NO_XML.sub("\ufffd", text))

    def end(self, name: str) -> None:
        """Closes the element."""
        self._xml.endElement(name)

    def element(self, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> None:
        """Writes a whole element."""
        self.start(name, attributes)
        if text:
            self.text(text)
        self.end(name)
