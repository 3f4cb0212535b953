"""The events of a report: triggers, status, participants, one act once."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from spacy.language import Language

from mahdar.arabic.normal import normal_word
from mahdar.reading.events.triggers import ObjectClasses
from mahdar.reading.layers import Event
from mahdar.reading.pipeline import default_pipeline, read
from mahdar.reading.reading import Reading
from mahdar.tables import language_table

BRACKETED = re.compile(r"\[(.+?)\]")
CONDITIONS = {
    "who", "who_obj", "owner", "noun_only", "verb_only", "accusative", "plural", "definite", "past", "present", "bare",
    "adjective", "vow", "vow_war", "pair", "state", "spoken", "@any", "@assault",
}  # fmt: skip


@lru_cache(maxsize=1)
def nlp() -> Language:
    return default_pipeline()


@lru_cache(maxsize=256)
def reading(text: str) -> Reading:
    return read(text, nlp=nlp())


def marked(text: str) -> tuple[Reading, list[Event]]:
    """The reading of a sentence without its brackets, and the events on the bracketed word."""
    found = BRACKETED.search(text)
    assert found is not None, text
    start, end = found.start(), found.end() - 2
    plain = BRACKETED.sub(r"\1", text) + "."
    its = reading(plain)
    return its, [e for e in its.events if e.start < end and start < e.end]


def names(its: Reading, ids: list[str]) -> set[str]:
    """The words of the mentions of the entities `ids`."""
    return {its.text[m.start : m.end] for m in its.mentions if m.entity in ids}


def examples(table: str) -> list[tuple[str, bool, str]]:
    rows = language_table(f"{table}.examples", columns=("rule", "expect", "text"))
    return [(row["rule"], row["expect"] == "yes", row["text"]) for row in rows]


@pytest.mark.parametrize(("rule", "expect", "text"), examples("triggers"))
def test_events_triggers_run_their_examples(rule: str, text: str, *, expect: bool) -> None:
    assert any(e.rule == rule for e in marked(text)[1]) == expect


@pytest.mark.parametrize(("rule", "expect", "text"), examples("status_words"))
def test_events_status_words_run_their_examples(rule: str, text: str, *, expect: bool) -> None:
    statuses = {row["id"]: row["status"] for row in language_table("status_words")}
    events = marked(text)[1]
    assert events
    assert (events[0].status == statuses[rule]) == expect


@pytest.mark.parametrize(("rule", "expect", "text"), examples("light_verbs"))
def test_events_light_verbs_run_their_examples(rule: str, text: str, *, expect: bool) -> None:
    role = {row["id"]: row["role"] for row in language_table("light_verbs")}[rule]
    events = marked(text)[1]
    assert events
    if role == "by":
        assert bool(events[0].actors) == expect
    if role == "to":
        assert bool(events[0].recipients) == expect


@pytest.mark.parametrize(("rule", "expect", "text"), examples("object_classes"))
def test_events_object_classes_run_their_examples(rule: str, text: str, *, expect: bool) -> None:
    found = BRACKETED.search(text)
    assert found is not None
    assert (rule in ObjectClasses().of(normal_word(found.group(1)))) == expect


def test_events_families_of_triggers_have_an_example_each() -> None:
    shown = {rule for rule, expect, _ in examples("triggers") if expect}
    families = [row["id"] for row in language_table("triggers")]
    assert [name for name in families if name not in shown] == []
    assert shown <= set(families)


def test_events_families_that_share_a_verb_have_a_counter_example() -> None:
    counted = {rule for rule, expect, _ in examples("triggers") if not expect}
    by_verb: dict[tuple[str, str], list[str]] = {}
    for row in language_table("triggers"):
        if row["past"] and row["needs"]:
            by_verb.setdefault((row["past"], row["type"]), []).append(row["id"])
    shared = [ids for (verb, kind), ids in by_verb.items() if any(v == verb and k != kind for v, k in by_verb)]
    assert [name for ids in shared for name in ids if name not in counted] == []


def test_events_nouns_of_triggers_are_single_words() -> None:
    rows = language_table("triggers")
    assert [row["id"] for row in rows if " " in row["nouns"] + row["participles"] + row["forms"]] == []


def test_events_tables_name_only_known_conditions() -> None:
    classes = {row["class"] for row in language_table("object_classes")}
    for row in language_table("triggers"):
        for need in (*row.many("needs"), *row.many("unless")):
            is_preposition = need.startswith(("~", "+"))
            name = need.partition("_")[2] if is_preposition else need.lstrip("<>^@")
            assert not name or name in classes or need in CONDITIONS or name == "who", row.error(need)


def test_events_tables_have_one_row_an_id() -> None:
    for table in ("triggers", "light_verbs", "status_words"):
        ids = [row["id"] for row in language_table(table)]
        assert len(ids) == len(set(ids)), table


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أمس [عقد] مجلس الأمن الدولي جلسة طارئة", {"مجلس الأمن الدولي"}, set()),
        ("[دعت] السعودية وقطر الأمم المتحدة إلى التحرك", {"السعودية", "قطر"}, {"الأمم المتحدة"}),
        ("[قصف] الجيش السوري لحلب مستمر", {"الجيش السوري"}, set()),
        ("شنت روسيا [غارات] على إدلب", {"روسيا"}, set()),
        ("جرت أمس [محادثات] بين مصر وإثيوبيا", {"مصر", "إثيوبيا"}, set()),
        ("[التقى] وزير الخارجية التركي أمس المبعوث الأممي", {"وزير الخارجية التركي"}, {"المبعوث الأممي"}),
        ("وافقت الحكومة على [دعوة] من كندا إلى اجتماع", {"كندا"}, set()),
        ("قال الناطق إن [العمليات] العسكرية التي تقوم بها قوات التحالف مستمرة", {"قوات التحالف"}, set()),
        ("طالبت فرنسا روسيا بوقف القصف على حلب، و[دعت]ها إلى الانسحاب", {"فرنسا"}, {"روسيا"}),
        ("وفد من المعارضة السورية [يزور] موسكو", {"وفد من المعارضة السورية"}, {"موسكو"}),
        ("اتهم الوزير الحوثيين بخرق الهدنة. و[طالب]هم بالانسحاب", set(), {"الحوثيين"}),
        ("قال وزير الخارجية الروسي إن على إسرائيل أن [توقف] القصف", {"إسرائيل"}, set()),
        ("أسفر [الهجوم] عن مقتل 12 مدنيا", set(), {"12 مدنيا"}),
        ("بعثت كندا رسالة إلى الأمين العام [تطلب] فيها عقد جلسة للجمعية العامة", {"كندا"}, {"الأمين العام"}),
    ],
)
def test_events_finds_who_did_it_to_whom(text: str, actors: set[str], recipients: set[str]) -> None:
    its, events = marked(text)
    assert events
    assert actors <= names(its, events[0].actors)
    assert recipients <= names(its, events[0].recipients)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("شن طيران التحالف 6 [غارات] على تجمع للحوثيين", [{"طيران التحالف"}], []),
        ("قصف الجيش السوري بلدة يحاصرها مقاتلون، و[دمر] مخازن فيها", [{"الجيش السوري"}], []),
        ("قال ناطق إن السفينة التي [هاجمتها] البحرية الروسية غرقت", None, []),
        ("قال مسؤولون إن المقاتلين الذين [دربهم] الجيش الأمريكي وصلوا", [{"الجيش الأمريكي"}], [{"المقاتلين"}]),
        ("[طالب] الحكومة الاتحادية بالإسراع في صرف الرواتب", [], [{"الحكومة الاتحادية"}]),
        ("وأعرب وزير الخارجية المصري عن قلقه، و[طالب] إيران بوقف التدخل", [{"وزير الخارجية المصري"}], [{"إيران"}]),
        ("[دعا] العراق تركيا إلى التهدئة", [{"العراق"}], [{"تركيا"}]),
        ("أعلن البيان [رفض] إيران للمقترح", [{"إيران"}], []),
        ("[زار] روسيا قائد فيلق القدس قاسم سليماني", [{"قائد فيلق القدس", "قاسم سليماني"}], [{"روسيا"}]),
        ("قال المرصد إن مسلحين خطفوا عشرات المدنيين بعد أن [سيطروا] على البلدة", [{"مسلحين"}], []),
        ("ندد البيان بما جرى من [تخريب] وسلب ونهب من قبل الحوثيين", [{"الحوثيين"}], []),
        ("نفى الناطق وقوع [نهب] وقال إن هجوما من قبل الحوثيين فشل", [], []),
        ("قتل أربعة مسلحين من حركة الشباب 67 شخصا في [هجوم] على فندق", [{"أربعة مسلحين"}], [{"67 شخصا"}]),
        ("قال الناطق إن مقاتلين قتلوا خمسة أشخاص في [هجوم] على آلية", [{"مقاتلين"}], [{"خمسة أشخاص"}]),
        ("قتل خمسة أشخاص في [هجوم] على آلية", [], [{"خمسة أشخاص"}]),
        ("قال إن المقاتلين وحلفاءهم قاموا [بالتسلل] إلى المدينة", [{"المقاتلين"}, {"حلفاءهم"}], []),
        ("أعلنت وكالة الأناضول تفاصيل القرار، وقد [جمدت] أموالهم أمس", [], []),
        ("قالت مصادر محلية إن الحوار متعثر، و[دمرت] أمس مخازن سلاح", [], []),
        ("نفى المتحدث باسم الحكومة السورية أن تكون الطائرات الحربية قد [استهدفت] مدنيين", [{"الحكومة السورية"}], None),
        ("نفى مسؤول في البلدية أن تكون سيارة ملغومة قد [استهدفت] مدنيين", [], None),
        ("بدأت أمس [زيارة] لوزير الخارجية القطري إلى لبنان", [{"وزير الخارجية القطري"}], [{"لبنان"}]),
        ("أعلن الوزير القطري عن [زيارة] للبنان قريبا", None, [{"لبنان"}]),
        ("نفذت الطائرات الحربية السورية [غارات] على إدلب", [{"السورية"}], None),
        ("[أسقط] المقاتلون الطائرات الحربية السورية", [{"المقاتلون"}], None),
        ("عقد مجلس الأمن جلسة [بطلب] من لندن", [{"لندن"}], None),
        ("[انتقد] عدد من النواب قرار الحكومة", [{"عدد من النواب"}], None),
        ("من المزمع أن [يزور] وفد كردي العاصمة بغداد الأحد المقبل", [{"وفد كردي"}], None),
        ("أكد البيان [منع] التنظيم لمراسم الصلاة", [{"التنظيم"}], None),
        ("أكد البيان [منعهم] من دخول المدينة", [], None),
        ("واصل التنظيم تقدمه بعد إخفاق [هجوم] ضخم شنه الشهر الماضي", [{"التنظيم"}], None),
        ("واصل التنظيم تقدمه بعد إخفاق [هجوم] ضخم شنه رجال مجهولو الهوية", None, None),
        ("قال المرصد إن [الهجوم] في محافظة الحسكة نفذه الجيش السوري", [{"الجيش السوري"}], None),
        ("دعا الاتحاد الأوروبي إلى [إنهاء] القتال بين الحكومتين", [{"الحكومتين"}], None),
        ("قررت المقاومة تطهير مناطقها و[تدمير] الحواجز", [{"المقاومة"}], None),
        ("يبذل المبعوث الأممي جهودا [لدعم] الأطراف السورية", None, [{"الأطراف السورية"}]),
        ("أشادت قطر ب[دعم] تركيا للاجئين", [{"تركيا"}], None),
        ("[انتقدت] صحيفة الغارديان القرار", [{"الغارديان"}], None),
        ("[رحب] حزب «النور الجديد» بالاتفاق", [{"النور الجديد"}], None),
        ("[طالب] الوزير في حديث إلى صحيفة الغارديان إيران بالتراجع", [{"الوزير"}], [{"إيران"}]),
        ("[دعا] المرجع الديني الشيعي محمود الصرخي إلى التهدئة", [{"محمود الصرخي"}], None),
        ("[قصفت] المدفعية مواقع قرب بلدة محمود الصرخي", [], None),
        ("قالت الوزيرة في ختام [اجتماع] في بروكسل لوزراء خارجية الدول الـ28 إن الاتفاق جيد",
         [{"وزراء خارجية الدول الـ28"}], None),
        ("عقد في مسقط [اجتماع] ثلاثي يضم إيران وعمان وقطر", [{"إيران"}, {"عمان"}, {"قطر"}], None),
        ("قتل خمسة جنود في [غارة] جوية لقوات الحلف", [{"قوات الحلف"}], None),
        ("أوقع [قصف] للمدنيين في حلب ضحايا", [], None),
        ("تبنت حركة طالبان [الهجوم] على القاعدة", [{"حركة طالبان"}], None),
        ("قتل خمسة جنود في [انفجار] قنبلة زرعها إسلاميون", [{"إسلاميون"}], None),
        ("وثق المرصد تنفيذ طائرات النظام السوري ما لا يقل عن 120 [غارة]", [{"طائرات النظام"}], None),
        ("من المنتظر أن [يحل] بالعاصمة الاثنين المقبل وفد إيطالي", [{"وفد إيطالي"}], None),
        ("وأدان رئيس الحكومة المصرية الهجوم، و[دعا] قطر إلى الحوار", [{"رئيس الحكومة المصرية"}], [{"قطر"}]),
        ("[يطالب] القرار، الذي قدمته فرنسا، جميع الأطراف بأن توقف القصف", None, [{"الأطراف"}]),
        ("فيما عبر المغرب، في بلاغ، عن [تضامنه] مع مالي", [{"المغرب"}], [{"مالي"}]),
        ("وصلت القافلة عبر تركيا بعد [رفض] طويل", [], None),
        ("دعا نواب إلى [مباحثات] لتوطين 60 ألف من طالبي اللجوء", None, []),
        ("قال وزير الخارجية المصري إن روسيا تدعم الاتفاق، و[دعا] تركيا إلى الحوار",
         [{"وزير الخارجية المصري"}], [{"تركيا"}]),
        ("وقالت المتحدثة باسم الحركة إن المقاتلين انسحبوا، [متهمة] تركيا بالمماطلة", [{"المتحدثة باسم الحركة"}], None),
        ("قال المرصد إن الجيش السوري دخل البلدة، و[دمر] ثلاثة منازل", [{"الجيش السوري"}], None),
        ("روسيا تهدد أوكرانيا والاتحاد الأوروبي [يلوح] بعقوبات", [{"الاتحاد الأوروبي"}], None),
        ("قال المرصد إن ثلاثة شبان [خطفوا] على يد مسلحين مجهولين", [{"مسلحين مجهولين"}], None),
        ("[قتل] ثلاثة مدنيين بنيران الجيش الإسرائيلي", [{"الجيش الإسرائيلي"}], [{"ثلاثة مدنيين"}]),
        ("عارضت الصين نصا [وزعته] ألمانيا", [{"ألمانيا"}], None),
        ("أطلقت طالبان سراح عشرة جنود كانت [تحتجزهم] منذ أبريل", [{"طالبان"}], [{"عشرة جنود"}]),
        ("[اشتبك] محتجون مع قوات الأمن العراقية", [{"محتجون"}, {"قوات الأمن العراقية"}], []),
        ("أجبرت تركيا اليونان على [الانسحاب]", [{"اليونان"}], None),
        ("تولى الجيش السوداني الحكم بعد أن [أجبر] الرئيس على الاستقالة", [{"الجيش السوداني"}], [{"الرئيس"}]),
        ("عرقلت روسيا [إصدار] بيان", [], None),
        ("هدد الاتحاد الأوروبي تركيا بعقوبات ما لم [تنسحب] من الجزيرة", [{"تركيا"}], None),
        ("نجحت جهود قطر في [وقف] القتال بين الطرفين", [{"الطرفين"}], None),
        ("أشادت الصحف بجهود قطر في [إنقاذ] الرهائن", [{"قطر"}], None),
        ("تعهد الطرفان بعدم [استهداف] السفن", [{"الطرفان"}], None),
        ("حثت فرنسا تركيا على الهدوء، مشددة على ضرورة [إنهاء] القتال", [{"تركيا"}], None),
        ("قررت فرنسا تأجيل الاجتماع بعد [هجوم] في القاهرة", [], None),
        ("قررت السلطات التونسية، مساء الخميس، [إغلاق] المعبر", [{"السلطات التونسية"}], None),
        ("حضت فرنسا طرفي النزاع على [تبادل] الأسرى دفعة واحدة", [{"طرفي النزاع"}], [{"الأسرى"}]),
        ("تدعم واشنطن الإجراءات المفروضة من قبل باريس ردا على [قصف] حلب", [], None),
        ("لقي 23 شخصا، بينهم تسعة مدنيين، مصرعهم في [هجوم] على قرية", None, [{"23 شخصا"}]),
        ("قال مدير منظمة الصحة العالمية إنه متفائل، و[طالبته] مصر بالحياد", [{"مصر"}], [{"مدير منظمة الصحة العالمية"}]),
        ("أوقفت الشرطة الصومالية خمسة أشخاص يشتبه في أنهم [نهبوا] مستودعا", [{"خمسة أشخاص"}], None),
        ("يطالب القرار، الذي قدمته فرنسا، جميع الأطراف بأن [توقف] القصف", [{"الأطراف"}], None),
        ("قال وزراء خارجية الاتحاد الأوروبي في ختام [اجتماع] طارئ إن الاتفاق جيد",
         [{"وزراء خارجية الاتحاد الأوروبي"}], None),
        ("أفشل السكان محاولة الجيش السوري [اقتحام] البلدة", [{"الجيش السوري"}], None),
        ("قال رئيس حزب الأمة الكويتي أحمد الصافي: «لن نسكت و[نطالب] قطر بالتراجع»", [{"حزب الأمة الكويتي"}], [{"قطر"}]),
        ("قال الرئيس السابق لحزب الأمة الكويتي: «لن نسكت و[نطالب] قطر بالتراجع»",
         [{"الرئيس السابق لحزب الأمة الكويتي"}], [{"قطر"}]),
        ("زار الوفد القطري المدينة، ومنذ أيام تتعرض الأحياء الشرقية ل[قصف] عنيف", None, []),
        ("عاد الوفد القطري بعد أن تعرض ل[قصف] عنيف", None, [{"الوفد القطري"}]),
        ("انتقد الوزير المصري القرار، و[طالب] نظيره التركي بالاعتذار", [{"الوزير المصري"}], [{"نظيره التركي"}]),
        ("وجهت روسيا اتهامات إلى أوكرانيا ب[قصف] المدينة", [{"أوكرانيا"}], None),
        ("[امتنعت] وزارة الدفاع الأمريكية (البنتاغون) والبيت الأبيض عن التعليق",
         [{"وزارة الدفاع الأمريكية", "البنتاغون"}, {"البيت الأبيض"}], None),
    ],
)  # fmt: skip
def test_events_take_these_and_nobody_else(
    text: str, actors: list[set[str]] | None, recipients: list[set[str]] | None
) -> None:
    its, events = marked(text)
    assert events
    for wanted, ids in ((actors, events[0].actors), (recipients, events[0].recipients)):
        if wanted is not None:
            assert sorted(map(sorted, wanted)) == sorted(sorted(names(its, [id_])) for id_ in ids)


def test_events_spans_leave_clitics_and_pronouns_out() -> None:
    text = "وقالت روسيا إن قواتها ستقصفها غدا."
    events = reading(text).events
    assert [text[e.start : e.end] for e in events] == ["تقصف"]


def test_events_code_an_attack_and_not_its_dead() -> None:
    its = reading("قتل خمسة مدنيين وأصيب عشرة في غارة على سوق في حلب.")
    assert [(e.type, its.text[e.start : e.end]) for e in its.events] == [("ASSAULT", "غارة")]


def test_events_code_deaths_where_no_attack_is_named() -> None:
    its = reading("قتل خمسة مدنيين وأصيب عشرة في حلب.")
    assert [(e.type, its.text[e.start : e.end]) for e in its.events] == [("ASSAULT", "قتل")]


def test_events_drop_a_noun_that_points_back() -> None:
    its = reading("عقد مجلس الأمن الدولي جلسة أمس.\nوأثارت هذه الجلسة اهتماما.")
    assert len([e for e in its.events if e.type == "CONSULT"]) == 1


def test_events_are_none_in_insertions() -> None:
    text = "دعت مصر الطرفين إلى الحوار. [وقصفت القوات البلدة أمس.] وغادر الوفد."
    its = reading(text)
    inside = range(text.index("["), text.index("]"))
    assert not [e for e in its.events if e.start in inside]


def test_events_say_why() -> None:
    event = next(e for e in reading("رفعت الولايات المتحدة العقوبات عن السودان.").events)
    assert event.rule == "rafaa_hisar"
    assert event.because[0].startswith("rafaa_hisar")
    assert "needs sanctions" in event.because


def test_events_of_any_words_do_not_fail() -> None:
    for text in ("", "؟", "قصف", "من قبل", "إلى أن", "لم", "و", "بين", "[قصف]", "قال إن"):
        read(text, nlp=nlp())


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("نشر في 7 مارس 2021\n\n[قصف] الجيش السوري البلدة أمس السبت، وأعلن أنه سينسحب غدا", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\nقال الوزير أمس السبت إن الجيش السوري [قصف] البلدة", None, None),
        ("نشر في 7 مارس 2021\n\n[قتل] عشرة مدنيين من 2 مارس إلى 5 مارس", "2021-03-02", "2021-03-05"),
        ("نشر في 7 مارس 2021\n\nأعلنت فرنسا أمس السبت أنها [تدين] الهجوم", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\nأعلنت اللجنة أمس في ختام اجتماعها أنها [اتفقت] على الخطة", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\n[كلفت] فرنسا الوزير بوضع تقرير مطلع سبتمبر المقبل", None, None),
        ("نشر في 7 مارس 2021\n\n[انفجر] لغم قبل يومين", "2021-03-05", "2021-03-05"),
        ("نشر في 7 مارس 2021\n\n[قتل] خمسة جنود منذ الثلاثاء", "2021-03-02", "2021-03-07"),
        ("نشر في 7 مارس 2021\n\nتبدأ [هدنة] غدا لمدة 72 ساعة", "2021-03-08", "2021-03-11"),
        ("نشر في 7 مارس 2021\n\nعقد مجلس الأمن جلسة أمس. و[صوتت] روسيا ضد القرار", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\nاعتمد مجلس الأمن أمس قرارا [يطالب] روسيا بالانسحاب", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\nوصل الوزير المصري أمس إلى عمان و[التقى] الملك", "2021-03-06", "2021-03-06"),
        ("نشر في 7 مارس 2021\n\nدعت النقابات إلى [تظاهرة] يوم غد الاثنين", "2021-03-08", "2021-03-08"),
    ],
)
def test_events_have_the_day_of_their_own_time(text: str, earliest: str | None, latest: str | None) -> None:
    events = marked(text)[1]
    assert events
    found = [str(day) if day else None for day in (events[0].earliest, events[0].latest)]
    assert found == [earliest, latest]
