from mahdar.procedure.finding import SHORT, Cite, Finding


def test_finding_cites_the_report_and_the_rule() -> None:
    found = Finding("short-of-majority", SHORT, ("assembly-emergency",), {"asked": 70}, (Cite(1, 2, 3, 9),))
    assert (found.rules, found.cites[0].sentence) == (("assembly-emergency",), 2)
