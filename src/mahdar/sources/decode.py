"""Turns bytes into text: tells the encodings of the Arabic press apart, and refuses what is none of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mahdar.arabic.normal import LETTERS, MARKS, normal_word
from mahdar.errors import SourceError
from mahdar.sources.bounds import shown
from mahdar.tables import language_table

# Bytes. A report of five hundred words has some five thousand; a file of this size is an archive, not a report.
LARGEST = 32 * 2**20
# Of all letters, those of the Arabic script; a report may quote other languages, not consist of them.
LEAST_ARABIC = 0.4
# Of all Arabic-script letters, those that Persian, Urdu and Kurdish have and Arabic only in a few loanwords.
MOST_FOREIGN = 0.015
# Of all characters, control characters other than white space.
MOST_CONTROL = 0.005
# Of the high bytes of a file that is not UTF-8, those that would be Arabic in UTF-8: above this it is damaged UTF-8.
DAMAGED_UTF8 = 0.8
# Of the byte pairs of a file without a mark, those that Arabic text in UTF-16 has.
LEAST_UTF16 = 0.95
# What decides between two single-byte encodings: how many letters a broken word or a known word is worth.
BROKEN_WORD = 4
KNOWN_WORD = 2
# A sample tells as much as the whole: deciding costs the same for a line and for a book.
SAMPLE = 200_000

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6")
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ARABIC = re.compile(rf"[{LETTERS}]")
_UTF8_PAIR = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
# Peh, tcheh, jeh, gaf, tteh, ddal, rreh, yeh barree, heh goal, oe, yu, ve.
_FOREIGN = re.compile("[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06d2\u06c1\u06c6\u06cb\u06b5\u0695\u06ce]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_MARK_FIRST = re.compile(rf"(?<![{LETTERS}{MARKS}])[{MARKS}]")
_INSIDE = re.compile(
    rf"[{LETTERS}][^\W\d_{LETTERS}{MARKS}\u00d7]|[{LETTERS}]\u00d7[{LETTERS}]|[A-Za-z\u00c0-\u024f][{LETTERS}]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes, *, largest: int = LARGEST) -> Decoded:
    """The text of `data`: line ends as `\\n`, without a byte order mark, otherwise untouched.

    Understands UTF-8, UTF-16 (with a mark, or recognisable without), Windows-1256 and ISO-8859-6. Raises
    `SourceError` with one of the codes too-large, empty, binary, undecodable, cut-off, not-arabic.
    """
    if len(data) > largest:
        raise SourceError(f"more than {shown(largest)} bytes", code="too-large")
    decoded = decode_any(data)
    text = plain_lines(decoded.text)
    refuse_other_languages(text, decoded.encoding)
    return Decoded(text, decoded.encoding)


def plain_lines(text: str) -> str:
    """The text with its line ends as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_any(data: bytes) -> Decoded:
    """The same for text of any language and size, with its line ends as they are."""
    if not data.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf\xfe\xff"):
        raise SourceError(f"{len(data)} bytes, no text in them", code="empty")
    _refuse_known_formats(data)
    return _marked(data) or _utf16(data) or _utf8(data) or _single_byte(data)


def _refuse_known_formats(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"it begins like {name}", code="binary")


def _marked(data: bytes) -> Decoded | None:
    """The text by its byte order mark; None when it has none."""
    for mark, encoding in _MARKED:
        if data.startswith(mark) and not (encoding == "utf-16-le" and data.startswith(codecs.BOM_UTF32_LE)):
            if not encoding:
                raise SourceError("its byte order mark says UTF-32, which is not read", code="undecodable")
            text = _strictly(data, encoding, skip=len(mark))
            _refuse_control(text, encoding)
            return Decoded(text, encoding)
    return None


def _strictly(data: bytes, encoding: str, *, skip: int = 0) -> str:
    """`data` decoded; a byte that does not fit is told with its offset in the file."""
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = skip + error.start
        if error.end + skip >= len(data) and len(data) - at < 4:
            raise SourceError(
                f"its {encoding.upper()} ends inside a character, at byte {at} of {len(data)}", code="cut-off"
            ) from error
        raise SourceError(
            f"it is {encoding.upper()} up to byte {at}, where 0x{data[at]:02x} does not fit", code="undecodable"
        ) from error


