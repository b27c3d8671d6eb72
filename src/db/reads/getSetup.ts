import { row, sql, type Tx } from '../sql.ts';

export type Setup = {
  readonly hasCompany: boolean;
  readonly hasNumbering: boolean;
  readonly hasPackage: boolean;
  readonly hasProvider: boolean;
  readonly hasAccount: boolean;
  readonly isFinished: boolean;
};

/** Which steps of the first run are done. The numbering step is done once Settings were saved with it, or an account exists. */
export async function getSetup(tx: Tx): Promise<Setup> {
  const found = await row<Setup>(
    tx,
    sql`select company_name <> '' as "hasCompany",
               exists (select from audit where action = 'setting.change' and (detail ? 'baseNumber' or detail -> 'saved' ? 'baseNumber'))
                 or exists (select from account) as "hasNumbering",
               exists (select from billing_package where kind = 'sell') as "hasPackage",
               exists (select from provider) as "hasProvider",
               exists (select from account) as "hasAccount",
               set_up_at is not null as "isFinished"
          from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  return found;
}
