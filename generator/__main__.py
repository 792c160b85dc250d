"""`python -m generator` is the command `briefingbook`."""

from generator.cli import main

main(prog_name="briefingbook")
