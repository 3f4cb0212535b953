"""The parts of reports in many house styles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.layers import PART_KINDS
from mahdar.reading.parts.layout import Layout

LAYOUT = Layout()
FIRST = (
    "قال المتحدث باسم الهيئة اليوم إن القوافل ستصل إلى المدينة المحاصرة غدا بعد مفاوضات دامت أسبوعا كاملا مع الأطراف."
)
SECOND = "وأضاف أن الهيئة لن تقبل شروطا جديدة، مشيرا إلى أن الاتصالات متواصلة مع الوسطاء."
TITLE = "القوافل تصل إلى المدينة غدا"


def parts(text, **options):
    """The parts but the body, as (kind, words)."""
    found = LAYOUT.parts(text, **options)
    return [(part.kind, text[part.start : part.end]) for part in found if part.kind != "body"]


def test_parts_first_line_without_stop_is_the_title():
    assert parts(f"{TITLE}\n{FIRST}\n{SECOND}") == [("title", TITLE)]


@pytest.mark.parametrize(
    "title",
    ["هل تصل القوافل إلى المدينة غدا؟", "الهيئة: القوافل تصل غدا إلى المدينة..", "القوافل تصل غدا إلى المدينة."],
)
def test_parts_a_title_may_ask_or_stop(title):
    assert parts(f"{title}\n\n{FIRST}\n\n{SECOND}") == [("title", title)]


@pytest.mark.parametrize("text", ["", " \n\t\n ", FIRST, f"{FIRST}\n{SECOND}"])
def test_parts_a_report_may_have_none_but_body(text):
    assert parts(text) == []


def test_parts_of_a_site_with_menu_date_picture_and_repeat():
    lines = [
        ("furniture", "أخبار عالمية قصص"),
        ("title", TITLE),
        ("furniture", "الخميس، 12 أيار/مايو 2022 – 10:15 بتوقيت غرينتش"),
        ("caption", "شاحنات تنتظر عند المعبر. المصدر: هيئة الإغاثة / سلمى ناصر"),
        ("furniture", TITLE),
    ]
    assert parts("\n\n".join(words for _, words in lines) + f"\n\n{FIRST}\n\n{SECOND}") == lines


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("الرئيسية / دولي / إفريقيا", "furniture"),
        ("أخبار » تحليلات » شؤون أممية", "furniture"),
        ("الصفحة الأولى | السلام | المناخ", "furniture"),
        ("عاجل", "furniture"),
        ("السلم والأمن", "furniture"),
    ],
)
def test_parts_before_the_title(line, kind):
    assert parts(f"{line}\n{TITLE}\n{FIRST}\n{SECOND}") == [(kind, line), ("title", TITLE)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("الاثنين 6 آذار 2023", [("furniture", "الاثنين 6 آذار 2023")]),
        ("٢٠١٦/١٠/٢٠ - ١١:٤٢", [("furniture", "٢٠١٦/١٠/٢٠ - ١١:٤٢")]),
        ("كتبت: ليلى الحموي", [("byline", "كتبت: ليلى الحموي")]),
        ("يوسف الحداد (مع وكالات)", [("byline", "يوسف الحداد (مع وكالات)")]),
        ("سمير الحداد", [("byline", "سمير الحداد")]),
        ("عمان – راديو الضفاف", [("dateline", "عمان – راديو الضفاف")]),
        ("نيويورك / الأناضول", [("dateline", "نيويورك / الأناضول")]),
        ("دمشق-سانا", [("dateline", "دمشق-سانا")]),
        ("القاهرة - أ ش أ:", [("dateline", "القاهرة - أ ش أ:")]),
        ("أ.ف.ب – بيروت", [("dateline", "أ.ف.ب – بيروت")]),
        ("بيروت: «الشرق الأوسط»", [("dateline", "بيروت: «الشرق الأوسط»")]),
        ("جدة ٥ ربيع الأول ١٤٤٥ هـ الموافق ٢٠ سبتمبر ٢٠٢٣ م واس", [("dateline",
          "جدة ٥ ربيع الأول ١٤٤٥ هـ الموافق ٢٠ سبتمبر ٢٠٢٣ م واس")]),
        ("إسطنبول/ سالم الحموي/ الأناضول", [("dateline", "إسطنبول/ سالم الحموي/ الأناضول")]),
        ("بيروت: سالم الحموي", [("dateline", "بيروت"), ("byline", "سالم الحموي")]),
        ("سالم الحموي - بيروت", [("byline", "سالم الحموي"), ("dateline", "بيروت")]),
        ("عدن – خاص", [("dateline", "عدن – خاص")]),
        ("- الهيئة ترفض الشروط الجديدة", [("heading", "- الهيئة ترفض الشروط الجديدة")]),
        ("شاحنات تنتظر عند المعبر (رويترز)", [("caption", "شاحنات تنتظر عند المعبر (رويترز)")]),
        ("شاحنات تنتظر عند المعبر - أرشيفية", [("caption", "شاحنات تنتظر عند المعبر - أرشيفية")]),
    ],
)  # fmt: skip
def test_parts_between_the_title_and_the_first_paragraph(line, expected):
    assert parts(f"{TITLE}\n{line}\n{FIRST}\n{SECOND}") == [("title", TITLE), *expected]


@pytest.mark.parametrize(
    ("dateline", "separator"),
    [
        ("نيويورك", " - "),
        ("نيويورك - رويترز", " - "),
        ("عمان (رويترز)", " - "),
        ("نيويورك (الأمم المتحدة) (أ ف ب)", " - "),
        ("القدس/غزة (رويترز)", " - "),
        ("تلمارة - وكالة مدى", " - "),
        ("نيويورك ـ أ ف ب", " ـ "),
        ("دبي، الإمارات العربية المتحدة (CNN)", "-- "),
        ("الكويت - 3 - 5 (كونا)", " -- "),
        ("رام الله 3-5-2016 وفا", "- "),
        ("الخرطوم 5-5-2023 (سونا)", "- "),
        ("الدوحة في 03 مايو /قنا/", " "),
        ("شفق نيوز", "/ "),
        ("موسكو - سبوتنيك", ". "),
        ("(أ ف ب)", " - "),
    ],
)
def test_parts_dateline_before_the_first_sentence(dateline, separator):
    assert parts(f"{TITLE}\n{dateline}{separator}{FIRST}\n{SECOND}") == [("title", TITLE), ("dateline", dateline)]


@pytest.mark.parametrize(
    "start", ["روسيا: ", "الأمم المتحدة - التي تراقب الهدنة - ", "وأوضحت الوزارة - في بيان - أن ", "قال الوزير: "]
)
def test_parts_no_dateline_where_the_sentence_has_begun(start):
    assert parts(f"{TITLE}\n{start}{FIRST}\n{SECOND}") == [("title", TITLE)]


@pytest.mark.parametrize(
    "heading", ["رفض روسي", "“الميثاق ليس زينة”", "ماذا بعد؟", "مسؤول في الهيئة: أبلغنا الوسطاء أننا لن نقبل التأجيل"]
)
def test_parts_heading_between_paragraphs(heading):
    assert parts(f"{TITLE}\n{FIRST}\n{heading}\n{SECOND}\n{SECOND}") == [("title", TITLE), ("heading", heading)]


@pytest.mark.parametrize(
    "line",
    ["وقال المبعوث الخاص:", "وتابع أن الأمر لن يطول", "- قتيل في الشمال", "قتل ثلاثة.", "هي الصين وروسيا،"],
)
def test_parts_no_heading_in_a_line_that_goes_on(line):
    assert parts(f"{TITLE}\n{FIRST}\n{line}\n{SECOND}\n{SECOND}") == [("title", TITLE)]


def test_parts_a_list_under_a_heading_is_body():
    block = "حصيلة مؤقتة حسب المناطق\nالشمال: 11 قتيلا\nالجنوب: 8 قتلى وجريحان\nالمجموع: 19 قتيلا"
    assert parts(f"{TITLE}\n{FIRST}\n\n{block}\n\n{SECOND}") == [
        ("title", TITLE),
        ("heading", "حصيلة مؤقتة حسب المناطق"),
    ]


@pytest.mark.parametrize(
    ("insertion", "is_one"),
    [
        ("[وتأتي القافلة بعد شهر من الحصار، وفق ما يقول السكان.]", True),
        ("[لم تصل القافلة إلا يوم الأحد]", True),
        ("[ملاحظة المحرر: تغير العدد.]", True),
        ("[سطر أول من كلام أضيف لاحقا\nوسطر ثان منه.]", True),
        ("[رئيس الهيئة]", False),
        ("[فيديو]", False),
        ("[قوس لم يغلق قط في هذا التقرير كله", False),
    ],
)
def test_parts_insertion_is_a_sentence_in_square_brackets(insertion, is_one):
    found = parts(f"{TITLE}\n{FIRST} {insertion} {SECOND}\n{SECOND}")
    assert found == [("title", TITLE), *([("insertion", insertion)] if is_one else [])]


def test_parts_body_is_cut_at_an_insertion():
    text = f"{TITLE}\n{FIRST} [لم تصل القافلة إلا يوم الأحد] {SECOND}"
    body = [text[part.start : part.end] for part in LAYOUT.parts(text) if part.kind == "body"]
    assert body == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["صوت الوادي 98.5 اف ام"], ["signoff"]),
        (["المصدر: وكالات"], ["signoff"]),
        (["// انتهى //", "١٨:٤٥ ت م"], ["signoff", "signoff"]),
        (["(رويترز)"], ["signoff"]),
        (["تقرير: سالم الحموي", "راديو الضفاف"], ["byline", "signoff"]),
        (["(إعداد نادر الصافي للنشرة العربية - تحرير هند الماجد)"], ["byline"]),
        (["سالم الحموي"], ["byline"]),
        (["اقرأ أيضا: هدنة في الشمال", "شارك: فيسبوك تويتر"], ["furniture", "furniture"]),
        (["اقرأ أيضا:", "هدنة في الشمال", "مجلس الأمن يجتمع غدا"], ["furniture"] * 3),
        (["وسوم: هدنة | إغاثة", "التعليقات (3)"], ["furniture"] * 2),
        (["♦ حملوا التطبيق لمتابعة آخر المستجدات"], ["furniture"]),
        ([TITLE], ["furniture"]),
        (["س.ع/ ه.ج"], ["signoff"]),
        (["ونزح ثلاثة آلاف من سكان القرى"], []),
    ],
)
def test_parts_after_the_last_paragraph(lines, expected):
    text = "\n".join([TITLE, FIRST, SECOND, *lines])
    assert parts(text) == [("title", TITLE), *zip(expected, lines, strict=False)]


def test_parts_signoff_with_a_writer_behind_it_are_two():
    text = f"{TITLE}\n{FIRST}\n{SECOND}\nالمركز الإعلامي للوادي – سلمى الأحمد"
    assert parts(text)[1:] == [("signoff", "المركز الإعلامي للوادي"), ("byline", "سلمى الأحمد")]


def test_parts_agency_in_brackets_ends_the_last_paragraph():
    assert parts(f"{TITLE}\n{FIRST}\n{SECOND} (أ ف ب)")[1:] == [("signoff", "(أ ف ب)")]


def test_parts_the_given_outlet_signs():
    text = f"{TITLE}\n{FIRST}\n{SECOND}\nمرآة الساحل"
    assert parts(text, outlet="مرآة الساحل")[1:] == [("signoff", "مرآة الساحل")]


def covered(text):
    found = LAYOUT.parts(text)
    characters = [offset for part in found for offset in range(part.start, part.end)]
    assert len(characters) == len(set(characters))
    assert {part.kind for part in found} <= set(PART_KINDS)
    assert all(text[part.start : part.end].strip() == text[part.start : part.end] != "" for part in found)
    assert {offset for offset, char in enumerate(text) if not char.isspace()} <= set(characters)


PIECES = [
    *(TITLE, FIRST, SECOND, "[لم تصل القافلة إلا يوم الأحد]", "اقرأ أيضا:", "رويترز", "نيويورك", "3 مايو"),
    *("", "[", "]", "(", " - ", ":", "ـ", "\u200f", "\xa0"),
]


@given(st.lists(st.sampled_from(PIECES)).map("\n".join))
def test_parts_cover_every_character_once(text):
    covered(text)


@given(st.text(alphabet="اب ل[]().:-–/\n\t\u200f\u0640\u064e1٣a«»…،", max_size=120))
def test_parts_cover_any_text_once(text):
    covered(text)


def test_component_takes_the_headline_that_the_caller_knows():
    first = "عاجل من بلدة الوادي " + "والقوافل وصلت إلى المدينة بعد انتظار طويل " * 5
    text = f"{first}\n\nوأضاف المتحدث أن الطريق مفتوح أمام الجميع منذ الصباح وأن الحركة عادت إلى طبيعتها."
    assert {part.kind for part in Layout().parts(text)} == {"body"}
    titled = Layout().parts(text, title=first.replace("إلى", "الى"))
    assert [(part.kind, part.rule) for part in titled] == [("title", "title.given"), ("body", "body")]
    assert Layout().parts(text, title="عنوان آخر") == Layout().parts(text)
