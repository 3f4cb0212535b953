import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(("lang", "expected"), [("en", "Statements: "), ("ar", "الأقوال: ")])
def test_said_prints_statements_and_counts(run, samples: Path, lang: str, expected: str) -> None:
    result = run("said", "--record", samples, "--lang", lang)
    assert result.exit_code == 0
    assert expected in result.output


def test_said_filters_combine(run, samples: Path) -> None:
    def ids(*filters: str) -> set[str]:
        return {
            json.loads(line)["id"] for line in run("said", "--record", samples, "--json", *filters).stdout.splitlines()
        }

    by, about = ids("--by", "هوفغارد"), ids("--about", "المدينه")
    assert by and about
    assert ids("--by", "هوفغارد", "--about", "المدينه") == by & about
    assert ids("--from", "2023-03", "--to", "2023-03") <= ids()
    assert ids("--from", "2024") == set()
