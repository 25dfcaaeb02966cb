"""The support-operations dashboard: exports in at the back, true numbers out at the front."""
