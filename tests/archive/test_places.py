from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from mahdar.archive.places import Place
from mahdar.errors import SettingError


@pytest.mark.parametrize(
    ("path", "address", "for_spark"),
    [
        ("/a/b", "/a/b", "file:///a/b"),
        ("file:///a/b/", "/a/b", "file:///a/b"),
        ("s3a://bucket/x", "s3://bucket/x", "s3a://bucket/x"),
        ("s3://bucket/x", "s3://bucket/x", "s3a://bucket/x"),
        ("hdfs://name:9000/x", "hdfs://name:9000/x", "hdfs://name:9000/x"),
    ],
)
def test_places_have_one_address_for_all(path: str, address: str, for_spark: str) -> None:
    place = Place.of(path)
    assert (place.address, place.for_spark) == (address, for_spark)


def test_places_write_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    place = Place.of(str(tmp_path)) / "folder" / "file.json"
    place.write_json({"one": 1})
    with pytest.raises(ZeroDivisionError), place.writing() as stream:
        stream.write(b"half")
        _ = 1 / 0
    assert place.read_json() == {"one": 1}
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["file.json"]


def test_places_say_what_they_cannot_open() -> None:
    with pytest.raises(SettingError, match="gopher"):
        Place.of("gopher://a/b").is_there()
