"""Backpropagation step by step on one small network: every number, every formula, every check.

`problem` says what is computed, `steps` writes it down one step at a time, `check` measures each slope again
without the chain rule, `findings` says what is remarkable, `depth` repeats it for many layers.
"""
