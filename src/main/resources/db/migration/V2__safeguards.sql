-- A planned change that takes away and waits for a person: it is not carried out in this cycle.
alter table planned_change add column held boolean default false not null;
