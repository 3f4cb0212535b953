"""Looks for inputs that break mahdar, with atheris: `python fuzz/targets.py TARGET [options of libFuzzer]`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO

import atheris

with atheris.instrument_imports(include=["mahdar"]):
    import mahdar
    from mahdar.arabic import numbers, times
    from mahdar.arabic.normal import Aligned, normalise
    from mahdar.arabic.plain import words_in
    from mahdar.errors import SourceError
    from mahdar.sources import decode, problem_kinds
    from mahdar.sources.extract import Settings, day_in
    from mahdar.sources.opened import read_open

NAMES = ("a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.rss", "a.warc", "a.docx", "a.pdf", "a.gz", "a.zip")


def text_of(data: bytes) -> str:
    """Mostly Arabic: bytes as letters of its block."""
    return "".join(chr(0x600 + byte) if byte > 0x40 else chr(byte) for byte in data)


def fuzz_decode(data: bytes) -> None:
    """Bytes are text, or a problem with a code."""
    try:
        decode(data)
    except SourceError as error:
        assert error.code in problem_kinds()


def fuzz_normal(data: bytes) -> None:
    """What is made normal stays so."""
    text = text_of(data)
    assert normalise(normalise(text)) == normalise(text)
    assert Aligned.of(text).normal == normalise(text)


def fuzz_words(data: bytes) -> None:
    """Words lie in the text, in order."""
    text = text_of(data)
    words = words_in(text)
    spans = list(zip(words.start, words.end, strict=True))
    assert spans == sorted(spans) and all(0 <= start <= end <= len(text) for start, end in spans)


def fuzz_numbers(data: bytes) -> None:
    """Numbers and times lie where they say."""
    text = text_of(data)
    words = words_in(text)
    for number in numbers.find(words):
        assert 0 <= number.first < number.last <= len(words)
    numbers.parse(text)
    for found in times.parse(text):
        assert 0 <= found.start < found.end <= len(text)
    day_in(text)


def fuzz_sources(data: bytes) -> None:
    """A file is reports and faults, or a problem with a code."""
    name = NAMES[data[0] % len(NAMES)] if data else "a"
    try:
        for _ in read_open(BytesIO(data[1:]), name, Settings()):
            pass
    except SourceError as error:
        assert error.code in problem_kinds()


def fuzz_reading(data: bytes) -> None:
    """Any text is read."""
    mahdar.read(text_of(data)).to_json()


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): value for name, value in list(globals().items()) if name.startswith("fuzz_")
}

if __name__ == "__main__":
    target = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    atheris.Setup(sys.argv, TARGETS[target])
    atheris.Fuzz()
