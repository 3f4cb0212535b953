"""Prints how long each page of `mahdar serve` takes over a record of many reports, made of the samples."""

import argparse
import http.client
import random
import re
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import uvicorn

from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.record.folding import default_folding
from mahdar.record.schema import SEARCH_TABLE
from mahdar.sources import find_reports
from mahdar.web.app import make_app, open_desk
from mahdar.web.server import bound, hosts_of

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
OUTLETS = [f"outlet {n}" for n in range(40)]
# Tables of a reading, each with the columns that name rows of others.
READ = {
    "parts": (),
    "sentences": (),
    "entities": (),
    "mentions": ("entity",),
    "times": (),
    "amounts": (),
    "statements": ("speaker",),
    "events": ("place", "statement"),
}
OF_ENTRIES = {
    "statement_speakers": "statement",
    "statement_via": "statement",
    "statement_to": "statement",
    "event_actors": "event",
    "event_recipients": "event",
}
REFERS = {"entity": "entities", "speaker": "entities", "place": "entities", "statement": "statements"}


def main() -> None:
    """Makes the record, asks for each page, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports the record holds (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is asked for, the median counts (5)")
    parser.add_argument("--record", type=Path, help="keep the record here, or use the one that is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "many.mahdar"
        if not path.exists():
            make(path, options.reports)
        measure(path, options.rounds)


# The record


def make(path: Path, number: int) -> None:
    """A record of the samples and of copies of them, with other days, outlets and names, and links among them."""
    with Record.open(path, create=True) as record:
        for _ in take_in(find_reports([SAMPLES]), record):
            pass
        first = len(record)
        chance = random.Random(7)
        connection = record.connection
        # The copies are no reports that came in: the log and the seals of this record are not kept.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for copy in range(first + 1, number + 1):
            copy_report(connection, chance.randint(1, first), copy, chance)
        link(connection, first, number, chance)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def copy_report(connection: sqlite3.Connection, of: int, number: int, chance: random.Random) -> None:
    """Copies a report with its reading; its names are others in two of three copies."""
    shift = chance.randint(-900, 900)
    mark = f" {chance.randint(1, 4000)}" if chance.random() < 0.66 else ""
    columns = names(connection, "reports")
    values = dict(connection.execute("SELECT * FROM reports WHERE number = ?", (of,)).fetchone())
    values.update(number=number, id=f"sha256:{number:064x}", outlet=chance.choice(OUTLETS), revision_of=None)
    put(connection, "reports", columns, values)
    folding = default_folding()
    connection.execute(
        f"INSERT INTO {SEARCH_TABLE} (rowid, title, text) VALUES (?, ?, ?)",
        (number, folding.indexed(values["title"] or ""), folding.indexed(values["text"])),
    )
    row = dict(connection.execute("SELECT * FROM readings WHERE report = ? AND is_current = 1", (of,)).fetchone())
    reading, row["report"], row["outlet"] = row.pop("id"), number, values["outlet"]
    for name in ("published_earliest", "published_latest"):
        row[name] = moved(row[name], shift)
    new = put(connection, "readings", names(connection, "readings"), {"id": None, **row})
    ids = copy_entries(connection, reading, new, shift, mark)
    for table, owner in OF_ENTRIES.items():
        layer = f"{owner}s"
        for one in connection.execute(
            f"SELECT t.* FROM {table} t JOIN {layer} o ON o.id = t.{owner} WHERE o.reading = ?", (reading,)
        ).fetchall():
            values = dict(one)
            values.update({"id": None, owner: ids[layer][one[owner]], "entity": ids["entities"][one["entity"]]})
            put(connection, table, names(connection, table), values)


def copy_entries(
    connection: sqlite3.Connection, reading: int, new: int, shift: int, mark: str
) -> dict[str, dict[int, int]]:
    """Copies the entries of a reading; the new row of each old one, by table."""
    ids: dict[str, dict[int, int]] = {}
    for table, refers in READ.items():
        columns = names(connection, table)
        ids[table] = {}
        for row in connection.execute(f"SELECT * FROM {table} WHERE reading = ?", (reading,)).fetchall():
            values = dict(row)
            values.update(id=None, reading=new)
            for name in refers:
                if row[name] is not None:
                    values[name] = ids[REFERS[name]][row[name]]
            for name in ("earliest", "latest"):
                if name in columns:
                    values[name] = moved(row[name], shift)
            if table == "entities" and row["name"] and not row["world"]:
                values["name"] = row["name"] + mark
            ids[table][row["id"]] = put(connection, table, columns, values)
    return ids


def link(connection: sqlite3.Connection, first: int, number: int, chance: random.Random) -> None:
    """Links each copy to some others, as linking would: copies, the same told, conflicts, cases."""
    links, groups, items = (names(connection, table) for table in ("links", "link_groups", "link_items"))
    usual = {"id": None, "score": 0.8, "parts": "[]", "rule": "bench", "made_at": "2026-01-01", "status": "active",
             "undone_at": None, "undone_by": None, "why": None}  # fmt: skip
    rival = '[{"name": "rival-number", "weight": 1, "values": {"left": 11, "right": 12}, "about": ""}]'
    kept = connection.execute("SELECT item, kept FROM link_items WHERE kind = 'case' AND kept IS NOT NULL").fetchall()
    for copy in range(first + 1, number):
        for kind, label, left, right, parts in (
            ("copy", "copy", str(copy), str(copy + 1), "[]"),
            ("statement", "verbatim", f"{copy}:s1", f"{copy + 1}:s1", "[]"),
            ("conflict", "number", f"{copy}:n1", f"{copy + 1}:n1", rival),
        ):
            put(
                connection,
                "links",
                links,
                {**usual, "kind": kind, "label": label, "left": left, "right": right, "left_report": copy,
                 "right_report": copy + 1, "joins": 1, "source": "left", "parts": parts},
            )  # fmt: skip
        begin = copy - copy % 8
        for kind, item, head in (("copy", str(copy), str(begin)), ("statement", f"{copy}:s1", f"{begin}:s1"),
                                 ("story", str(copy), str(begin)), ("event", f"{copy}:v1", f"{begin}:v1")):  # fmt: skip
            put(connection, "link_groups", groups, {"id": None, "kind": kind, "item": item, "report": copy,
                                                    "first": head})  # fmt: skip
        _, matter = chance.choice(kept)
        matter = re.sub(rb'"report": ?\d+', b'"report":%d' % copy, matter)
        put(connection, "link_items", items, {"id": None, "kind": "case", "item": f"{copy}:m1", "report": copy,
                                              "reading": copy, "rule": "bench", "kept": matter,
                                              "tied_at": "2026-01-01"})  # fmt: skip
        put(connection, "link_groups", groups, {"id": None, "kind": "case", "item": f"{copy}:m1", "report": copy,
                                                "first": f"{copy - copy % 3}:m1"})  # fmt: skip


def names(connection: sqlite3.Connection, table: str, known: dict[str, list[str]] = {}) -> list[str]:  # noqa: B006
    """The columns of a table, looked up once."""
    if table not in known:
        known[table] = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
    return known[table]


def put(connection: sqlite3.Connection, table: str, columns: list[str], values: dict[str, object]) -> int:
    """The key of a new row."""
    listed = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    return connection.execute(f"INSERT INTO {table} ({listed}) VALUES ({marks})", values).lastrowid or 0


def moved(day: str | None, shift: int) -> str | None:
    """A day some days on."""
    return (date.fromisoformat(day) + timedelta(days=shift)).isoformat() if day else None


# The pages


def measure(path: Path, rounds: int) -> None:
    """Prints the table."""
    started = time.perf_counter()
    desk = open_desk(path, "en")
    opened = time.perf_counter() - started
    layers = desk.known.layers
    print(f"{desk.known.reports:,} reports, {layers['statements']:,} statements, {layers['events']:,} events,")
    print(
        f"{layers['amounts']:,} numbers, {len(desk.known.people):,} people, bodies and places; opened in {opened:.1f} s"
    )
    print("\n| page | ms of processor | ms until it is there | slowest | KiB | first content, ms |")
    print("|---|---|---|---|---|---|")
    with bound("127.0.0.1", 0) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        app = make_app(desk, hosts=hosts_of("127.0.0.1", listening.getsockname()[1]))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        with painting(host, desk.keys.token) as painted:
            for address in addresses(desk):
                told = row(host, desk.keys.session, address, rounds)
                print(f"{told} {painted(address, rounds)} |", flush=True)
        server.should_exit = True


@contextmanager
def painting(host: str, token: str) -> Iterator[Callable[[str, int], str]]:
    """What tells when the first content of a page is painted in the system's browser; a dash where there is none."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = ""
    if not found:
        yield lambda address, rounds: "-"
        return
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"http://{host}/?token={token}")

        def painted(address: str, rounds: int) -> str:
            times = []
            for _ in range(rounds):
                page.goto(f"http://{host}{address}")
                # Asked again and again from here: the page's own policy lets nothing be evaluated in it.
                while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
                    page.wait_for_timeout(10)
                times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            return f"{statistics.median(times):.0f}"

        yield painted
        browser.close()


