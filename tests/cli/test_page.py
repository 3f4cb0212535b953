from pathlib import Path

import html5lib
import pytest

from mahdar.record import Record
from mahdar.views.page import reports
from mahdar.views.page.contents import contents


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_writes_one_file_of_all_reports(run, samples: Path, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "page.html"
    result = run("page", "--record", samples, "--out", out, "--lang", lang)
    assert result.exit_code == 0
    tree = html5lib.parse(out.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert tree.get("lang") == lang
    assert len([one for one in tree.iter("article") if one.get("class") == "report"]) == 13


def test_page_holds_the_reports_that_were_chosen(run, samples: Path) -> None:
    result = run("page", "--record", samples, "--out", "-", "--report", "4", "--lang", "en")
    assert 'id="report4"' in result.stdout
    assert 'id="report5"' not in result.stdout
    both = run("page", "--record", samples, "--out", "-", "--story", "4", "--lang", "en").stdout
    assert 'id="report4"' in both and 'id="report5"' in both


def test_page_shows_every_report_of_the_samples_to_the_letter(run, samples: Path) -> None:
    from mahdar.record import Record

    tree = html5lib.parse(run("page", "--record", samples, "--out", "-").stdout, namespaceHTMLElements=False)
    shown = ["".join(one.itertext()) for one in tree.iter("div") if one.get("class") == "text"]
    with Record.open(samples, write=False) as record:
        assert shown == [reading.text for reading in record.readings()]


def test_page_tells_cases_of_what_a_cut_report_says_further_on(samples: Path, monkeypatch) -> None:
    with Record.open(samples) as opened:
        whole = contents(opened).cases
        monkeypatch.setattr(reports, "LONGEST_TEXT", 300)
        assert [one.history for one in contents(opened).cases] == [one.history for one in whole]
    assert whole
