"""The pages in the browser of the system: each part of the record, in both languages, looked at as a user does."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.sources import find_reports

pytestmark = pytest.mark.browser
each_language = pytest.mark.parametrize("lang", ["ar", "en"])
PAGES = (
    "/", "/reports", "/reports/1", "/reports/14", "/compare/4/5", "/people", "/statements", "/events", "/amounts",
    "/cases", "/conflicts", "/review?queue=all", "/add",
)  # fmt: skip


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.fixture(scope="module")
def address(read_once: Path, served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a record of its own is served, with the token."""
    path = tmp_path_factory.mktemp("served") / "served.mahdar"
    shutil.copy(read_once, path)
    with served(path) as found:
        yield found


@pytest.fixture(scope="module", params=["samples", "seeds"])
def of_record(request, read_once: Path, served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the record of the samples is served, and that of the developers' reports where they have them."""
    path = tmp_path_factory.mktemp(request.param) / f"{request.param}.mahdar"
    if request.param == "samples":
        shutil.copy(read_once, path)
    elif not SEEDS.is_dir():
        pytest.skip("the reports of developers are not here: ../shared/seeds")
    else:
        with Record.open(path, create=True) as record:
            for _ in take_in(find_reports([SEEDS]), record):
                pass
    with served(path) as found:
        yield found


@pytest.fixture
def desk_page(entered, of_record: str):
    """A page of the samples' record, then of the developers'."""
    made = entered(of_record, permissions=["clipboard-read", "clipboard-write"])
    yield made
    assert made.wrong == []
    assert {one for one in made.asked if not one.startswith(made.home)} == set()
    made.context.close()


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
    page.wait_for_url("**kind=ASSAULT**", wait_until="load")
    assert page.locator(".entry").count() > 0
    with page.expect_download() as loading:
        page.get_by_text("CSV", exact=True).click()
    assert loading.value.suggested_filename == "events.csv"
    with loading.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert {row["type"] for row in csv.DictReader(file)} == {"ASSAULT"}


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


# What a desk does all day, on the samples and on the developers' reports, in both languages


@each_language
def test_templates_overview_leads_to_what_it_counts(desk_page, lang: str) -> None:
    page = desk_page
    page.goto(f"{page.home}/?lang={lang}")
    assert int(page.locator(".totals strong").first.inner_text()) >= 5
    assert page.locator("svg.chart a").count() > 0
    page.locator("svg.chart a").last.click()
    assert "/events?first=" in page.url and page.locator(".entry").count() > 0
    page.go_back()
    page.locator(".counted .state").first.click()
    assert "/cases?kind=" in page.url and page.locator(".entry").count() > 0
    page.go_back()
    page.locator("#speakers ~ table a, [aria-labelledby=speakers] table a").first.click()
    assert "/people/one?key=" in page.url and page.locator(".facts").is_visible()


@each_language
def test_templates_report_shows_entries_layers_and_citations(desk_page, lang: str) -> None:
    page = desk_page
    page.goto(f"{page.home}/reports/1?lang={lang}")
    # The innermost entry of a word may be a name: one that only the statement holds is chosen.
    page.locator(".text a[data-e='1:s1'], .text a.cue").first.click()
    shown = page.locator(".card:visible")
    assert shown.count() == 1
    shown.locator(".copy").click()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert shown.get_attribute("id") in cited and cited.startswith("«")
    page.keyboard.press("Escape")
    page.locator("input[data-layer=statement]").uncheck()
    assert "hide-statement" in page.locator("html").get_attribute("class")
    page.reload()
    assert page.locator("html").get_attribute("lang") == lang


@each_language
def test_templates_people_are_found_and_show_what_they_said(desk_page, lang: str) -> None:
    page = desk_page
    page.goto(f"{page.home}/people?kind=person&lang={lang}")
    name = page.locator("tbody a").first
    told = name.inner_text()
    name.click()
    assert told in page.locator("h1").inner_text()
    assert page.locator(".facts dd bdi").count() > 0 and page.locator(".entry").count() > 0
    page.locator(".entry .about a").first.click()
    page.locator(".card.on").wait_for()
    assert "/reports/" in page.url and page.locator(".card:visible").count() == 1


@each_language
@pytest.mark.parametrize("layer", ["statements", "events", "amounts"])
def test_templates_tables_keep_what_was_asked_in_the_address(desk_page, layer: str, lang: str) -> None:
    page = desk_page
    page.goto(f"{page.home}/{layer}?lang={lang}")
    before = page.locator(".entry").count()
    page.locator(".more summary").click()
    page.locator("select[name=order]").select_option("oldest")
    page.locator("input[name=report]").fill("1")
    page.locator("form[role=search] button").click()
    assert "report=1" in page.url and "order=oldest" in page.url
    assert 0 < page.locator(".entry").count() <= before
    assert page.locator("input[name=report]").input_value() == "1"
    with page.expect_download() as loading:
        page.get_by_text("JSONL", exact=True).click()
    lines = Path(loading.value.path()).read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["report"] for line in lines} == {1}
    page.go_back()
    assert page.locator(".entry").count() == before


