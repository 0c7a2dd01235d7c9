"""What only the page of lessons needs."""
