from mahdar.linking.stored_cases import cases_of
from mahdar.web.shelf import Shelf


def test_shelf_holds_the_cases_of_the_record(looking) -> None:
    with looking.desk.reading() as record:
        assert {one.case.id for one in Shelf().all(record)} == {case.id for case in cases_of(record)}
        shelved = looking.desk.shelf.all(record)
        assert looking.desk.shelf.find(record, shelved[0].case.id) is shelved[0]
        assert looking.desk.shelf.of_report(record, shelved[0].reports[0])


def test_shelf_follows_what_is_added(client) -> None:
    text = "طلبت النرويج عقد جلسة طارئة لمجلس الأمن الدولي يوم 5 أبريل 2023 لبحث الهدنة في وادي الكاف.".encode()
    client.upload([("one.txt", text)])
    with client.desk.reading() as record:
        assert {one.case.id for one in client.desk.shelf.all(record)} == {case.id for case in cases_of(record)}
        assert any(15 in one.reports for one in client.desk.shelf.all(record))
