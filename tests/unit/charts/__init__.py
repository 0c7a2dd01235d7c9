"""Charts as the browser gets them: what stands on which axis, in which colour, on which side."""
