"""From an export to a new version of the data: read, map, judge, merge, build the facts, publish.

The one room that writes a warehouse. It knows no helpdesk by name (that is ``queries/sources``) and no
screen: it reports, and raises ``DashboardError`` where it refuses.
"""

from dashboard.importing.keeping import RejectedRow, refuse_demo_beside_real, rejected
from dashboard.importing.rebuilding import needs_rebuild, rebuild
from dashboard.importing.report import Report
from dashboard.importing.running import STEPS, Progress, run

__all__ = [
    "STEPS", "Progress", "RejectedRow", "Report",
    "needs_rebuild", "rebuild", "refuse_demo_beside_real", "rejected", "run",
]  # fmt: skip
