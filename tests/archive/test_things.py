import random
from pathlib import Path

from mahdar.archive.things import PLACES, ROUND, Scorer, kept_of_group, things_of
from mahdar.intake import take_in
from mahdar.linking.links import GREAT, TO_A_GROUP, Link, enough, order
from mahdar.linking.uses import DEFINITIONS, USES
from mahdar.record import Record
from mahdar.sources import find_reports

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def test_things_are_those_of_a_record_and_come_back_whole(tmp_path: Path) -> None:
    paths = [str(SAMPLES / name) for name in ("04-veto.txt", "05-veto-copy.txt", "10-brackets.txt")]
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in(find_reports(paths), record))
        uses = [make(record) for make in USES]
        for number in (1, 2, 3):
            reading = record.find(str(number))[1]
            rows = list(things_of(number, reading, 2))
            for use, definition in enumerate(DEFINITIONS):
                mine = [row for row in rows if row["use"] == use]
                theirs = uses[use].make(number)
                rule = definition.rule
                assert [row["address"] for row in mine] == [rule.address(thing) for thing in theirs]
                assert [row["keys"] for row in mine] == [list(rule.keys(thing)) for thing in theirs]
                again = [definition.from_whole(row["whole"]) for row in mine]
                assert [rule.kept(thing) for thing in again] == [
                    rule.kept(thing) for thing in definition.things(number, reading)
                ]
                assert all(row["seq"] >> ROUND == 2 and row["item"] >> PLACES == number for row in mine)


def test_things_are_scored_as_one_machine_does(tmp_path: Path) -> None:
    paths = [str(SAMPLES / name) for name in ("04-veto.txt", "05-veto-copy.txt")]
    with Record.open(tmp_path / "r.mahdar", create=True) as record:
        list(take_in(find_reports(paths), record))
        links = {
            (link.kind, link.left, link.right): link for kind in ("copy", "story") for link in record.links.all(kind)
        }
        one, other = ({row["use"]: row for row in things_of(n, record.find(str(n))[1], 0)} for n in (1, 2))
    for use, kind in enumerate(("copy", "story")):
        # The later one first: who is left does not go by the order in which they are given.
        row = {"use": use, "later": other[use]["seq"]}
        for name, thing, near in (("later", one[use], [2]), ("earlier", other[use], [1])):
            row |= {f"{name}_item": thing["item"], f"{name}_whole": thing["whole"], f"{name}_near": near}
        found = Scorer().link(row)
        link = links[kind, "1", "2"]
        assert found is not None
        assert (found["label"], found["score"], found["source"]) == (link.label, link.score, link.source)
        assert (found["left"], found["left_item"] >> PLACES, found["right_number"]) == ("1", 1, 2)


def test_things_keep_of_a_great_group_what_one_machine_keeps() -> None:
    (use,) = (use for use, definition in enumerate(DEFINITIONS) if definition.rule.kind in GREAT)
    chance = random.Random(7)
    names = [f"{n}:v1" for n in range(1, 60)]
    groups: dict[str, str] = {}
    wanted, rows = [], []
    for at, name in enumerate(names):
        others = [other for other in names[:at] if chance.random() < 0.7 and int(other[:-3]) % 2 == (at + 1) % 2]
        links = [
            Link("event", "same", *sorted((name, other), key=order), round(chance.random(), 2), True, "r")
            for other in others
        ]
        kept = enough(name, links, lambda other: groups.get(other, other))
        for link in kept:
            first = groups.get(link.left, link.left)
            old = groups.get(link.right, link.right)
            groups.update(
                {one: first for one, top in groups.items() if top == old} | {link.left: first, link.right: first}
            )
        wanted += [(link.left, link.right) for link in kept]
        item = {name: number + 1 << PLACES for number, name in enumerate(names)}
        rows += [
            {
                "use": use,
                "label": link.label,
                "left": link.left,
                "right": link.right,
                "left_item": item[link.left],
                "right_item": item[link.right],
                "score": link.score,
                "rule": "r",
                "later": item[name],
                "is_new": True,
            }
            for link in links
        ]
    chance.shuffle(rows)
    found = {(f"{left >> PLACES}:v1", f"{right >> PLACES}:v1") for left, right in kept_of_group(rows)}
    assert found == set(wanted)
    assert len(rows) > len(found) > TO_A_GROUP
