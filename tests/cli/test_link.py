import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def copy(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples, tmp_path / "copy.mahdar"))


def test_link_finds_nothing_left_after_reading(run, samples: Path) -> None:
    assert run("link", "--record", samples).output.strip() == "0 reports tied in, 0 links made"


def test_link_ties_what_an_earlier_version_read(run, copy: Path) -> None:
    from mahdar.record import Record

    with Record.open(copy) as record:
        for table in ("link_groups", "links", "link_keys", "link_items", "link_rules"):
            record.connection.execute(f"DELETE FROM {table}")
    tied = [json.loads(line) for line in run("link", "--record", copy, "--json").stdout.splitlines()]
    assert [one["links"] for one in tied if one["kind"] == "copy"] == [0, 0, 0, 0, 1, *[0] * 8]
    assert {one["kind"] for one in tied} == {"copy", "story", "statement", "event", "conflict", "case"}


def test_link_and_what_asks_of_links_need_no_spacy(samples: Path) -> None:
    code = (
        "import sys; from mahdar.cli import app\n"
        "for words in (['link'], ['copies'], ['compare', '4', '5'], ['why', '4', '5'],\n"
        "    ['stories'], ['story', '4'], ['told'], ['conflicts']):\n"
        f"    app([*words, '--record', {str(samples)!r}], standalone_mode=False)\n"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
