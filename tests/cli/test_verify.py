"""`mahdar verify`, `log` and `package` on the samples' record."""

import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from mahdar.cli import app


@pytest.fixture
def own(samples, tmp_path):
    """A copy of the samples' record that a test may change."""
    return shutil.copy(samples, tmp_path / "own.mahdar")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_verify_says_that_a_record_is_sound_and_notes_it(own, lang):
    done = run("verify", "--record", own, "--note", "--lang", lang)
    assert done.exit_code == 0, done.output
    assert ("sound" if lang == "en" else "سليم") in done.output
    assert ("was checked" if lang == "en" else "فُحص") in run("log", "--record", own, "--lang", lang).output


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_verify_names_what_was_changed_and_ends_with_1(own, lang):
    raw = sqlite3.connect(own)
    raw.execute("DROP TRIGGER statements_no_update")
    raw.execute("UPDATE statements SET start = start + 1 WHERE id = 1")
    raw.commit()
    raw.close()
    done = run("verify", "--record", own, "--lang", lang)
    assert done.exit_code == 1 and done.output.count("statements 1") == 1
    found = run("verify", "--record", own, "--json")
    assert '"kind": "span"' in found.output and '"kind": "reading-changed"' in found.output


def test_package_makes_a_bag(own, tmp_path):
    done = run("package", tmp_path / "bag", "--record", own, "--report", 1, "--by", "سمير", "--lang", "en")
    assert done.exit_code == 0 and "a bag of 1 reports" in done.output
    assert (tmp_path / "bag" / "bagit.txt").exists()
    assert "by سمير" in run("log", "--record", own, "--lang", "en").output
