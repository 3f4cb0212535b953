"""Finds the roles and descriptions that stand for somebody."""
