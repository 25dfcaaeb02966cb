"""Audit: who signed in, looked at what, changed, exported or was refused what."""

from dashboard.ui import audit_list, page

page.open("audit", needs="audit.read")
audit_list.show()
