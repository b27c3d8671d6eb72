-- Rate decks: files, bulk edits and copies become staged rows, a report of differences, and then rate versions; all or nothing.
create table deck_source (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  format jsonb not null check (jsonb_typeof(format) = 'object'),
  changed_at timestamptz not null
);
comment on table deck_source is 'Where rate decks come from, and how each writes them (core/decks/deckFormat.ts): columns, decimal sign, dates, units, mode. Remembered, so that it is declared once.';

create table deck_import (
  id bigint generated always as identity primary key,
  billing_package_id bigint not null references billing_package,
  kind text not null check (kind in ('file', 'edit', 'copy')),
  state text not null check (state in ('uploading', 'described', 'reading', 'comparing', 'faulty', 'failed', 'ready', 'confirmed', 'booked', 'undone', 'cancelled')),
  deck_source_id bigint references deck_source,
  file_name text not null default '',
  file_bytes bigint not null default 0 check (file_bytes >= 0),
  file_kind text check (file_kind in ('csv', 'xlsx')),
  encoding text,
  format jsonb,
  edit jsonb,
  from_package_id bigint references billing_package,
  lines_done int not null default 0,
  rows_done int not null default 0,
  notes_done int not null default 0,
  bytes_done bigint not null default 0,
  fault_count int not null default 0,
  problem text not null default '',
  activate_at timestamptz,
  counts jsonb,
  lead_seconds int not null default 1 check (lead_seconds > 0),
  booked_from timestamptz,
  impact_state text not null default 'none' check (impact_state in ('none', 'running', 'done')),
  impact_after bigint not null default 0,
  impact_calls int not null default 0,
  impact_from timestamptz,
  impact_to timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  confirmed_by text,
  booked_at timestamptz,
  undone_by text,
  undone_at timestamptz,
  is_cleared boolean not null default false,
  version int not null default 1,
  check ((kind = 'file') = (edit is null)),
  check ((kind = 'copy') = (from_package_id is not null))
);
comment on table deck_import is 'One change of many rates, from upload to undo. uploading -> described -> reading -> comparing -> ready -> confirmed -> booked -> undone; reading and comparing end in faulty when a row has a fault; failed = the file cannot be read; cancelled before it is booked. Nothing of it holds before booked.';
comment on column deck_import.activate_at is 'When it is to hold; null = as soon as it is booked.';
comment on column deck_import.booked_from is 'The instant from which its rates hold; the versions stand in rate.';
comment on column deck_import.is_cleared is 'True once the file and what was read of it are gone.';
comment on column deck_import.lead_seconds is 'How far ahead of now its rates begin when they are to hold at once, so that every process has them by then.';
create index deck_import_of_package on deck_import (billing_package_id, id desc); -- what was done to this package?
create index deck_import_to_do on deck_import (id) where state in ('reading', 'comparing', 'confirmed') or impact_state = 'running' or (state in ('booked', 'undone', 'cancelled') and not is_cleared); -- what waits for the office?
create trigger deck_import_version before update on deck_import for each row execute function bump_version();

create table deck_chunk (
  deck_import_id bigint not null references deck_import,
  position int not null check (position >= 0),
  data bytea not null,
  primary key (deck_import_id, position)
);
alter table deck_chunk alter column data set storage external;
comment on table deck_chunk is 'The uploaded file in pieces of equal size, kept until its import is booked or cancelled.';

create table deck_fault (
  deck_import_id bigint not null references deck_import,
  ordinal int not null,
  line int not null,
  place text not null,
  message text not null,
  primary key (deck_import_id, ordinal)
);
comment on table deck_fault is 'What is wrong with the rows of a deck, by line and column; the first thousand.';

