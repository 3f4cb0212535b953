import re

import pytest

from mahdar.web.guard import Keys

PAGES = ("/", "/reports/1", "/statements.csv", "/static/web.js", "/nothere")


@pytest.mark.parametrize("address", PAGES)
def test_guard_shows_nothing_without_the_token(stranger, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status == 403
    assert len(answer.body) < 200


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_guard_refuses_another_token(stranger, token: str) -> None:
    answer = stranger.get(f"/?token={token}")
    assert answer.status == 403
    assert not answer.header("set-cookie")


def test_guard_takes_the_token_out_of_the_address_and_sets_a_strict_cookie(stranger) -> None:
    answer = stranger.get(f"/statements?token={stranger.desk.keys.token}&page=2")
    assert (answer.status, answer.header("location")) == (303, "/statements?page=2")
    cookie = answer.header("set-cookie").lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.desk.keys.token.lower() not in cookie


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example"])
def test_guard_sends_nobody_to_another_server(stranger, path: str) -> None:
    answer = stranger.get(f"{path}?token={stranger.desk.keys.token}")
    assert re.fullmatch(r"/[^/\\].*", answer.header("location"))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:1", ""])
def test_guard_answers_to_no_other_name(looking, host: str) -> None:
    assert looking.get("/", host=host).status == 421


def test_guard_knows_no_cookie_but_its_own(stranger) -> None:
    stranger.session = "x" * 43
    assert stranger.get("/").status == 403


@pytest.mark.parametrize("address", ["/", "/reports/1", "/static/page.css", "/nothere", "/statements.jsonl"])
def test_guard_sends_the_headers_of_safety_with_everything(looking, stranger, address: str) -> None:
    for one in (looking, stranger):
        answer = one.get(address)
        policy = answer.header("content-security-policy")
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("x-frame-options") == "DENY"
        assert answer.header("referrer-policy") == "same-origin"
        assert answer.header("cache-control") == "no-store"


JUDGED = {"entry": "1:s1", "verdict": "confirm"}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_guard_lets_only_its_own_pages_change_the_record(client, headers: dict[str, str]) -> None:
    assert client.post("/review", JUDGED, **headers).status == 403
    assert _corrections(client) == 0


def test_guard_needs_to_know_where_a_form_comes_from(client) -> None:
    body = f"word={client.desk.keys.form_word}&entry=1:s1&verdict=confirm".encode()
    sent = {"content-type": "application/x-www-form-urlencoded"}
    assert client.send("POST", "/review", body, sent).status == 403


@pytest.mark.parametrize("word", ["", "x", "0" * 64])
def test_guard_needs_the_word_of_its_own_forms(client, word: str) -> None:
    assert client.post("/review", {**JUDGED, "word": word}).status == 403
    assert client.post("/undo", {"word": word}).status == 403
    assert _corrections(client) == 0


@pytest.mark.parametrize("address", ["/undo", "/review?entry=1:s1&verdict=confirm", "/add?files=x"])
def test_guard_lets_no_address_change_anything(client, address: str) -> None:
    client.get(address)
    assert _corrections(client) == 0


def test_guard_refuses_forms_that_are_too_large_or_say_no_length(client) -> None:
    assert client.post("/review", JUDGED, **{"content-length": "300000"}).status == 413
    assert client.post("/review", JUDGED, **{"content-length": "x"}).status == 413


def test_guard_makes_other_keys_for_every_run() -> None:
    one, other = Keys(), Keys()
    assert one.token != other.token and one.session != other.session and one.form_word != other.form_word
    assert len({one.token, one.session, one.form_word}) == 3


def _corrections(client) -> int:
    with client.desk.reading() as record:
        return len(record.corrections.all())
