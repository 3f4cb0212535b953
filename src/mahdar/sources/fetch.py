"""Fetches an address that the user names, once and politely, as a WARC record with request, response and time.

Nothing else in mahdar reaches the network. The site's robots.txt is asked first (RFC 9309), the page is fetched with a
name that says who asks, redirects are followed within the web, and no more is taken than a report can be.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener
from urllib.robotparser import RobotFileParser

from mahdar import __version__
from mahdar.errors import SourceError
from mahdar.sources.archives import IN_MEMORY
from mahdar.sources.decode import LARGEST

AGENT = f"mahdar/{__version__} (fetches single pages that a person named)"
# Seconds until a site must have answered.
WAIT = 30
# Hops from address to address.
MOST_REDIRECTS = 5
# Bytes of a robots.txt that programs must read at the least (RFC 9309, section 2.5).
LARGEST_ROBOTS = 500 * 1024


def is_address(name: str) -> bool:
    """Whether `name` is an address of the web and not a path."""
    return name.lower().startswith(("http://", "https://"))


@contextmanager
def fetched(address: str, *, agent: str = AGENT, local: bool = False) -> Iterator[BinaryIO]:
    """The WARC file of fetching `address`, open at its beginning.

    Raises `SourceError` (offline, refused, too-large) when the site cannot be reached, does not wish it, or answers
    with an error. Addresses of this machine and its own network are refused unless `local`.
    """
    # On use: a run without addresses needs none of it.
    from warcio.capture_http import capture_http
    from warcio.warcwriter import BufferWARCWriter

    opener = build_opener(_Redirects(local=local))
    opener.addheaders = [("User-Agent", agent)]
    _refuse_own_network(address, allowed=local)
    _ask_robots(opener, address, agent)
    writer = BufferWARCWriter(gzip=False)
    with capture_http(writer):
        _take(opener, address)
    with SpooledTemporaryFile(IN_MEMORY) as file:
        file.write(writer.get_contents())
        file.seek(0)
        yield file  # type: ignore[misc]


def _take(opener: OpenerDirector, address: str, *, largest: int = LARGEST) -> bytes:
    """The body at an address; raises `SourceError` where there is none to be had."""
    try:
        with opener.open(address, timeout=WAIT) as answer:
            data: bytes = answer.read(largest + 1)
    except HTTPError as error:
        with error:
            raise SourceError(f"the site answered {error.code} {error.reason}", code="refused") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise SourceError(f"it cannot be fetched: {reason}", code="offline") from error
    if len(data) > largest:
        raise SourceError(f"more than {largest // 2**20} MiB", code="too-large")
    return data


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, and none into the user's own network."""

    max_redirections = MOST_REDIRECTS

    def __init__(self, *, local: bool) -> None:
        self._local = local

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request for the new address; `SourceError` for one that must not be asked."""
        _refuse_own_network(newurl, allowed=self._local)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refuse_own_network(address: str, *, allowed: bool) -> None:
    """A page on the web must not lead to a service of the user's own machine or network."""
    if allowed:
        return
    host = urlsplit(address).hostname or ""
    try:
        places = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError) as error:
        raise SourceError(f"its host {host!r} is not known: {error}", code="offline") from error
    for place in places:
        if not ip_address(str(place).partition("%")[0]).is_global:
            raise SourceError(
                f"{host} is on your own machine or network; save the page and read the file", code="refused"
            )


def _ask_robots(opener: OpenerDirector, address: str, agent: str) -> None:
    """Raises `SourceError` when the site's robots.txt keeps the page from programs."""
    parts = urlsplit(address)
    try:
        text = _take(opener, f"{parts.scheme}://{parts.netloc}/robots.txt", largest=LARGEST_ROBOTS)
    except SourceError:
        return
    rules = RobotFileParser()
    rules.parse(text.decode("utf-8", "replace").splitlines())
    if not rules.can_fetch(agent, address):
        raise SourceError(
            "the site's robots.txt asks programs not to fetch it; save the page and read the file", code="refused"
        )
