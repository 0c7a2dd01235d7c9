"""Files that people bring and take home: bytes made text, text made a table, tables that only hold data."""