def row(host: str, session: str, address: str, rounds: int) -> str:
    """The line of one page: the medians, and the slowest."""
    whole, processor = [], []
    for _ in range(rounds):
        connection = http.client.HTTPConnection(host)
        started, used = time.perf_counter(), time.process_time()
        connection.request("GET", quote(address, safe="/?&=+:"), headers={"Cookie": f"mahdar={session}"})
        answer = connection.getresponse()
        size = len(answer.read())
        whole.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
        connection.close()
    assert answer.status == 200, f"{address}: {answer.status}"
    medians = (statistics.median(processor), statistics.median(whole), max(whole))
    return f"| `{address[:60]}` | " + " | ".join(f"{one:.0f}" for one in medians) + f" | {size // 1024} |"


def addresses(desk: object) -> Iterator[str]:
    """The pages that are asked for."""
    word, name = "\u0645\u062c\u0644\u0633", "\u0631\u0648\u0633\u064a\u0627"
    yield from ("/", "/?first=2023&last=2023", "/reports", f"/reports?words={word}", "/reports?order=day-back")
    yield from ("/reports/5", "/reports/4000", "/compare/4000/4001", "/people", f"/people?words={name}")
    yield from (f"/people/one?key={one.line.key}" for one in desk.known.people[:2])  # type: ignore[attr-defined]
    for layer, kind, status in (
        ("statements", "direct", "denies"), ("events", "ASSAULT", "planned"), ("amounts", "person", "killed"),
    ):  # fmt: skip
        yield f"/{layer}"
        yield f"/{layer}?page=40"
        yield f"/{layer}?kind={kind}&status={status}"
        yield f"/{layer}?words={word}"
        yield f"/{layer}?who={name}"
        yield f"/{layer}?order=day&first=2023-01&last=2023-06"
        yield f"/{layer}?order=day-back"
        yield f"/{layer}?story=4000&outlet=outlet+3"
    yield from ("/cases", "/cases?kind=truce&status=asked", "/conflicts", "/add")
    with desk.reading() as record:  # type: ignore[attr-defined]
        yield f"/cases/{desk.shelf.all(record)[0].case.id}"  # type: ignore[attr-defined]
        conflict = record.connection.execute("SELECT max(id) FROM links WHERE kind = 'conflict'").fetchone()[0]
    yield f"/conflicts/{conflict}"
    yield from ("/review", "/review?of=events&queue=all", "/review?of=amounts&queue=conflict", "/review?of=links")
    half = desk.known.reports // 2  # type: ignore[attr-defined]
    yield from ("/review?of=entities", "/events?page=3000", f"/events?page=3000&after={half}:v1")


if __name__ == "__main__":
    main()
