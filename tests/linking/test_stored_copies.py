from mahdar.linking.stored_copies import told
from mahdar.record import Record


def test_stored_copies_told_leaves_the_frame_out_and_knows_who_is_credited(record: Record) -> None:
    made = told(record.connection, 3)
    assert "المصدر" not in made.compared and "[إضافة0" in made.compared
    assert made.origin.outlet == "نافذة"
    assert (made.origin.signed, made.origin.credited, made.origin.brackets) == ((), ("وكالة مدى",), 1)
