"""Finds who said what, and through whom."""
