"""The picture that a page looks at: one's own drawing, a test digit, or a photo."""
