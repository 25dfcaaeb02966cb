"""A filter in, numbers out: one module per subject. Nothing here draws, and nothing here speaks."""
