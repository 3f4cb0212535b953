"""Keeps strangers out: the token and the cookie, the host that is asked for, who may change anything, what is sent.

Every request passes here first. Whatever changes the record must besides come by POST from a page of this server and
hold the word that this server put into its forms.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"
# The methods that change nothing.
READING = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers hide from this server that its own pages send a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens one run of the server: the token in its address, and what the cookie holds once that was shown."""

    token: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)

    @property
    def form_word(self) -> str:
        """The word that every form of this server holds."""
        return hmac.new(self.session.encode(), b"form", hashlib.sha256).hexdigest()

    def opens(self, token: str) -> bool:
        """Whether the token is this run's."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def knows(self, session: str) -> bool:
        """Whether the cookie is this run's."""
        return hmac.compare_digest(session.encode(), self.session.encode())

    def wrote(self, word: str) -> bool:
        """Whether a form is this run's."""
        return hmac.compare_digest(word.encode(), self.form_word.encode())


class Guard:
    """Lets a request through to the pages, or answers it itself; what is sent back gets the headers of safety.

    `hosts` are the names, with ports, by which the server may be asked for: a page elsewhere that makes its own name
    point to this machine asks for another.
    """

    def __init__(self, app: ASGIApp, *, keys: Keys, hosts: frozenset[str], cookie: str) -> None:
        self.app, self.keys, self.hosts, self.cookie = app, keys, hosts, cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._answer(scope)
        await (answer or self.app)(scope, receive, sending)

    def _answer(self, scope: Scope) -> Response | None:
        """What to say instead of a page, None where the page may be shown."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("this server is not known by that name", status_code=421)
        if scope["method"] in READING:
            entering = self._entering(scope)
            if entering is not None:
                return entering
        if not self.keys.knows(self._cookie(headers)):
            return PlainTextResponse(
                "Open the address that `mahdar serve` printed: it holds the token that lets you in.\n", status_code=403
            )
        if scope["method"] not in READING and not self._is_own(headers):
            return PlainTextResponse("only pages of this server may change the record", status_code=403)
        return None

    def _entering(self, scope: Scope) -> Response | None:
        """Sets the cookie for whoever shows the token, and takes the token out of the address."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        shown = [value for name, value in query if name == TOKEN]
        if not shown:
            return None
        if not self.keys.opens(shown[0]):
            return PlainTextResponse("that token is not this server's\n", status_code=403)
        rest = urlencode([(name, value) for name, value in query if name != TOKEN])
        # One slash at the beginning: two would be the name of another server.
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(self.cookie, self.keys.session, httponly=True, samesite="strict", path="/")
        return answer

    def _cookie(self, headers: Headers) -> str:
        found: SimpleCookie = SimpleCookie()
        try:
            found.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        return found[self.cookie].value if self.cookie in found else ""

    def _is_own(self, headers: Headers) -> bool:
        """Whether a page of this server sends the request: browsers say so, and a page cannot make them lie."""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
