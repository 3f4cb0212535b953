"""Finds the amounts, with what was counted and what befell it."""
