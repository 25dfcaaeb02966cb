"""The command line: words in, the rooms below called, words or JSON out. No number is computed here."""

from dashboard.cli.run import main

__all__ = ["main"]
