import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { testIaxKey } from './testAsterisk.ts';

export type TestPhone = { readonly number: string; readonly secret: string };

/** Puts an account with one phone into a database, as the panel would. Tests of the engine alone: no ledger, no rates. */
export async function addTestPhone(
  ownerUrl: string,
  number: string,
  protocol: 'sip' | 'iax' | 'sip_and_iax',
): Promise<TestPhone> {
  const secret = `secret-of-${number}`;
  const digest = createHash('md5').update(`${number}:vsppanel:${secret}`).digest('hex');
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`insert into billing_package (name) values ('Test') on conflict do nothing`);
    await client.query(`insert into route (name) values ('Test') on conflict do nothing`);
    await client.query(
      `with a as (
         insert into account (account_number, customer_number, first_name, payment_type, protocol, billing_package_id, route_id, call_limit, currency, created_by)
         select lpad($1, 16, '9'), $1, 'Test', 'pre_paid', $2, (select id from billing_package where name = 'Test'), (select id from route where name = 'Test'), 10, 'AUD', 'test'
         returning id)
       insert into network_number (account_id, number, sip_digest_md5, iax_secret_sealed)
       select id, $1, $3, case when $2 <> 'sip' then seal_iax_secret($4, $5) end from a`,
      [number, protocol, digest, secret, testIaxKey],
    );
  } finally {
    await client.end();
  }
  return { number, secret };
}
