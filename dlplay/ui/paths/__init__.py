"""The page with the ready lessons of ninety minutes."""
