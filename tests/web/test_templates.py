"""The pages in the browser of the system: each part of the record, in both languages, looked at as a user does."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.web.app import open_desk

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium was found: install the system's, for example `chromium`"),
]
# Nothing is looked up elsewhere, and it runs as whoever runs the tests.
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
each_language = pytest.mark.parametrize("lang", ["ar", "en"])
PAGES = (
    "/", "/reports", "/reports/1", "/reports/14", "/compare/4/5", "/people", "/statements", "/events", "/amounts",
    "/cases", "/conflicts", "/review?queue=all", "/add",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a record of its own is served, with the token."""
    import uvicorn

    from mahdar.web.app import make_app
    from mahdar.web.server import bound, hosts_of

    path = tmp_path_factory.mktemp("served") / "served.mahdar"
    shutil.copy(read_once, path)
    desk = open_desk(path, "en")
    with bound("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_app(desk, hosts=hosts_of("127.0.0.1", port)), log_level="error"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield f"http://127.0.0.1:{port}/?token={desk.keys.token}"
        server.should_exit = True
        running.join()


@pytest.fixture(scope="module")
def browser():
    """The browser of the system."""
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield made
        made.close()


@pytest.fixture
def page(browser, address: str):
    """A page that has entered, with what went wrong in it, and what it asked of others."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.wrong, made.asked, made.home = [], [], address.partition("?")[0].rstrip("/")
    made.on("console", lambda said: made.wrong.append(said.text) if said.type == "error" else None)
    made.on("pageerror", lambda error: made.wrong.append(str(error)))
    made.on("dialog", lambda dialog: made.wrong.append(dialog.message))
    made.on("request", lambda request: made.asked.append(request.url))
    made.goto(address)
    yield made
    context.close()


@each_language
@pytest.mark.parametrize("path", PAGES)
def test_templates_show_each_page_whole_and_ask_nobody_else(page, path: str, lang: str) -> None:
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{page.home}{path}{'&' if '?' in path else '?'}lang={lang}")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("h1").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.wrong == []
    assert {one for one in page.asked if not one.startswith(page.home)} == set()


def test_templates_run_nothing_of_a_report(page) -> None:
    page.goto(f"{page.home}/reports/14")
    assert "<script>" in page.locator(".text").inner_text()
    assert "taken" not in page.title()
    assert page.locator(".text script, .text img, .text h1, .text b").count() == 0
    assert page.wrong == []


@each_language
def test_templates_show_the_entry_that_is_chosen_with_its_chain(page, lang: str) -> None:
    page.goto(f"{page.home}/reports/1?lang={lang}")
    page.locator(".text a[data-e~='1:s1']").first.click()
    shown = page.locator(".card:visible")
    assert shown.count() == 1 and shown.get_attribute("id") == "1:s1"
    assert shown.locator(".chain li").count() >= 2
    page.keyboard.press("Escape")
    assert page.locator(".card:visible").count() > 5


def test_templates_hide_and_show_a_layer(page) -> None:
    page.goto(f"{page.home}/reports/1")
    box = page.locator("input[data-layer=event]")
    box.uncheck()
    assert "hide-event" in page.locator("html").get_attribute("class")
    box.check()
    assert "hide-event" not in page.locator("html").get_attribute("class")


def test_templates_lead_through_a_text_by_the_arrow_keys(page) -> None:
    page.goto(f"{page.home}/reports/1")
    page.locator(".text a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.text a')[1]")


@each_language
def test_templates_search_and_filter_by_forms(page, lang: str) -> None:
    page.goto(f"{page.home}/events?lang={lang}")
    page.locator("select[name=kind]").select_option("ASSAULT")
    page.locator("form[role=search] button").click()
    assert "kind=ASSAULT" in page.url
    assert 0 < page.locator(".entry").count() < 50
    with page.expect_download() as loading:
        page.get_by_text("CSV", exact=True).click()
    assert loading.value.suggested_filename == "events.csv"


@each_language
def test_templates_review_by_the_keyboard_alone(page, lang: str) -> None:
    page.goto(f"{page.home}/review?of=amounts&queue=all&lang={lang}")
    judged = page.locator("input[name=entry]").get_attribute("value")
    page.keyboard.press("a")
    page.wait_for_url("**done=confirm**")
    assert page.locator("input[name=entry]").get_attribute("value") != judged
    page.keyboard.press("u")
    page.wait_for_url("**done=undone**")
    assert page.locator("input[name=entry]").get_attribute("value") == judged
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.closest('.fields') !== null")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.wait_for_url("**after=**")
    assert page.wrong == []


def test_templates_zoom_from_the_timeline_to_the_events_of_a_day(page) -> None:
    page.goto(f"{page.home}/")
    page.locator("svg.chart a").first.click()
    assert "/events?first=" in page.url
    assert page.locator(".entry").count() > 0


def test_templates_read_files_that_are_dropped_one_by_one(page, tmp_path: Path) -> None:
    files = []
    for number in (1, 2):
        files.append(tmp_path / f"<b>{number}.txt")
        files[-1].write_text(f"أعلنت وزارة الإغاثة أن {number + 40} مدنيا غادروا عين الوادي.", encoding="utf-8")
    page.goto(f"{page.home}/add")
    page.locator("input[type=file]").set_input_files(files)
    page.locator("#adding button").click()
    page.locator("#added tbody tr").nth(1).wait_for(timeout=120_000)
    assert page.locator("#added tbody a").count() == 2
    assert page.locator("#added b").count() == 0
    assert page.wrong == []


def test_templates_work_without_the_script(browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    home = address.partition("?")[0].rstrip("/")
    page.goto(f"{home}/reports/1")
    assert page.locator(".card").count() == page.locator(".card:visible").count() > 5
    page.goto(f"{home}/review?queue=all")
    page.locator("button[value=confirm]").click()
    assert "done=confirm" in page.url
    context.close()
