"""Rights and duties: whether the rules are kept, by the customers and by us, and why customers write."""

from dashboard.ui import filter_bar, page, rating_groups, rights_customers, rights_reasons, rights_rules, views

page.open("rights", needs="metrics.read")
chosen = filter_bar.show(fields=rating_groups.fields())
view = views.choose("rights", ("rules", "customers", "reasons"))
if view == "rules":
    rights_rules.show(chosen)
elif view == "customers":
    rights_customers.show(chosen)
else:
    rights_reasons.show(chosen)
