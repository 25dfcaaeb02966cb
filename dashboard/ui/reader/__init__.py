"""Who reads, in which role and language, at which address, and the store asked for them. No number is shown here."""
