import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(("lang", "expected"), [("en", "received as: "), ("ar", "ورد في: ")])
def test_chain_leads_to_the_file_and_its_hash(run, samples: Path, lang: str, expected: str) -> None:
    result = run("chain", "03-briefing:s1", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output
    assert "sha256:" in result.output


def test_chain_of_every_statement_shows_words_of_the_report(run, samples: Path) -> None:
    for line in run("said", "--record", samples, "--json").stdout.splitlines():
        statement = json.loads(line)
        links = [
            json.loads(link)
            for link in run("chain", statement["id"], "--record", samples, "--json").stdout.splitlines()
        ]
        assert [link["link"] for link in links if link["link"] != "addressee"][-1] == "file"
        assert [link for link in links if link["link"] == "carrier" and not link["words"]] == []
        assert {link["note"] for link in links if link["link"] == "file"} == {statement["report_id"]}
