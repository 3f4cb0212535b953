"""One SQLite file that keeps reports as received, what was read in them, and what could not be read."""

from mahdar.record.digest import rules_digest
from mahdar.record.record import Record, StoredProblem, StoredReport
from mahdar.record.schema import datasette_metadata
from mahdar.record.search import Hit

__all__ = ["Hit", "Record", "StoredProblem", "StoredReport", "datasette_metadata", "rules_digest"]
