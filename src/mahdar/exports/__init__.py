"""Writes the record in the formats that other programs read."""
