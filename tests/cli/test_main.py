"""What holds for every command over a record."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FORMATS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
COMMANDS = [
    ("said",),
    ("chain", "3:s1"),
    ("events",),
    ("explain", "1:v1"),
    ("dating", "2"),
    ("entity", "unsc"),
    ("entities",),
    ("brief",),
    ("problems",),
]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


def keys(value: object) -> set[str]:
    """The keys of an object and of those in it; `forms` has words of the reports for keys."""
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {key for name, one in value.items() if name != "forms" for key in keys(one)}


@each_command
def test_main_documents_every_key_that_programs_get(run, samples: Path, command: tuple[str, ...]) -> None:
    documented = set(re.findall(r"`(\w+)`", FORMATS))
    objects = [json.loads(line) for line in run(*command, "--record", samples, "--json").stdout.splitlines()]
    assert keys(objects) - documented == set()


@each_command
def test_main_names_a_record_that_there_is_not(run, tmp_path: Path, command: tuple[str, ...]) -> None:
    code = f"import sys; sys.argv = {['mahdar', *command, '--record', str(tmp_path / 'none.mahdar')]!r}"
    made = subprocess.run(
        [sys.executable, "-c", f"{code}; from mahdar.cli import main; main()"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 1
    assert "none.mahdar" in made.stderr
    assert "Traceback" not in made.stderr


def test_main_needs_no_spacy_for_a_record(samples: Path) -> None:
    exports = [("export", name) for name in ("polecat", "ftm", "acled", "ged", "gexf", "annotations", "brief")]
    commands = [[*command, "--record", str(samples)] for command in (*COMMANDS, *exports)]
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom mahdar.cli import app\n"
        f"for words in {commands!r}:\n"
        "    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0, words\n"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
