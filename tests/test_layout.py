"""The rules on where things stand: Arabic in tables, guessable names, every module with its sentence."""

import ast
import re
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from mahdar.evaluation import load_annotated

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "mahdar"
MODULES = sorted(PACKAGE.rglob("*.py"))
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# The normaliser is the one place where letters are mechanism.
MAY_HOLD_ARABIC = {PACKAGE / "arabic" / "normal.py"}
# Samples come as the press sends them, so not all are UTF-8.
ENCODINGS = ("utf-8-sig", "utf-16", "cp1256")
GOLD_SAMPLES = sorted((ROOT / "samples" / "gold").glob("*.xml"))

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


@each_module
def test_layout_keeps_arabic_in_tables(path):
    if path in MAY_HOLD_ARABIC:
        pytest.skip("letters are mechanism here")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if ARABIC.search(line)] == []


@each_module
def test_layout_names_no_module_for_nothing(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common", "tools"}


@each_module
def test_layout_opens_each_module_with_a_sentence(path):
    sentence = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    assert sentence.endswith(".")


def test_layout_ships_every_table():
    files = {Path(one.path) for one in WheelBuilder(str(ROOT)).recurse_included_files()}
    data = {
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in {".tsv", ".yaml", ".typed", ".sql", ".html", ".css", ".js", ".svg"}
    }
    assert data - files == set()


def test_layout_locks_every_package_with_a_hash_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock
    entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").iterdir()), ids=lambda path: path.name)
def test_layout_scripts_stop_at_the_first_error_and_say_what_they_do(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert "set -euo pipefail" in lines
    assert path.stat().st_mode & 0o111


def test_layout_has_annotated_samples():
    assert len(GOLD_SAMPLES) >= 4


@pytest.mark.parametrize("path", GOLD_SAMPLES, ids=lambda path: path.stem)
def test_layout_annotated_samples_hold_the_text_of_the_reports(path):
    data = (ROOT / "samples" / "reports" / f"{path.stem}.txt").read_bytes()
    texts = [data.decode(name, errors="replace").replace("\r\n", "\n").strip() for name in ENCODINGS]
    gold = load_annotated(path)
    assert gold["text"] in texts
    assert gold["report"]["source"] == path.stem


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("tests/*/**/test_*.py")), ids=lambda path: str(path.relative_to(ROOT / "tests"))
)
def test_layout_of_tests_repeats_that_of_the_package(path):
    folder = PACKAGE / path.parent.relative_to(ROOT / "tests")
    names = {module.stem.strip("_") for module in folder.iterdir()}
    assert path.stem.removeprefix("test_") in names
