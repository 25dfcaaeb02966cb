"""How what is kept in the program's words is read by people: acts of the audit, channels, scales."""

import json
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from dashboard.figures import quality, reasons, response, satisfaction
from dashboard.figures.style import Look
from dashboard.roles import PERMISSIONS
from dashboard.ui.wording import acts, formats
from dashboard.ui.wording.formats import Manner
from tests.pages import fakes

ZONE = ZoneInfo("America/Sao_Paulo")
PT, EN = Manner("pt-BR", ZONE, 32400), Manner("en", ZONE, 32400)


# ---------------------------------------------------------------- the audit
@pytest.mark.parametrize(
    ("kept", "portuguese", "english"),
    [
        ("ticket demo/18806", "ticket demo/18806", "ticket demo/18806"),
        ("contacts demo/2355", "cadastro demo/2355", "record demo/2355"),
        ("page audit", "página Auditoria", "page Audit"),
        ("page nonsense", "página nonsense", "page nonsense"),
        ("warehouse", "dados", "data"),
        ("call_list", "Ligações do dia", "Calls of the day"),
        ("2026-000001", "2026-000001", "2026-000001"),
        ("queue/flow_hourly", "queue/flow_hourly", "queue/flow_hourly"),
        ("", "–", "–"),
    ],
)
def test_an_act_says_what_it_was_about(kept: str, portuguese: str, english: str) -> None:
    """Things, pages and tables by their names, in the reader's language; what has no name stays as it is."""
    assert formats.cell("audit_subject", PT)(kept) == portuguese
    assert formats.cell("audit_subject", EN)(kept) == english


@pytest.mark.parametrize("kept", ["{}", "null", json.dumps({"job": "b9ed"}), json.dumps({"source": "", "name": None})])
def test_where_nothing_is_kept_there_is_a_dash(kept: str) -> None:
    """No braces, no null, and no id that says nothing to anybody."""
    assert formats.cell("audit_after", PT)(kept) == "–"


def test_what_is_kept_is_said_in_words() -> None:
    """Names, values, days and moments in the reader's words; a name that nobody knows stays."""
    case = {"kind": "opened", "state": "received", "case_type": "complaint", "due_day": "2026-12-07"}
    assert formats.cell("audit_after", PT)(json.dumps(case)) == (
        "o quê: Manifestação registrada · situação: Recebida · tipo: Reclamação · prazo: 07/12/2026"
    )
    flagged = {"demo/7": {"flagged_at": "2026-11-26 18:44:00+00:00", "flagged_by": "local"}}
    assert formats.cell("audit_after", PT)(json.dumps(flagged)) == (
        "demo/7: sinalizado em: 26/11/2026 15:44 · por: alguém sem nome"
    )
    check = {"job": "b9edb2fc", "files": ["a.csv", "b.csv"], "source": "auto", "name": None, "rows": 5605}
    assert formats.cell("audit_after", EN)(json.dumps(check)) == (
        "files: a.csv, b.csv · source: find out by itself · rows: 5,605"
    )
    assert formats.cell("audit_before", PT)(json.dumps({"c7.phone_1": "1", "c7.has_left": "true", "x": 0.5})) == (
        "telefone 1: 1 · já saiu: sim · x: 0,5"
    )


def test_what_is_no_json_and_no_moment_is_shown_as_it_is() -> None:
    """A row of an older version fails nobody's page."""
    assert acts.told("{broken", "pt-BR", ZONE) == "{broken"
    assert acts.told(json.dumps({"flagged_at": "ontem"}), "pt-BR", ZONE) == "sinalizado em: ontem"


@pytest.mark.parametrize("manner", [PT, EN])
def test_a_refusal_says_in_words_what_was_refused(manner: Manner) -> None:
    """Every permission of the table of roles has a name of its own, and so has entering."""
    permissions = {*set().union(*PERMISSIONS.values()), "sign_in"}
    said = {formats.cell("audit_after", manner)(json.dumps({"permission": one})) for one in permissions}
    assert len(said) == len(permissions)
    assert not [one for one in said for permission in permissions if permission in one]


def test_who_gave_no_name_is_called_so() -> None:
    """Under "local" is recorded what somebody does without a name; any other name is a name."""
    assert [formats.cell("actor", PT)(name) for name in ("local", "Ana")] == ["alguém sem nome", "Ana"]


# ---------------------------------------------------------------- channels and scales
def test_a_channel_is_called_the_same_everywhere() -> None:
    """In tables, in the two ways of grouping and across the heat map; a helpdesk's own word stays."""
    look = Look("pt-BR", False, 32400)
    for kept, said in (("email", "E-mail"), ("phone", "Telefone"), ("dunder mifflin", "dunder mifflin")):
        assert formats.cell("channel", PT)(kept) == said
        assert response.group_name("channel", kept, "pt-BR") == said
        assert satisfaction.group_name("channel", kept, "pt-BR") == said
    frame = pd.DataFrame({"contact_reason": "email", "channel": ["phone", "email", "own"], "ticket_count": [3, 2, 1]})
    figure = reasons.channels(frame, look)
    assert list(figure.layout.xaxis.ticktext) == ["Telefone", "E-mail", "own"]
    assert "Telefone" in figure.data[1].hovertext[0]


def test_a_department_called_like_a_channel_keeps_its_name() -> None:
    """Only channels are translated."""
    assert response.group_name("department", "phone", "pt-BR") == "phone"
    assert satisfaction.group_name("department", "phone", "pt-BR") == "phone"


def test_a_scale_and_its_marks_are_words() -> None:
    """good_bad is a name of the program; numbers stay numbers."""
    assert [formats.cell("scale", PT)(one) for one in ("good_bad", "1-5")] == ["Bom ou ruim", "1-5"]
    assert [formats.cell("raw_score", PT)(one) for one in ("good", "bad", "4")] == ["Bom", "Ruim", "4"]


# ---------------------------------------------------------------- checks of several helpdesks
def test_a_check_names_its_helpdesk_only_where_there_are_several() -> None:
    """Two helpdesks with the same fault are two lines with two names, in the picture and in its finding."""
    look, one = Look("pt-BR", False, 32400), fakes.findings()
    assert _names(one, look) == ["Linhas sem o seu ticket"]
    both = pd.concat([one, one.assign(source="outra <b>")], ignore_index=True)
    assert sorted(_names(both, look)) == [
        "Linhas sem o seu ticket (demo)",
        "Linhas sem o seu ticket (outra &lt;b&gt;)",
    ]
    assert "(demo)" in quality.trend(both, look).layout.meta["finding"]
    assert "(demo)" not in quality.trend(one, look).layout.meta["finding"]


def _names(frame: pd.DataFrame, look: Look) -> list[str]:
    return [one.text for one in quality.trend(frame, look).layout.annotations if one.xref == "paper"]
