import io
import json
import zipfile

import pytest

from mahdar.web.adding import safe_name

TEXT = "أعلنت وزارة الإغاثة اليوم أن 40 مدنيا غادروا عين الوادي.".encode()


def test_adding_reads_files_into_the_record_and_tells_of_each(client) -> None:
    answer = client.upload([("one.txt", TEXT), ("broken.pdf", b"%PDF-1.7 nothing")], outlet="صوت الوادي")
    assert answer.status == 200
    assert "/reports/15" in answer.text and "broken.pdf" in answer.text
    with client.desk.reading() as record:
        report = record.find_report("15")
        assert (report.source, report.outlet) == ("one.txt", "صوت الوادي")
        assert [one.source for one in record.problems()] == ["broken.pdf"]


def test_adding_answers_a_script_with_objects(client) -> None:
    client_headers = client.upload([("one.txt", TEXT)])
    assert client_headers.header("content-type").startswith("text/html")
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="word"\r\n\r\n' + client.desk.keys.form_word.encode()
        + b'\r\n--edge\r\nContent-Disposition: form-data; name="files"; filename="one.txt"\r\n\r\n' + TEXT
        + b"\r\n--edge--\r\n"
    )  # fmt: skip
    sent = {
        "origin": "http://127.0.0.1:8765",
        "accept": "application/json",
        "content-type": "multipart/form-data; boundary=edge",
    }
    (line,) = client.send("POST", "/add", body, sent).body.splitlines()
    told = json.loads(line)
    assert (told["source"], told["report"], told["new"]) == ("one.txt", 15, False)


def test_adding_refuses_no_files_and_days_that_are_none(client) -> None:
    assert client.upload([]).status == 400
    assert client.upload([("one.txt", TEXT)], published="soon").status == 400
    assert len(client.desk.known._current) == 14


def test_adding_refuses_more_than_it_can_hold(client) -> None:
    sent = {"origin": "http://127.0.0.1:8765", "content-type": "multipart/form-data; boundary=edge"}
    assert client.send("POST", "/add", b"", {**sent, "content-length": "999999999"}).status == 413


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.txt", "report.txt"),
        ("تقرير اليوم.txt", "تقرير اليوم.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\report.txt", "report.txt"),
        ("/etc/passwd", "passwd"),
        (".bashrc", "bashrc"),
        ("..", "report.txt"),
        ("", "report.txt"),
        ("a\x00b\u202ec.txt", "a_b_c.txt"),
        ("http://x/y.txt", "y.txt"),
    ],
)
def test_adding_keeps_of_a_name_only_what_names_the_file(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_adding_shortens_names_that_no_folder_takes() -> None:
    assert len(safe_name("ب" * 500 + ".txt").encode()) <= 150
    assert safe_name("ب" * 500 + ".txt").endswith(".txt")


def test_adding_tells_of_each_report_of_an_archive_and_what_to_do_about_each_problem(client) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for number in (1, 2, 3):
            made.writestr(f"{number}.txt", f"أعلنت وزارة الإغاثة اليوم أن {number + 40} مدنيا غادروا عين الوادي.")
        made.writestr("empty.txt", "")
    client.lang = "en"
    page = client.upload([("archive.zip", archive.getvalue())]).text
    assert page.count('<a href="/reports/1') >= 3
    assert "check that the file was copied whole" in page
    client.lang = "ar"
    assert "تأكد من أن الملف نُقل كاملا" in client.get("/add").text
