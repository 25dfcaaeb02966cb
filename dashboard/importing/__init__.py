"""From an export to a new version of the data: read, map, judge, merge, build the facts, publish.

The one room that writes a warehouse. It knows no helpdesk by name (that is ``queries/sources``) and no
screen: it reports, and raises ``DashboardError`` where it refuses.
"""

from dashboard.importing.rebuilding import needs_rebuild, rebuild
from dashboard.importing.report import Report
from dashboard.importing.running import STEPS, run

__all__ = ["STEPS", "Report", "needs_rebuild", "rebuild", "run"]
