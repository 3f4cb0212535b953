"""The component that finds who said what, and through whom."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from mahdar.kept import Kept
from mahdar.reading import extensions  # noqa: F401 - makes doc._ attributes known
from mahdar.reading.grammar import know_speakers
from mahdar.reading.layers import Statement
from mahdar.reading.ready import ready
from mahdar.reading.statements.cues import cue_lexicon
from mahdar.reading.statements.drafting import Drafter
from mahdar.reading.statements.evidence import Evidence
from mahdar.reading.statements.scene import Scene
from mahdar.reading.statements.speakers import Speakers

NAME: Final = "mahdar_statements_v1"


@Language.factory(NAME, assigns=["doc._.statements"], requires=["doc._.parts", "doc._.mentions", "doc._.entities"])
def make_statements(nlp: Language, name: str) -> Statements:
    """The component, for spaCy's registry."""
    return ready(nlp, NAME, Statements)


class Statements(Kept):
    """Finds who said what, and through whom."""

    def __init__(self) -> None:
        self.lexicon = cue_lexicon()
        self.drafter = Drafter(self.lexicon)

    def __call__(self, doc: Doc) -> Doc:
        scene = Scene(doc)
        drafts = self.drafter.drafts(scene)
        Speakers(doc, scene, self.lexicon).attribute(drafts)
        words = scene.words
        evidence = Evidence(scene, doc._.mentions)
        doc._.statements = [
            Statement(
                *words.span(draft.first, draft.last),
                id=f"s{number}",
                kind=draft.kind,
                rule=draft.rule,
                speaker=draft.speakers[0] if draft.speakers else None,
                speakers=draft.speakers,
                cue=words.span(draft.cue.first, draft.cue.last) if draft.cue else None,
                stance=draft.stance,
                via=draft.via,
                to=draft.to,
                shown=evidence.of(draft),
            )
            for number, draft in enumerate(drafts, 1)
        ]
        know_speakers(doc)
        return doc
