"""An annotated report that has something in every layer."""

import pytest

REPORT = """<report id="example" published="2021-03-12" given="no" outlet="صوت المدينة">
<text><title>هدنة في <m e="town">عين الوادي</m></title>
<dateline>عين الوادي ـ وكالات</dateline>
قال <r e="mayor">رئيس البلدية</r> <m e="mayor">سالم الوادي</m> لـ<m e="paper">صوت المدينة</m> إن <q id="s1"
by="mayor" kind="indirect" cue="قال" via="paper" to="people"><a v="40" p="about" of="civilian"
fate="wounded">نحو 40 مدنيا</a> أصيبوا في <x id="v1" type="ASSAULT" by="army" to="town" at="town"
on="2021-03-11" status="actual" in="s1">قصف</x> شنته <r e="army">القوات</r> <t type="DATE"
v="2021-03-11">أمس الخميس</t></q>.
<ins>[وتأتي الهدنة بعد <a v="100/999" p="about" of="attack">مئات الهجمات</a>]</ins>
</text>
<entities>
  <e id="town" kind="place" name="Ain al-Wadi"/>
  <e id="mayor" kind="person" name="Salem al-Wadi"/>
  <e id="paper" kind="organization" name="City Voice" ref="Q0"/>
  <e id="army" kind="organization"/>
  <e id="people" kind="group"/>
</entities>
</report>
"""


@pytest.fixture
def annotated_text():
    """The XML of the annotated report."""
    return REPORT


@pytest.fixture
def annotated(tmp_path):
    """The path of the annotated report."""
    path = tmp_path / "example.xml"
    path.write_text(REPORT, encoding="utf-8")
    return path
