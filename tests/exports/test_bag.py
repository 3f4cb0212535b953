"""A record sealed as a bag is one that BagIt's own tool validates, and every byte of it is checked."""

import json

import bagit
import pytest

from mahdar.errors import SettingError
from mahdar.exports.bag import package
from mahdar.intake import take_in
from mahdar.record import Record
from mahdar.record.verifying import verify
from mahdar.sources import find_reports

TEXTS = ("قال رئيس المجلس إن القوافل وصلت إلى المدينة.", "وأعلنت الوزارة هدنة في الوادي.")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bag")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with Record.open(folder / "r.mahdar", create=True) as record:
        list(take_in(find_reports([folder / "0.txt", folder / "1.txt"]), record))
    return folder


def test_bag_of_a_whole_record_is_valid_and_holds_the_record(made, tmp_path):
    with Record.open(made / "r.mahdar") as record:
        sealed = package(record, tmp_path / "bag", by="مكتب التوثيق", why="تسليم")
        data = {report.number: record.data(report.id) for report in record.reports()}
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate() and bag.info["Mahdar-Log-Head"] == sealed.head
    assert set(bag.algorithms) == {"sha256", "sha512"}
    for number in (1, 2):
        (place,) = (tmp_path / "bag" / "data" / "reports").glob(f"{number:06}-*")
        assert (place / "received.txt").read_bytes() == data[number]
        assert json.loads((place / "reading.json").read_text("utf-8"))["text"] == TEXTS[number - 1]
    lines = (tmp_path / "bag" / "data" / "log.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["hash"] == sealed.head and json.loads(lines[-1])["why"] == "تسليم"
    with Record.open(tmp_path / "bag" / "data" / "record.mahdar", write=False) as copy:
        assert verify(copy, head=sealed.head).findings == []


def test_bag_of_some_reports_holds_these_alone(made, tmp_path):
    with Record.open(made / "r.mahdar") as record:
        assert package(record, tmp_path / "bag", reports=["0.txt"]).reports == 1
    names = [path.name for path in (tmp_path / "bag" / "data").iterdir()]
    assert sorted(names) == ["log.jsonl", "reports"]
    assert bagit.Bag(str(tmp_path / "bag")).validate()


def test_bag_that_was_changed_is_not_valid(made, tmp_path):
    with Record.open(made / "r.mahdar") as record:
        package(record, tmp_path / "bag", reports=["1"])
    (place,) = (tmp_path / "bag" / "data" / "reports").iterdir()
    (place / "text.txt").write_text("غير هذا", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


def test_bag_is_not_made_over_what_is_there(made, tmp_path):
    with Record.open(made / "r.mahdar") as record, pytest.raises(SettingError, match="is there already"):
        package(record, tmp_path)