create table deck_row (
  deck_import_id bigint not null,
  line int not null,
  prefix text not null,
  valid_from timestamptz,
  is_removed boolean not null,
  destination text,
  flag_fall bigint,
  price bigint,
  per_seconds int,
  initial_increment int,
  initial_price bigint,
  increment int,
  is_untimed boolean,
  grace_seconds int,
  minimum_seconds int,
  minimum_charge bigint,
  maximum_charge bigint,
  is_blocked boolean,
  further text,
  generation int not null default 1,
  id bigint generated always as identity primary key
);
comment on table deck_row is 'What a deck says, read and not yet compared: null = not said, stays as it is. the least bigint in initial_price and maximum_charge, and - in further = said to be absent. Gone once it is compared.';

create table deck_change (
  deck_import_id bigint not null references deck_import,
  prefix text not null,
  valid_from timestamptz not null,
  verdict text not null check (verdict in ('new', 'up', 'down', 'terms', 'removed')),
  suspicions text[] not null,
  line int,
  old_rate_id bigint references rate,
  follows boolean not null default false,
  destination text not null,
  flag_fall bigint not null,
  price bigint not null,
  per_seconds int not null,
  initial_increment int not null,
  initial_price bigint,
  increment int not null,
  is_untimed boolean not null,
  grace_seconds int not null,
  minimum_seconds int not null,
  minimum_charge bigint not null,
  maximum_charge bigint,
  is_blocked boolean not null,
  further jsonb,
  primary key (deck_import_id, prefix, valid_from)
);
comment on table deck_change is 'What an import does to each prefix: the whole rate as it is to be, beside the one in force (old_rate_id). Prefixes that stay as they are do not stand here.';
comment on column deck_change.follows is 'True when what it changes is an earlier date of the same import.';
comment on column deck_change.valid_from is '-infinity = from the activation on.';
create index deck_change_by_verdict on deck_change (deck_import_id, verdict, prefix, valid_from); -- what becomes dearer?
create index deck_change_suspicious on deck_change (deck_import_id, prefix, valid_from) where suspicions <> '{}'; -- what deserves a second look?

create table deck_touch (
  deck_import_id bigint not null references deck_import,
  rate_id bigint not null references rate,
  is_opened boolean not null,
  valid_to timestamptz,
  primary key (deck_import_id, rate_id)
);
comment on table deck_touch is 'The rate versions that an import opened, and those that it ended with the end that they had before: what undo needs.';

create table deck_impact (
  deck_import_id bigint not null references deck_import,
  account_id bigint not null references account,
  calls int not null,
  unrated int not null,
  charged bigint not null,
  priced bigint not null,
  primary key (deck_import_id, account_id)
);
comment on table deck_impact is 'What an import would have done to the calls of the last month: what each account was charged and what it would have been. 10^-8 of a currency unit.';

-- Which copies of a package may still be priced with: the newest, and while its change does not hold yet, those before it.
alter table billing_package
  add column holds_from timestamptz not null default '-infinity',
  add column settled_version int not null default 0;
comment on column billing_package.holds_from is 'The first instant at which the newest version differs from settled_version and those after it.';
create function note_package_holds() returns trigger language plpgsql as $$
begin
  if new.holds_from is not distinct from old.holds_from then new.holds_from := clock_timestamp(); end if; -- a change by hand holds at once
  if old.holds_from <= clock_timestamp() then
    new.settled_version := old.version;
  else
    new.holds_from := least(new.holds_from, old.holds_from);
  end if;
  return new;
end $$;
create trigger billing_package_holds before update on billing_package for each row execute function note_package_holds();

-- True when a copy of the package at this version gives today's prices.
create function is_package_current(p_billing_package_id bigint, p_version int) returns boolean language sql stable as $$
  select version = p_version or (p_version >= settled_version and clock_timestamp() < holds_from)
    from billing_package where id = p_billing_package_id
$$;

-- HOOK of 0019, with one more question before the others: the copy of the package that the call was priced with (p_limits packageId, packageVersion).
-- 'stale' makes call control load it again and ask anew, so nobody is granted a call at a price that does not hold any more.
alter function call_limit_reason(call, jsonb) rename to call_caps_reason;
create function call_limit_reason(c call, p_limits jsonb) returns text language sql stable as $$
  select case when c.destination_kind <> 'emergency' and p_limits ? 'packageVersion'
               and is_package_current((p_limits ->> 'packageId')::bigint, (p_limits ->> 'packageVersion')::int) is not true then 'stale'
              else call_caps_reason(c, p_limits) end
