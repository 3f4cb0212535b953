import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "So it was published on 2023-03-06 (Monday)."), ("ar", "فهو منشور في 2023-03-06 (الاثنين).")],
)
def test_dating_says_when_and_why(run, samples: Path, lang: str, expected: str) -> None:
    result = run("dating", "02-letter-of-58", "--record", samples, "--lang", lang)
    assert expected in result.output
    assert "⟦الاثنين 6 آذار 2023⟧" in result.output


def test_dating_of_every_report_is_what_the_reading_says(run, samples: Path) -> None:
    for number in range(1, 14):
        made = json.loads(run("dating", number, "--record", samples, "--json").stdout)
        read = json.loads(run("show", number, "--record", samples, "--json").stdout)["report"]["published"]
        assert {name: made[name] for name in ("earliest", "latest", "days", "given")} == {
            name: read[name] for name in ("earliest", "latest", "days", "given")
        }
        assert len(made["because"]) == len(read["because"])


def test_dating_within_the_bounds_that_were_given(run, tmp_path: Path) -> None:
    report, record = tmp_path / "one.txt", tmp_path / "bounds.mahdar"
    report.write_text("أعلنت بلدية وادي الأرجوان أمس الخميس فتح الجسر بعد إصلاحه.\n", encoding="utf-8")
    assert run("read", report, "--record", record, "--published-between", "2023-03-01", "2023-03-14").exit_code == 0
    made = json.loads(run("dating", 1, "--record", record, "--json").stdout)
    assert made["days"] == ["2023-03-03", "2023-03-10"]
    assert not made["given"]
