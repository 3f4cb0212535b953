"""What errors say: in both languages, by the keys of the messages, from wherever in the program they come."""

import ast
import pickle
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.errors import MahdarError, RecordError, SettingError, TableError
from mahdar.record.faults import fault
from mahdar.views import messages as tables
from mahdar.views.messages import messages

PACKAGE = Path(__file__).parents[1] / "src" / "mahdar"
SAMPLE = Path(__file__).parents[1] / "samples" / "reports"
ERRORS = {"MahdarError", "TableError", "SettingError", "RecordError"}
# Where a plain English sentence is raised, and why nobody who uses mahdar needs it in Arabic.
PLAIN = {
    "tables.py:error": "tables of mahdar's own",
    "record/schema.py:_check_table": "tables of mahdar's own",
    "reading/names/tagger.py:load_model": "the model that mahdar ships",
    "evaluation/floors.py:raised": "a tool for those who develop mahdar",
    "evaluation/floors.py:lowered": "a tool for those who develop mahdar",
    "record/writing.py:_known": "a reading that a program has made wrongly",
    "record/writing.py:report_key": "a reading that a program has made wrongly",
    "record/record.py:add": "a report and a reading that a program has mixed up",
    "record/faults.py:fault": "told by its code of problems.tsv",
}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls of a module, each with the names of the functions that it stands in."""
    waiting: list[tuple[str, ast.AST]] = [("", ast.parse(path.read_text(encoding="utf-8")))]
    while waiting:
        place, node = waiting.pop()
        if isinstance(node, ast.Call):
            yield place, node
        inner = node.name if isinstance(node, ast.FunctionDef) else place
        waiting += [(inner, child) for child in ast.iter_child_nodes(node)]


def is_error(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ERRORS


def made_by_key() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for _, call in calls(path):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "of" and is_error(call.func.value):
                yield f"{path.relative_to(PACKAGE)}:{call.lineno}", call


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_errors_of_users_are_no_plain_sentences():
    plain = {
        f"{path.relative_to(PACKAGE).as_posix()}:{place}"
        for path in PACKAGE.rglob("*.py")
        for place, call in calls(path)
        if is_error(call.func)
    }
    assert plain == set(PLAIN)


def test_errors_with_a_key_have_a_message_and_what_it_names():
    known = {lang: messages(lang)._texts for lang in tables.LANGUAGES}
    found = list(made_by_key())
    assert len(found) > 100
    for place, call in found:
        key = call.args[0]
        if isinstance(key, ast.Constant):
            given = {one.arg for one in call.keywords}
            assert all(braces(texts[key.value]) <= given for texts in known.values()), place


@pytest.mark.parametrize("lang", tables.LANGUAGES)
def test_errors_can_be_told_whatever_they_name(lang):
    for key in messages(lang)._texts:
        if key.startswith("error."):
            named = braces(messages("en")._texts[key])
            told = MahdarError.of(key, **{name: 7 for name in named}).told(lang)
            assert told and "{" not in told, key


def test_errors_are_english_to_programs_and_of_a_language_to_people():
    error = SettingError.of("error.none_of", text="maybe", known=("actual", "planned"))
    assert str(error) == error.told("en") == "'maybe' is none of actual, planned"
    assert error.told("ar") == "«maybe» ليس من القيم الممكنة، وهي: actual، planned"
    assert SettingError("plain").told("ar") == str(SettingError("plain")) == "plain"
    full = fault(Path("r.mahdar"), "disk-full")
    assert str(full).startswith("r.mahdar: the disk is full;") and full.told("ar").startswith("r.mahdar: القرص ممتلئ؛")


@pytest.mark.parametrize(
    "error", [RecordError.of("error.no_link", one="1", other="4"), fault(Path("r"), "busy"), SettingError("plain")]
)
def test_errors_go_from_one_process_to_another(error):
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is type(error) and [sent.told(lang) for lang in ("ar", "en")] == [
        error.told(lang) for lang in ("ar", "en")
    ]


def test_errors_in_the_messages_themselves_are_told(tmp_path, monkeypatch):
    (tmp_path / "messages.tsv").write_text("no table", encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    messages.cache_clear()
    try:
        with pytest.raises(TableError, match=r"messages\.tsv"):
            messages("en")
    finally:
        messages.cache_clear()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    made = tmp_path_factory.mktemp("errors") / "one.mahdar"
    assert mahdar("read", sorted(SAMPLE.glob("*.txt"))[0], "--record", made).returncode == 0
    return made


def mahdar(*words: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "mahdar.cli", *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "arabic", "english"),
    [
        (
            ("correct", "1", "published=yesterday", "--why", "x"),
            "محضر: «yesterday» ليس يوما مثل 2016-12-01 ولا مدة مثل 2016-12-01/2016-12-03",
            "mahdar: 'yesterday' is no day such as 2016-12-01, nor days such as 2016-12-01/2016-12-03",
        ),
        (
            ("export", "tables", "out", "--table", "sides"),
            "محضر: لا جدول في السجل اسمه sides؛ جداوله: ",
            "mahdar: the record has no table sides; it has ",
        ),
        (
            ("said", "--from", "yesterday"),
            "محضر: يُكتب اليوم هكذا 2016-10-13",
            "mahdar: a day is written as 2016-10-13",
        ),
        (("show", "77"), "لا تقرير اسمه «77»؛ اكتب رقمه", "no report is called '77'; give its number"),
    ],
)
def test_errors_of_commands_are_told_in_the_language_asked_for(record, words, arabic, english):
    for lang, told in (("ar", arabic), ("en", english)):
        made = mahdar(*words, "--record", record, "--lang", lang)
        assert made.returncode == 1 and told in made.stderr and "Traceback" not in made.stderr


def test_errors_in_tables_of_a_user_name_file_and_line(tmp_path):
    (tmp_path / "states.tsv").write_text("id\tnames_ar\nx\tس\ty\n", encoding="utf-8")
    for lang, told in (("ar", "عدد الخانات 3 وعدد الأعمدة 2"), ("en", "3 cells where the header names 2")):
        made = mahdar("read", SAMPLE, "--json", "--world", tmp_path, "--lang", lang)
        assert made.returncode == 1 and f"states.tsv:2: {told}" in made.stderr
