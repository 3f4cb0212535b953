import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(("lang", "expected"), [("en", "goes by: "), ("ar", "رسومه")])
def test_entity_prints_what_the_record_holds(run, samples: Path, lang: str, expected: str) -> None:
    result = run("entity", "unsc", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output


def test_entity_finds_every_line_by_its_key(run, samples: Path) -> None:
    for line in run("entities", "--record", samples, "--json").stdout.splitlines()[:20]:
        listed = json.loads(line)
        made = json.loads(run("entity", listed["key"], "--record", samples, "--json").stdout)
        assert (made["key"], made["forms"], made["members"]) == (listed["key"], listed["forms"], listed["members"])
