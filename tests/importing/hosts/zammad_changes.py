"""What a day in Zammad changes, in rounds; after each, reading what changed is reading everything."""

NOW = "now() at time zone 'UTC'"
HISTORY = """history_type_id, history_object_id, history_attribute_id, o_id, id_from, id_to, value_from, value_to,
    created_by_id, created_at, updated_at"""
ROUNDS = [
    # An answer that closes; a new owner; tags; a customer who moves to an organization with their tickets.
    f"""
    insert into ticket_articles (id, ticket_id, type_id, sender_id, body, created_by_id, created_at, updated_at)
        values (50, 7, 1, 1, 'pronto', 2, {NOW}, {NOW});
    insert into histories (id, {HISTORY}) values
        (50, 2, 1, 1, 7, 1, 4, 'new', 'closed', 2, {NOW}, {NOW}),
        (51, 2, 1, 2, 7, 1, 3, '-', 'João Silva', 2, {NOW}, {NOW});
    update tickets set state_id = 4, owner_id = 3, close_at = {NOW}, last_close_at = {NOW}, updated_at = {NOW}
        where id = 7;
    insert into tags (id, tag_item_id, tag_object_id, o_id) values (9, 2, 1, 5);
    update users set organization_id = 2, updated_at = {NOW} where id = 5;
    update tickets set organization_id = 2, updated_at = {NOW} where customer_id = 5
    """,
    # A merge that moves its articles, a deleted ticket, a person who becomes staff, a new one with a file.
    f"""
    update ticket_articles set ticket_id = 5, updated_at = {NOW} where ticket_id = 2;
    insert into histories (id, {HISTORY}) values (60, 3, 1, null, 2, 2, 5, null, null, 2, {NOW}, {NOW});
    update tickets set state_id = 5, updated_at = {NOW} where id = 2;
    update tickets set updated_at = {NOW} where id = 5;
    delete from tickets where id = 8;
    delete from histories where o_id = 8;
    insert into users (id, login, firstname, lastname, email, created_at, updated_at)
        values (20, 'n', 'Nova', 'Pessoa', 'nova@x.example', {NOW}, {NOW});
    insert into tickets
        (id, number, title, group_id, priority_id, state_id, owner_id, customer_id, created_at, updated_at)
        values (20, '550020', 'Ajuda', 1, 1, 1, 1, 20, {NOW}, {NOW});
    insert into ticket_articles (id, ticket_id, type_id, sender_id, body, created_by_id, created_at, updated_at)
        values (60, 20, 1, 2, 'oi', 20, {NOW}, {NOW});
    insert into stores (id, store_object_id, o_id, filename) values (20, 1, 60, 'a.png')
    """,
    f"insert into roles_users values (20, 2);\nupdate users set updated_at = {NOW} where id = 20",
]
