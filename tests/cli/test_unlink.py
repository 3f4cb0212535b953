import shutil
from pathlib import Path

import pytest

from mahdar.errors import RecordError, SettingError


@pytest.fixture
def copy(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples, tmp_path / "copy.mahdar"))


def test_unlink_lasts_and_is_told(run, copy: Path) -> None:
    assert (
        run("unlink", "4", "5", "--kind", "copy", "--why", "two texts", "--by", "the desk", "--record", copy).exit_code
        == 0
    )
    assert run("copies", "--record", copy, "--json").stdout == ""
    run("link", "--record", copy)
    assert run("copies", "--record", copy, "--json").stdout == ""
    assert "undone by the desk" in run("why", "4", "5", "--record", copy).output


def test_unlink_can_be_taken_back(run, copy: Path) -> None:
    run("unlink", "4", "5", "--kind", "copy", "--why", "two texts", "--record", copy)
    assert "holds again" in run("unlink", "4", "5", "--back", "--kind", "copy", "--record", copy).output
    assert run("copies", "--record", copy, "--json").stdout.count("\n") == 1


def test_unlink_asks_for_a_reason_and_a_link(run, copy: Path) -> None:
    with pytest.raises(SettingError, match="--why"):
        run("unlink", "4", "5", "--record", copy)
    with pytest.raises(RecordError, match="nothing links"):
        run("unlink", "1", "4", "--why", "no", "--record", copy)


def test_unlink_asks_which_of_several_links(run, copy: Path) -> None:
    with pytest.raises(RecordError, match="linked as copy, story"):
        run("unlink", "4", "5", "--why", "two texts", "--record", copy)


def test_unlink_undoes_links_of_entries(run, copy: Path) -> None:
    run("unlink", "4:n0", "5:n0", "--why", "a misprint", "--record", copy)
    assert run("conflicts", "--record", copy, "--json").stdout == ""
    run("link", "--record", copy)
    assert "undone" in run("why", "4:n0", "5:n0", "--record", copy).output
