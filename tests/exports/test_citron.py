import io
import json

from mahdar.exports import citron
from mahdar.exports.source import Source


def test_citron_documents_have_its_keys_and_spans_of_their_text(source: Source) -> None:
    out = io.StringIO()
    assert citron.write(source, out) == 2
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert set(first) == {"text", "quotes", "coreference_groups"}
    assert [set(one) for one in first["quotes"]] == [{"id", "cue", "sources", "contents", "coreferences"}] * 2
    spans = [span for one in first["quotes"] for name in ("sources", "contents", "coreferences") for span in one[name]]
    spans += [one["cue"] for one in first["quotes"]] + [one for group in first["coreference_groups"] for one in group]
    assert all(first["text"][one["start"] : one["end"]] == one["text"] for one in spans)
    assert second["quotes"] == []


def test_citron_names_the_source_near_the_cue_and_its_full_name(source: Source) -> None:
    out = io.StringIO()
    citron.write(source, out)
    denial, other = json.loads(out.getvalue().splitlines()[0])["quotes"]
    assert [one["text"] for one in denial["sources"]] == ["المتحدثة"]
    assert [one["text"] for one in denial["coreferences"]] == ["هالة النجار"]
    assert [one["text"] for one in other["sources"]] == ["النجار"]
    assert [one["text"] for one in other["coreferences"]] == ["هالة النجار"]
