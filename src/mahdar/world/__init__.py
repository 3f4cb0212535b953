"""What mahdar knows of the world: states, places, bodies, persons, offices with their terms, and sides of conflicts."""

from mahdar.world.facts import Fact, World, load_world

__all__ = ["Fact", "World", "load_world"]
