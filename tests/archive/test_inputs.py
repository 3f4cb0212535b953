import gzip
import json
from pathlib import Path

import pytest

from mahdar.archive.inputs import Part, Slice, cut, found_in, inputs, kind_of, parts, plan_json
from mahdar.sources import Problem, Report, find_reports
from mahdar.sources.extract import Settings

TEXT = "أعلنت بلدية وادي الأرجوان فتح الجسر الشمالي أمام السيارات بعد إصلاحه، رقم"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of lines, some of them broken, one empty, the last without an end."""
    rows = [json.dumps({"text": f"{TEXT} {n}" * (1 + n % 7)}, ensure_ascii=False) for n in range(60)]
    rows[20], rows[40] = "{", ""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(rows).encode())
    return path


def told(found: list[Report | Problem]) -> list[object]:
    return [
        one if isinstance(one, Problem) else (one.id, one.source, one.container, one.text, one.details, one.data)
        for one in found
    ]


@pytest.mark.parametrize("size", [1, 300, 2_000, 10**9])
def test_inputs_stretches_of_lines_give_what_the_whole_file_gives(lines: Path, size: int) -> None:
    (one,), problems = inputs(str(lines))
    assert problems == []
    whole = Slice(one.address, one.name, one.size, one.changed, kind_of(one))
    pieces = cut(whole, size)
    assert (len(pieces) > 1) == (size < one.size)
    assert [piece.start for piece in pieces[1:]] == [piece.stop for piece in pieces[:-1]]
    made = [found for piece in pieces for found in found_in(Part(0, (piece,)), Settings())]
    assert told(made) == told(list(find_reports([str(lines)])))


@pytest.mark.parametrize("size", [1, 2_000, 10**9])
def test_inputs_stretches_of_parquet_give_what_the_whole_file_gives(tmp_path: Path, size: int) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "rows.parquet"
    table = pa.table({"text": [f"{TEXT} {n}" for n in range(30)], "date": ["2023-03-03"] * 30, "n": list(range(30))})
    parquet.write_table(table, path, row_group_size=4)
    (one,), _ = inputs(str(path))
    pieces = cut(Slice(one.address, one.name, one.size, one.changed, kind_of(one)), size)
    made = [found for piece in pieces for found in found_in(Part(0, (piece,)), Settings())]
    local = list(find_reports([str(path)]))
    assert told(made) == told(local)
    assert len(local) == 30
    assert all(isinstance(one, Report) and str(one.published_latest) == "2023-03-03" for one in local)


def test_inputs_come_in_the_order_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", ".hidden.txt", "a/left.exe", "packed.txt.gz"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = f"{TEXT} {name}".encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found, problems = inputs(str(tmp_path))
    local = list(find_reports([str(tmp_path)]))
    made = [one for part in parts(found, first=0, size=100) for one in found_in(part, Settings())]
    assert told(made) == told([one for one in local if isinstance(one, Report)])
    assert problems == [one for one in local if isinstance(one, Problem)]


def test_inputs_of_a_pattern(tmp_path: Path) -> None:
    for name in ("2015-a.txt", "2016-b.txt", "2015-c.txt"):
        (tmp_path / name).write_text(TEXT)
    found, _ = inputs(f"{tmp_path}/2015-*.txt")
    assert [one.name for one in found] == [f"{tmp_path}/2015-a.txt", f"{tmp_path}/2015-c.txt"]


def test_inputs_that_are_not_there_are_a_problem(tmp_path: Path) -> None:
    found, (problem,) = inputs(str(tmp_path / "none"))
    assert found == []
    assert problem.code == "missing"


def test_inputs_parts_hold_small_files_together_and_survive_as_json() -> None:
    some = [Slice(f"/{n}", f"{n}", 40, 0) for n in range(5)] + [Slice("/l", "l", 900, 0, "json-lines", 0, 500)]
    made = parts(some, first=7, size=100)
    assert [[one.name for one in part.slices] for part in made] == [["0", "1"], ["2", "3"], ["4"], ["l"]]
    assert [part.number for part in made] == [7, 8, 9, 10]
    assert [Part.from_json(json.loads(json.dumps(one))) for one in plan_json(made)] == made
