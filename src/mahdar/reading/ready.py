"""Components that were built before and loaded from the cache, waiting for the pipeline that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from spacy.language import Language

Component = TypeVar("Component")
_READY: Final[WeakKeyDictionary[Language, Mapping[str, Any]]] = WeakKeyDictionary()


def lay_ready(nlp: Language, components: Mapping[str, Any]) -> None:
    """Lets `nlp` take these components, by their names, when its factories are asked for them."""
    _READY[nlp] = components


def ready(nlp: Language, name: str, build: Callable[[], Component]) -> Component:
    """The component that was laid ready for `nlp` under `name`, else what `build` makes."""
    found: Component | None = _READY.get(nlp, {}).get(name)
    return build() if found is None else found
