"""``plain_text(cell)`` for the SELECTs of a source: what a person reads of a message that is kept as HTML."""

from functools import reduce
from html.entities import html5

from dashboard.importing.words import literal

COMMON = {"nbsp": " ", "quot": '"', "#39": "'", "#039": "'", "#34": '"', "#160": " "}
RARE = (
    "apos", "ndash", "mdash", "lsquo", "rsquo", "ldquo", "rdquo", "bull", "hellip", "euro", "ordm", "ordf", "deg",
    "laquo", "raquo", "middot", "aacute", "agrave", "acirc", "atilde", "auml", "eacute", "egrave", "ecirc", "iacute",
    "oacute", "ocirc", "otilde", "ouml", "uacute", "uuml", "ccedil", "ntilde", "Aacute", "Agrave", "Acirc", "Atilde",
    "Eacute", "Ecirc", "Iacute", "Oacute", "Ocirc", "Otilde", "Uacute", "Ccedil",
)  # fmt: skip
"""Letters that some editors write as entities. So many replacements are slow: only where one of them is there."""
DROPPED = r"<style\b.*?</style>|<script\b.*?</script>|<head\b.*?</head>|<!--.*?-->"
LINE_ENDS = r"<br\s*/?>\s*|</(p|div|li|tr|h[1-6]|blockquote|pre)>\s*"
SYNTAX = {"lt": "<", "gt": ">", "amp": "&"}
"""Last, and the ampersand last of all, or "&amp;lt;" would become "<"."""


def _replaced(cell: str, signs: dict[str, str]) -> str:
    return reduce(lambda sql, name: f"replace({sql}, {literal(f'&{name};')}, {literal(signs[name])})", signs, cell)


MACROS = rf"""
create macro typed.with_rare_signs(cell) as case
    when regexp_matches(cell, '&({"|".join(RARE)});')
        then {_replaced("cell", {name: html5[f"{name};"] for name in RARE})}
    else cell
end;

create macro typed.without_entities(cell) as case
    when contains(cell, '&') then {_replaced(f"typed.with_rare_signs({_replaced('cell', COMMON)})", SYNTAX)}
    else cell
end;

create macro typed.without_tags(cell) as regexp_replace(
    regexp_replace(
        regexp_replace(regexp_replace(cell, '(?is){DROPPED}', '', 'g'), '\s*\n\s*', ' ', 'g'),
        '(?i){LINE_ENDS}', chr(10), 'g'
    ),
    '<[a-zA-Z/!][^>]*>', '', 'g'
);

create macro typed.plain_text(cell) as case
    when not regexp_matches(cell, '<[a-zA-Z!/]|&[#a-zA-Z]') then cell
    else trim(
        regexp_replace(typed.without_entities(typed.without_tags(cell)), '[ \t]*\n[ \t\n]*', chr(10), 'g'), E' \n\t'
    )
end;
"""
