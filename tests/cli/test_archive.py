from typing import Any

import pytest

from mahdar.archive.session import SETTINGS
from mahdar.cli.archive import LOCAL
from mahdar.errors import SettingError


def test_archive_says_how_spark_is_set(run: Any, tmp_path: Any) -> None:
    with pytest.raises(SettingError, match="--conf takes NAME=VALUE"):
        run("archive", "link", tmp_path, "--conf", "spark.executor.memory")


@pytest.mark.parametrize("command", [("read", "in", "out"), ("link", "out"), ("take", "out", "--record", "r")])
def test_archive_says_what_is_not_installed(
    run: Any, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("mahdar.archive.session.find_spec", lambda name: None)
    with pytest.raises(SettingError, match=r"mahdar\[spark\]"):
        run("archive", *command)


def test_archive_defaults_are_those_of_the_library() -> None:
    from mahdar.archive import session
    from mahdar.archive.inputs import PART_SIZE
    from mahdar.cli import archive

    assert session.LOCAL == LOCAL
    assert PART_SIZE == 32 * archive.KIBI * 1024
    assert SETTINGS["spark.sql.session.timeZone"] == "UTC"
