import json
from pathlib import Path

import pytest

from mahdar.errors import SettingError


@pytest.mark.parametrize("order", [("4", "5"), ("05-veto-copy", "04-veto.txt")])
def test_compare_puts_the_source_first(run, samples: Path, order: tuple[str, str]) -> None:
    made = json.loads(run("compare", *order, "--record", samples, "--json").stdout)
    assert [one["report"] for one in made["reports"]] == [4, 5]


def test_compare_marks_each_line(run, samples: Path) -> None:
    lines = run("compare", "4", "5", "--record", samples).output.splitlines()
    assert [line[0] for line in lines if line[:1] in "~=+-" and line[:1]] == list("~=~~-~~~~=+=-")
    assert any("⟦11⟧" in line for line in lines) and any("⟦12⟧" in line for line in lines)


@pytest.mark.parametrize(("lang", "expected"), [("en", "no copy of each other"), ("ar", "ليس أحدهما نسخة من الآخر")])
def test_compare_takes_any_two_reports(run, samples: Path, lang: str, expected: str) -> None:
    result = run("compare", "1", "3", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output
    assert json.loads(run("compare", "1", "3", "--record", samples, "--json").stdout)["kind"] is None


def test_compare_refuses_one_report_twice(run, samples: Path) -> None:
    with pytest.raises(SettingError, match="the same report"):
        run("compare", "4", "04-veto", "--record", samples)
