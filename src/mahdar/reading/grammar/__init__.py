"""Answers questions about clauses for statements and events: who is the subject, who is joined to whom."""

from mahdar.reading.grammar.agreement import agrees
from mahdar.reading.grammar.grammar import Found, Grammar, grammar_of, know_speakers
from mahdar.reading.grammar.grammar_classes import word_classes

__all__ = ["Found", "Grammar", "agrees", "grammar_of", "know_speakers", "word_classes"]
