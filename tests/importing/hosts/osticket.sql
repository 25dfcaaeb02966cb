create table ost_ticket (
    ticket_id int unsigned auto_increment primary key, ticket_pid int unsigned, number varchar(20),
    user_id int unsigned not null default 0, status_id int unsigned not null default 0, dept_id int unsigned not null default 0,
    topic_id int unsigned not null default 0, staff_id int unsigned not null default 0, flags int unsigned not null default 0,
    ip_address varchar(64) not null default '', source enum('Web','Email','Phone','API','Other') not null default 'Other',
    isoverdue tinyint unsigned not null default 0, isanswered tinyint unsigned not null default 0,
    duedate datetime, est_duedate datetime, reopened datetime, closed datetime, lastupdate datetime,
    created datetime not null, updated datetime not null
) charset=utf8mb3;
create table ost_ticket__cdata (ticket_id int unsigned primary key, subject mediumtext, priority mediumtext) charset=utf8mb3;
create table ost_thread (
    id int unsigned auto_increment primary key, object_id int unsigned not null, object_type char(1) not null, extra text,
    created datetime not null, key object_id (object_id)
) charset=utf8mb3;
create table ost_thread_entry (
    id int unsigned auto_increment primary key, pid int unsigned not null default 0, thread_id int unsigned not null,
    staff_id int unsigned not null default 0, user_id int unsigned not null default 0, type char(1) not null,
    flags int unsigned not null default 0, poster varchar(128) not null default '', title varchar(255), body text not null,
    format varchar(16) not null default 'html', created datetime not null,
    updated datetime not null default '0000-00-00 00:00:00', key thread_id (thread_id)
) charset=latin1;
create table ost_thread_event (
    id int unsigned auto_increment primary key, thread_id int unsigned not null, thread_type char(1) not null default 'T',
    event_id int unsigned, staff_id int unsigned not null default 0, team_id int unsigned not null default 0,
    dept_id int unsigned not null default 0, topic_id int unsigned not null default 0, data varchar(1024),
    username varchar(128) not null default 'SYSTEM', uid int unsigned, uid_type char(1) not null default 'S',
    annulled tinyint unsigned not null default 0, timestamp datetime not null, key thread_id (thread_id)
) charset=utf8mb3;
create table ost_event (id int unsigned primary key, name varchar(60) not null, description varchar(60)) charset=utf8mb3;
create table ost_attachment (
    id int unsigned auto_increment primary key, object_id int unsigned not null, type char(1) not null,
    file_id int unsigned not null, inline tinyint not null default 0
) charset=utf8mb3;
create table ost_file (id int primary key, name varchar(255) not null, `key` varchar(86) not null) charset=utf8mb3;
create table ost_ticket_status (
    id int primary key, name varchar(60) not null, state varchar(16), properties text not null
) charset=utf8mb3;
create table ost_ticket_priority (priority_id tinyint primary key, priority varchar(60) not null) charset=utf8mb3;
create table ost_department (id int unsigned primary key, name varchar(128) not null, signature text not null) charset=latin1;
create table ost_help_topic (topic_id int unsigned primary key, topic varchar(128) not null) charset=utf8mb3;
create table ost_staff (
    staff_id int unsigned primary key, dept_id int unsigned not null, username varchar(32) not null, firstname varchar(32),
    lastname varchar(32), passwd varchar(128), email varchar(128)
) charset=utf8mb3;
create table ost_user (
    id int unsigned auto_increment primary key, org_id int unsigned not null default 0, default_email_id int not null,
    status int unsigned not null default 0, name varchar(128) not null, created datetime not null, updated datetime not null
) charset=utf8mb3;
create table ost_user_email (
    id int unsigned auto_increment primary key, user_id int unsigned not null, address varchar(128) not null
) charset=utf8mb3;
create table ost_user__cdata (user_id int unsigned primary key, phone mediumtext) charset=utf8mb3;
create table ost_user_account (id int unsigned primary key, user_id int unsigned not null, passwd varchar(128)) charset=utf8mb3;
create table ost_organization (
    id int unsigned auto_increment primary key, name varchar(128) not null, manager varchar(16) not null default '',
    created datetime not null, updated datetime not null
) charset=utf8mb3;
