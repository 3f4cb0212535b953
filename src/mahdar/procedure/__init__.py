"""Judges cases by the rules of the bodies: majorities, vetoes, memberships, thresholds of sessions."""

from mahdar.procedure.checks import findings
from mahdar.procedure.finding import Finding
from mahdar.procedure.rules import Rule, rule

__all__ = ["Finding", "Rule", "findings", "rule"]