$$;

-- All beginnings of a prefix or number, the empty one too.
create function prefixes_of(p_digits text) returns text[] language sql immutable parallel safe as $$
  select array(select left(p_digits, n) from generate_series(0, least(length(p_digits), 15)) n)
$$;

-- True when a price of a minute is below what one of the providers' decks asks for the same numbers.
create function is_below_cost(p_prefix text, p_price bigint, p_per_seconds int, p_is_untimed boolean, p_at timestamptz)
returns boolean language sql stable as $$
  select exists (
    select from billing_package k
     cross join lateral (select r.price, r.per_seconds, r.is_untimed, r.is_blocked from rate r
                          where r.billing_package_id = k.id and r.prefix = any (prefixes_of(p_prefix))
                            and r.valid_from <= p_at and (r.valid_to is null or r.valid_to > p_at)
                          order by length(r.prefix) desc limit 1) c
     where k.kind = 'cost' and not c.is_blocked
       and p_price::numeric * case when p_is_untimed then 1 else 60 end * case when c.is_untimed then 1 else c.per_seconds end
         < c.price::numeric * case when c.is_untimed then 1 else 60 end * case when p_is_untimed then 1 else p_per_seconds end)
$$;

create type deck_place as (line int, prefix text);

-- Compares what was read (deck_row) with the rates in force at p_at, and writes down what differs. The rule of core/decks/difference.ts for a million
-- rows at once; decks.db.test.ts holds the two together. Faults that only the whole file shows go to deck_fault. Answers the counts.
create function deck_compare(p_import bigint, p_at timestamptz, p_mode text, p_duplicates text, p_jump int, p_known_codes text[])
returns jsonb language plpgsql security definer set search_path = public as $$
declare pkg bigint; generations int; read_rows int; changed int; is_sell boolean; base text; codes text[];
begin
  select i.billing_package_id, k.kind = 'sell' into pkg, is_sell from deck_import i join billing_package k on k.id = i.billing_package_id where i.id = p_import;
  delete from deck_change where deck_import_id = p_import;
  analyze deck_row;
  perform set_config('work_mem', '64MB', true);
  read_rows := (select count(*) from deck_row where deck_import_id = p_import);
  update deck_row set generation = 1 where deck_import_id = p_import and generation > 1;
  -- Of what a file says for dates that are over by then, the last holds.
  if exists (select from deck_row where deck_import_id = p_import and valid_from <= p_at) then
    delete from deck_row s using deck_row o
     where s.deck_import_id = p_import and o.deck_import_id = p_import and o.prefix = s.prefix and o.valid_from <= p_at
       and coalesce(s.valid_from, '-infinity') < o.valid_from;
    update deck_row set valid_from = null where deck_import_id = p_import and valid_from <= p_at;
  end if;
  perform deck_repeats(p_import, p_duplicates);
  generations := (select coalesce(max(generation), 1) from deck_row where deck_import_id = p_import and generation > 1);
  for g in 1 .. generations loop
    base := case when g = 1 then
      'left join (select *, false as follows from rate where billing_package_id = $2) b
              on b.prefix = s.prefix and b.valid_from <= coalesce(s.valid_from, $3)
             and (b.valid_to is null or b.valid_to > coalesce(s.valid_from, $3))'
    else
      'left join lateral (select * from (
         (select 1 as place, null::bigint as id, true as follows, c.prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price,
                 increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further
            from deck_change c where c.deck_import_id = $1 and c.prefix = s.prefix order by c.valid_from desc limit 1)
         union all
         (select 2, r.id, false, r.prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed,
                 grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further
            from rate r where r.billing_package_id = $2 and r.prefix = s.prefix and r.valid_from <= s.valid_from
             and (r.valid_to is null or r.valid_to > s.valid_from))) o order by place limit 1) b on true'
    end;
    execute format($q$
      insert into deck_change (deck_import_id, prefix, valid_from, verdict, suspicions, line, old_rate_id, follows, destination, flag_fall, price, per_seconds,
                               initial_increment, initial_price, increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge,
                               is_blocked, further)
      select $1, prefix, coalesce(valid_from, '-infinity'), verdict,
             case when verdict = 'removed' then '{}' else array_remove(array[
               case when not is_blocked and was_price is not null and not was_blocked and abs(price * f - was_price * wf) * 100 > was_price * wf * $4 then 'jump' end,
               case when not is_blocked and price = 0 then 'zero' end,
               case when $6 and not is_blocked and is_below_cost(prefix, price::bigint, per_seconds, is_untimed, coalesce(valid_from, $3)) then 'below_cost' end,
               case when not is_blocked and price * case when is_untimed then 1 else 60 end > 20000000000000::numeric * case when is_untimed then 1 else per_seconds end then 'absurd' end,
               case when was_blocked and not is_blocked then 'unblocked' end,
               case when prefix <> '' and not (left(prefix, 1) = any ($5) or left(prefix, 2) = any ($5) or left(prefix, 3) = any ($5))
                     and not exists (select from unnest($5) k where starts_with(k, prefix)) then 'unknown_country' end], null) end,
             line, old_rate_id, follows, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed, grace_seconds,
             minimum_seconds, minimum_charge, maximum_charge, is_blocked, further
        from (
          select m.*,
                 case when is_removed then case when was_prefix is null then 'unchanged' else 'removed' end
                      when was_prefix is null then 'new'
                      when price * f > was_price * wf then 'up'
                      when price * f < was_price * wf then 'down'
                      when flag_fall > was_flag_fall then 'up'
                      when flag_fall < was_flag_fall then 'down'
                      when is_same and price = was_price then 'unchanged'
                      else 'terms' end as verdict
            from (
              select n.*,
                     case when is_untimed then 1 else 60 end::numeric * case when was_untimed then 1 else was_per end as f,
                     case when was_untimed then 1 else 60 end::numeric * case when is_untimed then 1 else per_seconds end as wf,
                     destination = was_destination and per_seconds = was_per and initial_increment = was_initial and increment = was_increment
                       and initial_price is not distinct from was_initial_price and is_untimed = was_untimed and grace_seconds = was_grace
                       and minimum_seconds = was_minimum and minimum_charge = was_minimum_charge and maximum_charge is not distinct from was_maximum
                       and is_blocked = was_blocked and further is not distinct from was_further as is_same
                from (
                  select s.prefix, s.valid_from, s.line, s.is_removed, b.id as old_rate_id, coalesce(b.follows, false) as follows, b.prefix as was_prefix,
                         coalesce(s.destination, b.destination, '') as destination, b.destination as was_destination,
                         coalesce(s.flag_fall, b.flag_fall, 0) as flag_fall, b.flag_fall as was_flag_fall,
                         coalesce(s.price, b.price, 0) as price, b.price as was_price,
                         coalesce(s.per_seconds, b.per_seconds, 60) as per_seconds, b.per_seconds as was_per,
                         coalesce(s.initial_increment, b.initial_increment, s.increment, 1) as initial_increment, b.initial_increment as was_initial,
                         nullif(coalesce(s.initial_price, b.initial_price), -9223372036854775808) as initial_price, b.initial_price as was_initial_price,
                         coalesce(s.increment, b.increment, 1) as increment, b.increment as was_increment,
                         coalesce(s.is_untimed, b.is_untimed, false) as is_untimed, b.is_untimed as was_untimed,
                         coalesce(s.grace_seconds, b.grace_seconds, 0) as grace_seconds, b.grace_seconds as was_grace,
                         coalesce(s.minimum_seconds, b.minimum_seconds, 0) as minimum_seconds, b.minimum_seconds as was_minimum,
                         coalesce(s.minimum_charge, b.minimum_charge, 0) as minimum_charge, b.minimum_charge as was_minimum_charge,
                         nullif(coalesce(s.maximum_charge, b.maximum_charge), -9223372036854775808) as maximum_charge, b.maximum_charge as was_maximum,
                         coalesce(s.is_blocked, b.is_blocked, false) as is_blocked, b.is_blocked as was_blocked,
                         case when s.further is null then b.further when s.further = '-' then null else s.further::jsonb end as further, b.further as was_further
                    from deck_row s
                    %s
                   where s.deck_import_id = $1 and s.generation = $7) n) m) v
       where verdict <> 'unchanged'$q$, base)
      using p_import, pkg, p_at, p_jump, p_known_codes, is_sell, g;
  end loop;
  changed := (select count(*) from deck_change where deck_import_id = p_import);
  if p_mode <> 'update' then
    codes := (select array_agg(distinct k) from (select distinct left(prefix, 3) as head from deck_row where deck_import_id = p_import) d
                join unnest(p_known_codes) k on starts_with(d.head, k));
    insert into deck_change (deck_import_id, prefix, valid_from, verdict, suspicions, line, old_rate_id, follows, destination, flag_fall, price, per_seconds,
                             initial_increment, initial_price, increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge,
                             is_blocked, further)
    select p_import, r.prefix, '-infinity', 'removed', '{}', null, r.id, false, r.destination, r.flag_fall, r.price, r.per_seconds, r.initial_increment,
           r.initial_price, r.increment, r.is_untimed, r.grace_seconds, r.minimum_seconds, r.minimum_charge, r.maximum_charge, r.is_blocked, r.further
      from rate r
     where r.billing_package_id = pkg
       and r.valid_from <= p_at
       and (r.valid_to is null or r.valid_to > p_at)
       and (p_mode = 'replace' or left(r.prefix, 1) = any (codes) or left(r.prefix, 2) = any (codes) or left(r.prefix, 3) = any (codes))
       and not exists (select from deck_row s where s.deck_import_id = p_import and s.prefix = r.prefix);
  end if;
  perform deck_note_faults(p_import,
    (select array_agg(row (line, prefix)::deck_place order by line) from (select line, prefix from deck_change
      where deck_import_id = p_import and verdict <> 'removed' and maximum_charge < minimum_charge order by line limit 1000) f),
    'The maximum charge of %s would be less than its minimum charge.');
  return jsonb_build_object('rows', read_rows, 'unchanged', (select count(*) from deck_row where deck_import_id = p_import) - changed,
    'inForce', (select count(*) from rate r where r.billing_package_id = pkg and r.valid_from <= p_at and (r.valid_to is null or r.valid_to > p_at)),
    'verdicts', (select coalesce(jsonb_object_agg(verdict, n), '{}') from (select verdict, count(*) n from deck_change where deck_import_id = p_import group by 1) c),
    'suspicions', (select coalesce(jsonb_object_agg(s, n), '{}')
                     from (select s, count(*) n from deck_change c, unnest(suspicions) s where c.deck_import_id = p_import and suspicions <> '{}' group by 1) c),
    'suspicious', (select count(*) from deck_change where deck_import_id = p_import and suspicions <> '{}'));
