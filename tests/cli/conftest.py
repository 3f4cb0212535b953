"""The samples, read once into a record for all commands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mahdar.cli import app

REPORTS = Path(__file__).parents[2] / "samples" / "reports"
# A record is of one crisis, and those after the thirteenth report tell of others.
SAMPLES = sorted(REPORTS.glob("*.txt"))[:13]
Run = Callable[..., Result]


@pytest.fixture(scope="session")
def run() -> Run:
    """Calls `mahdar` with the given arguments, in English unless they say otherwise."""
    runner = CliRunner()

    def call(*args: object) -> Result:
        words = [str(arg) for arg in args]
        return runner.invoke(app, words, catch_exceptions=False, env={"MAHDAR_LANG": "en"})

    return call


@pytest.fixture(scope="session")
def samples(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the samples."""
    path = tmp_path_factory.mktemp("commands") / "samples.mahdar"
    assert run("read", *SAMPLES, "--record", path).exit_code == 0
    return path
