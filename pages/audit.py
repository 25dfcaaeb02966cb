"""Audit: who signed in, looked at what, changed, exported or was refused what."""

from dashboard.ui.frame import page
from dashboard.ui.upkeep import audit_list

page.open("audit", needs="audit.read")
audit_list.show()
