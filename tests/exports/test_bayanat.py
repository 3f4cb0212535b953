import csv
import hashlib
import json
from pathlib import Path

import pytest

from mahdar.exports import bayanat
from mahdar.exports.source import Source
from mahdar.record.writing import insert


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(source: Source, tmp_path: Path) -> Path:
    assert bayanat.write(source, tmp_path / "out") == 2
    return tmp_path / "out"


def items(folder: Path) -> list[dict]:
    lines = (folder / "bulletins.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["item"] for line in lines]


def test_bayanat_bodies_have_what_the_interface_asks(folder: Path) -> None:
    for item in items(folder):
        assert item["title"] and item["comments"] and item["source_link"]
        assert max(len(item[name]) for name in ("title", "title_ar", "source_link")) <= 255
        assert all(set(event) == {"title", "title_ar", "comments", "comments_ar", "from_date", "to_date", "estimated"}
                   for event in item["events"])  # fmt: skip
    first, second = items(folder)
    assert first["source_link"] == "https://example.org/أخبار/1" and second["source_link"] == "NA"
    assert (first["publish_date"], second["publish_date"]) == ("2023-03-06", None)


def test_bayanat_events_are_what_happened_and_spans_are_estimates(folder: Path) -> None:
    first, second = items(folder)
    strike = first["events"][0]
    assert (strike["from_date"], strike["estimated"]) == ("2023-03-05T00:00", False)
    assert strike["comments"] == "1:v1 ASSAULT aerial actual" and strike["comments_ar"].startswith("قصف الجيش")
    assert [event["estimated"] for event in second["events"]] == [True]


def test_bayanat_cuts_long_titles_and_leaves_long_links_to_the_details(source: Source, tmp_path: Path) -> None:
    told = next(iter(source))
    told.reading.title = "هدنة " * 100
    long = "https://example.org/" + "%D8%A3" * 300
    object.__setattr__(told, "report", {**told.report, "address": long})
    item = bayanat._bulletin(source, told, every_status=True)
    assert len(item["title"]) == 255 and item["title"].endswith("…")
    assert item["source_link"] == "NA" and item["meta"]["mahdar"]["link"] == long
    assert [event["title"].startswith("[denied] ") for event in item["events"]].count(True) == 1


def test_bayanat_unquotes_links_that_are_short_then(source: Source) -> None:
    told = next(iter(source))
    object.__setattr__(told, "report", {**told.report, "address": "https://example.org/" + "%D8%A3" * 50})
    assert bayanat._bulletin(source, told, every_status=False)["source_link"] == "https://example.org/" + "أ" * 50


def test_bayanat_media_are_the_bytes_under_their_md5(folder: Path) -> None:
    for path in (folder / "media").iterdir():
        assert hashlib.md5(path.read_bytes()).hexdigest() == path.stem
    assert {path.suffix for path in (folder / "media").iterdir()} == {".html", ".txt"}


def test_bayanat_event_types_have_its_columns_and_ids_of_their_own(folder: Path) -> None:
    types = rows(folder / "eventtypes.csv")
    assert list(types[0]) == ["id", "title", "title_ar", "comments", "for_actor", "for_bulletin", "for_incident"]
    ids = [int(row["id"]) for row in types]
    assert len(set(ids)) == len(ids) and min(ids) > 31
    assert all(row["title"] and row["title_ar"] for row in types)
    assert [row["title"] for row in rows(folder / "sources.csv")] == ["صوت الوادي"]


@pytest.mark.parametrize(("kind", "score", "related"), [("copy", 1.0, "1"), ("copy", 0.7, "6"), ("shared", 0.1, "7")])
def test_bayanat_relations_are_of_its_list(
    source: Source, tmp_path: Path, kind: str, score: float, related: str
) -> None:
    cells = {
        "kind": "copy", "label": kind, "left": "1", "right": "2", "left_report": 1, "right_report": 2, "score": score,
        "joins": 1, "parts": "[]", "rule": "hand", "made_at": "2024-05-01T12:00:00+00:00", "status": "active",
        "source": None, "undone_at": None, "undone_by": None, "why": None,
    }  # fmt: skip
    insert(source.record.connection, "links", cells)
    bayanat.write(source, tmp_path / "out")
    (row,) = rows(tmp_path / "out" / "relations.csv")
    ids = [told.reading.report_id for told in source]
    assert [row["originid"], row["related_originid"], row["related_as"]] == [*ids, related]
