"""Rights and duties: whether the rules are kept, by the customers and by us, and why customers write."""

from dashboard.ui.components import filter_bar, views
from dashboard.ui.feedback import rating_groups
from dashboard.ui.frame import page
from dashboard.ui.rights import rights_customers, rights_reasons, rights_rules

page.open("rights", needs="metrics.read")
chosen = filter_bar.show(fields=rating_groups.fields())
view = views.choose("rights", ("rules", "customers", "reasons"))
if view == "rules":
    rights_rules.show(chosen)
elif view == "customers":
    rights_customers.show(chosen)
else:
    rights_reasons.show(chosen)
