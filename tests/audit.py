"""``make audit``: known weaknesses of the pinned packages. A finding fails; no network is said and does not."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NO_NETWORK = ("ConnectionError", "Connection refused", "Max retries", "NameResolution", "ServiceError", "timed out")
COMMAND = (
    sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt", "--disable-pip", "--no-deps",
    "--progress-spinner", "off",
)  # fmt: skip


def verdict(code: int, told: str) -> tuple[int, str]:
    """The exit code and the sentence for what pip-audit said: weaknesses fail, and so does what nobody understands."""
    if code == 0:
        return 0, "audit: no known weakness in the pinned packages"
    if "Found " not in told and any(sign in told for sign in NO_NETWORK):
        return 0, "audit: not run: no network (or no advisory service within reach)"
    return code, told


def main() -> int:
    done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, check=False)
    code, sentence = verdict(done.returncode, done.stdout + done.stderr)
    sys.stdout.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
