import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.errors import SettingError
from mahdar.exports.polecat import COLUMNS


def test_export_polecat_writes_the_events_that_happened(run, samples: Path, tmp_path: Path) -> None:
    result = run("export", "polecat", "--record", samples, "--out", tmp_path / "out.tsv")
    assert result.exit_code == 0
    assert result.stdout == ""
    written = (tmp_path / "out.tsv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(written, newline=""), dialect="excel-tab"))
    assert list(rows[0]) == COLUMNS
    listed = run("events", "--record", samples, "--json", "--status", "actual").stdout.splitlines()
    assert [row["Event Type"] for row in rows] == [json.loads(line)["type"] for line in listed]
    assert f"{len(rows)} events written to " in result.stderr


def test_export_polecat_is_the_same_from_run_to_run(run, samples: Path) -> None:
    first = run("export", "polecat", "--record", samples).stdout
    assert run("export", "polecat", "--record", samples, "--lang", "ar").stdout == first
    ids = [row["Event ID"] for row in csv.DictReader(io.StringIO(first), dialect="excel-tab")]
    assert len(set(ids)) == len(ids) > 20


def test_export_polecat_marks_what_did_not_happen(run, samples: Path) -> None:
    printed = run("export", "polecat", "--record", samples, "--all").stdout
    contexts = {row["Contexts"] for row in csv.DictReader(io.StringIO(printed), dialect="excel-tab")}
    assert {"", "future", "hypothetical", "negation"} >= contexts > {""}


def test_export_to_a_place_that_is_none_is_an_error(run, samples: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none/out.tsv: cannot be written: No such file"):
        run("export", "polecat", "--record", samples, "--out", tmp_path / "none" / "out.tsv")


FILES = ("jsonl", "ftm", "datasette", "annotations", "gexf", "schema-org", "citron", "acled", "ged", "polecat", "brief")
FOLDERS = ("tables", "timeml", "bayanat", "uwazi")


@pytest.mark.parametrize("format", FILES)
def test_export_writes_the_same_to_a_file_and_to_standard_output(
    run, samples: Path, tmp_path: Path, format: str
) -> None:
    result = run("export", format, "--record", samples, "--out", tmp_path / "out")
    assert result.exit_code == 0 and result.stdout == ""
    assert f"written to {tmp_path / 'out'}" in result.stderr.replace("\n", "")
    assert (tmp_path / "out").read_bytes() == run("export", format, "--record", samples).stdout_bytes


@pytest.mark.parametrize("format", FOLDERS)
def test_export_writes_folders(run, samples: Path, tmp_path: Path, format: str) -> None:
    result = run("export", format, tmp_path / "out", "--record", samples)
    assert result.exit_code == 0 and result.stdout == ""
    assert any((tmp_path / "out").iterdir())


@pytest.mark.parametrize("format", ["html", "docx"])
def test_export_brief_in_other_formats(run, samples: Path, tmp_path: Path, format: str) -> None:
    run("export", "brief", "--format", format, "--record", samples, "--out", tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 5_000


def test_export_one_a_day_is_a_switch_that_leaves_the_record_as_it_is(run, samples: Path) -> None:
    before = samples.read_bytes()
    for format in ("polecat", "acled", "ged"):
        whole = run("export", format, "--record", samples).stdout.count("\n")
        assert run("export", format, "--one-a-day", "--record", samples).stdout.count("\n") <= whole
    polecat = [
        run("export", "polecat", *asked, "--record", samples).stdout.count("\n") for asked in ((), ("--one-a-day",))
    ]
    assert polecat[1] < polecat[0]
    assert samples.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tables", "{out}", "--format", "xlsx"), "csv or parquet"),
        (("uwazi", "{out}", "--dates", "x"), "yyyy/mm/dd"),
        (("brief", "--format", "odt"), "md, html, docx"),
    ],
)
def test_export_names_what_there_is_instead(run, samples: Path, tmp_path: Path, words: tuple, told: str) -> None:
    with pytest.raises(SettingError, match=told):
        run("export", *(word.format(out=tmp_path / "out") for word in words), "--record", samples)


def test_export_is_told_without_loading_what_single_formats_need() -> None:
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom mahdar.cli import app\n"
        "assert CliRunner().invoke(app, ['export', '--help']).exit_code == 0\n"
        "print([name for name in ('spacy', 'pyarrow', 'pandas', 'docx', 'datasette', 'numpy') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
