import json
from pathlib import Path

import pytest

from mahdar.errors import SettingError


def test_cases_lists_those_of_the_samples(run, samples: Path) -> None:
    made = [json.loads(line) for line in run("cases", "--record", samples, "--json").stdout.splitlines()]
    assert {"session", "draft", "truce", "evacuation", "withdrawal", "talks"} <= {one["kind"] for one in made}
    truce = max((one for one in made if one["kind"] == "truce"), key=lambda one: len(one["reports"]))
    assert truce["reports"][:1] == [6]
    assert {"announced", "extended"} <= {step["state"] for step in truce["history"]}


def test_cases_finds_the_veto_and_the_wrong_sum_of_the_copy(run, samples: Path) -> None:
    out = run("cases", "--record", samples, "--kind", "draft", "--party", "روسيا", "--json").stdout
    (draft,) = [json.loads(line) for line in out.splitlines()]
    assert draft["state"] == "vetoed"
    verdicts = {(found["code"], found["cites"][0]["report"]) for found in draft["findings"]}
    assert {("votes-add-up", 4), ("too-many-votes", 5)} <= verdicts
    assert "veto-not-permanent" not in {code for code, _ in verdicts}


def test_cases_counts_the_states_that_ask(run, samples: Path) -> None:
    text = run("cases", "--record", samples, "--kind", "session").stdout
    assert "58 states ask: 39 short of the 97 of 193" in text


def test_case_shows_one_in_arabic(run, samples: Path) -> None:
    text = run("case", "4:m1", "--record", samples, "--lang", "ar").stdout
    assert "الحال الآن: إسقاط بحق النقض" in text


def test_case_that_is_not_there_is_an_error(run, samples: Path) -> None:
    with pytest.raises(SettingError, match="session-none names 0 cases"):
        run("case", "session-none", "--record", samples)


def test_brief_tells_the_cases_first(run, samples: Path) -> None:
    head, _, rest = run("brief", "--record", samples).stdout.partition("CASES")
    assert head.count("\n") <= 2
    assert "vetoed by Russia" in rest.partition("ASKED FOR")[0]
