-- The state of the program, in the SQL that H2 and PostgreSQL share.

-- Single facts by name, such as the fingerprint of the mappings, filters and settings in force.
create table fact (
  name varchar(100) not null primary key,
  content varchar
);

-- The watermark of each delta query. next_link is set during a round.
create table watermark (
  stream varchar(20) not null primary key,
  delta_link varchar,
  next_link varchar,
  round bigint not null,
  full_round boolean not null,
  moved timestamp with time zone not null
);

-- The source copy: the users and groups of Entra, as last read. An object out of scope has only the properties that the
-- scope needs.
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
-- Each start reads the highest number.
create index source_object_changed on source_object (changed);

-- The direct memberships in Entra.
-- round: the last full round that contained the membership. The end of a full round deletes the memberships that the
-- round did not contain.
create table membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  round bigint not null,
  primary key (group_id, member_id)
);
create index membership_member on membership (member_id);

-- The direct memberships and those through nested groups; filled only with provisioning.nested-groups=expand.
create table effective_membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);
create index effective_membership_member on effective_membership (member_id);

-- The assignments to the enterprise application. entitles: whether the assignment puts the principal in scope.
create table assignment (
  id varchar(200) not null primary key,
  principal_id varchar(200) not null,
  principal_type varchar(30) not null,
  role_id varchar(200) not null,
  entitles boolean not null
);
create index assignment_principal on assignment (principal_id);

-- The links: which object of Zscaler belongs to which object of Entra.
-- written: the values that were last written.
-- held_name: the unique name (userName of a user, displayName of a group) that was last written, in folded case.
-- intent: the write that was started and whose outcome is not recorded yet.
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

-- Target objects that were given to another source object because it has the name of the former owner, which is
-- soft-deleted in Entra. heir_id: the new owner.
create table passed_on (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200) not null,
  heir_id varchar(200) not null,
  primary key (type, source_id)
);

-- The source objects that wait for a unique name, with the target object that has the name.
create table awaited_name (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200) not null,
  primary key (type, source_id)
);
create index awaited_name_target on awaited_name (type, target_id);

-- The objects that have or get a temporary name because several objects exchange their names.
-- former: the name before the exchange. wished: the name after it.
create table temporary_name (
  type varchar(10) not null,
  source_id varchar(200) not null,
  temporary varchar not null,
  former varchar not null,
  wished varchar not null,
  primary key (type, source_id)
);

-- The managed members of the groups in Zscaler.
-- doubt: ADDED or REMOVED while the outcome of the addition or removal is not known.
-- unseen: the account is or was disabled, and Zscaler may have dropped the membership, which was neither read nor
-- written since.
create table written_member (
  group_id varchar(200) not null,
  target_id varchar(200) not null,
  doubt varchar(10),
  unseen boolean default false not null,
  primary key (group_id, target_id)
);
create index written_member_target on written_member (target_id);

-- The planned member changes of a group. direction: JOINS for a member that is missing in Zscaler, LEAVES for a managed
-- member that should not be in the group.
create table member_difference (
  group_id varchar(200) not null,
  direction varchar(10) not null,
  target_id varchar(200) not null,
  primary key (group_id, direction, target_id)
);
create index member_difference_target on member_difference (target_id);

-- The memberships that are not written because the account is in the maximum number of groups of the product.
create table left_out (
  group_id varchar(200) not null,
  target_id varchar(200) not null,
  primary key (group_id, target_id)
);

-- The objects that refer to another object, such as to a manager. They are planned again when that object gets an
-- account.
create table named_object (
  type varchar(10) not null,
  source_id varchar(200) not null,
  named_id varchar(200) not null,
  primary key (type, source_id, named_id)
);
create index named_object_named on named_object (named_id);

-- The target copy: read by pages in one cycle, for matching or for a comparison, and emptied at the end of the cycle.
-- target_key has the values by which an object can be found, target_member the members of groups.
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
-- The objects that the cycle has created, in the order of their creation. A search moves them to
-- target_object and target_key. keys: value by path, as in target_key.
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

-- The planned changes of the running cycle, written in the order of the index.
-- held: a removal that a safeguard holds, or a change that is left for a later cycle.
-- wished_name: the new unique name that the change gives to the object, in folded case.
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

-- The dead-letter list.
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

-- The cycles. counts and requests: numbers by name, as JSON.
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

-- The provisioning log.
-- modified: the values before and after, as JSON.
-- steps: name, type, status, description and details of each step, as JSON.
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

-- The values that undo restored. They are kept until the source or the mapping requires another value.
-- path: SCIM path; '' for the object as a whole.
-- wish: the undone value. As long as the mapping produces it, the restored value is required instead.
-- restored: the value that undo has restored.
create table undo_value (
  type varchar(10) not null,
  source_id varchar(200) not null,
  path varchar(300) not null,
  wish varchar not null,
  restored varchar not null,
  cycle_id varchar(40) not null,
  primary key (type, source_id, path)
);

-- The memberships that undo restored.
-- wanted: whether the account should be a member.
-- wish: whether the user was a member in Entra when the undo was planned.
create table undo_member (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  wanted boolean not null,
  wish boolean not null,
  cycle_id varchar(40) not null,
  primary key (group_id, member_id)
);
create index undo_member_member on undo_member (member_id);

-- The cycles that were undone, each with the cycle that undid it.
create table undone_cycle (
  cycle_id varchar(40) not null primary key,
  undone_by varchar(40) not null
);

-- The differences and foreign objects that the last reconciliations found.
-- number: the number of findings that the row stands for.
-- told: whether a mail has reported the difference.
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
