-- An object of the target that has gone to another source object, because the former one, deleted in Entra and
-- restorable there, has left its name.
create table passed_on (
  type varchar(10) not null,
  source_id varchar(200) not null,
  target_id varchar(200) not null,
  heir_id varchar(200) not null,
  primary key (type, source_id)
);
