"""``python -m dashboard``: one command line for everything; without a command it serves."""

import sys

from dashboard.cli import main

if __name__ == "__main__":
    sys.exit(main())
