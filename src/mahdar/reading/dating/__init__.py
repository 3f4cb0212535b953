"""Finds the day of publication, and by it the days of the times."""
