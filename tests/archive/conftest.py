import json
import os
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mahdar.archive.archive import Archive
from mahdar.archive.places import Place
from mahdar.archive.tables import ENTRIES, columns
from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.record.links import _apart
from mahdar.sources import find_reports

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
# Moments are those of the run.
_MOMENTS = {"received_at", "read_at", "seen_at"}
# Small plans and no compiled stages: what takes a cluster an hour must take the tests a minute.
SMALL = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    # Plans run once here: what compiles them well costs more than it gives.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
# Three sentences of one invented text; the first names its weekday only, the second its date.
UNDATED = "أعلنت بلدية وادي الأرجوان، أمس الخميس، فتح الجسر الشمالي أمام السيارات بعد إصلاحه."
DATED = UNDATED.replace("أمس الخميس", "أمس الخميس 2 مارس 2023")
REST = (
    "\nوقال ناطق باسم البلدية إن فرق الصيانة ستبدأ غدا إصلاح الطريق القديم الذي يصل المدينة بالقرى المجاورة."
    "\nوكان الجسر قد أغلق الشهر الماضي بعد سيول جرفت جزءا من ركائزه وعزلت حيين كاملين عن بقية المدينة."
)
AFTER = "\nوزار وفد من تجار الحبوب الجسر مساء، ووعد بدفع رسوم العبور كاملة مع بداية الموسم المقبل."


