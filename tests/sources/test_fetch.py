"""An address that a person names is fetched once and kept as a WARC record; a site that does not wish it is left."""

import gc
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from warcio.archiveiterator import ArchiveIterator

from mahdar.errors import SourceError
from mahdar.sources import find_reports
from mahdar.sources.fetch import fetched, is_address

PAGE = "<html lang='ar'><body><p>قال رئيس المجلس إن القوافل وصلت إلى المدينة مساء أمس بعد انتظار طويل.</p></html>"


# warcio leaves its temporary files to Python's collector, which says so.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Site(BaseHTTPRequestHandler):
    """A site with one page, a page that robots.txt keeps, one that is not there and one that never ends."""

    asked: list[tuple[str, str]]

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        pages = {"/robots.txt": "User-agent: *\nDisallow: /kept", "/page": PAGE, "/kept": PAGE}
        body = pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def site():
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    gc.collect()


def test_fetch_keeps_request_response_and_time(site):
    with fetched(f"{site}/page", local=True) as stream:
        records = [
            (record.rec_type, record.rec_headers, record.content_stream().read()) for record in ArchiveIterator(stream)
        ]
    assert sorted(kind for kind, _, _ in records) == ["request", "response"]
    (headers, body) = next((headers, body) for kind, headers, body in records if kind == "response")
    assert headers.get_header("WARC-Target-URI") == f"{site}/page" and headers.get_header("WARC-Date")
    assert body.decode() == PAGE
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/page"]
    assert all(agent.startswith("mahdar/") for _, agent in Site.asked)


@pytest.mark.parametrize(("path", "code"), [("/kept", "refused"), ("/none", "refused")])
def test_fetch_leaves_what_a_site_does_not_give(site, path, code):
    with pytest.raises(SourceError) as caught, fetched(site + path, local=True):
        pass
    assert caught.value.code == code


def test_fetch_does_not_reach_into_ones_own_network(site):
    (problem,) = find_reports([f"{site}/page"])
    assert problem.code == "refused" and "your own machine" in problem.message
    assert Site.asked == []


def test_fetch_a_host_that_is_not_there_is_a_problem():
    (problem,) = find_reports(["https://no-such-host.invalid/page"])
    assert (problem.source, problem.code) == ("https://no-such-host.invalid/page", "offline")


def test_fetch_tells_addresses_from_paths():
    assert is_address("https://news.example/1") and is_address("HTTP://news.example")
    assert not is_address("http/page.txt") and not is_address("ftp://news.example")
