"""The name tagger: spans and kinds, no marks or clitics at the edges, the same name everywhere, damaged models."""

import gzip
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from mahdar.arabic.normal import normal_word
from mahdar.arabic.tokenizer import ArabicTokenizer
from mahdar.arabic.words import Kind, words_of
from mahdar.errors import TableError
from mahdar.reading.names.tagger import KINDS, LABELS, MODEL, Tagger, load_model
from mahdar.reading.names.tagger_features import EDGE, REACH, whole_words

LETTERS = "ابتدرسعفقكلمنهوي .،«»-\n0A"


@pytest.fixture(scope="module")
def tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer(Vocab())


@pytest.fixture(scope="module")
def tagger(tokenizer: ArabicTokenizer) -> Tagger:
    return Tagger(tokenizer)


def read(tagger: Tagger, tokenizer: ArabicTokenizer, text: str) -> list[tuple[str, str]]:
    words = words_of(tokenizer(text))
    return [(text[slice(*words.span(first, last))], kind) for first, last, kind in tagger.tag(words)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("وقال الوزير خالد المنصوري إن الجلسة تعقد غدا.", "خالد المنصوري", "person"),
        ("وصل الوفد إلى القاهرة مساء أمس.", "القاهرة", "place"),
        ("والتقى المبعوث نائب الرئيس سمير الحداد في دمشق.", "سمير الحداد", "person"),
        ("وأعلنت الأمم المتحدة وصول القافلة.", "الأمم المتحدة", "organization"),
        ("سافر الوفد إلى لندن وباريس.", "باريس", "place"),
    ],
)
def test_tagger_finds_names(tagger: Tagger, tokenizer: ArabicTokenizer, text: str, name: str, kind: str) -> None:
    assert (name, kind) in read(tagger, tokenizer, text)


@pytest.mark.parametrize("text", ["", " \n ", ".", "و", "وقال إن ذلك لم يكن ممكنا.", "في عام 2012"])
def test_tagger_finds_nothing_where_nothing_is(tagger: Tagger, tokenizer: ArabicTokenizer, text: str) -> None:
    assert read(tagger, tokenizer, text) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [("روسي", True), ("الروسية", True), ("المدينة", True), ("البلدة", True), ("روسيا", False), ("دمشق", False)],
)
def test_tagger_knows_words_that_only_describe(tagger: Tagger, word: str, expected: bool) -> None:  # noqa: FBT001
    assert tagger.knowledge.describes(normal_word(word)) is expected


def test_tagger_finds_a_persons_last_name_elsewhere(tagger: Tagger, tokenizer: ArabicTokenizer) -> None:
    text = "وقال الدكتور سمير القرداغلي إن الطريق مفتوح.\nخرج القرداغلي من القاعة."
    found = read(tagger, tokenizer, text)
    assert ("سمير القرداغلي", "person") in found
    assert ("القرداغلي", "person") in found


@settings(deadline=None)  # the first example makes the tagger
@given(text=st.text(alphabet=LETTERS, max_size=120))
def test_tagger_gives_ranges_in_order_without_marks_or_clitics_at_the_edges(text: str) -> None:
    tokenizer, tagger = _shared()
    words = words_of(tokenizer(text))
    end = 0
    for first, last, kind in tagger.tag(words):
        assert end <= first < last <= len(words)
        assert kind in KINDS
        assert {words.kind[first], words.kind[last - 1]}.isdisjoint({Kind.CLITIC, Kind.MARK})
        assert words.sentence[first] == words.sentence[last - 1]
        assert not {words.norm[i] for i in range(first, last)} & set('.،"()')
        end = last


_MADE: list[tuple[ArabicTokenizer, Tagger]] = []


def _shared() -> tuple[ArabicTokenizer, Tagger]:
    if not _MADE:
        tokenizer = ArabicTokenizer(Vocab())
        _MADE.append((tokenizer, Tagger(tokenizer)))
    return _MADE[0]


