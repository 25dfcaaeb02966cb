"""What a day in Chatwoot changes, in rounds; after each, reading what changed is reading everything."""

NOW = "now() at time zone 'UTC'"
MESSAGE = "id, conversation_id, message_type, content, sender_type, sender_id, created_at, updated_at"
ROUNDS = [
    # An answer, a resolution that only the reports tell, a label, a mark with words, another name of a contact.
    f"""
    insert into messages ({MESSAGE}) values (50, 2, 1, 'obrigado', 'User', 1, {NOW}, {NOW});
    insert into reporting_events (id, name, value, conversation_id, created_at, event_end_time)
        values (50, 'conversation_resolved', 9, 2, {NOW}, {NOW});
    update conversations set status = 1, updated_at = {NOW} where id = 2;
    insert into taggings (id, tag_id, taggable_type, taggable_id, context) values (50, 1, 'Conversation', 4, 'labels');
    insert into csat_survey_responses (id, conversation_id, message_id, rating, contact_id, created_at, updated_at)
        values (50, 6, 24, 2, 1, {NOW}, {NOW});
    update csat_survey_responses set feedback_message = 'mudei de ideia', updated_at = {NOW} where id = 1;
    update contacts set name = 'Ana Souza', updated_at = {NOW} where id = 1
    """,
    # A deleted conversation, a new contact that writes with a file, a team that takes over, a message taken back.
    f"""
    delete from conversations where id = 7;
    delete from messages where conversation_id = 7;
    delete from reporting_events where conversation_id = 7;
    insert into contacts (id, name, created_at, updated_at) values (9, 'Novo', {NOW}, {NOW});
    insert into conversations (id, inbox_id, contact_id, display_id, created_at, updated_at, last_activity_at)
        values (20, 1, 9, 90, {NOW}, {NOW}, {NOW});
    insert into messages ({MESSAGE}) values (60, 20, 0, 'oi', 'Contact', 9, {NOW}, {NOW});
    insert into attachments (id, file_type, message_id, extension) values (9, 0, 60, 'jpg');
    insert into messages ({MESSAGE}) values (61, 3, 2, 'Atribuído a N2 por Rita', null, null, {NOW}, {NOW});
    update conversations set team_id = 1, updated_at = {NOW} where id = 3;
    update messages set content = 'Esta mensagem foi excluída', updated_at = {NOW} where id = 16
    """,
]
