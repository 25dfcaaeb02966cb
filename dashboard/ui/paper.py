"""Small tables that print whole: Streamlit's own is a canvas that scrolls. Everything in them is escaped."""

from collections.abc import Sequence

from dashboard.reports.base import Panel
from dashboard.ui import formats, plain
from dashboard.ui.language import say
from dashboard.ui.manner import manner


def table(panel: Panel, columns: Sequence[str]) -> str:
    """The panel's rows as markup; a column in which nothing stands is left out, unless it is there to be filled in."""
    told = manner()
    columns = [one for one in columns if panel.frame[one].notna().any()]
    kinds = {column: "number" if formats.kind(column) in ("duration", "count") else "" for column in columns}
    head = "".join(
        f'<th class="{kinds[column]}" scope="col">{plain.markup(say(f"column.{column}"))}</th>' for column in columns
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kinds[column]}">{plain.markup(formats.cell(column, told)(row[column]))}</td>'
            for column in columns
        )
        + "</tr>"
        for row in panel.frame.to_dict("records")
    )
    return f'<div class="paper"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
