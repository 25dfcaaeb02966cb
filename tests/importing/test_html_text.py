"""``plain_text`` in the SELECTs of a source."""

import duckdb
import pytest

from dashboard.importing.cells import html_text


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as made:
        made.execute("create schema typed")
        made.execute(html_text.MACROS)
        yield made


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (None, None),
        ("5 < 6 & 7, a<b", "5 < 6 & 7, a<b"),
        ("uma linha\noutra", "uma linha\noutra"),
        ("<p>Ol&aacute;,<br />tudo&nbsp;bem?</p>\n<p>Sim</p>", "Olá,\ntudo bem?\nSim"),
        ("<div>&lt;b&gt; &amp;lt; &#39;x&#039;</div>", "<b> &lt; 'x'"),
        ("<html><head><title>x</title></head><body><style>p{}</style><!-- y -->\n<p>oi</p></body></html>", "oi"),
        ("AT&amp;T &unknown; &", "AT&T &unknown; &"),
    ],
)
def test_html_as_it_is_read(connection, cell, read):
    """Lines where a browser breaks them, no markup, signs for entities; what is no HTML stays as it is."""
    assert connection.execute("select typed.plain_text(?)", [cell]).fetchone() == (read,)
