"""What people put right in a record: kept beside the readings, and laid over every reading of a report anew."""

from mahdar.corrections.applying import apply
from mahdar.corrections.correction import Correction
from mahdar.corrections.settling import correct, settle, withdraw

__all__ = ["Correction", "apply", "correct", "settle", "withdraw"]
