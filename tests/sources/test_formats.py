"""One file of each kind gives the right text and what it says of itself; a damaged one gives a problem."""

import gzip
import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mahdar.errors import SettingError
from mahdar.sources import Problem, Report, find_reports, problem_kinds
from mahdar.sources.report import report_id

PAGES = Path(__file__).parent / "pages"
TITLE = "مجلس الوادي يطلب هدنة"
FIRST = "قال رئيس المجلس إن 12 شخصا أصيبوا يوم الخميس في حي النخيل، وأضاف أن الوضع صعب في المدينة كلها منذ أيام."
SECOND = "ولا يزال الأهالي والمسعفون ينتظرون في المدينة منذ أسبوعين دون أن يتوصل الطرفان إلى اتفاق نهائي بشأن الجرحى."
TEXT = f"{TITLE}\n\n{FIRST}\n{SECOND}"
DAY = date(2022, 3, 3)
ADDRESS = "https://news.example/wadi/1"

HTML = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{TITLE} | صوت الوادي</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="صوت الوادي">
<meta property="article:published_time" content="2022-03-03T21:10:00+03:00"><link rel="canonical" href="{ADDRESS}">
<meta name="author" content="سامر النخلاوي"><script>var x = "لا يُقرأ";</script></head>
<body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/m">من نحن</a></li></ul></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>صوت الوادي</title><link>https://news.example</link>
<item><title>{TITLE}</title><link>{ADDRESS}</link><pubDate>Thu, 03 Mar 2022 21:10:00 +0300</pubDate>
<description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>صوت الوادي</title><id>urn:x</id><updated>2022-03-03T18:10:00Z</updated>
<entry><title>{TITLE}</title><id>urn:x:1</id><link href="{ADDRESS}"/><published>2022-03-03T18:10:00Z</published>
<updated>2022-03-03T18:10:00Z</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"""
ROW = {"title": TITLE, "content": f"{FIRST}\n{SECOND}", "source": "صوت الوادي", "url": ADDRESS, "date": "2022-03-03"}
NINJS = {
    "uri": ADDRESS,
    "firstCreated": "2022-03-03T18:10:00+00:00",
    "headlines": [{"value": TITLE, "role": "main"}],
    "bodies": [{"value": f"<p>{FIRST}</p><p>{SECOND}</p>", "contentType": "text/html"}],
    "by": "سامر النخلاوي",
    "infoSources": [{"name": "وكالة النخيل", "rel": "provider"}],
    "located": "النخيل",
}
FEED_OF_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "صوت الوادي",
    "items": [
        {
            "id": "1",
            "url": ADDRESS,
            "title": TITLE,
            "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
            "date_published": "2022-03-03T18:10:00Z",
        }
    ],
}


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("")
    document.add_paragraph(FIRST)
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = SECOND
    document.core_properties.author = "سامر النخلاوي"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def warc(*, packed: bool = False, body: bytes = HTML.encode(), kind: str = "text/html; charset=utf-8") -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    answer = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
    headers = {"WARC-Date": "2022-03-04T10:00:00Z"}
    record = writer.create_warc_record(
        ADDRESS, "response", payload=io.BytesIO(body), http_headers=answer, warc_headers_dict=headers
    )
    writer.write_record(record)
    record.raw_stream.close()
    return stream.getvalue()


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def listed(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


CSV = 'title,content,source,url,date\n"{title}","{content}","{source}",{url},{date}\n'.format(**ROW)
FILES = {
    "a.txt": (TEXT.encode(), "text"),
    "b.html": (HTML.encode(), "html"),
    "c.html": (HTML.replace('charset="utf-8"', 'charset="windows-1256"').encode("windows-1256"), "html"),
    "d.rss": (RSS.encode(), "feed"),
    "e.xml": (ATOM.encode(), "feed"),
    "f.json": (listed([ROW]), "json"),
    "g.json": (listed(NINJS), "json"),
    "h.json": (listed(FEED_OF_JSON), "json"),
    "i.jsonl": (json.dumps(ROW, ensure_ascii=False).encode() + b"\n", "json-lines"),
    "j.csv": (CSV.encode("utf-8-sig"), "csv"),
    "k.csv": (CSV.replace(",", ";").encode("windows-1256"), "csv"),
    "l.warc": (warc(), "html"),
    "m.warc.gz": (warc(packed=True), "html"),
    "n.docx": (word(), "word"),
    "o.zip": (packed(b__html=HTML.encode()), "html"),
    "p.jsonl.gz": (gzip.compress(json.dumps(ROW, ensure_ascii=False).encode() + b"\n"), "json-lines"),
}
DATED = {name for name in FILES if name[0] not in "an"}


@pytest.fixture
def folder(tmp_path):
    for name, (data, _) in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def one(path, data, **options):
    path.write_bytes(data)
    return list(find_reports([path], **options))


def problem(path, data, **options):
    (found,) = one(path, data, **options)
    assert isinstance(found, Problem), found
    assert found.code in problem_kinds()
    return found


def test_formats_one_file_of_each_kind_in_one_folder_is_read_in_one_go(folder):
    found = list(find_reports([folder]))
    assert [one for one in found if isinstance(one, Problem)] == []
    names = [
        Path(one.source.partition("!")[0].partition("#")[0].removesuffix(":1").removesuffix(":2")) for one in found
    ]
    assert [name.name for name in names] == sorted(FILES)
    for name, report in zip(sorted(FILES), found, strict=True):
        assert report.format == FILES[name][1], name
        assert report.text.split() == TEXT.split(), name
        assert report.text.startswith(f"{TITLE}\n"), name
        assert report.id == report_id(report.data)
        if name in DATED:
            assert (report.published, report.address) == ((DAY, DAY), ADDRESS), name


def test_formats_say_where_each_detail_stood(folder):
    (page,) = find_reports([folder / "b.html"])
    said = {detail.field: (detail.value, detail.where) for detail in page.details}
    assert said["published"] == (
        "2022-03-03T21:10:00+03:00",
        "html: xpath //meta[@property='article:published_time']/@content",
    )
    assert said["author"][0] == "سامر النخلاوي"
    assert page.outlet == "صوت الوادي"
    (archived,) = find_reports([folder / "l.warc"])
    assert {detail.where for detail in archived.details} >= {"warc: WARC-Target-URI", "warc: WARC-Date"}
    (agency,) = find_reports([folder / "g.json"])
    said = {detail.field: detail.value for detail in agency.details}
    assert (said["agency"], said["place"], said["author"]) == ("وكالة النخيل", "النخيل", "سامر النخلاوي")


def test_formats_what_the_user_said_goes_before_what_the_file_says(folder):
    (page,) = find_reports([folder / "b.html"], outlet="إذاعة النخيل", published=date(2022, 3, 5))
    assert (page.outlet, page.published_earliest) == ("إذاعة النخيل", date(2022, 3, 5))


def test_formats_each_object_and_row_keeps_its_own_bytes(tmp_path):
    rows = [{**ROW, "title": f"{TITLE} {number}"} for number in range(3)]
    data = listed({"meta": {"count": 3}, "articles": rows})
    found = one(tmp_path / "list.json", data)
    assert [report.source.rpartition("#")[2] for report in found] == ["1", "2", "3"]
    assert [json.loads(report.data) for report in found] == rows
    assert all(report.data in data for report in found)
    assert {report.container for report in found} == {report_id(data)}
    table = CSV.replace("\n", "\r\n").encode("utf-8-sig")
    (row,) = one(tmp_path / "table.csv", table)
    assert row.data in table and row.data.startswith(b'"')


def test_formats_columns_can_be_named(tmp_path):
    row = json.dumps({"kopf": TITLE, "rumpf": f"{FIRST}\n{SECOND}", "content": "غير هذا"}, ensure_ascii=False).encode()
    (report,) = one(tmp_path / "a.jsonl", row, columns={"title": "kopf", "text": "rumpf"})
    assert report.text == TEXT
    with pytest.raises(SettingError, match="no field is called titel"):
        find_reports([tmp_path], columns={"titel": "kopf"})


def test_formats_a_title_that_stands_in_the_text_is_not_put_before_it_again(tmp_path):
    (report,) = one(tmp_path / "a.jsonl", json.dumps({**ROW, "content": TEXT}, ensure_ascii=False).encode())
    assert report.text == TEXT


def test_formats_pdf_is_read_from_the_right_line_by_line_and_column_by_column():
    (report,) = find_reports([PAGES / "truce.pdf"])
    assert report.format == "pdf"
    title, first, second, right, left = report.text.split("\n\n")
    assert title == "مجلس الوادي يطلب هدنة من 7 أيام"
    assert first.endswith('في حي النخيل، وأضاف لإذاعة Radio Wadi أن "الوضع صعب" (بنسبة 45.5%).')
    assert second.startswith("ولا يزال الأهالي والمسعفون") and second.endswith("عند الساعة 10:30.")
    assert (right.split()[2], left.split()[2]) == ("الأول", "الثاني")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", b'[{"title": "x"', "cut-off"),
        ("b.json", b'[{"title": }]', "broken"),
        ("c.json", b'{"a": 1}', "no-text"),
        ("d.json", b"[" * 100_000, "broken"),
        ("e.jsonl", b'{"title": 1', "broken"),
        ("f.jsonl", b"[1]", "broken"),
        ("g.jsonl", b'{"content": ""}', "no-text"),
        ("h.csv", b"a,b\n1,2\n", "no-text"),
        ("i.csv", b"title,content\nx,y,z\n", "broken"),
        ("j.docx", packed(**{"[Content_Types]__xml": b"<x/>"}), "broken"),
        ("k.pdf", b"%PDF-1.7\nnothing", "broken"),
        ("l.zip", b"PK\x03\x04" + b"\x00" * 40, "broken"),
        ("m.gz", gzip.compress(b"x" * 1000)[:-9], "broken"),
        ("n.warc", b"WARC/1.0\r\nbroken\r\n\r\n", "no-text"),
        ("o.rss", b"<rss><channel></channel></rss>", "empty"),
        ("p.html", b"<html><body><p>only English words stand here</p></body></html>", "not-arabic"),
        ("q.jsonl", json.dumps({"content": "only English words stand here"}).encode(), "not-arabic"),
        ("r.zip", packed(**{"bomb__txt": b" " * 60_000_000}), "too-large"),
    ],
)
def test_formats_a_damaged_file_is_a_problem_with_its_place(tmp_path, name, data, code):
    found = problem(tmp_path / name, data)
    assert found.code == code, found
    assert found.source.startswith(str(tmp_path / name)) and found.message


def test_formats_what_stands_before_the_damage_is_read(tmp_path):
    data = listed([ROW, ROW])[:-20]
    found = one(tmp_path / "a.json", data)
    assert [isinstance(one, Report) for one in found] == [True, False]
    lines = json.dumps(ROW, ensure_ascii=False).encode() + b"\n{broken\n" + json.dumps(ROW).encode()
    assert [isinstance(one, Report) for one in one_(tmp_path, lines)] == [True, False, True]


def one_(tmp_path, data):
    return one(tmp_path / "b.jsonl", data)


def test_formats_archives_in_archives_are_opened_three_deep(tmp_path):
    data = packed(a__txt=TEXT.encode())
    for _ in range(2):
        data = packed(inner__zip=data)
    (report,) = one(tmp_path / "a.zip", data)
    assert report.source.endswith("a.zip!inner.zip!inner.zip!a.txt")
    assert problem(tmp_path / "b.zip", packed(inner__zip=data)).code == "too-large"


def test_formats_deep_markup_and_markup_in_text_do_no_harm(tmp_path):
    deep = "<div>" * 20_000 + f"<p>{FIRST}</p><p>{SECOND}</p>"
    (report,) = one(tmp_path / "a.html", f"<html><body>{deep}".encode())
    assert FIRST in report.text
    script = json.dumps({"content": f"<p>{FIRST}</p><script>alert(1)</script>"}, ensure_ascii=False).encode()
    (report,) = one(tmp_path / "a.jsonl", script)
    assert report.text == FIRST


def test_formats_an_entity_bomb_in_a_feed_does_not_grow(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    data = f"<?xml version='1.0'?>{bomb}]><rss><channel><item><title>&j;</title></item></channel></rss>".encode()
    for found in one(tmp_path / "a.rss", data):
        assert isinstance(found, Problem) or len(found.text) < 10_000


def test_formats_each_row_of_parquet_is_a_report(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = {
        "title": [TITLE, "بلا نص"],
        "body": [f"{FIRST}\n{SECOND}", None],
        "published": [DAY, DAY],
        "link": [ADDRESS, None],
    }
    parquet.write_table(pa.table({**rows, "raw": [b"\xff", None]}), tmp_path / "rows.parquet")
    report, problem = find_reports([str(tmp_path)])
    assert isinstance(report, Report)
    assert (report.text, report.title, report.published, report.address) == (TEXT, TITLE, (DAY, DAY), ADDRESS)
    assert (report.format, report.source) == ("parquet", f"{tmp_path}/rows.parquet:1")
    assert json.loads(report.data)["raw"] == "ff"
    assert (problem.code, problem.source) == ("no-text", f"{tmp_path}/rows.parquet:2")


def test_formats_parquet_that_is_cut_off_is_a_problem(tmp_path):
    pytest.importorskip("pyarrow")
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1" + bytes(200))
    (problem,) = find_reports([str(path)])
    assert problem.code == "broken"


def test_formats_parquet_without_its_package_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1" + bytes(200))
    (problem,) = find_reports([str(path)])
    assert problem.code == "needs-package"
    assert problem.code in problem_kinds()