end $$;

-- A prefix that stands twice from one date on: the same terms count once, different ones are a fault or the last wins. From different dates it has
-- generations, each of which changes what the one before made of it.
create function deck_repeats(p_import bigint, p_duplicates text) returns void language plpgsql as $$
begin
  create temporary table repeated on commit drop as
    select id, line, prefix, valid_from, is_removed, to_jsonb(s) - 'id' - 'line' as content
      from deck_row s
     where deck_import_id = p_import
       and prefix in (select prefix from deck_row where deck_import_id = p_import group by prefix having count(*) > 1);
  delete from deck_row where id in (
    select id from (select id, row_number() over (partition by prefix, valid_from, content order by id) as n from repeated) o where n > 1);
  delete from repeated where id not in (select id from deck_row);
  if p_duplicates = 'last' then
    delete from deck_row where id in (
      select id from (select id, row_number() over (partition by prefix, valid_from order by id desc) as n from repeated) o where n > 1);
    delete from repeated where id not in (select id from deck_row);
  end if;
  perform deck_note_faults(p_import,
    (select array_agg(row (line, prefix)::deck_place order by line) from (
       select line, prefix from (select line, prefix, row_number() over (partition by prefix, valid_from order by id) as n from repeated) o
        where n > 1 order by line limit 1000) f),
    'The prefix %s stands in an earlier line with other terms.');
  perform deck_note_faults(p_import,
    (select array_agg(row (line, prefix)::deck_place order by line) from (
       select line, prefix from (select line, prefix, is_removed, lead(id) over (partition by prefix order by valid_from nulls first, id) as later from repeated) o
        where is_removed and later is not null order by line limit 1000) f),
    'The prefix %s ends and begins again in this file. Bring in the second part when the first is done.');
  update deck_row s set generation = o.n
    from (select id, row_number() over (partition by prefix order by valid_from nulls first, id) as n from repeated) o
   where s.id = o.id and o.n > 1;
  drop table repeated;
