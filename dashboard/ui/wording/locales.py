"""Plotly's words in Portuguese, inline: fetching a locale file would ask a foreign host."""

_MONTHS = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]
_DAYS = ["domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"]
_PORTUGUESE = {
    "dictionary": {
        "Autoscale": "Escala automática",
        "Reset axes": "Restaurar eixos",
        "Zoom": "Aproximar",
        "Pan": "Mover",
    },
    "format": {
        "days": _DAYS,
        "shortDays": [day[:3] for day in _DAYS],
        "months": _MONTHS,
        "shortMonths": [month[:3] for month in _MONTHS],
        "date": "%d/%m/%Y",
        "decimal": ",",
        "thousands": ".",
        "year": "%Y",
        "month": "%b %Y",
        "dayMonth": "%d %b",
        "dayMonthYear": "%d %b %Y",
    },
}
_ALWAYS = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
CONFIG = {
    "pt-BR": {**_ALWAYS, "locale": "pt-BR", "locales": {"pt-BR": _PORTUGUESE}},
    "en": {**_ALWAYS, "locale": "en"},
}
"""Language → configuration of every chart."""
