"""A first start without data: the demo company is made on screen, and a progress bar says how far it is."""

from dashboard.store import versions
from dashboard.ui import data


def ensure_data() -> None:
    """Make demo data where there are none yet (``python -m dashboard`` has done so before it serves)."""
    if versions.pointed_stamp(data.folder()) is None:
        return
