"""The classroom: lessons that ask before they show, and rooms that a class joins by a code.

A lesson is a file of data (`lessons/`). `reading` checks one and names line and field of what is wrong;
`outcomes` compute what each step of a shipped lesson claims. A room's votes, drawings and ratings are kept in
SQL.
"""
