"""How a page is asked for and answered: language, forms, mistakes of the user, pages and files that are sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mahdar import __version__
from mahdar.errors import MahdarError, RecordError
from mahdar.views.messages import LANGUAGES
from mahdar.web.desk import Desk
from mahdar.web.rendering import render

LANGUAGE = "mahdar-lang"
FORM_WORD = "word"
# Bytes of a form without files.
LARGEST_FORM = 200_000
# What may be put into a form: more than any form of these pages has.
MOST_FIELDS = 100

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Asked:
    """What a page was asked: the desk, the language, the parts of the path, the query and the form."""

    desk: Desk
    lang: str
    path: str
    parts: Mapping[str, Any]
    query: Mapping[str, str]
    form: FormData = field(default_factory=FormData)
    wants_json: bool = False

    def text(self, name: str) -> str:
        """A field of the form."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def page(self, template: str, *, section: str, status: int = 200, **values: Any) -> Response:
        """A page; `section` is the part of the record that it belongs to."""
        made = render(
            template,
            self.lang,
            section=section,
            name=self.desk.path.name,
            version=__version__,
            here=self.path,
            query=self.query,
            word=self.desk.keys.form_word,
            **values,
        )
        return HTMLResponse(made, status_code=status)


Page = Callable[[Asked], Response]


def shown(desk: Desk, page: Page) -> Endpoint:
    """The endpoint of a page that only shows."""

    async def endpoint(request: Request) -> Response:
        chosen = request.query_params.get("lang")
        if chosen in LANGUAGES:
            return _in_language(request, chosen)
        return await run_in_threadpool(_answered, page, _asked(desk, request))

    return endpoint


def changed(desk: Desk, page: Page, *, largest: int = LARGEST_FORM, files: int = 0) -> Endpoint:
    """The endpoint of a form: it must come from a page of this server, which the word in it shows."""

    async def endpoint(request: Request) -> Response:
        asked = _asked(desk, request)
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > largest:
            return _mistake(asked, str(largest // 1_000_000 or 1), status=413, key="web.too_large")
        async with request.form(max_files=files, max_fields=MOST_FIELDS) as form:
            asked.form = form
            if not desk.keys.wrote(asked.text(FORM_WORD)):
                return _mistake(asked, "", status=403, key="web.foreign_form")
            return await run_in_threadpool(_answered, page, asked)

    return endpoint


def see(address: str) -> Response:
    """Sends the browser to another page of this server after a form."""
    return RedirectResponse("/" + address.lstrip("/\\"), status_code=303)


def _asked(desk: Desk, request: Request) -> Asked:
    chosen = request.cookies.get(LANGUAGE, "")
    return Asked(
        desk,
        chosen if chosen in LANGUAGES else desk.lang,
        request.url.path,
        request.path_params,
        request.query_params,
        wants_json="application/json" in request.headers.get("accept", ""),
    )


def _in_language(request: Request, lang: str) -> Response:
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    url = request.url.replace(query="").include_query_params(**dict(rest))
    answer = see(url.path + (f"?{url.query}" if url.query else ""))
    answer.set_cookie(LANGUAGE, lang, httponly=True, samesite="strict", path="/")
    return answer


def _answered(page: Page, asked: Asked) -> Response:
    try:
        return page(asked)
    except NotThere as error:
        return _mistake(asked, error.told(asked.lang), status=404, key="web.not_there", is_sentence=bool(error.key))
    except MahdarError as error:
        return _mistake(asked, error.told(asked.lang), status=400, is_sentence=True)


def nowhere(desk: Desk) -> Endpoint:
    """The endpoint of addresses that are none of the record's."""

    async def endpoint(request: Request) -> Response:
        asked = _asked(desk, request)
        return _mistake(asked, request.url.path, status=404, key="web.not_there")

    return endpoint


class NotThere(MahdarError):
    """What was asked for is not in the record; what is said of it is an address where it is no message."""


def not_there(error: RecordError) -> MahdarError:
    """What a page says of a report that the record lacks; a record that cannot be read stays what it is."""
    return NotThere.of(error.key, **error.values) if error.key else error


def _mistake(asked: Asked, told: str, *, status: int, key: str = "web.mistake", is_sentence: bool = False) -> Response:
    return asked.page("mistake.html", section="", status=status, key=key, told=told, is_sentence=is_sentence)
