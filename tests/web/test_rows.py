import pytest

from mahdar.web import rows
from mahdar.web.asking import PAGE, Question
from mahdar.web.rows import Rows


@pytest.fixture
def ask(looking):
    def call(layer: str, **wanted) -> list[dict]:
        with looking.desk.reading() as record:
            return list(Rows(record.connection, looking.desk.known, layer).all(Question(**wanted)))

    return call


@pytest.mark.parametrize("layer", ["statements", "events", "amounts"])
def test_rows_of_all_pages_are_all_there_are(looking, layer: str) -> None:
    found = []
    with looking.desk.reading() as record:
        asking = Rows(record.connection, looking.desk.known, layer)
        page = asking.page(Question())
        while page.rows:
            found += page.rows
            page = asking.page(Question(page=len(found) // PAGE + 1)) if page.has_more else rows.Found()
    assert len({row["address"] for row in found}) == len(found) == looking.desk.known.layers[layer]


def test_rows_are_of_the_kind_status_and_report_asked_for(ask) -> None:
    assert {row["type"] for row in ask("events", kind="ASSAULT")} == {"ASSAULT"}
    assert {row["mode"] for row in ask("events", kind="ASSAULT:aerial")} == {"aerial"}
    assert {row["status"] for row in ask("events", status="planned")} == {"planned"}
    assert {row["stance"] for row in ask("statements", status="denies")} == {"denies"}
    assert {row["fate"] for row in ask("amounts", status="killed")} == {"killed"}
    assert {row["report"] for row in ask("amounts", report="3")} == {3}


def test_rows_lie_in_the_days_asked_for(ask) -> None:
    found = ask("events", first="2023-03-09", last="2023-03-10")
    assert found
    for row in found:
        assert (row["latest"] or "9999") >= "2023-03-09" and (row["earliest"] or "0000") <= "2023-03-10"


def test_rows_are_of_somebody_in_one_part_or_in_any(ask, looking) -> None:
    russia = next(one.line.key for one in looking.desk.known.people if one.line.name_en == "Russia")
    did, any_part = ask("events", key=russia, part="did"), ask("events", key=russia)
    assert 0 < len(did) <= len(any_part)
    assert {row["address"] for row in did} <= {row["address"] for row in any_part}
    assert {row["address"] for row in ask("events", who="Russia", part="did")} >= {row["address"] for row in did}


def test_rows_hold_the_words_however_they_are_spelt(ask) -> None:
    found = [row["address"] for row in ask("statements", words="الهدنة")]
    assert found
    assert [row["address"] for row in ask("statements", words="هُدنه")] == found
    assert len(ask("statements", words="الهدنة -الهدنة")) == 0
    assert len(ask("statements", words="الهدنة -الإنسانية")) <= len(found)


def test_rows_of_a_search_that_stops_early_go_on_where_it_stopped(looking, monkeypatch) -> None:
    monkeypatch.setattr(rows, "LOOKED_AT", 5)
    with looking.desk.reading() as record:
        asking = Rows(record.connection, looking.desk.known, "events")
        whole = [row["address"] for row in asking.all(Question(words="مجلس"))]
        found, skip = [], 0
        for _ in range(200):
            page = asking.page(Question(words="مجلس", skip=skip))
            found += [row["address"] for row in page.rows]
            skip = page.goes_on
            if not skip:
                break
    assert found == whole


def test_rows_come_in_the_order_asked_for(ask) -> None:
    days = [row["earliest"] for row in ask("events", order="day") if row["earliest"]]
    assert days == sorted(days)
    reports = [row["report"] for row in ask("events", order="newest")]
    assert reports == sorted(reports, reverse=True)


def test_rows_say_where_else_the_same_is_told(ask) -> None:
    assert any(row["others"] for row in ask("events", report="5"))


@pytest.mark.parametrize("order", ["newest", "oldest", "day", "day-back"])
@pytest.mark.parametrize("layer", ["statements", "events", "amounts"])
def test_rows_behind_an_entry_are_those_of_the_next_page(looking, layer: str, order: str, monkeypatch) -> None:
    monkeypatch.setattr(rows, "PAGE", 7)
    with looking.desk.reading() as record:
        asking = Rows(record.connection, looking.desk.known, layer)
        whole = [row["address"] for row in asking.all(Question(order=order))]
        by_number, by_entry, last = [], [], ""
        for page in range(1, len(whole) // 7 + 2):
            by_number += [row["address"] for row in asking.page(Question(order=order, page=page)).rows]
            by_entry += [row["address"] for row in asking.page(Question(order=order, page=page, after=last)).rows]
            last = by_entry[-1]
    assert by_entry == by_number == whole


def test_rows_by_day_put_what_has_no_day_last(looking) -> None:
    with looking.desk.reading() as record:
        asking = Rows(record.connection, looking.desk.known, "events")
        days = [row["earliest"] for row in asking.all(Question(order="day"))]
        back = [row["earliest"] for row in asking.all(Question(order="day-back"))]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [None] * (len(days) - len(dated))
    assert back == sorted(dated, reverse=True) + [None] * (len(days) - len(dated))