def _utf16(data: bytes) -> Decoded | None:
    """The text when its byte pairs are those of Arabic in UTF-16 without a mark; None when they are not."""
    sample = data[: SAMPLE - SAMPLE % 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        arabic = high.count(6)
        likely = arabic + high.count(0) + high.count(0x20) + high.count(0xFE) + high.count(0xFB)
        # Half of the pairs from two rows of the table rules out ASCII, whose spaces alone would be likely.
        if likely >= LEAST_UTF16 * pairs and arabic + high.count(0) > pairs / 2:
            text = _strictly(data, encoding)
            _refuse_control(text, encoding)
            return Decoded(text, encoding)
    return None


def _utf8(data: bytes) -> Decoded | None:
    """The text when it is UTF-8; None when its high bytes are of another encoding."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[:SAMPLE]
        high = len(_HIGH.findall(sample))
        if 2 * len(_UTF8_PAIR.findall(sample)) < DAMAGED_UTF8 * high:
            _refuse_control(sample.decode("latin-1"), "")
            return None
        text = _strictly(data, "utf-8")
    _refuse_control(text, "utf-8")
    return Decoded(text, "utf-8")


def _refuse_control(text: str, encoding: str) -> None:
    found = list(_first(_CONTROL.finditer(text), 1 + int(len(text) * MOST_CONTROL)))
    if len(found) > len(text) * MOST_CONTROL:
        first = found[0]
        where = f"character {first.start()}" if encoding else f"byte {first.start()}"
        raise SourceError(
            f"control characters stand in it, the first 0x{ord(first.group()):02x} at {where}", code="binary"
        )


def _first(matches: Iterator[re.Match[str]], count: int) -> Iterator[re.Match[str]]:
    for _, match in zip(range(count), matches, strict=False):
        yield match


def _single_byte(data: bytes) -> Decoded:
    """The more plausible of the single-byte readings; Windows-1256 when they are equally so."""
    best: tuple[float, Decoded] | None = None
    for encoding in _SINGLE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text[:SAMPLE])
        if score > 0 and (best is None or score > best[0]):
            best = (score, Decoded(text, encoding))
    if best is None:
        at = next((match.start() for match in _HIGH.finditer(data)), 0)
        raise SourceError(
            f"it is neither UTF-8 nor UTF-16, and as Windows-1256 or ISO-8859-6 it makes no Arabic words"
            f" (first byte beyond ASCII: 0x{data[at]:02x} at byte {at})",
            code="undecodable",
        )
    return best[1]


def plausibility(text: str) -> float:
    """How much like Arabic `text` reads: letters and known words count for it, broken words against it.

    A word is broken by a letter of another script or a sign inside it, or by vowel marks before its first letter.
    """
    letters = len(_ARABIC.findall(text))
    broken = len(_INSIDE.findall(text)) + len(_MARK_FIRST.findall(text))
    common = _common_words()
    known = sum(1 for match in _WORD.finditer(text) if normal_word(match.group()) in common)
    return letters + KNOWN_WORD * known - BROKEN_WORD * broken


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """The closed word classes in normal form: some of them stand in every sentence."""
    table = language_table("grammar_words", columns=("class", "words"))
    return frozenset(normal_word(word) for row in table for word in row.many("words"))


def refuse_other_languages(text: str, encoding: str) -> None:
    """Raises `SourceError` (not-arabic, empty) for a text that is not mainly Arabic."""
    sample = text[:SAMPLE]
    letters = sum(1 for char in sample if char.isalpha())
    arabic = len(_ARABIC.findall(sample))
    if not letters:
        raise SourceError("no letters stand in it", code="empty" if not text.strip() else "not-arabic")
    if arabic < LEAST_ARABIC * letters:
        raise SourceError(
            f"{100 * arabic // letters} of 100 letters are Arabic (read as {encoding.upper()})", code="not-arabic"
        )
    foreign = len(_FOREIGN.findall(sample))
    if foreign > max(MOST_FOREIGN * arabic, 2):
        raise SourceError(
            f"{foreign} of {arabic} letters belong to Persian, Urdu or Kurdish and not to Arabic", code="not-arabic"
        )
