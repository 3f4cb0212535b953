"""Sets the compiled form of mahdar beside the interpreted one: speed by component, start and memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from texts import press_texts_of, texts_of

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
FORMS = ("interpreted", "compiled")
WORDS = 400


def compiled_wheel() -> Path | None:
    """The compiled wheel in dist/ for this Python that is no older than the sources, None where there is none."""
    newest = max(path.stat().st_mtime for path in SOURCE.rglob("*.py"))
    found = ROOT.glob(f"dist/mahdar-*-cp{sys.version_info.major}{sys.version_info.minor}-*.whl")
    fresh = [path for path in found if path.stat().st_mtime >= newest]
    return max(fresh, key=lambda path: path.stat().st_mtime, default=None)


def make_wheel() -> None:
    """Nothing; leaves the compiled wheel in dist/."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "dist"]
    environment = {**os.environ, "MAHDAR_COMPILED": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def table(wheel: Path, *, reports: int, rounds: int) -> Iterator[str]:
    """The rows of both forms."""
    with TemporaryDirectory() as folder:
        ZipFile(wheel).extractall(folder)
        places = {"interpreted": SOURCE, "compiled": Path(folder)}
        found = {form: measured(places[form], reports=reports, rounds=rounds) for form in FORMS}
    assert [found[form]["form"] for form in FORMS] == list(FORMS)
    yield f"| measure (seconds of processor) | {' | '.join(FORMS)} | compiled ÷ interpreted |"
    yield "|---|---|---|---|"
    yield row(f"reports of {WORDS} words a second", [found[form]["rate"] for form in FORMS], "{:.1f}")
    yield row(
        "the same, as a part of the peer's", [found[form]["rate"] / found[form]["peer"] for form in FORMS], "{:.4f}"
    )
    yield row("the same, times an older coder's chain as stated", [found[form]["chain"] for form in FORMS], "{:.1f}")
    if all(found[form]["press"] for form in FORMS):
        yield row("the same, of real press", [found[form]["press"] for form in FORMS], "{:.1f}")
    yield row("start to first reading, s", [found[form]["start"] for form in FORMS], "{:.2f}")
    yield row("first start of all, s: lexicons built", [found[form]["built"] for form in FORMS], "{:.2f}")
    yield row("peak memory, MiB", [found[form]["memory"] / 2**20 for form in FORMS], "{:.0f}")
    for step in found["interpreted"]["steps"]:
        yield row(f"{step}, ms a report", [found[form]["steps"][step] * 1000 for form in FORMS], "{:.2f}")


def row(name: str, values: list[float], form: str) -> str:
    """One row: both values and their ratio."""
    return f"| {name} | {' | '.join(form.format(value) for value in values)} | {values[1] / values[0]:.2f} |"


def measured(place: Path, *, reports: int, rounds: int) -> dict[str, Any]:
    """What the mahdar in `place` measures of itself, in processes of its own with a cache of its own."""
    with TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPATH": str(place), "MAHDAR_CACHE": cache}

        def worker(*options: object) -> dict[str, Any]:
            command = [sys.executable, __file__, *map(str, options)]
            output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
            made: dict[str, Any] = json.loads(output)
            return made

        built = worker("start")["start"]
        starts = [worker("start")["start"] for _ in range(3)]
        return {**worker("rate", reports, rounds), "built": built, "start": statistics.median(starts)}


def start() -> dict[str, Any]:
    """The seconds from the process's start to the end of its first reading."""
    import mahdar

    mahdar.read(texts_of(WORDS, number=1)[0])
    return {"start": time.process_time()}


def rate(reports: int, rounds: int) -> dict[str, Any]:
    """Reports a second of mahdar and of the peer, the seconds of each step, and the peak memory."""
    from events import chain_seconds
    from speed import peak_memory, peer_side

    import mahdar
    from mahdar.built import FORM
    from mahdar.reading import reading_of

    texts = texts_of(WORDS, number=reports)
    nlp = mahdar.load()
    steps: dict[str, Callable[[Any], Any]] = {"tokenizer": nlp.make_doc, **dict(nlp.pipeline), "reading": reading_of}
    all_rounds = [round_of(steps, texts) for _ in range(rounds + 1)][1:]
    best = {name: statistics.median(one[name] for one in all_rounds) / reports for name in steps}
    memory = peak_memory()
    peer = peer_side().read
    peers = [round_of({"peer": peer}, texts)["peer"] for _ in range(rounds + 1)][1:]
    whole = statistics.median(sum(one.values()) for one in all_rounds)
    chain = chain_seconds(sum(map(len, map(str.split, texts))), sum(len(mahdar.read(text).sentences) for text in texts))
    press = press_texts_of(WORDS, number=reports)
    of_press = [sum(round_of(steps, press).values()) for _ in range(rounds + 1)][1:]
    return {
        "form": FORM,
        "rate": reports / whole,
        "chain": chain / whole,
        "press": len(press) / statistics.median(of_press) if press else 0,
        "peer": reports / statistics.median(peers),
        "steps": best,
        "memory": memory,
    }


def round_of(steps: dict[str, Callable[[Any], Any]], texts: list[str]) -> dict[str, float]:
    """The seconds of processor that each step takes for all texts."""
    from mahdar.compiled import no_collection

    seconds = dict.fromkeys(steps, 0.0)
    for text in texts:
        thing: Any = text
        # As `mahdar.read` does it.
        with no_collection():
            for name, step in steps.items():
                begin = time.process_time()
                thing = step(thing)
                seconds[name] += time.process_time() - begin
    return seconds


if __name__ == "__main__":
    print(json.dumps(start() if sys.argv[1] == "start" else rate(*map(int, sys.argv[2:]))))
