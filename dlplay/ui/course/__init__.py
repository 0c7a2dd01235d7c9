"""What only the map of the course needs."""
