"""The same inputs by the engine of this machine and by Spark give the same rows; one small session for all of it."""

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from mahdar.archive.archive import Archive
from mahdar.archive.candidates import candidates
from mahdar.archive.components import components, roots
from mahdar.archive.linking import link_archive
from mahdar.archive.reading import read_archive
from mahdar.archive.taking import take
from mahdar.errors import RecordError, SettingError
from mahdar.linking.links import candidates as candidates_in_memory
from mahdar.record import Record
from mahdar.record.verifying import verify

# PySpark warns of pandas 3, of which archives use nothing.
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PART = 8_000


@pytest.fixture(scope="module")
def made(spark: Any, tmp_path_factory: pytest.TempPathFactory, inputs_folder: Path) -> Path:
    """An archive that is read and linked."""
    out = tmp_path_factory.mktemp("archive") / "out"
    tally = read_archive(spark, str(inputs_folder), str(out), part_size=PART)
    assert tally.parts > 3
    assert tally.known == 0
    assert link_archive(spark, str(out)).dated > 0
    return out


def test_linking_gives_every_row_that_one_machine_gives(made: Path, dumps: Any, inputs_folder: Path) -> None:
    local = dumps.of_record(dumps.read_locally([str(inputs_folder)], made.parent / "local.mahdar"))
    assert dumps.differences(local, dumps.of_archive(made)) == []
    # What is compared holds all that can differ.
    assert {row[0] for row in local["links"]} >= {"copy", "story", "statement", "event"}
    assert len(local["problems"]) == 3
    assert any("+dated" in row[3] for row in local["order"])
    assert sum(row[2] is not None for row in local["order"]) == 1
    assert min(map(len, (local["published_others"], local["statement_shown"], local["report_details"]))) > 0


def test_linking_leaves_what_is_done(spark: Any, made: Path, inputs_folder: Path) -> None:
    before = {
        found.address: found.changed for found in Archive.open(str(made)).top.files() if "/steps/" not in found.address
    }
    again = read_archive(spark, str(inputs_folder), str(made), part_size=PART)
    assert (again.parts, again.readings) == (0, 0)
    after = {found.address: found.changed for found in Archive.open(str(made)).top.files()}
    tables = [name for name in before if "/tables/" in name and "left-out" not in name]
    assert tables
    assert {name: after[name] for name in tables} == {name: before[name] for name in tables}


def test_linking_waits_for_the_reading(spark: Any, made: Path, tmp_path: Path) -> None:
    archive = Archive.open(str(made))
    note = next(iter(sorted((made / "parts").iterdir())))
    kept = note.read_bytes()
    note.unlink()
    try:
        with pytest.raises(RecordError, match="1 parts are not read yet"):
            link_archive(spark, str(made))
        assert len(archive.done()) == len(list((made / "parts").iterdir()))
    finally:
        note.write_bytes(kept)


def test_linking_take_brings_a_sound_record_that_says_where_it_is_from(spark: Any, made: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.mahdar"
    with pytest.raises(SettingError, match="It can name number, id"):
        take(spark, str(made), path, where="nothing = 1")
    brought = take(spark, str(made), path, where="says(text, 'بلدية') AND source LIKE '%lines%'")
    assert brought.added == 7
    assert take(spark, str(made), path, where="source LIKE '%lines.jsonl:1'").known == 1
    with Record.open(path) as record:
        assert verify(record).findings == []
        assert [entry.details for entry in record.log if entry.act == "taken"] == [
            {"reports": 7, "where": "says(text, 'بلدية') AND source LIKE '%lines%'"}
        ]
        assert len(list(record.links.all("copy"))) > 0
        kept = record.connection.execute("SELECT data, container FROM reports").fetchall()
    assert all(json.loads(row["data"])["text"] and row["container"] for row in kept)


def test_linking_candidates_are_those_of_one_machine(spark: Any) -> None:
    things = [(f"{n}", [n % 3, 10 + n % 5, 20 + n // 4, 99]) for n in range(1, 40)]
    wanted = set(candidates_in_memory(things, least=2, commonest=6))
    frame = spark.createDataFrame(
        [(0, int(name), keys) for name, keys in things], "use int, seq long, keys array<long>"
    )
    found = candidates(frame, least={0: 2}, commonest={0: 6}).collect()
    assert {(str(row["earlier"]), str(row["later"])) for row in found} == wanted
    assert len(found) == len(wanted) > 20
    late = candidates(frame, least={0: 2}, commonest={0: 6}, since=30).collect()
    assert {(str(row["earlier"]), str(row["later"])) for row in late} == {pair for pair in wanted if int(pair[1]) >= 30}


@pytest.mark.parametrize("few", [1000, 0])
def test_linking_components_are_one_whatever_their_number(spark: Any, tmp_path: Path, few: int) -> None:
    from mahdar.archive.places import Place
    from mahdar.archive.steps import Steps

    pairs = [(n, n + 1) for n in range(1, 12)] + [(30, 20), (25, 30), (7, 40), (50, 51), (52, 51), (60, 60)]
    edges = spark.createDataFrame(pairs, '"left" long, "right" long'.replace('"', "`"))
    keep = Steps(spark, Place(str(tmp_path / str(few)))).keeping("stars")
    found = {row["item"]: row["root"] for row in components(edges, keep, few=few).collect()}
    assert found == {item: root for item, root in roots(pairs).items() if item != 60}
