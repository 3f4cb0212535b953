"""The places on a spaCy `Doc` where the components leave their layers: `doc._.parts`, `doc._.mentions` and so on."""

from __future__ import annotations

from typing import Any, Final

from spacy.tokens import Doc

from mahdar.reading.layers import Given, Published

LISTS: Final = ("parts", "mentions", "entities", "times", "amounts", "statements", "events")


def _list_getter(name: str) -> Any:
    key = f"mahdar.{name}"

    def get(doc: Doc) -> list[Any]:
        found: list[Any] = doc.user_data.setdefault(key, [])
        return found

    return get


def _setter(name: str) -> Any:
    key = f"mahdar.{name}"

    def put(doc: Doc, value: Any) -> None:
        doc.user_data[key] = value

    return put


def _value_getter(name: str, make: Any) -> Any:
    key = f"mahdar.{name}"

    def get(doc: Doc) -> Any:
        if key not in doc.user_data:
            doc.user_data[key] = make()
        return doc.user_data[key]

    return get


def register() -> None:
    """Makes the extension attributes known to spaCy; harmless when done twice."""
    for name in LISTS:
        Doc.set_extension(name, getter=_list_getter(name), setter=_setter(name), force=True)
    for name, make in (("published", Published), ("given", Given)):
        Doc.set_extension(name, getter=_value_getter(name, make), setter=_setter(name), force=True)


register()
