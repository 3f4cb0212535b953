"""Measures readings against reports that a person has annotated."""

from mahdar.evaluation.annotation import Annotation, AnnotationError, load_annotated, read_annotated
from mahdar.evaluation.scoring import Row, Scores, score

__all__ = ["Annotation", "AnnotationError", "Row", "Scores", "load_annotated", "read_annotated", "score"]
