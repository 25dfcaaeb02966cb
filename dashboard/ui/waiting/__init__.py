"""How long customers wait for us, and in which order they are served. What is done with a ticket is not here."""
