from pathlib import Path

import pytest

from mahdar.errors import SettingError


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "(copies of one text and one agency named)"), ("ar", "(نسخ نص واحد ووكالة واحدة مذكورة)")],
)
def test_story_lists_its_reports_by_source(run, samples: Path, lang: str, expected: str) -> None:
    output = run("story", "05-veto-copy", "--record", samples, "--lang", lang).output
    assert expected in output
    assert "      5  2023-03-10  موسكو تجهض" in output


def test_story_says_that_a_report_is_in_none(run, samples: Path) -> None:
    with pytest.raises(SettingError, match="report 13 is in no story"):
        run("story", "13", "--record", samples)
