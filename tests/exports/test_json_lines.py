import io
import json

from mahdar.exports import json_lines
from mahdar.exports.source import Source


def test_json_lines_hold_the_readings_with_their_numbers(source: Source) -> None:
    out = io.StringIO()
    assert json_lines.write(source, out) == 2
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row.pop("number") for row in rows] == [1, 2]
    assert rows == [told.reading.to_json() for told in source]