end $$;

-- Adds faults behind those that stand there, up to a thousand; all are counted.
create function deck_note_faults(p_import bigint, p_places deck_place[], p_message text) returns void language plpgsql as $$
declare known int := (select fault_count from deck_import where id = p_import);
begin
  if p_places is null then return; end if;
  insert into deck_fault (deck_import_id, ordinal, line, place, message)
  select p_import, known + o, p.line, '', format(p_message, coalesce(nullif(p.prefix, ''), '*'))
    from unnest(p_places) with ordinality p (line, prefix, o)
   where known + o <= 1000;
  update deck_import set fault_count = known + cardinality(p_places) where id = p_import;
end $$;

-- Writes an import into the books: from p_from on its rates hold, all of them or none. outcome: booked | stale (the rates in force are no longer those
-- of the report) | late (p_from has come closer than it may; undo this transaction).
create function deck_book(p_import bigint, p_from timestamptz, p_lead interval, out outcome text)
language plpgsql security definer set search_path = public as $$
declare pkg bigint; started timestamptz := clock_timestamp(); soon timestamptz;
begin
  select billing_package_id into pkg from deck_import where id = p_import;
  select holds_from into soon from billing_package where id = pkg for no key update;
  -- Another one was booked while this one waited, and begins just after it would: this one comes after that and is compared anew.
  if soon > p_from and soon <= p_from + interval '1 minute' then outcome := 'late'; return; end if;
  analyze deck_change;
  if exists (
    select from deck_change c
      left join rate r on r.billing_package_id = pkg and r.prefix = c.prefix and r.valid_from <= greatest(c.valid_from, p_from)
                      and (r.valid_to is null or r.valid_to > greatest(c.valid_from, p_from))
     where c.deck_import_id = p_import and not c.follows and r.id is distinct from c.old_rate_id) then
    outcome := 'stale'; return;
  end if;
  insert into deck_touch (deck_import_id, rate_id, is_opened, valid_to)
  select p_import, r.id, false, r.valid_to
    from (select prefix, min(greatest(valid_from, p_from)) as at from deck_change where deck_import_id = p_import group by prefix) t
    join rate r on r.billing_package_id = pkg and r.prefix = t.prefix and (r.valid_to is null or r.valid_to > greatest(t.at, r.valid_from));
  update rate r set valid_to = greatest(r.valid_from, t.at)
    from (select prefix, min(greatest(valid_from, p_from)) as at from deck_change where deck_import_id = p_import group by prefix) t
   where r.billing_package_id = pkg and r.prefix = t.prefix and (r.valid_to is null or r.valid_to > greatest(t.at, r.valid_from));
  with opened as (
    insert into rate (billing_package_id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed,
                      grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further, valid_from, valid_to)
    select pkg, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed, grace_seconds,
           minimum_seconds, minimum_charge, maximum_charge, is_blocked, further, starts, ends
      from (select c.*, greatest(c.valid_from, p_from) as starts, lead(c.valid_from) over (partition by prefix order by c.valid_from) as ends
              from deck_change c where deck_import_id = p_import) o
     where verdict <> 'removed'
    returning id)
  insert into deck_touch (deck_import_id, rate_id, is_opened) select p_import, id, true from opened;
  update billing_package set holds_from = p_from where id = pkg;
  outcome := case when clock_timestamp() > started + p_lead then 'late' else 'booked' end;
