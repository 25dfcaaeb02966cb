"""Real database servers for tests, started from the system's packages in temporary folders."""
