"""A client that asks the application directly, the browser of the system, and the samples in records of their own."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
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
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
# Nothing is looked up elsewhere, and it runs as whoever runs the tests.
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
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


@contextmanager
def _served(path: Path) -> Iterator[str]:
    """Where a record is served, with the token."""
    import uvicorn

    from mahdar.web.app import make_app
    from mahdar.web.server import bound, hosts_of

    desk = open_desk(path, "en")
    with bound("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_app(desk, hosts=hosts_of("127.0.0.1", port)), log_level="error"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield f"http://127.0.0.1:{port}/?token={desk.keys.token}"
        server.should_exit = True
        running.join()


@pytest.fixture(scope="session")
def served() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a record for as long as it is entered, and tells where, with the token."""
    return _served


@pytest.fixture(scope="module")
def browser():
    """The browser of the system."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    if not CHROMIUM:
        pytest.skip("no Chromium was found: install the system's, for example `chromium`")
    with driver.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def entered(browser):
    """Opens a page that has entered, with what went wrong in it, and what it asked of others."""

    def call(address: str, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        # Tests wait as long as a busy machine takes.
        context.set_default_timeout(300_000)
        made = context.new_page()
        made.wrong, made.asked, made.home = [], [], address.partition("?")[0].rstrip("/")
        made.add_init_script(
            "addEventListener('securitypolicyviolation', (one) => console.error('policy', one.blockedURI))"
        )
        made.on("console", lambda said: made.wrong.append(said.text) if said.type == "error" else None)
        made.on("pageerror", lambda error: made.wrong.append(str(error)))
        made.on("dialog", lambda dialog: (made.wrong.append(dialog.message), dialog.dismiss()))
        made.on("request", lambda request: made.asked.append(request.url))
        made.goto(address)
        return made

    return call


@pytest.fixture
def page(entered, address: str):
    """A page of the module's own record, at its `address`."""
    made = entered(address)
    yield made
    assert {one for one in made.asked if not one.startswith(made.home)} == set()
    made.context.close()
