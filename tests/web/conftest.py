"""A client that asks the application directly, and the samples in a record that tests may change."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.sources import find_reports
from mahdar.web.app import make_app, open_desk
from mahdar.web.desk import Desk

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "reports").glob("*.txt"))[:13]
HOST = "127.0.0.1:8765"
COOKIE = "mahdar-8765"
HOSTILE = (
    "<script>document.title='taken'</script> \u202eعنوان مقلوب\n"
    'قال "<img src=x onerror=alert(1)>" أحمد الصافي إن {{ 7*7 }} و</p></article><h1>مزيف</h1> \x00 \u2066قتل 12 شخصا.\n'
    "وقالت <b>وزارة الإغاثة</b> إن 'الهدنة' صامدة & باقية. =HYPERLINK(\"http://x\")\n"
)


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name.lower()), "")


@dataclass
class Client:
    """Sends requests to the application of a desk, with the cookie once it has entered."""

    desk: Desk
    app: Callable = field(init=False)
    session: str = ""
    lang: str = "en"

    def __post_init__(self) -> None:
        self.app = make_app(self.desk, hosts=frozenset({HOST}), cookie=COOKIE)

    def enter(self) -> "Client":
        answer = self.get(f"/?token={self.desk.keys.token}")
        self.session = answer.header("set-cookie").partition("=")[2].partition(";")[0]
        return self

    def get(self, address: str, **headers: str) -> Answer:
        return self.send("GET", address, b"", headers)

    def post(self, address: str, values: dict[str, str] | None = None, **headers: str) -> Answer:
        """A form as this server's own page sends it."""
        told = {"word": self.desk.keys.form_word, **(values or {})}
        sent = {
            "origin": f"http://{HOST}",
            "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
            **headers,
        }
        return self.send("POST", address, urlencode(told).encode(), sent)

    def upload(self, files: list[tuple[str, bytes]], **values: str) -> Answer:
        """Files as the page that adds reports sends them."""
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
            for name, value in {"word": self.desk.keys.form_word, **values}.items()
        ]
        parts += [
            f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + data
            for name, data in files
        ]
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        sent = {"origin": f"http://{HOST}", "content-type": "multipart/form-data; boundary=edge"}
        return self.send("POST", "/add", body, sent)

    def send(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        path, _, query = address.partition("?")
        cookie = f"mahdar-lang={self.lang}" + (f"; {COOKIE}={self.session}" if self.session else "")
        told = {"host": HOST, "cookie": cookie, "content-length": str(len(body)), **headers}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": quote(query, safe="=&%+/:").encode(),
            "root_path": "",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()],
            "server": ("127.0.0.1", 8765),
            "client": ("127.0.0.1", 50000),
        }
        return asyncio.run(_asked(self.app, scope, body))


async def _asked(app: Callable, scope: dict, body: bytes) -> Answer:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict] = []

    async def receive() -> dict:
        if not waiting:
            # The browser stays until it was answered.
            await asyncio.Event().wait()
        return waiting.pop()

    async def send(message: dict) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]))


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the samples and of a report that would like to be a page."""
    folder = tmp_path_factory.mktemp("web")
    hostile = folder / "hostile.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    path = folder / "samples.mahdar"
    with Record.open(path, create=True) as record:
        for _ in take_in(find_reports([*SAMPLES, hostile], outlet="<i>صحيفة</i>"), record):
            pass
    return path


@pytest.fixture(scope="session")
def looking(read_once: Path) -> Client:
    """A client that has entered, for tests that change nothing."""
    return Client(open_desk(read_once, "en")).enter()


@pytest.fixture
def client(read_once: Path, tmp_path: Path) -> Client:
    """A client that has entered, with a record of its own."""
    path = tmp_path / "own.mahdar"
    shutil.copy(read_once, path)
    return Client(open_desk(path, "en")).enter()


@pytest.fixture
def stranger(read_once: Path) -> Client:
    """A client that has not entered."""
    return Client(open_desk(read_once, "en"))
