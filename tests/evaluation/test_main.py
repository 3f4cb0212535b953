"""The developers' commands: gold readings, the score table, the gate."""

import json

import pytest

from mahdar.evaluation import __main__ as command
from mahdar.evaluation import load_annotated


@pytest.fixture
def perfect(monkeypatch, annotated):
    """A reader that finds all that the annotated report holds."""
    monkeypatch.setattr(command, "read_text", lambda text: load_annotated(annotated))


def test_main_gold_prints_readings_and_writes_texts(annotated, tmp_path, capsys):
    assert command.main(["gold", "--texts", str(tmp_path / "texts"), str(annotated)]) == 0
    reading = json.loads(capsys.readouterr().out)
    assert reading == load_annotated(annotated)
    assert (tmp_path / "texts" / "example.txt").read_text(encoding="utf-8") == reading["text"]


def test_main_gold_fails_and_names_faults(annotated, annotated_text, capsys):
    annotated.write_text(annotated_text.replace('in="s1"', 'in="s2"'), encoding="utf-8")
    assert command.main(["gold", str(annotated)]) == 1
    assert "no statement 's2'" in capsys.readouterr().err


def test_main_gold_fails_on_what_is_no_xml(annotated, capsys):
    annotated.write_text("plain", encoding="utf-8")
    assert command.main(["gold", str(annotated)]) == 1
    assert "no well-formed XML" in capsys.readouterr().err


@pytest.fixture
def files(annotated, tmp_path):
    """The paths of a gold reading and of one that lacks its times."""
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    reading = load_annotated(annotated)
    gold.write_text(json.dumps(reading) + "\n")
    predicted.write_text(json.dumps({**reading, "times": []}) + "\n")
    return [str(gold), str(predicted)]


def test_main_score_prints_the_table(files, capsys):
    assert command.main(["score", *files]) == 0
    out = capsys.readouterr().out
    assert out.startswith("layer") and out.endswith("0.900\n")


def test_main_score_prints_json(files, capsys):
    command.main(["score", *files, "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["mean"] == pytest.approx(0.9)
    assert figures["times"]["gold"] == 1


def test_main_score_lists_errors(files, capsys):
    command.main(["score", *files, "--errors", "times"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("missed  example: أمس الخميس")


def test_main_score_warns_of_a_missing_reading(files, capsys):
    command.main(["score", files[0], "/dev/null"])
    assert "no prediction for example" in capsys.readouterr().err


def test_main_floors_take_patterns_and_join_what_has_one_name(annotated, tmp_path, capsys, perfect):
    other = annotated.parent / "second.xml"
    other.write_bytes(annotated.read_bytes())
    whole = command.annotated(annotated.parent)
    assert command.annotated(annotated.parent / "s*.xml") == [other]
    assert whole == sorted([annotated, other])
    file = tmp_path / "floors.json"
    command.main(["floors", str(file), "--set", "one", str(annotated.parent), "--raise"])
    parts = [word for path in whole for word in ("--set", "one", str(path))]
    assert command.main(["floors", str(file), *parts]) == 0


def test_main_floors_go_up_hold_and_break(annotated, tmp_path, capsys, perfect, monkeypatch):
    file = tmp_path / "floors.json"
    call = [
        "floors",
        str(file),
        "--set",
        "one",
        str(annotated.parent),
        "--set",
        "none",
        str(tmp_path / "none"),
    ]
    assert command.main(call) == 1
    assert command.main([*call, "--raise"]) == 0
    assert command.main(call) == 0
    monkeypatch.setattr(command, "read_text", lambda text: {**load_annotated(annotated), "times": []})
    assert command.main(call) == 1
    assert command.main([*call, "--lower"]) == 1
    capsys.readouterr()
    assert command.main([*call, "--lower", "--why", "times were right by luck"]) == 0
    assert capsys.readouterr().out == "one: every layer stands on its floor\n"
    assert json.loads(file.read_text())["one"]["lowered"][0]["why"] == "times were right by luck"
