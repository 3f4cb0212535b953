"""A report of twice the length takes about twice the steps, whatever is done with what was read in it."""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mahdar.cli import app
from mahdar.intake import take_in, tie_in
from mahdar.record import Record
from mahdar.sources import Report, find_reports

REPORTS = Path(__file__).parents[1] / "samples" / "reports"
SHORT, LONG = 20_000, 60_000
# Of three times the length; what costs the square takes nine times as much.
MOST = 5.0
COMMANDS = [
    ("brief",),
    ("said",),
    ("events",),
    ("entities",),
    ("timeline",),
    ("conflicts",),
    ("cases",),
    ("show", "1"),
    ("dating", "1"),
    ("explain", "1:v5"),
    ("export", "annotations"),
    ("export", "polecat"),
    ("export", "ftm"),
    ("export", "acled"),
    ("export", "gexf"),
    ("export", "brief"),
    ("page", "--out", "-"),
]


def text_of(length: int) -> str:
    """The samples one behind the other, each time with other numbers, up to a length."""
    samples = [one.text for one in find_reports(sorted(REPORTS.glob("*.txt"))) if isinstance(one, Report)]
    made: list[str] = []
    while sum(map(len, made)) < length:
        made.append(f"{samples[len(made) % len(samples)]}\n\n{len(made)}")
    return "\n\n".join(made)[:length]


def steps(act: Callable[[], object]) -> int:
    """How many calls of Python's functions, and turns of its generators, an act takes."""
    profile = cProfile.Profile()
    profile.runcall(act)
    calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return calls


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Records of one report each, tied in, by its length."""
    folder = tmp_path_factory.mktemp("long")
    made: dict[int, Path] = {}
    for length in (SHORT, LONG):
        made[length] = folder / f"{length}.mahdar"
        with Record.open(made[length], create=True) as record:
            report = Report.of(text_of(length).encode(), source="long.txt")
            list(take_in([report], record))
            assert len(record) == 1
    return made


def growth(act: Callable[[int], object]) -> float:
    """How many times as many steps the long report takes as the short one."""
    act(SHORT)
    short, long = (steps(lambda length=length: act(length)) for length in (SHORT, LONG))
    return long / short


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_long_report_takes_its_length(records: dict[int, Path], command: tuple[str, ...]) -> None:
    def act(length: int) -> None:
        words = [*command, "--record", str(records[length])]
        assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0

    assert growth(act) < MOST


def test_a_long_report_is_tied_in_by_its_length(records: dict[int, Path]) -> None:
    def act(length: int) -> None:
        with Record.open(records[length]) as record:
            for table in ("link_groups", "links", "link_keys", "link_items", "link_rules"):
                record.connection.execute(f"DELETE FROM {table}")
            tie_in(record)

    assert growth(act) < MOST