@each_language
def test_templates_cases_lead_to_their_sources(desk_page, lang: str) -> None:
    page = desk_page
    page.goto(f"{page.home}/cases?lang={lang}")
    page.locator(".entry h2 a").first.click()
    assert page.locator(".steps li").count() > 0
    page.locator(".steps a").first.click()
    page.locator(".text .on").first.wait_for()
    assert "#sentence" in page.url
    page.goto(f"{page.home}/conflicts")
    if page.locator(".entry h2 a").count():
        page.locator(".entry h2 a").first.click()
        assert page.locator("ol.chain").count() == 2
    else:
        assert page.locator(".note").inner_text()


@each_language
def test_templates_review_goes_through_suggestions_by_the_keyboard(desk_page, lang: str) -> None:
    page = desk_page
    for queue in ("of=events&queue=open", "of=entities&queue=all", "of=statements&queue=all", "of=links"):
        page.goto(f"{page.home}/review?{queue}&lang={lang}")
        if not page.locator("input[name=entry]").count():
            continue
        judged = page.locator("input[name=entry]").first.get_attribute("value")
        page.keyboard.press("a")
        page.wait_for_url("**done=confirm**")
        page.keyboard.press("u")
        page.wait_for_url("**done=undone**")
        assert page.locator("input[name=entry]").first.get_attribute("value") == judged
    page.goto(f"{page.home}/review?entry=1&lang={lang}")
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.type("صوت الوادي")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=correct**")
    page.goto(f"{page.home}/reports/1")
    assert "صوت الوادي" in page.locator("header .line").first.inner_text()
    page.goto(f"{page.home}/review")
    page.keyboard.press("u")
    page.wait_for_url("**done=undone**")


# Accessibility


@each_language
def test_templates_have_nothing_serious_for_the_checker_of_accessibility(page, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    checker, found = axe.Axe(), {}
    more = ("/people/one?key=world:body:un", "/review?of=entities&queue=all", "/review?of=links", "/nothere")
    with_case = (
        [page.locator("a[href^='/cases/']").first.get_attribute("href")] if page.goto(f"{page.home}/cases") else []
    )
    for path in (*PAGES, *more, *with_case):
        page.goto(f"{page.home}{path}{'&' if '?' in path else '?'}lang={lang}")
        result = checker.run(page).response["violations"]
        serious = [one for one in result if one["impact"] in ("serious", "critical")]
        if serious:
            found[path] = [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]
    assert found == {}


@each_language
@pytest.mark.parametrize(
    "path", ["/", "/conflicts", "/review?of=amounts&queue=all", "/add", "/people/one?key=world:body:un"]
)
def test_templates_reach_everything_by_the_tab_key_and_show_where_it_is(page, path: str, lang: str) -> None:
    page.goto(f"{page.home}{path}{'&' if '?' in path else '?'}lang={lang}")
    there = page.evaluate(
        """() => Array.from(document.querySelectorAll('a[href], button, input, select, summary, svg a'))
            .filter((one) => one.type !== 'hidden' && one.tabIndex >= 0 && one.checkVisibility()).length"""
    )
    reached, hidden = 0, []
    for _ in range(there + 10):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body || one.dataset.seen) return null;
                one.dataset.seen = 'yes';
                const look = getComputedStyle(one), rect = one.querySelector('rect');
                const seen = look.outlineStyle !== 'none' || (rect && getComputedStyle(rect).stroke !== 'none')
                    || one.type === 'file';
                return [one.matches('a, button, input, select, summary'), seen, one.outerHTML.slice(0, 120)];
            }"""
        )
        if told is None:
            break
        reached += told[0]
        hidden += [] if told[1] else [told[2]]
    assert hidden == []
    assert reached == there


def test_templates_skip_the_head_by_the_first_link(page) -> None:
    page.goto(f"{page.home}/statements")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
