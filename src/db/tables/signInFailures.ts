import { row, rows, sql, type Tx } from '../sql.ts';

export type FailureCounts = { readonly ofBoth: number; readonly ofName: number; readonly ofAddress: number };

/** Failures since `since`: of this name from this address, of this name from anywhere, of this address with any name. */
export async function countSignInFailures(tx: Tx, userName: string, address: string, since: string): Promise<FailureCounts> {
  const found = await row<FailureCounts>(
    tx,
    sql`select (count(*) filter (where user_name = ${userName} and address = ${address}))::int as "ofBoth",
               (count(*) filter (where user_name = ${userName}))::int as "ofName",
               (count(*) filter (where address = ${address}))::int as "ofAddress"
          from sign_in_failure
         where (user_name = ${userName} or address = ${address})
           and at > ${since}`,
  );
  return found ?? { ofBoth: 0, ofName: 0, ofAddress: 0 };
}

/** Makes attempts for one name, and from one address, wait for each other: a hundred at once count as a hundred. */
export async function lockSignIn(tx: Tx, userName: string, address: string): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`address ${address}`}, 7705))`);
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`name ${userName}`}, 7705))`);
}

export async function insertSignInFailure(tx: Tx, userName: string, address: string, at: string): Promise<void> {
  await rows(tx, sql`insert into sign_in_failure (user_name, address, at) values (${userName}, ${address}, ${at})`);
}

export async function deleteSignInFailures(tx: Tx, userName: string, address: string): Promise<void> {
  await rows(tx, sql`delete from sign_in_failure where user_name = ${userName} and address = ${address}`);
}

export async function deleteOldSignInFailures(tx: Tx, before: string): Promise<void> {
  await rows(tx, sql`delete from sign_in_failure where at < ${before}`);
}
