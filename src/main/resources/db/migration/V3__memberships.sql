-- The full round that saw a direct membership last: what a full round does not bring goes at its end.
alter table membership add column round bigint default 0 not null;

-- A round over everything that was interrupted has memberships without that number: it begins anew.
update watermark set next_link = null where full_round = true;

-- Memberships through groups in groups, with the direct ones: only for provisioning.nested-groups=expand.
create table effective_membership (
  group_id varchar(200) not null,
  member_id varchar(200) not null,
  primary key (group_id, member_id)
);
create index effective_membership_member on effective_membership (member_id);

-- Which objects name another one, such as their manager: they are looked at when it gets an account.
create table named_object (
  type varchar(10) not null,
  source_id varchar(200) not null,
  named_id varchar(200) not null,
  primary key (type, source_id, named_id)
);
create index named_object_named on named_object (named_id);
insert into named_object (type, source_id, named_id)
  select type, source_id, awaited_id from waiting;
drop table waiting;

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
