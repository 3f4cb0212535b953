"""Whatever stands in a report, twice as much of it costs about twice as many steps, in every component."""

from collections.abc import Callable
from cProfile import Profile
from functools import partial

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from mahdar.arabic.plain import words_in
from mahdar.arabic.sentences import LONGEST_SENTENCE, sentence_starts
from mahdar.reading.pipeline import default_pipeline

# A little more than twice, for what happens once a text; and as many steps as no short text is held to.
MOST_RATIO, FEW_STEPS = 2.4, 4_000
# So many words that even those without a stop make several sentences.
WORDS = 2 * LONGEST_SENTENCE

SENTENCE = "قال وزير الخارجية إن المحادثات مع الأمم المتحدة ستبدأ غدا، وقتل 12 شخصا في غارة على حلب"
HOSTILE = {
    "one line without a stop": f"{SENTENCE} ",
    "one line of sentences": f"{SENTENCE}. ",
    "quotation marks": "« ",
    "glued quotation marks": '"',
    "brackets": "(",
    "square brackets": "[ ",
    "quotations in quotations": "« قال ",
    "closing marks alone": "كلمة» ",
    "numbers joined by and": "خمسة و",
    "digits joined by and": "5 و",
    "years": "2015 ",
    "short names": "محمد ",
    "a name without end": "عبد الله بن ",
    "he said that": "قال إن ",
    "one office again and again": "قال الوزير إن ",
    "datelines": "بيروت 12 مارس (رويترز) -\n",
    "lines": "قال الوزير إن الأمر كذلك\n",
    "fates": "قتل 5 وأصيب 7 ",
    "stops": ". ",
}
TIMES_OF_CHARACTERS = {"glued quotation marks", "brackets"}


def steps_of(nlp: Language, text: str) -> dict[str, int]:
    """The calls that the tokenizer and each component make."""
    counts: dict[str, int] = {}

    def count(name: str, action: Callable[[], Doc]) -> Doc:
        profile = Profile()
        doc = profile.runcall(action)
        counts[name] = sum(entry.callcount for entry in profile.getstats())
        return doc

    doc = count("tokenizer", partial(nlp.make_doc, text))
    for name, component in nlp.pipeline:
        doc = count(name, partial(component, doc))
    return counts


@pytest.mark.parametrize("name", HOSTILE)
def test_component_takes_steps_in_proportion_to_the_text(name: str) -> None:
    nlp, piece = default_pipeline(), HOSTILE[name]
    times = WORDS // len(piece.split()) if name not in TIMES_OF_CHARACTERS else WORDS
    nlp(piece * 30)  # so that what is remembered by word is known
    once, twice = steps_of(nlp, piece * (times // 2)), steps_of(nlp, piece * times)
    slow = {at: (once[at], count) for at, count in twice.items() if count > max(FEW_STEPS, MOST_RATIO * once[at])}
    assert not slow


def test_stretch_without_a_stop_is_cut() -> None:
    words = words_in("كلمة " * (2 * LONGEST_SENTENCE + 1))
    assert [i for i, starts in enumerate(sentence_starts(words)) if starts] == [
        0,
        LONGEST_SENTENCE,
        2 * LONGEST_SENTENCE,
    ]


def test_one_letter_with_many_marks_is_read() -> None:
    doc = default_pipeline()("ب" + "\u064e" * 100_000)
    assert len(doc) == 1
