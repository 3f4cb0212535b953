"""Every encoding of the press is told apart, and what is none of them is refused with a reason."""

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mahdar.errors import SourceError
from mahdar.sources import decode as decode_bytes
from mahdar.sources import problem_kinds
from mahdar.sources.decode import LARGEST, plausibility

REPORT = (
    "قال المتحدث باسم الهيئة إن القوافل وصلت إلى المدينة ظهر الأحد، وإن توزيع المساعدات يبدأ غدا.\n"
    "وأضاف: «لن نغلق الطريق»، مشيرا إلى أن 14,6 ألف شخص ينتظرون؟\n"
)
PLAIN = "قال المتحدث إن القوافل وصلت إلى المدينة ظهر الأحد، وإن الطريق مفتوح؟"


@pytest.mark.parametrize(
    ("encoding", "name", "text"),
    [
        ("utf-8", "utf-8", REPORT),
        ("utf-8-sig", "utf-8", REPORT),
        ("utf-16", "utf-16-le", REPORT),
        ("utf-16-le", "utf-16-le", REPORT),
        ("utf-16-be", "utf-16-be", REPORT),
        ("windows-1256", "windows-1256", REPORT),
        ("iso-8859-6", "iso-8859-6", PLAIN),
        ("windows-1256", "windows-1256", "نعم"),
        ("iso-8859-6", "iso-8859-6", "قال الوفد إنه باق"),
        ("windows-1256", "windows-1256", "قال الوفد إنه باق"),
        ("windows-1256", "windows-1256", "حضر M. Lefèvre جلسة المجلس الأخيرة في باريس"),
        ("utf-8", "utf-8", "ا"),
    ],
)
def test_decode_tells_encodings_apart(encoding, name, text):
    decoded = decode_bytes(text.encode(encoding))
    assert (decoded.encoding, decoded.text) == (name, text)


def test_decode_understands_utf16_of_the_other_order_by_its_mark():
    assert decode_bytes(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be")).text == REPORT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_decode_makes_line_ends_one_and_leaves_the_rest(encoding):
    text = "  قال\tالوفد  \r\n\r\nإنه باق\rهنا \n"
    assert decode_bytes(text.encode(encoding)).text == "  قال\tالوفد  \n\nإنه باق\nهنا \n"


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("words", range(1, 12))
def test_decode_tells_single_byte_encodings_apart_from_few_words(encoding, words):
    text = " ".join(PLAIN.replace("،", "").replace("؟", "").split()[:words])
    decoded = decode_bytes(text.encode(encoding))
    assert decoded.text == text


def test_decode_prefers_the_reading_with_whole_words():
    data = REPORT.encode("windows-1256")
    right, wrong = data.decode("windows-1256"), data.decode("iso-8859-6", errors="replace")
    assert plausibility(right) > plausibility(wrong)


LONG = PLAIN * 20


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "empty", "0 bytes"),
        (b" \r\n\t\n", "empty", "5 bytes"),
        (b"\xef\xbb\xbf\n", "empty", "no text"),
        (b"\xff\xfe", "empty", "no text"),
        (b"\x00" * 64, "empty", "no text"),
        (b"%PDF-1.7 \xd8\xa7", "binary", "a PDF file"),
        (b"PK\x03\x04....", "binary", "a zip archive"),
        (b"\x89PNG\r\n", "binary", "a picture"),
        (b"SQLite format 3\x00", "binary", "a database"),
        (bytes(range(256)) * 4, "binary", "0x00 at byte 0"),
        (b"\x07\x00\x01\x00" * 99, "binary", "control characters"),
        ("The convoy reached the city".encode("utf-16-le"), "not-arabic", "UTF-16-LE"),
        (REPORT.encode() + b"\x00\x01\x02", "binary", "control characters"),
        (b"The convoy reached the city on Sunday.", "not-arabic", "0 of 100 letters"),
        ("Конвой прибыл в город".encode(), "not-arabic", "0 of 100 letters"),
        (("The convoy of " + "الهلال" + " reached the city on Sunday").encode(), "not-arabic", "of 100 letters"),
        ("گفتگوهای چهار جانبه در پاریس پیش از این آغاز شده بود".encode(), "not-arabic", "Persian, Urdu or Kurdish"),
        (b"12 + 30 = 42", "not-arabic", "no letters"),
        (LONG.encode()[:-1], "cut-off", "ends inside a character, at byte"),
        (LONG.encode("utf-16")[:-1], "cut-off", "UTF-16-LE ends inside"),
        (LONG.encode()[:200] + b"\xff" + LONG.encode()[200:], "undecodable", "up to byte 200, where 0xff"),
        (codecs.BOM_UTF32_LE + PLAIN.encode("utf-32-le"), "undecodable", "UTF-32"),
        ("Le président a été reçu à Genève".encode("latin-1"), "undecodable", "makes no Arabic words"),
        (PLAIN.encode("utf-8") + b"\xd9", "cut-off", f"at byte {len(PLAIN.encode())}"),
    ],
)
def test_decode_refuses_with_code_and_reason(data, code, message):
    with pytest.raises(SourceError, match=message.replace("+", r"\+")) as caught:
        decode_bytes(data)
    assert caught.value.code == code
    assert code in problem_kinds()


def test_decode_refuses_what_is_too_large():
    with pytest.raises(SourceError, match="more than 32M bytes") as caught:
        decode_bytes(b"\xd8\xa7" * (LARGEST // 2 + 1))
    assert caught.value.code == "too-large"


@given(st.binary(max_size=400))
def test_decode_any_bytes_give_text_or_a_coded_error(data):
    try:
        decoded = decode_bytes(data)
    except SourceError as error:
        assert error.code in problem_kinds()
    else:
        assert "\r" not in decoded.text
        assert decode_bytes(data) == decoded


WORDS = st.lists(st.sampled_from(REPORT.split()), min_size=1, max_size=30).map(" ".join)


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_decode_round_trips_unicode(text, encoding):
    assume(any(char.isalpha() for char in text))
    assert decode_bytes(text.encode(encoding)).text == text


@given(st.binary(min_size=1, max_size=6), st.integers(0, 300))
def test_decode_damage_never_passes_as_another_encoding(damage, at):
    data = LONG.encode()
    broken = data[:at] + damage + data[at:]
    try:
        decoded = decode_bytes(broken)
    except SourceError as error:
        assert error.code in {"undecodable", "cut-off", "binary", "not-arabic"}
    else:
        assert decoded.encoding == "utf-8"
