"""Mentions of one person, body or state are one entity, those of different ones are not."""

from datetime import date

import pytest

from mahdar.reading.entities import component as entities
from mahdar.reading.layers import Given
from mahdar.reading.names import component as names
from mahdar.reading.parts import component as parts
from mahdar.reading.pipeline import default_pipeline
from mahdar.reading.roles import component as roles


def who(text, *, day=None):
    """The document with its names, roles and entities."""
    nlp = default_pipeline()
    doc = nlp.make_doc(text)
    doc._.given = Given(earliest=day, latest=day)
    with nlp.select_pipes(enable=[module.NAME for module in (parts, names, roles, entities)]):
        return nlp(doc)


def groups(text, *, day=None):
    """The mentions of each entity as written, in the order of the text."""
    doc = who(text, day=day)
    found = {}
    for mention in doc._.mentions:
        found.setdefault(mention.entity, []).append(text[mention.start : mention.end])
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("حضر وزير النقل السنغالي، مشعان القطارنة، الحفل. وغادر القطارنة مبكرا.", {"مشعان القطارنة", "القطارنة"}),
        ("حضر وزير النقل السنغالي، مشعان القطارنة، الحفل.", {"وزير النقل السنغالي", "مشعان القطارنة"}),
        ("حضر مشعان القطارنة، وزير النقل السنغالي، الحفل.", {"وزير النقل السنغالي", "مشعان القطارنة"}),
        ("حضرت هيلينا فاسكيز الحفل. وغادرت فاسكيس مبكرا.", {"هيلينا فاسكيز", "فاسكيس"}),
        ("قالت رئيسة اللجنة، القاضية هيلينا فاسكيز، إنها راضية.", {"رئيسة اللجنة", "القاضية", "هيلينا فاسكيز"}),
        ("قال رئيس البعثة، الإيفواري كوفي أسامواه، إنه راض.", {"رئيس البعثة", "كوفي أسامواه"}),
        ("رحب مبعوث الفاتيكان المطران باولو رينالدي بالحل.", {"مبعوث الفاتيكان", "باولو رينالدي"}),
        ("وافق طرفا النزاع على الهدنة، ثم تبادل الجانبان التهم.", {"طرفا النزاع", "الجانبان"}),
        ("التقى الوزير أحمد حسن السفير جون كيري، وتعهد الأخير بالدعم.", {"السفير", "جون كيري", "الأخير"}),
        ("قال وزير الخارجية الروسي إن قوات بلاده انسحبت من المدينة.", {"قوات بلاده"}),
        ("شكرت الأمم المتحدة الوزير، وقال إن للمنظمة الدولية دورا.", {"الأمم المتحدة", "لمنظمة الدولية"}),
        ("قالت نائبة المدير هيلينا فاسكيز إنها راضية، وغادرت المسؤولة الأممية.", {"هيلينا فاسكيز", "المسؤولة الأممية"}),
        (
            "ردت الحكومة الفلكانية، وتقدم الجيش الفلكاني، ثم سكتت الحكومة.",
            {"الحكومة الفلكانية", "الجيش الفلكاني", "الحكومة"},
        ),
        ("أعلنت جبهة التحرير أن مقاتليها انسحبوا.", {"جبهة التحرير", "مقاتليها"}),
        ("وصل وزير الخارجية الفلكاني إلى فلكانيا وقال إن بلاده راضية.", {"فلكانيا", "بلاده"}),
        ("حضر طارق بن عاشور الحفل. وغادر بنعاشور مبكرا.", {"طارق بن عاشور", "بنعاشور"}),
        ("قال المبعوث الأممي إلى اليمن إن الهدنة صمدت. وأضاف المبعوث أن الطرق فتحت.", {"المبعوث"}),
        ("عقد مجلس الأمن جلسة. وقرر المجلس التمديد.", {"مجلس الأمن", "المجلس"}),
        ("رفضت روسيا المقترح. وكررت موسكو موقفها.", {"روسيا", "موسكو"}),
        ("قال سفير السنغال إن بلاده ستشارك.", {"السنغال", "بلاده"}),
        ("قصفت قوات النظام حلب في سوريا. ونفى النظام ذلك.", {"قوات النظام", "النظام"}),
        ("عاد السفير من جمهورية كرندافا أمس. وشكرت كرندافا جيرانها.", {"جمهورية كرندافا", "كرندافا"}),
        ("عاد السفير من مملكة كرندافا أمس. وشكرت المملكة جيرانها.", {"مملكة كرندافا", "المملكة"}),
        ("شكرت كرندافا جيرانها. ورحبت السلطات الكرندافية بالوفد.", {"كرندافا", "السلطات الكرندافية"}),
        ('طالبت "سنديان للحقوق والحريات" بتحقيق. ونشرت المنظمة تقريرا.', {"سنديان للحقوق والحريات", "المنظمة"}),
        ('طالبت منظمة "أطباء الجبال" بتحقيق. ونشرت المنظمة تقريرا.', {"أطباء الجبال", "المنظمة"}),
        ("عقدت منظمة أطباء الجبال (طبجال) مؤتمرا. وشكرت طبجال الحضور.", {"منظمة أطباء الجبال", "طبجال"}),
        ("طالبت حماس بفتح المعبر. ونشرت الحركة بيانا.", {"حماس", "الحركة"}),
        ("#عين_الزيتون تنزف. وتقع مدينة عين الزيتون على النهر.", {"عين_الزيتون", "عين الزيتون"}),
    ],
)
def test_entities_tie(text, one):
    assert any(one <= set(group) for group in groups(text))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("حضر مشعان القطارنة الحفل مع فواز الدغيم.", "مشعان القطارنة", "فواز الدغيم"),
        ("غادر وزير النقل السنغالي، ثم وصل وزير الدفاع السنغالي.", "وزير النقل السنغالي", "وزير الدفاع السنغالي"),
        ("وصل ستيفان دي ميستورا ثم ستيفان دوجاريك.", "ستيفان دي ميستورا", "ستيفان دوجاريك"),
        ("انتقد السفير السنغالي السفير الكندي.", "السفير السنغالي", "السفير الكندي"),
    ],
)
def test_entities_stay_apart(text, one, other):
    assert not any({one, other} <= set(group) for group in groups(text))


@pytest.mark.parametrize(
    ("day", "person"),
    [(date(2016, 5, 3), "Ban Ki-moon"), (date(2018, 5, 3), "António Guterres")],
)
def test_entities_know_terms_of_office(day, person):
    doc = who("اجتمع الأمين العام للأمم المتحدة بالوفد.", day=day)
    assert person in [entity.name_en for entity in doc._.entities]


def test_entities_keep_their_reasons():
    doc = who("عقد مجلس الأمن جلسة. وقرر المجلس التمديد.")
    assert any("المجلس = مجلس الأمن" in reason for entity in doc._.entities for reason in entity.because)


def test_entities_have_references():
    doc = who("وصلت كندا إلى اتفاق.")
    assert [(entity.kind, entity.name, entity.ref) for entity in doc._.entities] == [("place", "كندا", "CA")]
