"""What a day in osTicket changes, in rounds; after each, reading what changed is reading everything."""

ROUNDS = [
    # An answer, a transfer and a closing; a customer's reply; a user with old tickets who leaves the organization;
    # an edited entry.
    """
    insert into ost_thread_entry (id, thread_id, staff_id, type, body, created, updated)
        values (50, 103, 1, 'R', '<p>resolvido</p>', now(), now());
    insert into ost_thread_event (id, thread_id, event_id, dept_id, uid, data, timestamp) values
        (50, 103, 6, 2, 1, null, now()), (51, 103, 2, 2, 1, '{"status":[3,"Fechado"]}', now());
    update ost_ticket set status_id = 3, dept_id = 2, isanswered = 1, closed = now(), updated = now()
        where ticket_id = 3;
    insert into ost_thread_entry (id, thread_id, user_id, type, body, created)
        values (51, 102, 1, 'M', 'e agora?', now());
    update ost_ticket set isanswered = 0, updated = now() where ticket_id = 2;
    update ost_user set org_id = 0, updated = now() where id = 3;
    insert into ost_thread_entry (id, thread_id, staff_id, type, body, created, updated)
        select 52, thread_id, staff_id, type, '<p>Agora sim!</p>', created, now() from ost_thread_entry where id = 5;
    update ost_thread_entry set flags = flags | 4 where id = 5
    """,
    # A merged ticket, a deleted one, a new customer with a ticket and a file, a new phone.
    """
    update ost_ticket set ticket_pid = 2, flags = 1, status_id = 3, closed = now(), updated = now() where ticket_id = 6;
    update ost_thread set object_type = 'C' where id = 106;
    update ost_thread_entry set thread_id = 102 where thread_id = 106;
    delete from ost_ticket where ticket_id = 8;
    delete from ost_thread where id = 108;
    delete from ost_thread_event where thread_id = 108;
    insert into ost_user (id, org_id, default_email_id, name, created, updated) values (9, 0, 19, 'Novo', now(), now());
    insert into ost_user_email (id, user_id, address) values (19, 9, 'novo@x.example');
    insert into ost_user__cdata values (3, '11 5555-4444');
    insert into ost_ticket (ticket_id, number, user_id, status_id, dept_id, created, updated)
        values (20, '20', 9, 1, 1, now(), now());
    insert into ost_ticket__cdata values (20, 'Ajuda', '1');
    insert into ost_thread (id, object_id, object_type, created) values (120, 20, 'T', now());
    insert into ost_thread_entry (id, thread_id, user_id, type, body, created) values (60, 120, 9, 'M', 'oi', now());
    insert into ost_attachment (id, object_id, type, file_id) values (9, 60, 'H', 8)
    """,
]
