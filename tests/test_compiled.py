from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar import compiled
from mahdar.compiled import OFF, VARIABLE, cache_folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    cache_folder.cache_clear()
    yield tmp_path
    cache_folder.cache_clear()


def test_compiled_builds_once(cache: Path) -> None:
    built: list[int] = []

    def build() -> list[int]:
        built.append(1)
        return [1, 2, 3]

    assert compiled.compiled("x", build) == compiled.compiled("x", build) == [1, 2, 3]
    assert built == [1]


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"not a pickle", b"\x80\x04\x95\xff\xff\xff\xff"])
def test_compiled_builds_anew_when_the_cache_is_damaged(cache: Path, content: bytes) -> None:
    compiled.compiled("x", lambda: 5)
    path = next(cache.rglob("x.pickle"))
    path.write_bytes(content)
    assert compiled.compiled("x", lambda: 6) == 6
    assert compiled.compiled("x", lambda: 7) == 6


def test_compiled_works_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("")
    cache_folder.cache_clear()
    assert compiled.compiled("x", lambda: 5) == 5
    cache_folder.cache_clear()


def test_compiled_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    cache_folder.cache_clear()
    assert cache_folder() is None
    assert compiled.compiled("x", lambda: 5) == 5
    cache_folder.cache_clear()


def test_compiled_clears_away_what_other_versions_left(cache: Path) -> None:
    folder = cache_folder()
    assert folder is not None
    old = cache / ("0" * len(folder.name))
    old.mkdir()
    (cache / "something-else").mkdir()
    compiled.compiled("x", lambda: 5)
    assert not old.exists()
    assert (cache / "something-else").exists()


def test_compiled_keeps_nothing_that_code_built_which_was_changed_since(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_key", lambda: "another")
    assert compiled.compiled("x", lambda: 5) == 5
    assert compiled.compiled("x", lambda: 6) == 6
    assert list(cache.rglob("x.pickle")) == []
