-- Where links are, it is known whose accounts are: the target need not be searched for those of leavers.
insert into fact (name, content)
  select 'accounts-claimed', 'by the links' from link
  where type = 'USER' and target_id is not null
  having count(*) > 0;

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
