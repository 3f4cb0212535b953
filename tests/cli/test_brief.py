"""`mahdar brief` on the samples: what the README shows is what comes out."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
README = Path(__file__).parents[2] / "README.md"


def test_brief_of_the_samples_is_as_the_readme_shows_it(run: Run, samples: Path) -> None:
    shown = README.read_text(encoding="utf-8").split("```text\ncrisis.mahdar", 1)[1].split("```", 1)[0].splitlines()[1:]
    made = run("brief", "--record", samples, "--lang", "en").stdout.splitlines()
    assert [line for line in shown if line.strip() not in ("", "…") and line not in made] == []
