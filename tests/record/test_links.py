"""The tables of links, filled by hand."""

import pytest

from mahdar.errors import RecordError
from mahdar.record import Record
from mahdar.record.links import link_named


@pytest.fixture
def record(path, make):
    make_report, make_reading = make
    with Record.open(path, create=True) as opened:
        for number in range(6):
            report = make_report(f"{make_report().text} {number}", source=f"{number}.txt")
            opened.add(report, make_reading(report))
        yield opened


def values(left, right, *, kind="copy", joins=True):
    return {
        "kind": kind,
        "label": "copy" if joins else "shared",
        "left": left,
        "right": right,
        "left_report": int(left.partition(":")[0]),
        "right_report": int(right.partition(":")[0]),
        "score": 0.5,
        "joins": joins,
        "source": None,
        "parts": [{"name": "part", "about": "link", "weight": 0.5, "values": {}}],
        "rule": "rule/1",
    }


def test_links_are_kept_with_their_parts(record):
    with record.writing():
        assert record.links.add(values("1", "2"))
    (link,) = record.links.all("copy")
    assert (link.left, link.right, link.joins, link.parts[0]["name"]) == ("1", "2", True, "part")
    assert record.links.between("2", "1") == [link]


def test_links_of_entries_and_kinds_stay_apart(record):
    with record.writing():
        record.links.add(values("1", "2"))
        record.links.add(values("1:s1", "2:s1", kind="statement"))
    assert record.links.groups("copy") == [["1", "2"]]
    assert record.links.groups("statement") == [["1:s1", "2:s1"]]
    assert [link.kind for link in record.links.between("1:s1", "2:s1")] == ["statement"]


@pytest.mark.parametrize(
    ("pairs", "undone", "groups"),
    [
        ([("1", "2"), ("3", "4"), ("2", "3")], None, [["1", "2", "3", "4"]]),
        ([("1", "2"), ("3", "4"), ("2", "3")], ("2", "3"), [["1", "2"], ["3", "4"]]),
        ([("1", "2"), ("2", "3"), ("1", "3")], ("1", "2"), [["1", "2", "3"]]),
        ([("1", "2")], ("1", "2"), []),
    ],
)
def test_links_groups_follow_the_links_that_hold(record, pairs, undone, groups):
    with record.writing():
        for left, right in pairs:
            record.links.add(values(left, right))
    if undone:
        with record.writing():
            record.links.undo(record.links.between(*undone)[0], why="no")
    assert record.links.groups("copy") == groups


def test_links_that_do_not_join_make_no_group(record):
    with record.writing():
        record.links.add(values("1", "2", joins=False))
    assert record.links.groups("copy") == []
    assert record.links.first("copy", "2") == "2"


def test_links_candidates_share_keys_of_their_kind(record):
    with record.writing():
        for number, keys in ((1, [1, 2, 3]), (2, [2, 3, 4]), (3, [3, 4, 5])):
            record.links.add_item("copy", str(number), number, "rule/1", keys)
        record.links.add_item("statement", "1:s1", 1, "rule/1", [2, 3])
    assert record.links.candidates("copy", "rule/1", [2, 3], least=2, commonest=9) == ["1", "2"]
    assert record.links.candidates("copy", "rule/1", [3], least=1, commonest=2) == ["2", "3"]
    assert record.links.candidates("copy", "rule/1", [], least=1, commonest=9) == []
    assert record.links.candidates("copy", "rule/2", [2, 3], least=1, commonest=9) == []
    assert record.links.kept("copy", "1") is None


def test_links_forget_what_a_report_had_but_what_was_undone(record):
    with record.writing():
        record.links.add_item("copy", "1", 1, "rule/1", [1])
        for left, right in (("1", "2"), ("2", "3"), ("1", "4")):
            record.links.add(values(left, right))
        record.links.undo(record.links.between("1", "4")[0], why="no")
        record.links.forget("copy", 1)
    assert [(link.left, link.right) for link in record.links.all("copy")] == [("2", "3")]
    assert record.links.groups("copy") == [["2", "3"]]
    assert record.links.between("1", "4")[0].status == "undone"
    with record.writing():
        assert not record.links.add(values("1", "4"))
    assert record.check() == []


def test_links_untied_are_those_that_the_rule_has_not_seen(record):
    with record.writing():
        record.links.add_item("copy", "2", 2, "rule/1", [])
    assert record.links.untied("copy", "rule/1") == [1, 3, 4, 5, 6]
    assert record.links.untied("copy", "rule/2") == [1, 2, 3, 4, 5, 6]


def test_links_ask_for_the_kind_where_two_have_several(record):
    with record.writing():
        record.links.add(values("1", "2"))
        record.links.add(values("1", "2", kind="story"))
    found = record.links.between("1", "2")
    assert link_named(found, "story", "1", "2").kind == "story"
    with pytest.raises(RecordError, match="linked as copy, story"):
        link_named(found, None, "1", "2")


def test_links_filter_by_label_and_report(record):
    with record.writing():
        record.links.add(values("1", "2"))
        record.links.add(values("2", "3", joins=False))
    assert [link.right for link in record.links.all("copy", labels=["shared"])] == ["3"]
    assert [link.right for link in record.links.all("copy", report=1)] == ["2"]
    assert len(list(record.links.all("copy", report=2))) == 2
