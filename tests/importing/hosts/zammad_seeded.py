"""A Zammad whose every number is known; the tests beside say what must come out."""

from tests.importing.hosts.zammad import ANA, BIA, JOAO, RITA, ZAMMAD, ZE, article, history, state, ticket

TICKETS = [
    # Transferred, assigned, answered, closed by a job, reopened by the customer, closed by the agent.
    ticket(
        1,
        "closed",
        owner_id=RITA,
        group_id=2,
        priority_id=3,
        close_at="2026-03-05 10:00:00",
        last_close_at="2026-03-07 10:00:00",
        first_response_at="2026-03-02 12:00:00",
        updated_at="2026-03-07 10:00:00",
        close_escalation_at="2026-03-06 10:00:00",
    ),
    ticket(
        2,
        "open",
        close_at="2026-03-03 10:00:00",
        last_close_at="2026-03-03 10:00:00",
        customer_id=ZE,
        organization_id=None,
        create_article_type_id=5,
        create_article_sender_id=1,
    ),
    ticket(3, "merged", close_at="2026-03-02 11:00:00"),
    ticket(4, "removed"),
    ticket(5, "aguarda fornecedor", owner_id=JOAO),
    ticket(6, "pending close"),
    ticket(7, "new", customer_id=BIA),
    ticket(8, "closed", close_at="2026-03-04 10:00:00", create_article_sender_id=3),
]
HTML = "<div>Ol&aacute;<br>o site &amp; o e-mail</div><div>caíram &lt;hoje&gt;</div>"
ARTICLES = [
    article(
        1,
        1,
        "2026-03-02 10:00:00",
        "Customer",
        ANA,
        HTML,
        content_type="text/html",
        **{"from": "Ana Souza <ana@x.example>"},
    ),
    article(2, 1, "2026-03-02 10:00:02", "System", ZAMMAD, "Recebemos"),
    article(3, 1, "2026-03-02 11:00:00", "Agent", JOAO, "ver o datacenter", type="note", internal=True),
    article(4, 1, "2026-03-02 12:00:00", "Agent", RITA, "Qual o domínio?"),
    article(5, 1, "2026-03-06 10:00:00", "Customer", ANA, "loja.example"),
    article(6, 2, "2026-03-02 10:00:00", "Customer", RITA, "ligou", type="phone"),
    article(7, 3, "2026-03-02 11:00:00", "Agent", RITA, "merged", type="note"),
    article(8, 99, "2026-03-02 11:00:00", "Agent", RITA, "de um ticket que não existe"),
]
HISTORY = [
    history(1, 1, "2026-03-02 10:00:00", ANA, "created"),
    history(
        2,
        1,
        "2026-03-02 11:30:00",
        JOAO,
        attribute="group",
        value_from="Users",
        value_to="Cobr. velha",
        id_from=1,
        id_to=2,
    ),
    history(
        3,
        1,
        "2026-03-02 11:31:00",
        JOAO,
        attribute="owner",
        value_from="-",
        value_to="Rita Melo",
        id_from=1,
        id_to=RITA,
    ),
    history(
        4,
        1,
        "2026-03-02 11:32:00",
        JOAO,
        attribute="priority",
        value_from="2 normal",
        value_to="3 high",
        id_from=2,
        id_to=3,
    ),
    state(5, 1, "2026-03-02 12:00:00", RITA, "new", "pending close"),
    state(6, 1, "2026-03-05 10:00:00", ZAMMAD, "pending close", "closed"),
    state(7, 1, "2026-03-06 10:00:00", ANA, "closed", "open"),
    state(8, 1, "2026-03-07 10:00:00", RITA, "open", "closed"),
    history(9, 1, "2026-03-02 10:30:00", ANA, attribute="title", value_from="a", value_to="b"),
    {**history(10, 1, "2026-03-02 10:00:00", ANA, "created"), "history_object_id": 2},
    history(11, 2, "2026-03-02 10:00:00", RITA, "created"),
    state(12, 2, "2026-03-03 10:00:00", RITA, "open", "closed"),
    state(13, 2, "2026-03-04 10:00:00", ZE, "closed", "open"),
    history(14, 3, "2026-03-02 10:00:00", ANA, "created"),
    history(15, 3, "2026-03-02 11:00:00", RITA, "merged_into", id_from=3, id_to=1),
    state(16, 3, "2026-03-02 11:00:00", RITA, "new", "merged"),
    history(17, 5, "2026-03-02 10:00:00", JOAO, "created"),
    history(18, 8, "2026-03-02 10:00:00", ZAMMAD, "created"),
    state(19, 8, "2026-03-04 10:00:00", ZAMMAD, "new", "closed"),
]
STORES = [
    {"id": 1, "store_object_id": 1, "o_id": 1, "filename": "tela.png", "preferences": "---\nMime-Type: image/png\n"},
    {"id": 2, "store_object_id": 1, "o_id": 1, "filename": "message.html", "preferences": "content-alternative: true"},
    {"id": 3, "store_object_id": 2, "o_id": 1, "filename": "x.zpm"},
    {"id": 4, "store_object_id": 1, "o_id": 1, "filename": "log.txt"},
]
TAGS = [
    {"id": 1, "tag_item_id": 2, "tag_object_id": 1, "o_id": 1},
    {"id": 2, "tag_item_id": 1, "tag_object_id": 1, "o_id": 1},
    {"id": 3, "tag_item_id": 1, "tag_object_id": 2, "o_id": 2},
]
ROWS = {"tickets": TICKETS, "ticket_articles": ARTICLES, "histories": HISTORY, "stores": STORES, "tags": TAGS}
