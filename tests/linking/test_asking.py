import pytest

from mahdar.errors import RecordError
from mahdar.linking.asking import address_of, ask, find_link, redo, undo
from mahdar.linking.local import LocalEngine
from mahdar.record import Record


@pytest.fixture
def tied(record: Record) -> Record:
    list(LocalEngine(record).tie())
    return record


def test_asking_why_gives_the_parts(tied: Record) -> None:
    (link,) = ask(tied, "agency", "first.txt").links
    assert [part["name"] for part in link.parts] == [
        "share-of-shorter",
        "share-of-longer",
        "longest-passage",
        "credits-source",
    ]


def test_asking_why_not_says_what_is_shared(tied: Record) -> None:
    answer = ask(tied, "1", "4")
    assert not answer.links and not answer.path
    assert answer.overlap is not None and answer.overlap.both == 0


def test_asking_undoing_a_link_lasts_and_leaves_the_way_around(tied: Record) -> None:
    undo(tied, find_link(tied, "3", "1"), why="another text", by="the desk")
    assert [(link.left, link.right) for link in tied.links.all("copy")] == [("1", "2"), ("2", "3")]
    assert tied.links.groups("copy") == [["1", "2", "3"]]
    undo(tied, find_link(tied, "2", "3"), why="another text")
    assert tied.links.groups("copy") == [["1", "2"]]
    for table in ("link_keys", "link_items", "link_rules"):
        tied.connection.execute(f"DELETE FROM {table}")
    list(LocalEngine(tied).tie())
    assert [(link.left, link.right) for link in tied.links.all("copy")] == [("1", "2")]
    (link,) = ask(tied, "1", "3").links
    assert (link.status, link.why, link.undone_by) == ("undone", "another text", "the desk")


def test_asking_an_undoing_can_be_taken_back(tied: Record) -> None:
    for other in ("1", "2"):
        undo(tied, find_link(tied, other, "3"), why="a mistake")
    assert tied.links.groups("copy") == [["1", "2"]]
    redo(tied, find_link(tied, "1", "3"))
    assert tied.links.groups("copy") == [["1", "2", "3"]]
    assert find_link(tied, "1", "3").why is None


def test_asking_tells_the_way_between_two_that_are_not_linked_directly(tied: Record) -> None:
    tied.connection.execute("DELETE FROM links WHERE left = '1' AND right = '3'")
    assert ask(tied, "1", "3").path == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "address"), [("2", "2"), ("first", "2"), ("first.txt", "2"), ("first:s5", "2:s5"), ("2:S١", "2:s1")]
)
def test_asking_understands_addresses(record: Record, text: str, address: str) -> None:
    assert address_of(record, text) == address


def test_asking_says_that_nothing_links_two(tied: Record) -> None:
    with pytest.raises(RecordError, match="nothing links 1 and 4"):
        find_link(tied, "1", "4")
