create table ticket_state_types (id serial primary key, name varchar(250) not null);
create table ticket_states (id serial primary key, name varchar(250) not null, state_type_id int not null);
create table ticket_priorities (id serial primary key, name varchar(250) not null, default_create boolean not null default false);
create table ticket_article_types (id serial primary key, name varchar(250) not null);
create table ticket_article_senders (id serial primary key, name varchar(250) not null);
create table groups (id serial primary key, name varchar(160) not null, follow_up_possible varchar(100) not null default 'yes');
create table organizations (
    id serial primary key, name varchar(100) not null, shared boolean not null default true, active boolean not null default true,
    created_at timestamp(3) not null, updated_at timestamp(3) not null
);
create table users (
    id serial primary key, organization_id int, login varchar(255) not null, firstname varchar(100), lastname varchar(100),
    email varchar(255), password varchar(120), phone varchar(100), mobile varchar(100), active boolean not null default true,
    last_login timestamp(3), created_at timestamp(3) not null, updated_at timestamp(3) not null
);
create table roles (id serial primary key, name varchar(100) not null);
create table permissions (id serial primary key, name varchar(255) not null);
create table permissions_roles (role_id int not null, permission_id int not null);
create table roles_users (user_id int not null, role_id int not null);
create table tickets (
    id serial primary key, group_id int not null, priority_id int not null, state_id int not null, organization_id int,
    number varchar(60) not null, title varchar(250) not null, owner_id int not null, customer_id int not null,
    first_response_at timestamp(3), close_at timestamp(3), last_close_at timestamp(3), close_escalation_at timestamp(3),
    create_article_type_id int, create_article_sender_id int, created_at timestamp(3) not null, updated_at timestamp(3) not null
);
create table ticket_articles (
    id serial primary key, ticket_id int not null, type_id int not null, sender_id int not null, "from" varchar(3000),
    content_type varchar(20) not null default 'text/plain', body text not null, internal boolean not null default false,
    message_id varchar(3000), created_by_id int not null, created_at timestamp(3) not null, updated_at timestamp(3) not null
);
create table store_objects (id serial primary key, name varchar(250) not null);
create table stores (
    id serial primary key, store_object_id int not null, o_id bigint not null, preferences varchar(2500),
    filename varchar(250) not null
);
create table history_types (id serial primary key, name varchar(250) not null);
create table history_objects (id serial primary key, name varchar(250) not null);
create table history_attributes (id serial primary key, name varchar(250) not null);
create table histories (
    id serial primary key, history_type_id int not null, history_object_id int not null, history_attribute_id int, o_id int not null,
    id_to int, id_from int, value_from varchar(500), value_to varchar(500), created_by_id int not null,
    created_at timestamp(3) not null, updated_at timestamp(3) not null
);
create table tag_objects (id serial primary key, name varchar(250) not null);
create table tag_items (id serial primary key, name varchar(250) not null);
create table tags (id serial primary key, tag_item_id int not null, tag_object_id int not null, o_id int not null);
create table tokens (id serial primary key, token varchar(100) not null);
