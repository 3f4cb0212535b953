import pytest

from mahdar.intake import read_report
from mahdar.linking.local import LocalEngine
from mahdar.linking.together import entries, entry_at
from mahdar.record import Record
from mahdar.sources import Report

SAID = "وقال المبعوث الأممي إلياس هوفغارد إن المدينة تقف على حافة المجاعة ولم يدخلها كيس طحين واحد منذ أسبوعين."
# Long enough that what is said is no half of it: else the report would be an extract of the others.
HARBOUR = (
    "افتتح وزير الصيد في جزيرة القصب ميناء جديدا بحضور عدد من التجار والبحارة وأعضاء المجلس المحلي. "
    "ويتسع الميناء لأربعين قاربا ويضم سوقا للأسماك ومخزنا مبردا وورشة لإصلاح الشباك، وقد استغرق بناؤه عامين. "
    "وتنتظر الجزيرة وصول أول سفينة شحن منتصف الشهر المقبل بعد أن تأخرت بسبب العواصف."
)
WINTER = (
    "تفاقمت الأزمة الإنسانية في حصن اللوز مع انقطاع الطريق الجبلي وتراكم الثلوج على المعابر الشمالية. "
    "وأغلقت المدارس أبوابها منذ مطلع الشهر، فيما تحولت قاعات الرياضة إلى مراكز إيواء لا تتسع لجميع الوافدين. "
    "ويعتمد السكان على مولدات صغيرة لتدفئة غرفة واحدة في كل بيت."
)
ROAD = (
    "نزح كثيرون عن قرى وادي الأرجوان خلال الشتاء بحثا عن عمل في معامل الزجاج على الساحل. "
    "وتقول عائلات منهم إنها باعت مواشيها لتدفع أجرة الشاحنات، وإن الرحلة استغرقت أربعة أيام عبر طرق ترابية. "
    "ولم تسجل البلديات حتى الآن سوى عدد قليل من الواصلين."
)
TEXTS = {
    "one.txt": ("شرفة نيوز", f"تلمارة - وكالة مدى - {WINTER}\n{SAID}"),
    "two.txt": ("أفق", f"تلمارة - وكالة مدى - {ROAD}\n{SAID}"),
    "three.txt": ("بوسفور", f"{HARBOUR}\n{SAID}"),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    from datetime import date

    with Record.open(tmp_path_factory.mktemp("together") / "r.mahdar", create=True) as opened:
        for source, (outlet, text) in TEXTS.items():
            report = Report.of(text.encode(), source=source, outlet=outlet, published=date(2023, 3, 7))
            opened.add(report, read_report(report))
        list(LocalEngine(opened).tie())
        yield opened


def test_together_counts_a_statement_once_and_one_agency_as_one_source(record: Record) -> None:
    (entry,) = entries(record, "statement")
    assert entry.reports == [1, 2, 3]
    assert [one.reports for one in entry.sources] == [[1, 2], [3]]
    assert entry.sources[0].because == ["agency"]


def test_together_gives_the_entry_of_one_telling(record: Record) -> None:
    (entry,) = entries(record, "statement", report=3)
    assert entry_at(record, "statement", entry.addresses[-1]).addresses == entry.addresses
