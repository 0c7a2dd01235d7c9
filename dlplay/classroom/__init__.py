"""The classroom: rooms that a class joins by a code, its votes, drawings and ratings, kept in SQL."""
