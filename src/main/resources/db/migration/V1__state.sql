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
-- The highest is asked for at each start.
create index source_object_changed on source_object (changed);

-- Who belongs directly to which group. round: the full round that saw the membership last; what a full round does not
-- bring goes at its end.
create table membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  round bigint not null,
  primary key (group_id, member_id)
);
create index membership_member on membership (member_id);

-- Memberships through groups in groups, with the direct ones: only for provisioning.nested-groups=expand.
create table effective_membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);
create index effective_membership_member on effective_membership (member_id);

create table assignment (
  id varchar(200) not null primary key,
  principal_id varchar(200) not null,
  principal_type varchar(30) not null,
  role_id varchar(200) not null,
  entitles boolean not null
);
create index assignment_principal on assignment (principal_id);

-- From source to target, and what was last written there.
-- held_name: the name that the target keeps unique (userName of users, displayName of groups), in one case of letters,
-- as it was last written.
-- intent: a write that was begun and of which the outcome is not recorded yet.
create table link (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200),
  origin varchar(10) not null,
  written varchar not null,
  held_name varchar(500),
  disabled boolean not null,
  member_eligible boolean not null,
  intent varchar(20),
  primary key (type, source_id)
);
create unique index link_target on link (type, target_id);
create index link_held_name on link (type, held_name);

-- An object of the target that has gone to another source object, because the former one, deleted in Entra and
-- restorable there, has left its name.
create table passed_on (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200) not null,
  heir_id varchar(200) not null,
  primary key (type, source_id)
);

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

-- Which members of a group we have put there or found there as ours.
-- doubt: ADDED or REMOVED while the outcome of that is not known.
-- unseen: the account is or was disabled, and the target may have dropped the membership; nothing of it was seen or
-- written since.
create table written_member (
  group_id varchar(200) not null,
  target_id varchar(200) not null,
  doubt varchar(10),
  unseen boolean default false not null,
  primary key (group_id, target_id)
);
create index written_member_target on written_member (target_id);

-- Whom a planned group lacks (JOINS), and whom of ours it has too much (LEAVES).
create table member_difference (
  group_id varchar(200) not null,
  direction varchar(10) not null,
  target_id varchar(200) not null,
  primary key (group_id, direction, target_id)
);
create index member_difference_target on member_difference (target_id);

-- Memberships that are not written while an account is in as many groups as the product takes.
create table left_out (
  group_id varchar(200) not null,
  target_id varchar(200) not null,
  primary key (group_id, target_id)
);

-- Which objects name another one, such as their manager: they are looked at when it gets an account.
create table named_object (
  type varchar(10) not null,
  source_id varchar(200) not null,
  named_id varchar(200) not null,
  primary key (type, source_id, named_id)
);
create index named_object_named on named_object (named_id);

-- What the target holds, read by pages for the matching or the comparison of one cycle and emptied after it.
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
create index target_key_object on target_key (type, id);
-- What the cycle creates, one after the other: it has no place in the two tables above before somebody asks for it.
-- keys: as in target_key, value by path.
create table target_created (
  number bigint not null primary key,
  type varchar(10) not null,
  id varchar(200) not null,
  resource varchar not null,
  keys varchar not null
);
create table target_member (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);

-- What the cycle under way is going to do, in the order in which it is done.
-- held: takes away and waits for a person, or is left for a later cycle.
-- wished_name: the other name, in one case of letters, that the object gets by it.
create table planned_change (
  type varchar(10) not null,
  source_id varchar(200) not null,
  urgency integer not null,
  changed bigint not null,
  content varchar not null,
  wished_name varchar(500),
  held boolean default false not null,
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

-- modified: the values before and after as JSON. steps: of each step name, type, status, description and, if there are
-- any, details.
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
  source_display varchar(1000),
  target_id varchar(200),
  target_name varchar(1000),
  target_display varchar(1000),
  duration_ms bigint not null,
  error_code varchar(100),
  error_category varchar(100),
  additional_details varchar,
  recommended_action varchar,
  reason varchar,
  modified varchar not null,
  steps varchar not null
);
create index provisioning_log_at on provisioning_log (at);
create index provisioning_log_cycle on provisioning_log (cycle_id);
create index provisioning_log_source on provisioning_log (type, source_id);

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

-- What the last reconciliations found, and whether a person has been told of it.
-- number: of how many alike the row speaks.
create table difference (
  id varchar(64) not null primary key,
  kind varchar(30) not null,
  type varchar(10) not null,
  source_id varchar(200),
  target_id varchar(200),
  name varchar(1000) not null,
  attribute varchar(300),
  wanted varchar,
  held varchar,
  note varchar,
  number integer not null,
  cycle bigint not null,
  told boolean not null
);
create index difference_cycle on difference (cycle, kind);
