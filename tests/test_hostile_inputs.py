"""A thousand inputs made to do harm: each is read or has its line among the problems, and none takes the run down.

They are made here, the same ones in every run. Sixty are read in the ordinary tests, all of them in the slow ones.
"""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mahdar.intake import Taken, take_in
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import Problem, find_reports, problem_kinds
from mahdar.sources.bounds import TABLE
from mahdar.tables import read_table

SENTENCE = "قال وزير الخارجية إن المحادثات مع الأمم المتحدة ستبدأ غدا، وقتل 12 شخصا في غارة على حلب. "
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
Made = tuple[str, bytes]
Maker = Callable[[random.Random], Made]
MAKERS: list[Maker] = []


def maker(make: Maker) -> Maker:
    """Adds a kind of hostile input."""
    MAKERS.append(make)
    return make


def words(chance: random.Random, count: int) -> str:
    return " ".join("".join(chance.choices(LETTERS, k=chance.randint(1, 8))) for _ in range(count))


def text(chance: random.Random) -> str:
    return SENTENCE * chance.randint(1, 6) + words(chance, chance.randint(1, 30))


def spoiled(chance: random.Random, data: bytes) -> bytes:
    """The same bytes cut off, turned, doubled or written over at places taken by chance."""
    wrong = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(1, len(wrong)))
        match chance.randrange(5):
            case 0:
                wrong = wrong[: max(1, at)]
            case 1:
                wrong[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                wrong[at:at] = wrong[at : at + 40]
            case 3:
                wrong[at : at + 8] = b"\xff" * 8
            case _:
                del wrong[at : at + chance.randint(1, 30)]
    return bytes(wrong)


# Encodings and signs


@maker
def broken_encoding(chance: random.Random) -> Made:
    encoding = chance.choice(["utf-8", "utf-16", "utf-16-le", "cp1256", "iso-8859-6", "utf-32"])
    return "a.txt", spoiled(chance, text(chance).encode(encoding, "replace"))


@maker
def mixed_encodings(chance: random.Random) -> Made:
    pieces = [text(chance).encode(chance.choice(["utf-8", "cp1256", "utf-16-le"]), "replace") for _ in range(4)]
    return "a.txt", b"\n".join(pieces)


@maker
def half_of_a_pair(chance: random.Random) -> Made:
    half = chance.choice(["\ud800", "\udc00", "\udbff"]).encode("utf-16-le", "surrogatepass")
    return "a.txt", b"\xff\xfe" + text(chance).encode("utf-16-le") + half + text(chance).encode("utf-16-le")


@maker
def surrogates_in_utf8(chance: random.Random) -> Made:
    return "a.txt", (text(chance) + "\ud83d" + text(chance)).encode("utf-8", "surrogatepass")


@maker
def controls(chance: random.Random) -> Made:
    signs = [chr(chance.choice([0, 1, 7, 8, 27, 127, 0x9B, 0x85, 0x2028, 0xFFFE])) for _ in range(chance.randint(1, 9))]
    pieces = list(text(chance) * 5)
    for sign in signs:
        pieces.insert(chance.randrange(len(pieces)), sign)
    return "a.txt", "".join(pieces).encode()


@maker
def steering_of_direction(chance: random.Random) -> Made:
    signs = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    return "a.txt", "".join(char + chance.choice(signs) for char in text(chance)).encode()


@maker
def flood_of_one_sign(chance: random.Random) -> Made:
    sign = chance.choice("\u064e\u0651\u0300\u200b\u200d\ufeff\u0640\u0670😀«»()[]{}\"'،؛.-_/\\|:%و5٩")
    return "a.txt", (SENTENCE + sign * chance.choice([1_000, 20_000]) + SENTENCE).encode()


@maker
def signs_between_letters(chance: random.Random) -> Made:
    sign = chance.choice(["\u0640", "\u200b", "\u200d", "\u0651\u064e", "\u00ad", "😀", "\u034f"])
    return "a.txt", sign.join(text(chance)).encode()


@maker
def any_signs(chance: random.Random) -> Made:
    signs = [chr(chance.choice([chance.randrange(0x20, 0xD800), chance.randrange(0x600, 0x700)])) for _ in range(500)]
    return "a.txt", (text(chance) + "".join(signs)).encode()


# Numbers, days and nesting


@maker
def huge_number(chance: random.Random) -> Made:
    digits = chance.choice(["٩", "9", "۹", "٩٬٩٩٩٬", "9.", "1,", "٥٫"]) * chance.choice([30, 400, 5_000])
    return "a.txt", f"قتل {digits} شخصا في غارة على حلب يوم {digits[:6]} مارس {digits[:9]}.".encode()


@maker
def number_in_words_without_end(chance: random.Random) -> Made:
    pieces = ["خمسة", "مليون", "ألف", "مئة", "ثلاثمئة", "مليار", "نصف", "واحد", "عشرون", "تريليون"]
    joined = chance.choice([" و", " ", " في ", " إلى "]).join(chance.choices(pieces, k=chance.choice([50, 800])))
    return "a.txt", f"أعلن المتحدث مقتل {joined} شخصا.".encode()


@maker
def days_outside_the_calendar(chance: random.Random) -> Made:
    numbers = [chance.choice([0, 29, 30, 31, 32, 99, 2023, 99_999, -1, 10**20]) for _ in range(3)]
    forms = [
        "{} فبراير {}", "{1}/{0}/{2}", "{2}-{1}-{0}", "عام {2}", "{0} شعبان {2} هـ", "الساعة {0}:{1}",
        "منذ {2} سنة", "بعد {2} يوم", "القرن {0}", "في {0}/{1}", "قبل {2} قرن", "{0} و{1} و{2} مايو",
    ]  # fmt: skip
    made = " ثم ".join(form.format(*numbers) for form in chance.sample(forms, 6))
    return "a.txt", f"قال المتحدث إن الهجوم وقع {made}.".encode()


@maker
def nesting(chance: random.Random) -> Made:
    opening, closing = chance.choice([("(", ")"), ("«", "»"), ("[", "]"), ('"', '"'), ("“", "”"), ("« قال (", ") »")])
    deep = chance.choice([5, 300, 4_000])
    closed = chance.choice([deep, 0, deep // 2])
    return "a.txt", (SENTENCE + opening * deep + SENTENCE + closing * closed).encode()


@maker
def tangled_words(chance: random.Random) -> Made:
    pieces = [
        "قال",
        "إن",
        "وقال",
        "أن",
        "«",
        "»",
        "وزير",
        "عبد",
        "الله",
        "بن",
        "و",
        "ال",
        "لل",
        "فسيكتبونها",
        "ـ",
        "\n",
    ]
    return "a.txt", (SENTENCE + " ".join(chance.choices(pieces, k=chance.choice([40, 1_500])))).encode()


@maker
def odd_lines(chance: random.Random) -> Made:
    ends = chance.choices(["\r", "\r\n", "\n", "\x0b", "\x0c", "\x1c", "\u2028", "\n\n\n\n"], k=200)
    return "a.txt", "".join(words(chance, chance.randint(0, 4)) + end for end in ends).encode()


# Pages and feeds


@maker
def page(chance: random.Random) -> Made:
    deep = chance.choice([10, 3_000])
    pieces = [
        "<script>" + "alert('" + SENTENCE + "')" * 9, "<div>" * deep, "&#1602;" * 500, "&lt;&amp;&nbsp;" * 300,
        "&#x110000;&#0;&#xD800;&bogus;", "<!-- " * 40, "<![CDATA[" + SENTENCE, "<p>" + SENTENCE * 3, "<a href='" * 60,
        "<table>" + "<tr><td>" * 200, f'<meta charset="{chance.choice(["utf-7", "utf-16", "zip", "rot13", "idna"])}">',
        '<script type="application/ld+json">' + "[" * 3_000 + "</script>", "<style>" + "{" * 900, "</p>" * 300,
        '<meta property="article:published_time" content="99999-99-99">', "<svg><p>" + SENTENCE + "</svg>",
        "<b " + "x=1 " * 2_000 + ">", "<?xml version='1.0' encoding='ebcdic'?>", "<textarea><title>" + SENTENCE,
    ]  # fmt: skip
    chosen = "".join(chance.sample(pieces, chance.randint(2, 7)))
    return "a.html", ("<html><body>" + chosen + "<p>" + SENTENCE * 4).encode("utf-8", "surrogatepass")


@maker
def feed(chance: random.Random) -> Made:
    bomb = '<!DOCTYPE l [<!ENTITY a "هاهاها">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    ) + "]>"  # fmt: skip
    outside = '<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/hostname">]>'
    head = chance.choice([bomb, outside, "", "<?xml version='1.0' encoding='utf-99'?>"])
    item = f"<item><title>خبر &{chance.choice('aiz')};</title><description>{SENTENCE}</description></item>"
    whole = f"{head}<rss version='2.0'><channel><title>x</title>{item * chance.choice([1, 3, 50])}</channel></rss>"
    data = whole.encode()
    return "a.rss", spoiled(chance, data) if chance.random() < 0.5 else data


# Objects and tables


@maker
def objects(chance: random.Random) -> Made:
    value: object = chance.choice(
        [1, None, True, [], {}, [[[SENTENCE]]], {"text": SENTENCE}, 1e308, "\ud800", SENTENCE, ["\x00"], -(10**400)]
    )
    made = {chance.choice(["text", "body", "title", "date", "author", "", "\x00"]): value, "published": value}
    if chance.random() < 0.5:
        made["text"] = SENTENCE * 2
    whole = json.dumps([made, {"text": SENTENCE}], ensure_ascii=chance.random() < 0.5)
    wrong = [
        whole, whole[:-20], "[" * 100_000, '{"a":' * 50_000, "[" + "9" * 6_000 + "]", "[NaN, Infinity]",
        '{"text": "' + SENTENCE + '", "text": 5}', whole + whole, "\ufeff" + whole, "[1" + ",1" * 9_000 + "]",
        '{"text": "' + SENTENCE + '\\ud800"}', '{"a": ' * 900 + whole + "}" * 900,
    ]  # fmt: skip
    return chance.choice(["a.json", "a.jsonl"]), chance.choice(wrong).encode("utf-8", "surrogatepass")


@maker
def lines_of_objects(chance: random.Random) -> Made:
    lines = [json.dumps({"text": SENTENCE + words(chance, 3), "date": chance.choice(["x", "2020-13-45", 5, None])})]
    lines += chance.choices(
        ['{"text": "', "[]", "null", "5", '"x"', "", "{}", '{"text": {}}', "\x00", "{" * 3_000], k=9
    )
    chance.shuffle(lines)
    data = "\n".join(lines).encode()
    return "a.jsonl", spoiled(chance, data) if chance.random() < 0.3 else data


@maker
def table(chance: random.Random) -> Made:
    rows = [
        f'"{SENTENCE}","x', f"{SENTENCE},a,b,c,d,e", '"' * 501, "\x00" + SENTENCE, "," * 30_000, f'"{SENTENCE}"x"y",z',
        "\n\n\n", f"{SENTENCE}\t;|", '""""""', SENTENCE.replace(" ", "\r"),
    ]  # fmt: skip
    head = chance.choice(["text,date", "text", "date,text,text", "text" + ",c" * 20_000, "", "عنوان,نص", "\x00text"])
    return "a.csv", ("\n".join([head, *chance.sample(rows, 4), f"{SENTENCE},2020-01-01"])).encode()


# What holds other files


@maker
def archived_pages(chance: random.Random) -> Made:
    body = f"<html><body><p>{SENTENCE * 4}</p></body></html>".encode()
    length = chance.choice([len(body), 0, 10**12, -5, 7, len(body) + 90])
    inner = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    record = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nWARC-Date: "
        f"{chance.choice(['2020-01-01T00:00:00Z', 'soon', '9' * 500])}\r\nWARC-Record-ID: <urn:x>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length + len(inner) - len(body)}\r\n\r\n"
    ).encode()
    whole = (record + inner + b"\r\n\r\n") * chance.randint(1, 3)
    if chance.random() < 0.4:
        return "a.warc.gz", spoiled(chance, gzip.compress(whole, mtime=0))
    return "a.warc", spoiled(chance, whole) if chance.random() < 0.5 else whole


@maker
def packed(chance: random.Random) -> Made:
    data = gzip.compress(text(chance).encode(), mtime=0)
    junk = chance.choice([b"junk" * 9, b"\x00" * 99, data, data[:9], b"\x1f\x8b\x08"])
    return "a.txt.gz", chance.choice(
        [data + junk, spoiled(chance, data), gzip.compress(bytes(40_000_000), mtime=0), data[:-4]]
    )


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return kept.getvalue()


@maker
def archive(chance: random.Random) -> Made:
    names = [
        "../../up.txt",
        "/etc/x.txt",
        "a\nb.txt",
        "\u202etxt.exe",
        "a" * 300 + ".txt",
        "C:\\x.txt",
        "..",
        "x/./y.txt",
    ]
    files = {name: text(chance).encode() for name in chance.sample(names, 4)}
    data = zipped(files, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    for _ in range(chance.choice([0, 0, 1, 6])):
        data = zipped({"in.zip": data, "b.txt": text(chance).encode()})
    return "a.zip", spoiled(chance, data) if chance.random() < 0.5 else data


@maker
def zip_bomb(chance: random.Random) -> Made:
    size = chance.choice([1_000_000, 40_000_000])
    filling = chance.choice([b"\x00", b" ", "ا".encode()])
    bomb = zipped({"bomb.txt": filling * (size // len(filling))})
    return "a.zip", zipped({f"{number}.zip": bomb for number in range(chance.randint(1, 4))})


@maker
def link_in_archive(chance: random.Random) -> Made:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for mode in (0o120777, 0o010666, 0o020666):
            info = zipfile.ZipInfo(f"{mode}.txt")
            info.external_attr = mode << 16
            archive.writestr(info, chance.choice(["/etc/passwd", SENTENCE]))
    return "a.zip", kept.getvalue()


CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)


@maker
def word_document(chance: random.Random) -> Made:
    paragraph = f"<w:p><w:r><w:t>{SENTENCE * 3}</w:t></w:r></w:p>"
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{chance.choice([2, -3, 10**9])}"/></w:tcPr>{paragraph}</w:tc>'
    table_ = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>"
    merged = table_.replace("<w:gridSpan", "<w:vMerge/><w:gridSpan")
    inside = chance.choice([paragraph, table_, merged, "<w:p>" * 2_000, "&a;" * 9, "", paragraph * 3 + table_])
    entity = chance.choice(["", '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'])
    main = (
        f'{entity}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{inside}'
        "</w:body></w:document>"
    )
    target = chance.choice(["word/document.xml", "word/document.xml", "../../etc/passwd", "", "_rels/.rels"])
    files = {
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "_rels/.rels": RELATIONS.format(target).encode(),
        "word/document.xml": main.encode() + chance.choice([b"", b" " * 50_000_000 if chance.random() < 0.1 else b" "]),
        "word/_rels/document.xml.rels": RELATIONS.format("document.xml").encode(),
    }
    data = zipped(files)
    return "a.docx", spoiled(chance, data) if chance.random() < 0.3 else data


@maker
def pdf(chance: random.Random) -> Made:
    kids = chance.choice(["[4 0 R]", "[3 0 R]", "[2 0 R 4 0 R]", "[" + "4 0 R " * 300 + "]", "4 0 R", "[99 0 R]"])
    drawing = chance.choice(
        [
            "BT /F1 9 Tf 1 0 0 1 9 9 Tm (x) Tj ET " * 50,
            "q " * 5_000,
            "[" * 3_000,
            "/X Do " * 5,
            "BT " + "1 " * 9_000 + "Tf",
        ]
    )
    length = chance.choice([len(drawing), 0, 10**9, -1])
    parts = [
        "1 0 obj <</Type /Catalog /Pages 3 0 R>> endobj",
        "2 0 obj 2 0 R endobj",
        f"3 0 obj <</Type /Pages /Count {chance.choice([1, -1, 10**9])} /Parent 3 0 R /Kids {kids}>> endobj",
        "4 0 obj <</Type /Page /Parent 3 0 R /MediaBox [0 0 99 99] /Contents 5 0 R /Resources <</XObject <</X 6 0 R>> "
        "/Font <</F1 7 0 R>>>>>> endobj",
        f"5 0 obj <</Length {length}>> stream\n{drawing}\nendstream endobj",
        "6 0 obj <</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 6 0 R>>>> /Length 6>> "
        "stream\n/X Do \nendstream endobj",
        "7 0 obj <</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R]>> endobj",
        "trailer <</Root 1 0 R /Size 8 /Prev 0>>", "startxref 0", "%%EOF",
    ]  # fmt: skip
    data = ("%PDF-1.4\n" + "\n".join(parts)).encode()
    return "a.pdf", spoiled(chance, data) if chance.random() < 0.4 else data


@maker
def wrong_name(chance: random.Random) -> Made:
    _, data = chance.choice(MAKERS[:-1])(chance)
    return "a" + chance.choice(
        [".txt", ".html", ".json", ".jsonl", ".csv", ".docx", ".pdf", ".zip", ".warc", ".gz", ""]
    ), data


@maker
def noise(chance: random.Random) -> Made:
    heads = [
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"%PDF-1.4\n",
        b"WARC/1.0\r\n",
        b"<html>",
        b"[{",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ]
    return "a" + chance.choice(["", ".txt", ".json"]), chance.choice(heads) + chance.randbytes(chance.randint(0, 3_000))


def hostile(numbers: range) -> Iterator[Made]:
    """The inputs with these numbers, the kinds in turn."""
    for number in numbers:
        yield MAKERS[number % len(MAKERS)](random.Random(f"mahdar {number}"))


def read_all(folder: Path, numbers: range) -> None:
    """Reads the inputs into a record: each gives a report or a problem that is told in both languages."""
    folder.mkdir()
    for number, (name, data) in zip(numbers, hostile(numbers), strict=True):
        place = folder / f"{number:04}"
        place.mkdir()
        (place / name).write_bytes(data)
    with Record.open(folder / "r.mahdar", create=True) as record:
        for number in numbers:
            outcomes = list(take_in(find_reports([next((folder / f"{number:04}").iterdir())]), record))
            assert outcomes, number
            unread = [one for one in outcomes if isinstance(one, Problem) and one.code == "unread"]
            assert not unread, (number, MAKERS[number % len(MAKERS)].__name__, unread)
            for one in outcomes:
                if isinstance(one, Problem):
                    kind = problem_kinds()[one.code]
                    line = kind.told("ar", place=one.source, found=one.message)
                    assert line.isprintable() or "\n" not in line.rstrip(), (number, line)
                elif isinstance(one, Taken) and one.reading:
                    assert_exact(one.reading.to_json())
        stored = {problem.source for problem in record.problems()}
        assert len(stored) > len(numbers) // 5
        assert verify(record).findings == []


def assert_exact(reading: dict[str, object]) -> None:
    """Every span lies in the text."""
    words_, layers = (
        str(reading["text"]),
        ("parts", "sentences", "mentions", "times", "amounts", "statements", "events"),
    )
    for layer in layers:
        for one in reading[layer]:  # type: ignore[attr-defined]
            assert 0 <= one["start"] <= one["end"] <= len(words_), (layer, one)


def test_hostile_inputs_are_the_same_in_every_run() -> None:
    assert list(hostile(range(30))) == list(hostile(range(30)))
    assert len(MAKERS) > 25


def test_hostile_bounds_stand_in_the_documents() -> None:
    page = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
    for row in read_table(TABLE):
        assert f"| `{row['name']}` | {row['value']} | {row['unit']} | {row['about']} |" in page


def test_hostile_inputs_are_read_or_told_of(tmp_path: Path) -> None:
    read_all(tmp_path / "some", range(60))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_hostile_inputs_are_read_or_told_of_to_the_last(tmp_path: Path, first: int) -> None:
    read_all(tmp_path / "all", range(first, first + 100))
