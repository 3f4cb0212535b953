"""A standalone Spark cluster on this machine: a master and workers as processes of their own, some of them killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mahdar.archive.session import open_session
from mahdar.errors import SettingError

ROOT = Path(__file__).parents[2]
PRESS = ROOT.parent / "shared" / "data" / "press"
ARTICLES = int(os.environ.get("MAHDAR_ARTICLES", "3000"))
# Seconds until a master or worker answers, and until a run must have come to its end.
PATIENCE, LONGEST = 300, 6 * 3600
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}


def test_session_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mahdar.archive.session.find_spec", lambda name: None)
    with pytest.raises(SettingError, match=r"pip install 'mahdar\[spark\]', and Java 17"):
        open_session()


class Cluster:
    """A master and its workers; each has its own process group, so that all of one can be killed at once."""

    def __init__(self, folder: Path, spark_home: Path) -> None:
        self._folder, self._home = folder, spark_home
        self.processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        port = _free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self._start("master", "org.apache.spark.deploy.master.Master", "--port", str(port))
        _wait(lambda: _answers(port), "the master")

    def add_worker(self) -> None:
        """Starts one more worker and waits until the master knows it."""
        number = len(self.workers) + 1
        known = self._log("master").count("Registering worker")
        arguments = ("--cores", "1", "--memory", "1g", "--work-dir", str(self._folder / f"work{number}"), self.master)
        worker = self._start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", *arguments)
        self.workers.append(worker)
        _wait(lambda: self._log("master").count("Registering worker") > known, "a worker")

    def kill(self, worker: int) -> None:
        """Kills a worker with all that it started, without a word of warning."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _log(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _start(self, name: str, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as file:
            process = subprocess.Popen(
                [str(self._home / "bin" / "spark-class"), what, "--host", "127.0.0.1", "--webui-port", "0", *arguments],
                stdout=file,
                stderr=subprocess.STDOUT,
                env=environment(self._home),
                start_new_session=True,
            )
        self.processes.append(process)
        return process


def environment(spark_home: Path) -> dict[str, str]:
    """What Spark's processes must know: where Spark is, which Python reads, and the name of this machine to itself."""
    made = {
        **os.environ,
        "SPARK_HOME": str(spark_home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    made["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return {**made, "SPARK_DAEMON_MEMORY": "256m", "SPARK_NO_DAEMONIZE": "1"}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _wait(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"{what} did not come up"
        time.sleep(0.2)


@pytest.fixture
def cluster(tmp_path: Path, no_spark: str) -> Iterator[Cluster]:
    if no_spark:
        pytest.skip(no_spark)
    import pyspark

    made = Cluster(tmp_path, Path(pyspark.__file__).parent)
    try:
        made.add_worker()
        made.add_worker()
        yield made
    finally:
        made.stop()


def _run(*arguments: str, master: str, log: Path, meanwhile: Callable[[], bool] | None = None) -> None:
    """Runs a command of `mahdar archive` on a cluster; `meanwhile` is asked until it says that it has done its harm."""
    import pyspark

    settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}={value}")]
    command = [sys.executable, "-m", "mahdar.cli", "archive", *arguments, "--master", master, *settings]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env=environment(Path(pyspark.__file__).parent)
        )
    try:
        end, harmed = time.monotonic() + LONGEST, meanwhile is None
        while process.poll() is None:
            assert time.monotonic() < end
            if meanwhile is not None and not harmed:
                harmed = meanwhile()
            time.sleep(0.1)
    finally:
        process.kill()
        process.wait()
    assert process.returncode in (0, 1), log.read_text(encoding="utf-8", errors="replace")[-4000:]
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")
    assert harmed, "it was done before a worker could be killed"


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["samples", "press"])
def test_session_of_a_cluster_gives_what_one_machine_gives_though_workers_die(
    cluster: Cluster, tmp_path: Path, inputs_folder: Path, dumps: Any, corpus: str
) -> None:
    source = inputs_folder if corpus == "samples" else _press(tmp_path)
    out = tmp_path / "out"

    def dies_in_reading() -> bool:
        done = len(list((out / "parts").glob("*.json"))) if (out / "parts").is_dir() else 0
        if done:
            cluster.kill(0)
        return bool(done)

    def dies_in_linking() -> bool:
        begun = any(out.glob("linked/*/steps/things-0/_SUCCESS"))
        if begun:
            cluster.kill(1)
        return begun

    size = ("--part", "8" if corpus == "samples" else "512")
    log = tmp_path / "read.log"
    _run("read", str(source), str(out), *size, master=cluster.master, log=log, meanwhile=dies_in_reading)
    cluster.add_worker()
    _run("link", str(out), master=cluster.master, log=tmp_path / "link.log", meanwhile=dies_in_linking)
    local = dumps.of_record(dumps.read_locally([str(source)], tmp_path / "local.mahdar"))
    assert dumps.differences(local, dumps.of_archive(out)) == []
    assert len(local["reports"]) > (20 if corpus == "samples" else 0.9 * ARTICLES)


def _press(folder: Path) -> Path:
    """The first articles of the press that is at hand, as lines."""
    if not PRESS.is_dir():
        pytest.skip(f"the articles are not at hand: {PRESS}")
    found: list[Any] = []
    for path in sorted(PRESS.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            found += json.loads(archive.read(archive.namelist()[0]))
    lines = folder / "press.jsonl"
    lines.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in found[:ARTICLES]), encoding="utf-8")
    return lines
