import { Client } from 'pg';
import * as accounts from '../../src/http/contract/accounts.ts';
import { addBillingPackage } from '../../src/http/contract/billingPackages.ts';
import * as money from '../../src/http/contract/money.ts';
import { addNetworkNumber } from '../../src/http/contract/phones.ts';
import { addApiKey, finishSetup } from '../../src/http/contract/session.ts';
import type { Instance } from '../../src/testing/instance.ts';
import { becomeOperator } from '../../src/testing/operator.ts';
import { attackTexts } from './attackTexts.ts';

/** An instance in which every text that a person or a phone can set is one of the attack texts. */
export type AttackStage = {
  /** An account of each text, which stands in all its fields; in the order of the texts. */
  readonly accountIds: readonly string[];
  /** The account with all texts: as extras, notes, labels, reasons, calls and user agents. */
  readonly galleryId: string;
  readonly packageId: string;
};

/** What `line` keeps of a text, at most so long. */
const cut = (text: string, maximum: number): string => text.slice(0, maximum).trim();
const each = <Made>(work: (text: string, index: number) => Promise<Made>): Promise<Made[]> => Promise.all(attackTexts.map(work));

export async function setAttackStage(instance: Instance): Promise<AttackStage> {
  const operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
  const { api } = operator;
  const providers = await each((text) => operator.addProvider(cut(text, 100), '', 5060, 'test'));
  const routes = await each((text, index) => operator.addRoute(cut(text, 100), [providers[index] ?? '']));
  await api.call(finishSetup);
  const rates = attackTexts.map((text, index) => ({ prefix: `61${100 + index}`, destination: cut(text, 120), price: '0.10' }));
  const packages = await each((text) => api.call(addBillingPackage, { body: { name: cut(text, 100), rates } }));
  await each((text) => api.call(addApiKey, { body: { name: cut(text, 100) } }));
  const accountIds = await each(async (text, index) => {
    const choices = { billingPackageId: packages[index]?.id, routeId: routes[index] };
    const extras = [{ description: cut(text, 200), cost: '1', chargePeriod: 'monthly' }];
    return (await api.call(accounts.addAccount, { body: { ...fieldsOf(text), ...choices, extras, note: text } })).account.id;
  });
  const galleryId = await addGallery(operator.api, routes[0] ?? '');
  await addByDatabase(instance, galleryId);
  return { accountIds, galleryId, packageId: packages[0]?.id ?? '' };
}

function fieldsOf(text: string) {
  return {
    ...{ title: cut(text, 30), firstName: cut(text, 100), middleInitial: cut(text, 10), lastName: cut(text, 100) },
    ...{
      company: cut(text, 200),
      address1: cut(text, 200),
      address2: cut(text, 200),
      city: cut(text, 100),
      state: cut(text, 100),
    },
    ...{ postcode: cut(text, 20), taxId: cut(text, 50), reference: cut(text, 100) },
  };
}

async function addGallery(api: Awaited<ReturnType<typeof becomeOperator>>['api'], routeId: string): Promise<string> {
  const extras = attackTexts.map((text) => ({ description: cut(text, 200), cost: '1', chargePeriod: 'monthly' }));
  const { account } = await api.call(accounts.addAccount, { body: { lastName: 'Gallery', routeId, extras } });
  const params = { id: account.id };
  await each((body) => api.call(accounts.addNote, { params, body: { body } }));
  await each((text) => api.call(addNetworkNumber, { params, body: { label: cut(text, 60) } }));
  await each((text, index) =>
    api.call(money.topUp, { params, body: { amount: '1', reason: cut(text, 200), key: `attack-of-the-top-up-${index}` } }),
  );
  for (const text of attackTexts.slice(0, 10))
    for (const isActive of [false, true])
      await api.call(accounts.setAccountActive, { params, body: { isActive, reason: cut(text, 500) } });
  return account.id;
}

/** What comes from phones and from people who are not there any more. */
async function addByDatabase({ database }: Instance, galleryId: string): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  const engine = new Client(database.engine);
  await Promise.all([owner.connect(), engine.connect()]);
  const texts = attackTexts.map((text) => cut(text, 100));
  await owner.query(
    `insert into staff (user_name, name, level, password_hash)
     select 'attack.' || n, text, 'super_user', (select password_hash from staff order by id limit 1)
       from unnest($1::text[]) with ordinality t (text, n)`,
    [texts],
  );
  await owner.query(
    `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination,
                      started_at, ended_at, duration_ms, outcome, hangup_cause)
     select 'attack-' || n, $2, 'sip', text, text, text, 'unknown', text, now(), now(), 0, 'no_answer', 19
       from unnest($1::text[]) with ordinality t (text, n)`,
    [texts, galleryId],
  );
  const { rows } = await owner.query('select number from network_number where account_id = $1 order by id desc limit $2', [
    galleryId,
    texts.length,
  ]);
  await engine.query(
    `insert into ast.ps_contacts (id, uri, expiration_time, endpoint, user_agent)
     select number || '^3B@x', 'sip:' || number || '@198.51.100.7:5060', extract(epoch from now())::bigint + 3600, number, text
       from unnest($1::text[], $2::text[]) t (text, number)`,
    [texts, rows.map(({ number }) => number)],
  );
  await Promise.all([owner.end(), engine.end()]);
}
