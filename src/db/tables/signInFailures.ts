import type { FailureCounts } from '../../core/access/signInThrottle.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Who tried: a name that need not exist, from an address of a network. */
export type Attempt = { readonly userName: string; readonly address: string; readonly network: string };

type CountRow = {
  both: number;
  both_at: Instant | null;
  name: number;
  name_at: Instant | null;
  net: number;
  net_at: Instant | null;
};

/** Failures since `since`: of this name from this network, of this name from anywhere, of this network with any name. */
export async function countSignInFailures(tx: Tx, { userName, network }: Attempt, since: string): Promise<FailureCounts> {
  const found = await row<CountRow>(
    tx,
    sql`select (count(*) filter (where user_name = ${userName} and network = ${network}))::int as both,
               max(at) filter (where user_name = ${userName} and network = ${network}) as both_at,
               (count(*) filter (where user_name = ${userName}))::int as name,
               max(at) filter (where user_name = ${userName}) as name_at,
               (count(*) filter (where network = ${network}))::int as net,
               max(at) filter (where network = ${network}) as net_at
          from sign_in_failure
         where (user_name = ${userName} or network = ${network})
           and at > ${since}`,
  );
  if (!found) throw new Error('an aggregate has one row');
  return {
    ofBoth: { count: found.both, lastAt: found.both_at ?? undefined },
    ofName: { count: found.name, lastAt: found.name_at ?? undefined },
    ofNetwork: { count: found.net, lastAt: found.net_at ?? undefined },
  };
}

/** Makes attempts for one name, and from one network, wait for each other: a hundred at once count as a hundred. */
export async function lockSignIn(tx: Tx, { userName, network }: Attempt): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`network ${network}`}, 7705))`);
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`name ${userName}`}, 7705))`);
}

export async function insertSignInFailure(tx: Tx, { userName, address, network }: Attempt, at: string): Promise<void> {
  await rows(
    tx,
    sql`insert into sign_in_failure (user_name, address, network, at) values (${userName}, ${address}, ${network}, ${at})`,
  );
}

/** Forgets the failures of a name from a network: its owner has come in from there. */
export async function deleteSignInFailures(tx: Tx, userName: string, network: string): Promise<void> {
  await rows(tx, sql`delete from sign_in_failure where user_name = ${userName} and network = ${network}`);
}

/** Forgets all failures of a name: somebody else has let its owner in again. */
export async function deleteSignInFailuresOf(tx: Tx, userName: string): Promise<void> {
  await rows(tx, sql`delete from sign_in_failure where user_name = ${userName}`);
}

export async function deleteOldSignInFailures(tx: Tx, before: string): Promise<void> {
  await rows(tx, sql`delete from sign_in_failure where at < ${before}`);
}
