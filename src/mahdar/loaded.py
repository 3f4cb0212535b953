"""Loads the pipeline when it is imported: what every reading process is forked from has it then, once for all."""

from contextlib import suppress

from mahdar.errors import MahdarError
from mahdar.reading.plugs import NONE
from mahdar.workers import pipeline

# What is wrong with a table, a worker says to those who wait for it; from here nobody would hear it.
with suppress(MahdarError):
    pipeline(NONE)
