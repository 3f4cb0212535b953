import pytest

pytest.importorskip("datasette")

from mahdar.exports.datasette_plugin import NOTHING, expression


def test_datasette_plugin_folds_words_and_keeps_what_is_left_out() -> None:
    assert '"اعلنت"' in expression("أعلنت") and expression("اعلنت") == '("اعلنت")'
    assert " NOT " in expression("روسيا -حلب")


@pytest.mark.parametrize("query", ["", "  ", None, '"'])
def test_datasette_plugin_finds_nothing_for_no_words(query: str | None) -> None:
    assert expression(query) == NOTHING
