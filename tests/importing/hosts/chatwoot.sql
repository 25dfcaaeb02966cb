create table conversations (
    id serial primary key, account_id int not null default 1, inbox_id int not null, status int not null default 0, assignee_id int,
    created_at timestamp not null, updated_at timestamp not null, contact_id bigint, display_id int not null,
    additional_attributes jsonb default '{}', last_activity_at timestamp not null, team_id bigint,
    first_reply_created_at timestamp, priority int, waiting_since timestamp
);
create table messages (
    id serial primary key, content text, account_id int not null default 1, inbox_id int not null default 1,
    conversation_id int not null, message_type int not null, private boolean not null default false, status int default 0,
    content_type int not null default 0, content_attributes json default '{}', sender_type varchar, sender_id bigint,
    created_at timestamp not null, updated_at timestamp not null
);
create table attachments (
    id serial primary key, file_type int default 0, message_id int not null, extension varchar, external_url varchar
);
create table active_storage_attachments (
    id bigserial primary key, name varchar not null, record_type varchar not null, record_id bigint not null, blob_id bigint not null
);
create table active_storage_blobs (id bigserial primary key, key varchar not null, filename varchar not null);
create table reporting_events (
    id bigserial primary key, name varchar, value double precision, conversation_id int, user_id int,
    created_at timestamp not null, event_start_time timestamp, event_end_time timestamp
);
create table csat_survey_responses (
    id bigserial primary key, conversation_id bigint not null, message_id bigint not null, rating int not null,
    feedback_message text, contact_id bigint not null, assigned_agent_id bigint, created_at timestamp not null,
    updated_at timestamp not null
);
create table tags (id serial primary key, name varchar);
create table taggings (id serial primary key, tag_id int, taggable_type varchar, taggable_id int, context varchar(128));
create table contacts (
    id serial primary key, name varchar default '', email varchar, phone_number varchar, identifier varchar,
    created_at timestamp not null, updated_at timestamp not null
);
create table inboxes (id serial primary key, name varchar not null, channel_type varchar);
create table teams (id bigserial primary key, name varchar not null, allow_auto_assign boolean default true);
create table users (
    id serial primary key, name varchar not null, display_name varchar, email varchar, encrypted_password varchar not null default '',
    tokens json, last_sign_in_at timestamp
);
create table agent_bots (id bigserial primary key, name varchar, bot_type int default 0, outgoing_url varchar);
create table access_tokens (id bigserial primary key, token varchar);
