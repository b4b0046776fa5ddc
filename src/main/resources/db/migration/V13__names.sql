-- The name that the target keeps unique (userName of users, displayName of groups), in one case of letters, as it was
-- last written, and as a planned change wants it: so it is known without a question who wants a name that another one has.
alter table link add column held_name varchar(500);
create index link_held_name on link (type, held_name);
alter table planned_change add column wished_name varchar(500);
create index planned_change_wished_name on planned_change (type, wished_name);

-- Who waits for a name that an object of the target has.
create table awaited_name (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200) not null,
  primary key (type, source_id)
);
create index awaited_name_target on awaited_name (type, target_id);

-- Who has, or is about to get, a temporary name, because several exchange theirs: the name it had, the name it is to have.
create table temporary_name (
  type varchar(10) not null,
  source_id varchar(200) not null,
  temporary varchar not null,
  former varchar not null,
  wished varchar not null,
  primary key (type, source_id)
);
