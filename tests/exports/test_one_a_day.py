from mahdar.exports.one_a_day import joined, keep_one

ROWS = [
    {"day": "1", "who": "a", "source": "x"},
    {"day": "", "who": "a", "source": "x"},
    {"day": "1", "who": "a", "source": "y; x"},
    {"day": "1", "who": "b", "source": ""},
    {"day": "", "who": "a", "source": "x"},
]


def test_one_a_day_keeps_one_of_the_same_and_all_without_a_day() -> None:
    kept = keep_one(
        ROWS, same=("day", "who"), day="day", merge=lambda rows: {**rows[0], "source": joined(rows, "source")}
    )
    assert [(row["day"], row["who"], row["source"]) for row in kept] == [
        ("1", "a", "x; y"),
        ("", "a", "x"),
        ("1", "b", ""),
        ("", "a", "x"),
    ]
