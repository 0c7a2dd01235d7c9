"""Fuzzing: whatever comes from outside is answered in words, soon, and leaves nothing behind.

`make fuzz` gives every public entry thousands of wild inputs and prints a table; `make test` gives each a few
(`tests/unit/test_fuzz.py`, which also compares the targets with the pages, readers of files, components and
routes that there are). An input that broke something is kept as a plain test beside what was mended.
"""
