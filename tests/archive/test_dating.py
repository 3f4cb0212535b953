from typing import Any

from mahdar.archive.dating import from_told, redatings


def report(number: int, day: str | None = None) -> dict[str, Any]:
    days = {"earliest": day, "latest": day, "days": f'["{day}"]' if day else "[]"}
    return {"number": number, "report": f"sha256:{number}", **days, "given_earliest": None, "given_latest": None}


def tie(left: int, right: int, source: str | None = None) -> dict[str, Any]:
    return {"use": 0, "left_number": left, "right_number": right, "source": source}


def test_dating_says_how_each_report_is_to_be_read_anew() -> None:
    days = [report(3), report(1, "2023-03-03"), report(2)]
    found = list(redatings(days, [tie(2, 3), tie(1, 2, "left")]))
    assert [(number, name) for number, name, _, _ in found] == [(2, "sha256:2")]
    number, name, tag, told = found[0]
    assert tag.startswith("+dated:")
    one = from_told(number, name, tag, told)
    assert (str(one.first), str(one.last)) == ("2023-03-03", "2023-03-09")
    assert one.others == (("copy-of-dated", "sha256:1"),)


def test_dating_leaves_what_no_known_day_touches() -> None:
    assert list(redatings([report(1), report(2)], [tie(1, 2)])) == []
