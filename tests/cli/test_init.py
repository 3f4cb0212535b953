"""The commands as a user calls them, on the samples."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mahdar.cli import app, main

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
RUN = CliRunner()


def run(*args: object) -> Result:
    return RUN.invoke(app, [str(arg) for arg in args], catch_exceptions=False, env={"MAHDAR_LANG": "en"})


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "samples.mahdar"
    result = run("read", SAMPLES, "--record", path, "--lang", "en")
    assert result.exit_code == 0
    assert f"{len(list(SAMPLES.iterdir()))} reports added, 0 already known, 0 problems" in result.output
    return path


def test_init_reading_the_same_again_changes_nothing(record: Path) -> None:
    result = run("read", SAMPLES, "--record", record, "--lang", "en")
    assert "0 reports added" in result.output


def test_init_read_prints_readings_as_json() -> None:
    result = run("read", SAMPLES / "01-market-raid.txt", "--json")
    made = json.loads(result.stdout)
    assert made["format"] == "mahdar.reading/1"
    assert made["report"]["source"].endswith("01-market-raid.txt")


def test_init_read_takes_standard_input() -> None:
    text = "قالت الأمم المتحدة إن الهدنة صامدة.".encode()
    result = RUN.invoke(app, ["read", "-", "--json"], input=text, catch_exceptions=False)
    assert json.loads(result.stdout)["text"] == text.decode()


def test_init_read_takes_the_day_of_publication() -> None:
    text = "قالت الأمم المتحدة أمس إن الهدنة صامدة.".encode()
    args = ["read", "-", "--json", "--published", "2016-10-13", "--outlet", "المدى"]
    made = json.loads(RUN.invoke(app, args, input=text, catch_exceptions=False).stdout)
    assert made["report"]["published"]["earliest"] == made["report"]["published"]["latest"] == "2016-10-13"
    assert made["report"]["outlet"] == "المدى"
    assert [time["value"] for time in made["times"]] == ["2016-10-12"]


def test_init_a_bad_file_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a-binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "b-empty.txt").write_bytes(b"")
    (tmp_path / "c-good.txt").write_text("قالت الأمم المتحدة إن الهدنة صامدة.", encoding="utf-8")
    path = tmp_path / "r.mahdar"
    result = run("read", tmp_path / "a-binary.txt", tmp_path / "b-empty.txt", tmp_path / "c-good.txt", "--record", path)
    assert result.exit_code == 1
    assert "1 reports added, 0 already known, 2 problems" in result.output
    problems = [json.loads(line) for line in run("problems", "--record", path, "--json").stdout.splitlines()]
    assert [Path(problem["source"]).name for problem in problems] == ["a-binary.txt", "b-empty.txt"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_init_brief_prints_in_both_languages(record: Path, lang: str) -> None:
    result = run("brief", "--record", record, "--lang", lang)
    assert result.exit_code == 0
    assert ("WHO SAID WHAT" if lang == "en" else "من قال ماذا") in result.output


def test_init_brief_json_cites_reports_that_exist(record: Path) -> None:
    lines = [json.loads(line) for line in run("brief", "--record", record, "--json").stdout.splitlines()]
    reports = {cite["report"] for line in lines for cite in line["cites"]}
    assert reports <= set(range(1, len(list(SAMPLES.iterdir())) + 1))
    assert {"section", "when", "what", "words", "cites"} == set(lines[0])


def test_init_show_finds_a_report_by_number_and_by_name(record: Path) -> None:
    by_number = json.loads(run("show", "1", "--record", record, "--json").stdout)
    by_name = json.loads(run("show", "01-market-raid", "--record", record, "--json").stdout)
    assert by_number == by_name


def test_init_search_forgives_spelling(record: Path) -> None:
    hits = [json.loads(line) for line in run("search", "مجلس الامن", "--record", record, "--json").stdout.splitlines()]
    assert hits
    assert run("search", "لاشيءكهذاأبدا", "--record", record, "--lang", "en").output.startswith("Nothing")


def test_init_entities_lists_each_once(record: Path) -> None:
    lines = [json.loads(line) for line in run("entities", "--record", record, "--json").stdout.splitlines()]
    keys = [line["key"] for line in lines]
    assert len(set(keys)) == len(keys) > 10


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["read", str(SAMPLES)], "name a record with --record"),
        (["read", "-", "--json", "--published", "yesterday"], "--published takes a day"),
        (
            ["read", "-", "--json", "--published-between", "2016-10-31", "2016-10-01"],
            "--published-between takes two days",
        ),
        (
            ["read", "-", "--json", "--published", "2016-10-13", "--published-between", "2016-10-01", "2016-10-31"],
            "not both",
        ),
        (["brief", "--record", "no-such.mahdar"], "no-such.mahdar"),
        (["brief", "--record", "x", "--lang", "fr"], "--lang takes ar or en"),
    ],
)
def test_init_a_mistake_is_told_without_a_stack_trace(
    args: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mahdar", *args])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert message in capsys.readouterr().err


def test_init_help_does_not_wait_for_spacy() -> None:
    code = "import sys, mahdar.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
