-- A target may drop the memberships of an account that is disabled. Those of which nothing was seen or written
-- since are written anew once it is enabled.
alter table written_member add column unseen boolean default false not null;
update written_member set unseen = true where exists
  (select 1 from link l where l.type = 'USER' and l.target_id = written_member.target_id and l.disabled = true);
