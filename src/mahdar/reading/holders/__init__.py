"""Finds who held an office once it is known of what day the report is."""
