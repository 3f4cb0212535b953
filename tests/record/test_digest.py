"""The digest tells one set of rules from another."""

import mahdar.record.digest as digest


def test_digest_is_the_same_twice():
    digest.rules_digest.cache_clear()
    first = digest.rules_digest()
    digest.rules_digest.cache_clear()
    assert digest.rules_digest() == first
    assert len(first) == 64


def test_digest_changes_with_a_table_or_the_version(tmp_path, monkeypatch):
    (tmp_path / "lang").mkdir()
    table = tmp_path / "lang" / "x.tsv"
    table.write_text("a", encoding="utf-8")
    monkeypatch.setattr(digest, "PACKAGE", tmp_path)
    seen = set()
    for text, version in (("a", "1"), ("b", "1"), ("b", "2")):
        table.write_text(text, encoding="utf-8")
        monkeypatch.setattr(digest, "__version__", version)
        digest.rules_digest.cache_clear()
        seen.add(digest.rules_digest())
    digest.rules_digest.cache_clear()
    assert len(seen) == 3
