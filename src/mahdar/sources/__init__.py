"""Turns what users have into reports: bytes as received, and their text."""

from mahdar.sources.decode import Decoded, decode
from mahdar.sources.extract import Detail
from mahdar.sources.files import Problem, find_reports
from mahdar.sources.problems import ProblemKind, problem_kinds
from mahdar.sources.report import Report

__all__ = ["Decoded", "Detail", "Problem", "ProblemKind", "Report", "decode", "find_reports", "problem_kinds"]
