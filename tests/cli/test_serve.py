from pathlib import Path

import pytest

from mahdar.cli import serve
from mahdar.errors import MahdarError, RecordError, SettingError


def test_serve_says_what_to_install_when_it_is_missing(run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    with pytest.raises(SettingError, match="pip install"):
        run("serve", samples, "--no-browser")


def test_serve_wants_a_record_that_is_there(run, tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        run("serve", tmp_path / "none.mahdar", "--no-browser")


def test_serve_prints_the_address_with_its_token(run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []
    monkeypatch.setattr("mahdar.web.server.run", lambda desk, listening, host: served.append(desk.keys.token))
    monkeypatch.setattr("webbrowser.open", lambda address: pytest.fail("no browser was asked for"))
    result = run("serve", samples, "--no-browser", "--port", "0", "--lang", "en")
    assert result.exit_code == 0
    assert f"/?token={served[0]}" in result.stdout and "http://127.0.0.1:" in result.stdout


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("10.0.0.5", "10.0.0.5")])
def test_serve_names_the_host_as_an_address_has_it(host: str, shown: str) -> None:
    assert serve.shown(host) == shown
    assert issubclass(SettingError, MahdarError)
