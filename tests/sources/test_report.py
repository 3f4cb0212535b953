"""A report is its bytes, their hash, and where they came from."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mahdar.errors import SourceError
from mahdar.sources import Report
from mahdar.sources.report import printable

DATA = "قال المتحدث إن القوافل وصلت".encode("windows-1256")


def test_report_keeps_the_bytes_and_their_hash():
    report = Report.of(DATA, source="a.txt")
    assert report.data == DATA
    assert report.id == "sha256:" + hashlib.sha256(DATA).hexdigest()
    assert (report.text, report.encoding) == ("قال المتحدث إن القوافل وصلت", "windows-1256")


def test_report_tells_the_time_in_utc():
    there = datetime(2024, 5, 1, 3, 0, tzinfo=timezone(timedelta(hours=3)))
    assert Report.of(DATA, source="a", received_at=there).received_at == datetime(2024, 5, 1, 0, 0, tzinfo=UTC)
    assert Report.of(DATA, source="a").received_at.tzinfo == UTC


@pytest.mark.parametrize(
    ("given", "span"),
    [
        (None, None),
        (date(2024, 5, 1), (date(2024, 5, 1), date(2024, 5, 1))),
        ((date(2024, 5, 1), date(2024, 5, 3)), (date(2024, 5, 1), date(2024, 5, 3))),
    ],
)
def test_report_keeps_what_the_user_gave(given, span):
    report = Report.of(DATA, source="a", outlet="صوت الوادي", published=given)
    assert (report.outlet, report.published) == ("صوت الوادي", span)
    assert (report.published_earliest, report.published_latest) == (span or (None, None))


def test_report_is_none_without_text():
    with pytest.raises(SourceError):
        Report.of(b"", source="a")


def test_report_names_its_source_so_that_all_can_print_it():
    assert printable("news-\udcff.txt") == "news-�.txt"
    assert printable("أخبار.txt") == "أخبار.txt"
