import io
import json

from mahdar.exports.source import Source, write_lines
from mahdar.reading.layers import Corrected


def test_source_tells_reports_one_by_one_with_their_rows_and_details(source: Source) -> None:
    told = list(source)
    assert [one.number for one in told] == [1, 2]
    assert told[0].details["author"] == ["سامر النخلاوي"]
    assert told[0].link == "https://example.org/أخبار/1" and told[1].link is None
    assert [str(one.day) for one in told] == ["2023-03-06", "None"]
    assert told[0].address(told[0].reading.events[1]) == "1:v2"
    assert told[0].sentence(told[0].reading.events[0]).startswith("قصف الجيش")
    assert "data" not in told[0].report and "text" not in told[0].report


def test_source_calls_the_same_state_of_two_reports_by_one_line(source: Source) -> None:
    one, two = source
    assert source.line(one, "e5") is source.line(two, "e1")
    assert source.labels(one, ["e6", "e3", "e3"]) == ["12 مدنيا", "هالة النجار"]


def test_source_takes_what_people_put_right_along(source: Source) -> None:
    told = next(iter(source))
    assert told.corrections("v1") == []
    told.reading.corrections = [
        Corrected("v1", 1, "confirm", "", "applied", "Hala"),
        Corrected("", 2, "correct", "published", "applied"),
    ]
    assert [(one["verdict"], one["by"]) for one in told.corrections("v1")] == [("confirm", "Hala")]
    assert [one["field"] for one in told.corrections()] == ["published"]


def test_source_writes_lines_that_json_reads() -> None:
    out = io.StringIO()
    assert write_lines([{"a": "ب"}, {}], out) == 2
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [{"a": "ب"}, {}]