def write_inputs(folder: Path) -> None:
    """Reports in every form that archives are made of: texts, lines with all that can be wrong, WARC and Parquet."""
    import pyarrow as pa
    from pyarrow import parquet
    from warcio.warcwriter import WARCWriter

    shutil.copytree(SAMPLES, folder / "samples")
    lines: list[Any] = [{"text": text} for text in (UNDATED + REST, DATED + REST, UNDATED + REST + AFTER)]
    lines += [{"text": f"{UNDATED}{REST}{AFTER} {n}.", "source": f"صحيفة {n % 3}"} for n in range(4)]
    lines += [lines[0], {"title": "بلا نص"}, {"text": "only English words stand here, and nothing else at all"}]
    rows = [json.dumps(line, ensure_ascii=False) for line in lines]
    (folder / "lines.jsonl").write_text("\n".join([*rows, "{broken", "", rows[1]]), encoding="utf-8")
    texts = [DATED + REST, UNDATED + AFTER + REST]
    parquet.write_table(
        pa.table({"id": [1, 2], "text": texts, "date": [None, "2023-03-04"]}), folder / "rows.parquet", row_group_size=1
    )
    with (folder / "pages.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        # The last one is another state of the first page.
        for n, text in ((0, texts[0]), (1, texts[1]), (0, texts[0] + AFTER)):
            page = f"<html><head><title>الجسر {n}</title></head><body><article><p>{text}</p></article></body></html>"
            record = writer.create_warc_record(f"http://a.example/{n}", "resource", _stream(page))
            writer.write_record(record)
            record.raw_stream.close()


def _stream(text: str) -> BytesIO:
    return BytesIO(text.encode())


def why_no_spark() -> str:
    """Why Spark cannot be run here, empty where it can."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark is not installed: scripts/test --all installs it"
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else shutil.which("java")
    return "" if java and Path(java).exists() else "there is no Java (17 or later) on this machine"


@pytest.fixture(scope="session")
def no_spark() -> str:
    """Why Spark cannot be run here, empty where it can."""
    return why_no_spark()


@pytest.fixture(scope="session")
def spark(no_spark: str) -> Iterator[Any]:
    """One small session on this machine for all tests."""
    if no_spark:
        pytest.skip(no_spark)
    from mahdar.archive.session import open_session

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = open_session("local[2]", settings=SMALL)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def inputs_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of inputs of all kinds."""
    folder = tmp_path_factory.mktemp("inputs") / "in"
    folder.mkdir()
    write_inputs(folder)
    return folder


@pytest.fixture(scope="session")
def dumps() -> Any:
    """What reads records and archives as rows and compares them."""
    return SimpleNamespace(
        read_locally=read_locally, of_record=of_record, of_archive=of_archive, differences=differences
    )


def read_locally(paths: list[str], record: Path) -> Record:
    """The record that the engine of this machine makes of the same files."""
    with Record.open(record, create=True) as opened:
        for _ in take_in(find_reports(paths), opened):
            pass
    return Record.open(record, write=False)


Dump = dict[str, list[Any]]


def of_record(record: Record) -> Dump:
    """All rows of a record, in order, with keys made of content."""
    reports = {row["number"]: row for row in _rows(record, "reports")}
    ids = {number: row["id"] for number, row in reports.items()}
    readings = {row["id"]: _of_reading(row, ids) for row in _rows(record, "readings")}
    current = {row["report"]: _of_reading(row, ids) for row in _rows(record, "readings") if row["is_current"]}
    wanted = {key for key in readings.values() if "+" not in key} | set(current.values())
    made: Dump = {"reports": [_kept("reports", row) for row in reports.values()]}
    made["order"] = [
        [number, row["id"], ids.get(row["revision_of"]), current[number]] for number, row in reports.items()
    ]
    details = [{**row, "report": ids[row["report"]]} for row in _rows(record, "report_details")]
    made["report_details"] = [_kept("report_details", row) for row in _numbered(details, "report")]
    made["readings"] = [
        _kept("readings", {**row, "id": readings[row["id"]], "report": ids[row["report"]]})
        for row in _rows(record, "readings")
        if readings[row["id"]] in wanted
    ]
    keys: dict[str, dict[int, str]] = {"reports": ids}
    for table in ENTRIES:
        rows = _entries(record, table, readings, keys)
        made[table] = [_kept(table, row) for row in rows if row["_of"] in wanted]
    made["problems"] = [[row["source"], row["code"], row["message"]] for row in _rows(record, "problems")]
    made.update(_links_of_record(record, ids))
    return _sorted(made)


def _of_reading(row: dict[str, Any], ids: dict[int, str]) -> str:
    _, plus, mark = row["rules"].partition("+")
    return ids[row["report"]] + plus + mark


def _rows(record: Record, table: str) -> list[dict[str, Any]]:
    primary = "number" if table == "reports" else "id"
    return [dict(row) for row in record.connection.execute(f'SELECT * FROM "{table}" ORDER BY "{primary}"')]


def _entries(
    record: Record, table: str, readings: dict[int, str], keys: dict[str, dict[int, str]]
) -> list[dict[str, Any]]:
    refers = {"speaker": "entities", "entity": "entities", "place": "entities", "statement": "statements"}
    refers |= {"event": "events", "reason": "published_reasons", "report": "reports"}
    made = []
    for row in _rows(record, table):
        for name, other in refers.items():
            if isinstance(row.get(name), int):
                row[name] = keys[other][row[name]]
        owner = readings[row["reading"]] if "reading" in row else (row.get("statement") or row["event"]).split("#")[0]
        row["_of"] = owner
        if "reading" in row:
            row["reading"] = owner
        made.append(row)
    was = [row["id"] for row in made]
    made = _numbered(made, "_of")
    keys[table] = dict(zip(was, (row["id"] for row in made), strict=True))
    return made


def _numbered(rows: list[dict[str, Any]], owner: str) -> list[dict[str, Any]]:
    """The rows with the keys that an archive gives them."""
    counts: dict[str, int] = {}
    made = []
    for row in rows:
        counts[row[owner]] = counts.get(row[owner], 0) + 1
        made.append({**row, "id": f"{row[owner]}#{row.get('key') or counts[row[owner]]}"})
    return made


def _kept(table: str, row: dict[str, Any]) -> list[Any]:
    left_out = _MOMENTS | {"part", "place", "kept"} if table in ("reports", "readings") else _MOMENTS
    return [_plain(row[one.name]) for one in columns(table) if one.name not in left_out]


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return int(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _links_of_record(record: Record, ids: dict[int, str]) -> Dump:
    def address(item: str) -> str:
        number, _, entry = item.partition(":")
        return ids[int(number)] + (f"#{entry}" if entry else "")

    links = [
        [
            json.loads(row["parts"]) if name == "parts" else address(row[name]) if name in _ENDS else row[name]
            for name in _LINK
        ]
        for row in _rows(record, "links")
    ]
    groups = [[row["kind"], address(row["item"]), address(row["first"])] for row in _rows(record, "link_groups")]
    held: dict[int, list[int]] = {}
    for row in _rows(record, "link_keys"):
        held.setdefault(row["link_item"], []).append(row["key"])
    items = [
        [
            row["kind"],
            address(row["item"]),
            row["rule"],
            sorted(k ^ _apart(row["kind"]) for k in held.get(row["id"], [])),
        ]
        for row in _rows(record, "link_items")
        # What only says that a report was looked at is no thing.
        if ":" in row["item"] or row["kind"] in ("copy", "story")
    ]
    return {"links": links, "link_groups": groups, "link_items": items}


def of_archive(path: Path) -> Dump:
    """All rows of an archive that count, in order, as `of_record` gives those of a record."""
    archive = Archive.open(str(path))
    linked = archive.linked
    assert linked is not None
    order = _parquet(linked / "order")
    stands = {(row["report"], row["part"]) for row in order}
    made: Dump = {"order": [[row["number"], row["report"], row["revision_of"], row["reading"]] for row in order]}
    tables = archive.top / "tables"
    for table in ("reports", "report_details", "readings", *ENTRIES):
        rows = [row for row in _parquet(tables / table) if (_report(table, row), row["_part"]) in stands]
        dated = _parquet(linked / "tables" / table) if table in ("readings", *ENTRIES) else []
        made[table] = [_kept(table, row) for row in (*rows, *dated)]
    made["problems"] = [[row["source"], row["code"], row["message"]] for row in _parquet(tables / "problems")]
    made["links"] = [
        [row[name] if name != "parts" else json.loads(row["parts"]) for name in _LINK]
        for row in _parquet(linked / "links")
    ]
    made["link_groups"] = [[row["kind"], row["item"], row["first"]] for row in _parquet(linked / "link_groups")]
    made["link_items"] = [
        [row["kind"], row["item"], row["rule"], sorted(row["keys"])] for row in _parquet(linked / "link_items")
    ]
    for link in made["links"]:
        link[5] = int(link[5])
    return _sorted(made)


_ENDS = ("left", "right")
_LINK = ("kind", "label", "left", "right", "score", "joins", "source", "parts", "rule", "status")


def _report(table: str, row: dict[str, Any]) -> str:
    """The report that a row belongs to."""
    if table == "reports":
        return str(row["id"])
    if table in ("report_details", "readings"):
        return str(row["report"])
    return str(row["id"]).partition("#")[0]


def _parquet(place: Place) -> list[dict[str, Any]]:
    from pyarrow import parquet

    made = []
    for found in sorted(place.files(), key=lambda one: one.below):
        if found.below.endswith(".parquet") and not found.below.startswith((".", "_")):
            digits = found.below.removeprefix("part-").split(".")[0].split("-")[0]
            rows = parquet.read_table(found.address, partitioning=None).to_pylist()
            made += [{**row, "_part": int(digits) if digits.isdigit() else -1} for row in rows]
    return made


def _sorted(made: Dump) -> Dump:
    return {table: sorted(rows, key=lambda row: json.dumps(row, default=str)) for table, rows in made.items()}


def differences(one: Dump, other: Dump) -> list[str]:
    """The tables that differ, each with how many rows only one side has and an example."""
    told = []
    for table in sorted(set(one) | set(other)):
        left = {json.dumps(row, default=str, ensure_ascii=False) for row in one.get(table, [])}
        right = {json.dumps(row, default=str, ensure_ascii=False) for row in other.get(table, [])}
        same_number = len(one.get(table, [])) == len(other.get(table, []))
        if left != right or not same_number:
            example = [next(iter(sorted(side)), "")[:600] for side in (left - right, right - left)]
            told.append(f"{table}: {len(left - right)} and {len(right - left)} of {len(left)}: {example}")
    return told
