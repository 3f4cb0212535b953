"""Serves a desk on a socket of this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import uvicorn

from mahdar.errors import SettingError
from mahdar.web.app import make_app
from mahdar.web.desk import Desk

LOCAL = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there; `SettingError` where that cannot be."""
    with ExitStack() as opened:
        try:
            family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            listening = opened.enter_context(socket.socket(family, kind, number))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            # From now on a browser waits until it is answered.
            listening.listen(128)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingError.of("error.no_port", host=host, port=port, reason=reason) from error
        yield listening


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The names by which the server may be asked for."""
    names = {*LOCAL, f"[{host}]" if ":" in host else host.lower()}
    if host in EVERYWHERE:
        names |= {socket.gethostname().lower(), *_addresses()}
    return frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))


def _addresses() -> set[str]:
    """The addresses of this machine."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return set()
    return {str(one[4][0]) if ":" not in str(one[4][0]) else f"[{one[4][0]}]" for one in found}


def run(desk: Desk, listening: socket.socket, *, host: str) -> None:
    """Serves until it is told to stop."""
    port = listening.getsockname()[1]
    app = make_app(desk, hosts=hosts_of(host, port), cookie=f"mahdar-{port}")
    # Neither the token nor what is looked at is written to a log.
    config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[listening])
