"""From an export to a new version of the data: read, map, judge, merge, build the facts, publish.

The one room that writes a warehouse. It knows no helpdesk by name (that is ``queries/sources``) and no
screen: it reports, and raises ``DashboardError`` where it refuses.
"""

from dashboard.importing.databases import Wanted as Database
from dashboard.importing.databases import login as database_login
from dashboard.importing.failures import explained
from dashboard.importing.keeping import RejectedRow, last_import, refuse_demo_beside_real, rejected
from dashboard.importing.publishing.holding import Holder, holder
from dashboard.importing.publishing.warehouse import sweep
from dashboard.importing.rebuilding import needs_rebuild, rebuild
from dashboard.importing.report import Report
from dashboard.importing.running import STEPS, Progress, run

__all__ = [
    "STEPS", "Database", "Holder", "Progress", "RejectedRow", "Report",
    "database_login", "explained", "holder", "last_import", "needs_rebuild", "rebuild", "refuse_demo_beside_real",
    "rejected", "run", "sweep",
]  # fmt: skip
