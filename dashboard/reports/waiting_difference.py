"""The difference in waiting: its median per rule, with the limits of the bootstrap."""

import pandas as pd

from dashboard.reports.statistics import median_ranks


def differences(ordered: pd.DataFrame) -> pd.DataFrame:
    """Per rule the median difference with its limits of 95 %, and on how many tickets it stands."""
    rows = []
    for rule, values in ordered.groupby("rule"):
        count = int(values["known_count"].iloc[0])
        low, high = median_ranks(count)
        at = values.set_index("place")["difference_working_seconds"].astype(float)
        middle = (at[(count + 1) // 2] + at[count // 2 + 1]) / 2
        rows.append((rule, middle, at[low], at[high], count))
    names = (
        "customer_rule", "difference_working_seconds", "low_working_seconds", "high_working_seconds", "known_count",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(names)).astype({"customer_rule": object})
