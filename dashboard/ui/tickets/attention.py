"""What needs somebody today, in the order in which it is ours to do: first what waits for us."""

from dataclasses import replace

from dashboard.reports.base import Panel

BY_WHO_OWES = (
    "stalled_support",
    "stalled_third_party",
    "customer_waits",
    "nothing_in_progress",
    "unknown_status",
    "silence_unknown",
    "stalled_finished",
    "stalled_customer",
    "stalled_unknown",
)


def by_who_owes(panel: Panel) -> Panel:
    """The panel with its rows in that order; a kind without a place comes last."""
    if "kind" not in panel.frame:
        return panel
    place = {kind: number for number, kind in enumerate(BY_WHO_OWES)}
    ordered = panel.frame.sort_values(
        "kind", key=lambda kinds: kinds.map(place).fillna(len(place)), kind="stable", ignore_index=True
    )
    return replace(panel, frame=ordered)
