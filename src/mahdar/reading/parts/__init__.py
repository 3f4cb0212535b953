"""Finds the parts of the report (title, caption, furniture, insertion, body …)."""
