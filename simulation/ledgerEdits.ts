import type { Client } from 'pg';
import { pick } from './random.ts';

/** A mischief at the ledger: what it does, and which transfer it happens to. Every one leaves each transfer balanced where it can. */
export type LedgerEdit = {
  readonly title: string;
  /** Statements, run as the owner with the ledger's own triggers off. */
  readonly make: (id: bigint, random: () => number) => readonly string[];
  /** What the finding must speak of; left out: the transfer's number. */
  readonly named?: (id: bigint) => RegExp;
};

const change = (title: string, set: string): LedgerEdit => ({
  title,
  make: (id) => [`update transfer set ${set} where id = ${id}`],
});
const changeLines = (title: string, set: string, which = 'true'): LedgerEdit => ({
  title,
  make: (id) => [`update entry set ${set} where transfer_id = ${id} and ${which}`],
});

/** Each way in which a row of the books can be other than it was. `{last}` = the last sealed transfer, `{seal}` = the seal of the transfer. */
export const ledgerEdits: readonly LedgerEdit[] = [
  {
    title: 'amounts made larger by one unit, balanced',
    make: (id) => [`update entry set amount = amount + sign(amount)::bigint where transfer_id = ${id}`],
  },
  changeLines('amounts turned round', 'amount = -amount'),
  changeLines(
    'a customer line moved to another account',
    'account_id = (select max(account_id) from account_balance)',
    'account_id is not null',
  ),
  changeLines('a balance after an entry', 'balance_after = balance_after + 1'),
  changeLines('another ledger', "ledger = 'adjustment'", "ledger = 'bank'"),
  change('another description', "description = description || '.'"),
  change('another person', "actor_name = 'somebody'"),
  change('another key', "key = key || 'x'"),
  change('another kind', "kind = 'write_off'"),
  change('back-dated: when it happened', "occurred_at = occurred_at - interval '1 day'"),
  change('back-dated: when it was posted', "posted_at = posted_at - interval '1 microsecond'"),
  { title: 'one line deleted', make: (id) => [`delete from entry where transfer_id = ${id} and line = 1`] },
  {
    title: 'a transfer deleted with its entries',
    make: (id) => [`delete from entry where transfer_id = ${id}`, `delete from transfer where id = ${id}`],
  },
  { title: 'all its entries deleted', make: (id) => [`delete from entry where transfer_id = ${id}`] },
  {
    title: 'two more lines put in',
    make: (id) => [
      `insert into entry (transfer_id, line, ledger, amount) values (${id}, 8, 'bank', 5), (${id}, 9, 'adjustment', -5)`,
    ],
  },
  {
    title: 'lines reordered',
    make: (id) => [
      `update entry set line = line + 100 where transfer_id = ${id}`,
      `update entry set line = 103 - line where transfer_id = ${id}`,
    ],
  },
  {
    title: 'a transfer put in where an id was left free',
    make: () => [
      `insert into transfer (id, kind, key, occurred_at, posted_at, description, actor_name) overriding system value
       select {gap}, 'adjustment', 'forged', t.occurred_at, t.posted_at, t.description, t.actor_name from transfer t where id = {gap} - 1`,
      `insert into entry (transfer_id, line, ledger, amount) values ({gap}, 1, 'bank', 5), ({gap}, 2, 'adjustment', -5)`,
    ],
    named: () => /put in later/,
  },
  {
    title: 'a transfer put in before the first',
    make: () => [
      `insert into transfer (id, kind, key, occurred_at, description, actor_name) overriding system value
       values (-5, 'adjustment', 'forged', now(), '', 'x')`,
      `insert into entry (transfer_id, line, ledger, amount) values (-5, 1, 'bank', 5), (-5, 2, 'adjustment', -5)`,
    ],
    named: () => /transfer -5 was put in later/,
  },
  {
    title: 'two transfers changed places',
    make: (id) => [
      'alter table entry drop constraint entry_transfer_id_fkey',
      'alter table transfer alter id drop identity',
      `update transfer set id = case when id = ${id} then -1 when id = {other} then -2 end where id in (${id}, {other})`,
      `update transfer set id = case when id = -1 then {other} else ${id} end where id in (-1, -2)`,
    ],
  },
  {
    title: 'a back-dated transfer put in behind the last seal',
    make: () => [
      `insert into transfer (kind, key, occurred_at, posted_at, description, actor_name)
       values ('adjustment', 'forged', now() - interval '1 day', now() - interval '1 day', '', 'x')`,
      `insert into entry (transfer_id, line, ledger, amount)
       select max(id), 1, 'bank', 5 from transfer union all select max(id), 2, 'adjustment', -5 from transfer`,
    ],
    named: () => /back-dated/,
  },
  {
    title: 'the end cut off with its seals',
    make: () => [
      'delete from entry where transfer_id > (select after_transfer from ledger_seal where id = {seal})',
      'delete from transfer where id > (select after_transfer from ledger_seal where id = {seal})',
      'delete from ledger_seal where id >= {seal}',
    ],
    named: () => /remembered outside the database/,
  },
  { title: 'all entries truncated', make: () => ['truncate entry'] },
  { title: 'all seals truncated', make: () => ['truncate ledger_seal'], named: () => /remembered outside the database/ },
  {
    title: 'a seal deleted',
    make: () => ['delete from ledger_seal where id = {seal}'],
    named: () => /missing|remembered outside/,
  },
  {
    title: 'a transfer changed and its seal made to fit, without the key',
    make: (id) => [
      `update transfer set description = 'x' where id = ${id}`,
      `update ledger_seal s set root = r.root, leaves = r.leaves from ledger_seal o, ledger_range(o.after_transfer, o.upto_transfer) r where o.id = s.id and s.id = {seal}`,
      `update ledger_seal s set hash = ledger_seal_hash(coalesce((select hash from ledger_seal o where o.id = s.id - 1), decode(repeat('00', 32), 'hex')), s)
        where s.id = {seal}`,
    ],
    named: () => /not signed/,
  },
  {
    title: 'the place wiped from a seal',
    make: (id) => [
      `update transfer set description = 'x' where id = ${id}`,
      'update ledger_seal s set leaves = r.leaves from ledger_seal o, ledger_range(o.after_transfer, o.upto_transfer) r where o.id = s.id and s.id = {seal}',
    ],
    named: () => /the seal itself|something between/,
  },
  {
    title: 'the instant of a seal',
    make: () => [`update ledger_seal set sealed_at = sealed_at - interval '1 hour' where id = {seal}`],
    named: () => /the seal itself/,
  },
];

/** Makes one edit inside the client's open transaction. */
export async function edit(client: Client, one: LedgerEdit, id: bigint, random: () => number): Promise<void> {
  for (const table of ['transfer', 'entry', 'ledger_seal']) await client.query(`alter table ${table} disable trigger user`);
  const seal = await client.query<{ id: string }>(
    'select id::text from ledger_seal where after_transfer < $1 and upto_transfer >= $1',
    [id],
  );
  const others = await client.query<{ id: string }>('select id::text from transfer where id <> $1 order by id', [id]);
  const gaps = await client.query<{ id: string }>(
    `select (t.id + 1)::text as id from transfer t where not exists (select from transfer o where o.id = t.id + 1)
        and t.id < (select max(upto_transfer) from ledger_seal) order by 1`,
  );
  const chosen = (rows: readonly { readonly id: string }[]) => rows[pick(random, rows.length)]?.id ?? '0';
  const places = { seal: seal.rows[0]?.id ?? '0', other: chosen(others.rows), gap: chosen(gaps.rows) };
  for (const statement of one.make(id, random))
    await client.query(statement.replace(/\{(seal|other|gap)\}/g, (_, name: keyof typeof places) => places[name]));
}
