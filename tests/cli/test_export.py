import csv
import io
import json
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
