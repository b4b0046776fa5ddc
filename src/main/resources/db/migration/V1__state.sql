-- What the program must remember. Written in the SQL that H2 and PostgreSQL share.

-- Single facts: what is in force (fingerprints), what was asked for (restart).
create table fact (
  name varchar(100) not null primary key,
  content varchar
);

-- How far each stream of changes has been read. next_link is set while a round is under way.
create table watermark (
  stream varchar(20) not null primary key,
  delta_link varchar,
  next_link varchar,
  round bigint not null,
  full_round boolean not null,
  moved timestamp with time zone not null
);

-- The last read copy of Entra's users and groups. Out of scope only what the scope needs is kept.
create table source_object (
  type varchar(10) not null,
  id varchar(200) not null,
  properties varchar not null,
  complete boolean not null,
  presence varchar(20) not null,
  security_enabled boolean not null,
  round bigint not null,
  in_scope boolean not null,
  changed bigint not null,
  pending boolean not null,
  primary key (type, id)
);
create index source_object_pending on source_object (pending, type, id);

create table membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);
create index membership_member on membership (member_id);

create table assignment (
  id varchar(200) not null primary key,
  principal_id varchar(200) not null,
  principal_type varchar(30) not null,
  role_id varchar(200) not null,
  entitles boolean not null
);
create index assignment_principal on assignment (principal_id);

-- From source to target, and what was last written there.
-- intent: a write that was begun and of which the outcome is not recorded yet.
create table link (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200),
  origin varchar(10) not null,
  written varchar not null,
  disabled boolean not null,
  member_eligible boolean not null,
  intent varchar(20),
  primary key (type, source_id)
);
create unique index link_target on link (type, target_id);

-- Which members of a group we have put there or found there as ours.
-- doubt: ADDED or REMOVED while the outcome of that is not known.
create table written_member (
  group_id varchar(200) not null,
  target_id varchar(200) not null,
  doubt varchar(10),
  primary key (group_id, target_id)
);
create index written_member_target on written_member (target_id);

-- An object that could not be written whole because another one is not in the target yet.
create table waiting (
  type varchar(10) not null,
  source_id varchar(200) not null,
  awaited_id varchar(200) not null,
  primary key (type, source_id, awaited_id)
);
create index waiting_awaited on waiting (awaited_id);

-- What the target holds, read by pages for the matching of one cycle and emptied after it.
create table target_object (
  type varchar(10) not null,
  id varchar(200) not null,
  resource varchar not null,
  primary key (type, id)
);
create table target_key (
  type varchar(10) not null,
  path varchar(300) not null,
  content varchar(1000) not null,
  id varchar(200) not null,
  primary key (type, path, content, id)
);
create table target_member (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);

-- What the cycle under way is going to do, in the order in which it is done.
create table planned_change (
  type varchar(10) not null,
  source_id varchar(200) not null,
  urgency integer not null,
  changed bigint not null,
  content varchar not null,
  primary key (type, source_id)
);
create index planned_change_order on planned_change (type, urgency, source_id);

create table parked (
  type varchar(10) not null,
  source_id varchar(200) not null,
  name varchar(1000) not null,
  action varchar(20) not null,
  cause varchar(1000) not null,
  code varchar(100) not null,
  reason varchar not null,
  advice varchar not null,
  request varchar,
  answer varchar,
  first_failed timestamp with time zone not null,
  attempts integer not null,
  next_attempt timestamp with time zone not null,
  cycle_id varchar(40) not null,
  notified boolean not null,
  primary key (type, source_id)
);

create table cycle (
  id bigint not null primary key,
  kind varchar(20) not null,
  began timestamp with time zone not null,
  ended timestamp with time zone,
  result varchar(20) not null,
  reason varchar,
  counts varchar not null,
  requests varchar not null
);

create table provisioning_log (
  id bigint not null primary key,
  at timestamp with time zone not null,
  cycle_id varchar(40) not null,
  change_id varchar(40) not null,
  action varchar(20) not null,
  status varchar(20) not null,
  type varchar(10) not null,
  source_id varchar(200) not null,
  source_name varchar(1000) not null,
  target_id varchar(200),
  target_name varchar(1000),
  duration_ms bigint not null,
  error_code varchar(100),
  reason varchar,
  modified varchar not null,
  steps varchar not null
);
create index provisioning_log_at on provisioning_log (at);
create index provisioning_log_cycle on provisioning_log (cycle_id);
