-- What call control last said of itself; the panel shows it and refuses commands when it is old.
create table engine_status (
  only_row boolean primary key default true check (only_row),
  is_connected boolean not null,
  version text not null default '',
  live_calls int not null default 0,
  at timestamptz not null
);
comment on table engine_status is 'One row, written every few seconds by call control. Commands to it travel as notifications on channel "command".';
insert into engine_status (is_connected, at) values (false, '2000-01-01');
grant select on engine_status to vsppanel_app, vsppanel_read;
grant update on engine_status to vsppanel_app;
