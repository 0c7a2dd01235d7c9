"""Faults of a whole server, one after the other: `make faults`. What is cheap is in the other folders."""
