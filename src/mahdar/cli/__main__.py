"""`python -m mahdar.cli` does what `mahdar` does."""

from mahdar.cli import main

main()
