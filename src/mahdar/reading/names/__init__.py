"""Finds the names of persons, organizations, places and instruments."""
