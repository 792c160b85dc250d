"""The scorers of the gold folders, standard library only, as they came with the gold data.

Each is also a program: `python -m bench.scorers.quotes GOLD PREDICTIONS --errors 20`.
"""
