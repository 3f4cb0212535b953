import pytest

from mahdar.errors import SettingError
from mahdar.web.server import bound, hosts_of


def test_server_is_known_by_the_names_of_this_machine_alone() -> None:
    assert hosts_of("127.0.0.1", 8765) == {"127.0.0.1:8765", "localhost:8765", "[::1]:8765"}
    assert "example.org:80" not in hosts_of("0.0.0.0", 80)
    assert "127.0.0.1" in hosts_of("127.0.0.1", 80)


def test_server_listens_on_this_machine_alone_and_says_when_it_cannot() -> None:
    with bound("127.0.0.1", 0) as listening:
        name, port = listening.getsockname()
        assert name == "127.0.0.1"
        with pytest.raises(SettingError, match="--port"), bound("127.0.0.1", port):
            pass
    with pytest.raises(SettingError), bound("no.such.host.invalid", 1):
        pass
