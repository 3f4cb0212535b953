"""`mahdar correct` and `mahdar corrections` on a copy of the samples' record."""

import json
import shutil

import pytest


@pytest.fixture
def own(samples, tmp_path):
    """A copy of the samples' record that a test may change."""
    return shutil.copy(samples, tmp_path / "own.mahdar")


def test_correct_shows_in_what_is_said_and_is_listed(run, own):
    done = run("correct", "1:s1", "stance=deny", "--record", own, "--by", "هدى", "--why", "سمعنا التسجيل")
    assert done.exit_code == 0, done.output
    assert "correction 1: 1:s1 put right" in done.output
    (line,) = run("corrections", "--record", own).output.splitlines()
    assert "put right (in force)" in line and "by هدى: سمعنا التسجيل" in line and "[stance:" in line
    (shown,) = [json.loads(line) for line in run("corrections", "--record", own, "--json").output.splitlines()]
    assert (shown["value"], shown["outcome"]) == ("deny", "applied")
    assert run("correct", "1", "--back", "--record", own, "--why", "خطأ").exit_code == 0
    assert "(taken back)" in run("corrections", "--record", own).output
    assert run("verify", "--record", own).exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("1:s1", "stance=deny"), "--why"),
        (("1:s1", "--why", "x"), "one of --confirm"),
        (("1:s1", "stance", "--why", "x"), "FIELD=VALUE"),
        (("x", "--back", "--why", "x"), "no number of a correction"),
    ],
)
def test_correct_says_what_is_missing(own, words, message):
    import subprocess
    import sys

    command = [sys.executable, "-m", "mahdar.cli", "correct", *words, "--record", str(own), "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and message in done.stderr and "Traceback" not in done.stderr
