"""Both sides of the agreement with customers, line by line. How fast we answer is told in ``waiting``."""
