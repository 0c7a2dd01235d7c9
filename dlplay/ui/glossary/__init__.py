"""What only the glossary's page needs."""
