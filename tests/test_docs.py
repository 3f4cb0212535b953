"""The documents tell of what is there, and of nothing that is not."""

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), ROOT / "bench" / "README.md"]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").iterdir()), ids=lambda path: path.name)
def test_docs_tell_of_each_script(path):
    assert f"`scripts/{path.name}`" in CONTRIBUTING


@each_document
def test_docs_name_only_scripts_that_exist(path):
    named = set(re.findall(r"\bscripts/([\w-]+)", path.read_text(encoding="utf-8")))
    assert named <= {script.name for script in (ROOT / "scripts").iterdir()}


@each_document
def test_docs_link_to_files_that_exist(path):
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    "folder", sorted(p.name for p in (ROOT / "src" / "mahdar").iterdir() if any(p.glob("*.py"))), ids=str
)
def test_docs_tell_of_each_folder(folder):
    assert f"`src/mahdar/{folder}/`" in CONTRIBUTING


def test_docs_name_only_folders_that_exist():
    named = re.findall(r"`((?:src|samples|tests|bench)/[\w/]*)`", CONTRIBUTING)
    assert [folder for folder in named if not (ROOT / folder).exists()] == []


def test_docs_changelog_tells_of_this_version_or_of_what_comes():
    headings = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == PROJECT["version"]


@each_document
def test_docs_set_arabic_paragraphs_right_to_left(path):
    text = path.read_text(encoding="utf-8")
    outside = re.sub(r'<div dir="rtl" lang="ar">.*?</div>|```.*?```', "", text, flags=re.DOTALL)
    whole = [
        line
        for line in outside.splitlines()
        if re.match(r"\W*[\u0620-\u064a]+ [\u0620-\u064a]+ [\u0620-\u064a]+", line)
    ]
    assert whole == []


def test_docs_python_examples_run(capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


def test_docs_page_of_commands_is_what_the_help_says():
    made = subprocess.run(
        [sys.executable, "-m", "typer", "mahdar.cli", "utils", "docs", "--name", "mahdar"],
        capture_output=True,
        text=True,
        env={**os.environ, "MAHDAR_LANG": "en"},
        check=True,
    ).stdout
    assert made.strip() == (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").strip(), "run scripts/docs"


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_docs_examples_give_what_they_say(path):
    failed, _ = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert failed == 0