end $$;

-- Takes an import back: what it opened ends at p_at, what it ended holds again from then on, as new versions. Null, or a prefix that was changed since.
create function deck_undo(p_import bigint, p_at timestamptz) returns text language plpgsql security definer set search_path = public as $$
declare i deck_import; covered text;
begin
  select * into i from deck_import where id = p_import;
  perform from billing_package where id = i.billing_package_id for no key update;
  -- A later change has ended what we opened, or stands where something of ours had ended.
  select prefix into covered
    from (select c.prefix, min(greatest(c.valid_from, i.booked_from)) as at, max(c.valid_from) filter (where c.verdict <> 'removed') as last
            from deck_change c where c.deck_import_id = p_import group by c.prefix) t
   where exists (select from rate r left join deck_touch d on d.deck_import_id = p_import and d.rate_id = r.id
                  where r.billing_package_id = i.billing_package_id and r.prefix = t.prefix
                    and (r.valid_to is null or r.valid_to > greatest(r.valid_from, t.at))
                    and d.is_opened is not true)
      or (t.last is not null and not exists (
            select from rate r join deck_touch d on d.deck_import_id = p_import and d.rate_id = r.id and d.is_opened
             where r.billing_package_id = i.billing_package_id and r.prefix = t.prefix and r.valid_to is null)
          and not exists (select from deck_change c where c.deck_import_id = p_import and c.prefix = t.prefix and c.verdict = 'removed'))
   order by prefix limit 1;
  if covered is not null then return covered; end if;
  update rate r set valid_to = greatest(r.valid_from, p_at)
    from deck_touch d
   where d.deck_import_id = p_import and d.is_opened and d.rate_id = r.id and (r.valid_to is null or r.valid_to > greatest(r.valid_from, p_at));
  insert into rate (billing_package_id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed,
                    grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further, valid_from, valid_to)
  select r.billing_package_id, r.prefix, r.destination, r.flag_fall, r.price, r.per_seconds, r.initial_increment, r.initial_price, r.increment, r.is_untimed,
         r.grace_seconds, r.minimum_seconds, r.minimum_charge, r.maximum_charge, r.is_blocked, r.further, greatest(r.valid_to, p_at), d.valid_to
    from deck_touch d
    join rate r on r.id = d.rate_id
   where d.deck_import_id = p_import and not d.is_opened and (d.valid_to is null or d.valid_to > greatest(r.valid_to, p_at));
  update billing_package set holds_from = p_at where id = i.billing_package_id;
  return null;
end $$;

grant select on deck_source, deck_import, deck_chunk, deck_fault, deck_row, deck_change, deck_touch, deck_impact to vsppanel_app, vsppanel_read;
revoke select on deck_chunk from vsppanel_read;
grant insert, update on deck_source, deck_import, deck_impact to vsppanel_app;
grant insert, delete on deck_chunk, deck_fault, deck_row to vsppanel_app;
grant delete on deck_change, deck_impact to vsppanel_app;
revoke execute on function call_limit_reason, deck_compare, deck_repeats, deck_note_faults, deck_book, deck_undo, note_package_holds, is_package_current, is_below_cost from public;
grant execute on function deck_compare, deck_book, deck_undo, is_package_current, is_below_cost to vsppanel_app;
grant execute on function prefixes_of to vsppanel_app, vsppanel_read;
