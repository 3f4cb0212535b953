"""Writes what people read: briefs, lists and reports, in Arabic and English, each line with its source."""