def test_tagger_finds_the_best_labels() -> None:
    """Side by side over sentences of all lengths gives what plain search gives."""
    tokenizer, tagger = _shared()
    words = words_of(tokenizer("وقال أحمد.\nسافر سمير الحداد أمس إلى حلب.\nنعم.\nزار وفد من اليابان بيروت."))
    scores, transitions = tagger._scores(words), tagger.model.transitions
    labels = tagger._best(scores, words.sentences)
    rng = random.Random(3)

    def worth(row: list[int], first: int) -> float:
        own = sum(float(scores[first + i, label]) for i, label in enumerate(row))
        return own + sum(float(transitions[a, b]) for a, b in pairwise(row))

    for first, last in words.sentences:
        best = worth(labels[first:last], first)
        for _ in range(200):
            other = list(labels[first:last])
            other[rng.randrange(len(other))] = rng.randrange(len(LABELS))
            assert worth(other, first) <= best + 1e-3


def test_tagger_finds_the_best_labels_where_every_word_may_be_in_a_name() -> None:
    """To leave out the words that can be in no name changes nothing."""
    tokenizer, tagger = _shared()
    text = "قال أحمد إن الوفد وصل أمس إلى حلب، ثم سافر سمير الحداد من بيروت إلى باريس.\nنعم.\nزار وفد من اليابان بيروت."
    words = words_of(tokenizer(text))
    scores = tagger._scores(words)
    labels = [0] * len(words)
    tagger._label(scores, [(first, last, True, True) for first, last in words.sentences], labels)
    unsure = tagger._unsure(scores, words.sentences)

    assert tagger._best(scores, words.sentences) == labels
    assert 0 < sum(last - first for first, last, _, _ in unsure) < len(words)


def test_tagger_sums_up_whole_numbers() -> None:
    """A sum of fractions would hang on the order of the features, which is another in every process."""
    tokenizer, tagger = _shared()
    assert tagger._scores(words_of(tokenizer("وصل سمير الحداد إلى بيروت."))).dtype.kind == "i"


def test_tagger_reads_a_sentence_alike_alone_and_in_company() -> None:
    tokenizer, tagger = _shared()
    one, two = "وصل سمير الحداد إلى بيروت.", "التقى الوفد رئيس البرلمان في باريس."

    alone, other, both = (tagger._scores(words_of(tokenizer(text))) for text in (one, two, f"{one}\n{two}"))
    assert np.allclose(both, np.concatenate([alone, other]), atol=1e-4)


def test_tagger_forgets_word_forms_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer, tagger = _shared()
    words = words_of(tokenizer("وصل سمير الحداد إلى بيروت مع وفد من اليابان."))
    before = tagger.tag(words)
    monkeypatch.setattr("mahdar.reading.names.tagger.MOST_REMEMBERED", 3)
    assert tagger.tag(words) == before


def test_tagger_features_have_a_reach(tagger: Tagger) -> None:
    for norm in (EDGE, "و", ".", "2012", "AFP", "الرباط", "فرنسا"):
        features = tagger.features.of(norm)
        assert features and {feature[0] for feature in features} <= set(REACH)
        assert not any(space in feature for feature in features for space in "\t\n ")


def test_tagger_keeps_foreign_names_whole(tagger: Tagger, tokenizer: ArabicTokenizer) -> None:
    assert "بلينكن" in set(whole_words())
    assert tokenizer.norms("بلينكن") == ["بلينكن"]


@pytest.mark.parametrize(
    "content",
    [b"", b"not packed", gzip.compress(b"w\t0\n"), gzip.compress(b"w\tx\twa\t0:1\n"), gzip.compress(b"t\t0\t\tz\n")],
)
def test_tagger_a_damaged_model_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "names.crf.gz"
    path.write_bytes(content)
    if not content:
        path.unlink()
    with pytest.raises(TableError, match=r"names\.crf\.gz: no model of the name tagger"):
        load_model(path)


def test_tagger_model_states_its_licence() -> None:
    with gzip.open(MODEL, "rt", encoding="utf-8") as lines:
        head = [line for line in lines if line.startswith("#")]
    assert any("CC BY-SA 4.0" in line for line in head)
    licence = (MODEL.parent / "names.LICENCE.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in licence and "Benajiba" in licence and "2007" in licence


def test_tagger_model_is_small() -> None:
    assert MODEL.stat().st_size < 10_000_000
