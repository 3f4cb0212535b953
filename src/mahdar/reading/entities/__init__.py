"""Finds the entities that the mentions stand for."""
