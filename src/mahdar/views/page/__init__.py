"""The whole record as one HTML page that needs no network: contents, highlighting, templates."""

from mahdar.views.page.contents import Contents, Selection, contents
from mahdar.views.page.rendering import render

__all__ = ["Contents", "Selection", "contents", "render"]
