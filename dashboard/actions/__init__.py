"""The only writers: check the role, validate, one transaction, one audit row."""
