"""The page that hears digits: where the sound comes from, what is heard, each step, own words."""
