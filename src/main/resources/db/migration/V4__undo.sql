-- What undo took back. It is not written again until the source or the mapping wishes otherwise.

-- path '' is the object itself: its wish is what it is not to become again.
create table undo_value (
  type varchar(10) not null,
  source_id varchar(200) not null,
  path varchar(300) not null,
  wish varchar not null,
  restored varchar not null,
  cycle_id varchar(40) not null,
  primary key (type, source_id, path)
);

-- wanted: whether the account is to be a member; wish: what Entra said when that was decided.
create table undo_member (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  wanted boolean not null,
  wish boolean not null,
  cycle_id varchar(40) not null,
  primary key (group_id, member_id)
);
create index undo_member_member on undo_member (member_id);

create table undone_cycle (
  cycle_id varchar(40) not null primary key,
  undone_by varchar(40) not null
);

-- The rest of the fields of Entra's own log.
alter table provisioning_log add column source_display varchar(1000);
alter table provisioning_log add column target_display varchar(1000);
alter table provisioning_log add column additional_details varchar;
alter table provisioning_log add column error_category varchar(100);
alter table provisioning_log add column recommended_action varchar;
create index provisioning_log_source on provisioning_log (type, source_id);
