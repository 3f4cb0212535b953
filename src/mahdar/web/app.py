"""The pages of a record as one ASGI application, behind its guard."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from mahdar.web import adding, matters, people, reports, review, tables
from mahdar.web.answering import Page, changed, nowhere, shown
from mahdar.web.asking import LAYERS
from mahdar.web.desk import Desk
from mahdar.web.guard import Guard
from mahdar.web.overview import overview
from mahdar.web.rendering import asset

FORMS = ("csv", "jsonl")
PAGES: dict[str, Page] = {
    "/": overview,
    "/reports": reports.listed,
    "/reports/{number:int}": reports.one,
    "/compare/{left:int}/{right:int}": reports.compared,
    "/people": people.listed,
    "/people/one": people.one,
    "/cases": matters.listed,
    "/cases/{id}": matters.case,
    "/conflicts": matters.conflicts,
    "/conflicts/{id:int}": matters.conflict,
    "/review": review.review,
    "/add": adding.adding,
    **{f"/{layer}": tables.table(layer) for layer in LAYERS},
    **{f"/{layer}.{form}": tables.export(layer, form) for layer in LAYERS for form in FORMS},
    **{
        f"/{name}.{form}": make(form)
        for name, make in (("reports", reports.export), ("people", people.export), ("cases", matters.export))
        for form in FORMS
    },
}


def make_app(desk: Desk, *, hosts: frozenset[str], cookie: str = "mahdar") -> ASGIApp:
    """The application; `hosts` are the names, with ports, by which it may be asked for."""
    routes = [Route(path, shown(desk, page), methods=["GET"]) for path, page in PAGES.items()]
    routes += [
        Route("/static/{name}", _file, methods=["GET"]),
        Route("/review", changed(desk, review.judge), methods=["POST"]),
        Route("/people/merge", changed(desk, review.merged), methods=["POST"]),
        Route("/people/split", changed(desk, review.parted), methods=["POST"]),
        Route("/undo", changed(desk, review.undone), methods=["POST"]),
        Route(
            "/add",
            changed(desk, adding.added, largest=adding.LARGEST, files=adding.MOST_FILES),
            methods=["POST"],
        ),
    ]
    routes.append(Route("/{anything:path}", nowhere(desk), methods=["GET"]))
    return Guard(Starlette(routes=routes), keys=desk.keys, hosts=hosts, cookie=cookie)


async def _file(request: Request) -> Response:
    found = asset(request.path_params["name"])
    if found is None:
        return PlainTextResponse("not found", status_code=404)
    text, kind = found
    return Response(text, media_type=f"{kind}; charset=utf-8")


def open_desk(path: Path, lang: str) -> Desk:
    """The desk of a record, with what is known of it counted, so that the first page need not wait."""
    desk = Desk(path, lang)
    with desk.reading() as record:
        desk.shelf.all(record)
    return desk
