"""The names of the world tables as the names component looks them up, with what each may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mahdar.arabic.normal import ARTICLE, TA_MARBUTA, normalise
from mahdar.reading.names.word_classes import word_set
from mahdar.reading.roles.role_heads import RoleHeads
from mahdar.tables import language_table
from mahdar.world import Fact, World
from mahdar.world.gazetteer import Gazetteer

MEDIA: Final = frozenset({"newspaper", "broadcaster", "website", "platform", "agency"})


class Sense(NamedTuple):
    """What a known name may mean: the row of the world tables, its kind, whether it needs a cue beside it."""

    world: str
    kind: str
    rule: str
    needs_cue: bool = False
    state: str = ""
    # The word for a kind of place that stands before the name where nothing else tells it from another one's.
    kind_word: str = ""


@dataclass(slots=True)
class KnownNames:
    """The gazetteer of names, and the kind words by where they stand."""

    world: World
    part: Callable[[str], list[str]]
    names: Gazetteer[Sense] = field(init=False)
    roles: Gazetteer[str] = field(init=False)
    _heads: RoleHeads = field(init=False)
    kind_words: dict[str, str] = field(default_factory=dict)
    _governments: frozenset[str] = frozenset()
    _places: frozenset[str] = frozenset()
    _ordinary: frozenset[str] = frozenset()
    _of_persons: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.names = Gazetteer(self.part)
        for row in language_table("kind_words", columns=("word", "place")):
            self.kind_words.setdefault(normalise(row["word"]), row["place"])
        self._governments = frozenset(
            normalise(name)
            for fact in self.world.of("body")
            if fact.cells.get("type") == "government"
            for name in (*fact.names, *fact.many("short_ar"))
        )
        self._places = frozenset(
            normalise(name)
            for fact in self.world.of("place", "state")
            for name in (*fact.names, *fact.many("capital_ar"))
        )
        self._of_persons = frozenset(
            normalise(row["name"]) for row in language_table("given_names", columns=("name",))
        ) | {normalise(row["part"]) for row in language_table("family_name_parts") if row["place"] == "alone"}
        self._ordinary = frozenset(
            normalise(row["name"]) for row in language_table("ordinary_names", columns=("name",))
        )
        self.roles = Gazetteer(self.part)
        self._heads = RoleHeads.load()
        for fact in self.world.facts.values():
            for written in fact.many("roles_ar") if fact.table == "side" else ():
                self.roles.add(written, fact.id)
            for written, sense in self._written(fact):
                self._add(written, sense)

    def _written(self, fact: Fact) -> Iterator[tuple[str, Sense]]:
        if fact.table == "person":
            for name in fact.names:
                yield name, Sense(fact.id, "person", "known.person")
            for name in fact.short_names:
                yield name, Sense(fact.id, "person", "known.person", needs_cue=True)
            return
        cued = set(fact.many("needs_cue"))
        state = fact.cells.get("state", "")
        seen = set(fact.names)
        for name in fact.names:
            bare, had_kind_word = self._without_kind_word(fact, name)
            if (had_kind_word and bare in seen) or self._is_skipped(fact, name, seen):
                continue
            is_ordinary = " " not in bare and (
                fact.cells.get("ordinary") == "yes"
                or normalise(bare) in self._ordinary
                or (fact.table == "place" and normalise(bare) in self._of_persons)
            )
            needs_cue = name in cued or (had_kind_word and fact.kind != "place") or is_ordinary
            if self._is_role(name):
                self.roles.add(name, fact.id)
                continue
            kind_word = normalise(name.partition(" ")[0]) if had_kind_word and fact.kind == "place" else ""
            yield bare, Sense(fact.id, fact.kind, f"known.{fact.table}", needs_cue, state, kind_word)
        for name in fact.many("capital_ar"):
            yield name, Sense(f"capital:{fact.cells['id']}", "place", "known.capital")

    def _is_role(self, name: str) -> bool:
        """Whether the words are a description of a side ("the regime", "the Russian forces") and no name."""
        words = [normalise(word) for word in name.split()]
        form = self._heads.forms.get(words[0])
        is_group = ARTICLE + words[0].removeprefix(ARTICLE) in word_set("numbered_groups")
        if is_group and words[-1].removeprefix(ARTICLE) in word_set("counting"):
            return True
        if form is None or form.head.sort not in ("side", "force", "staff") or words[0] in word_set("named_sides"):
            return False
        if form.definite:
            if words[-1] == words[0] or words[1] in word_set("armed_forces"):
                return words[-1] == words[0]
            adjectives = word_set("general_adjectives") | _adjective_forms(self.world)
            return all(word in adjectives or word.removeprefix(ARTICLE) in adjectives for word in words[1:])
        return words[0] in word_set("side_heads")

    def _is_skipped(self, fact: Fact, name: str, names: set[str]) -> bool:
        """Whether the name is no name by the guide: forces of a government, a part of a place by its direction."""
        if fact.table == "place" and (self._is_direction(name) or self._is_at_place(name)):
            return True
        # "The council that belongs to the United Nations": two names.
        if any(normalise(word).removeprefix(ARTICLE) in word_set("belonging") for word in name.split()):
            return True
        return self._is_with_adjective(fact, name, names) or self._is_forces_of(name)

    def _is_at_place(self, name: str) -> bool:
        """Whether a kind word stands before another place's name ("airport of Sanaa")."""
        first, _, rest = name.partition(" ")
        return self.kind_words.get(normalise(first)) == "place" and normalise(rest.partition(" ")[0]) in self._places

    def _is_direction(self, name: str) -> bool:
        first, _, rest = name.partition(" ")
        return normalise(first) in word_set("directions") and normalise(rest) in self._places

    def _without_kind_word(self, fact: Fact, name: str) -> tuple[str, bool]:
        """The name without a kind word that stands outside of it."""
        first, _, rest = name.partition(" ")
        place = self.kind_words.get(normalise(first))
        if rest and place == "outside" and fact.cells.get("type") in MEDIA:
            return rest, True
        if rest and place == "place" and fact.table == "place":
            return rest, True
        return name, False

    def _is_forces_of(self, name: str) -> bool:
        """Whether the name is that of another with "forces of" before it, which makes it a role."""
        first, _, rest = name.partition(" ")
        return normalise(first) in word_set("fighters") and normalise(rest) in self._governments

    def _is_with_adjective(self, fact: Fact, name: str, names: set[str]) -> bool:
        """Whether the name is another one of the outlet's with its state's adjective after it."""
        shorter, _, last = name.rpartition(" ")
        is_state = normalise(last).removeprefix(ARTICLE) in _adjective_forms(self.world)
        return fact.cells.get("type") in MEDIA and is_state and shorter in names

    def _add(self, written: str, sense: Sense) -> None:
        words = tuple(word for word in self.part(written) if word != "-")
        self.names.add_words(words, sense)
        # As the tokenizer may cut a name that looks as if it began with a joined letter, so it is kept whole, too.
        if len(words) > 1 and (len(words[0]) == 1 or words[0] in word_set("joinable")):
            self.names.add_words((words[0] + words[1], *words[2:]), sense)


_FORMS: Final[dict[int, frozenset[str]]] = {}


def _adjective_forms(world: World) -> frozenset[str]:
    """The adjectives of states, masculine and feminine."""
    found = _FORMS.get(id(world))
    if found is None:
        found = _FORMS[id(world)] = frozenset(
            form for adjective in world.adjectives for form in (adjective, adjective + TA_MARBUTA)
        )
    return found
