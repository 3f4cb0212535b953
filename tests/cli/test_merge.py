"""`mahdar merge` and `mahdar split` on a copy of the samples' record."""

import json
import shutil

import pytest

from mahdar.errors import SettingError


@pytest.fixture
def own(samples, tmp_path):
    """A copy of the samples' record that a test may change."""
    return shutil.copy(samples, tmp_path / "own.mahdar")


def test_merge_and_split_put_every_report_right(run, own):
    people = [json.loads(line) for line in run("entities", "--record", own, "--json").output.splitlines()]
    named = [one for one in people if one["kind"] == "person" and one["name"] and not one["key"].startswith("world:")]
    one, into = named[0], named[1]
    done = run("merge", one["key"], into["key"], "--record", own, "--why", "هو نفسه", "--lang", "en")
    assert done.exit_code == 0 and into["name"] in done.output
    after = [json.loads(line) for line in run("entities", "--record", own, "--json").output.splitlines()]
    assert one["key"] not in {other["key"] for other in after}
    number = str(into["members"][0]["report"])
    done = run("split", into["key"], "شخص آخر", "--report", number, "--record", own, "--why", "غيره")
    assert done.exit_code == 0, done.output
    after = [json.loads(line) for line in run("entities", "--record", own, "--json").output.splitlines()]
    assert "person:شخص اخر" in {other["key"] for other in after}
    assert run("verify", "--record", own).exit_code == 0


@pytest.mark.parametrize("words", [("x", "y"), ("لا أحد", "لا أحد", "--why", "x")])
def test_merge_says_what_is_missing(run, own, words):
    with pytest.raises(SettingError):
        run("merge", *words, "--record", own)
