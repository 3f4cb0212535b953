"""Ties reports together: who is the same across them."""
