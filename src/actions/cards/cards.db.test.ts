import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { withConnection } from '../../db/connection.ts';
import { listCards } from '../../db/reads/listCards.ts';
import { rows, sql } from '../../db/sql.ts';
import { detailsOf, furnish, openTestAccount } from '../../testing/accounts.ts';
import { cardOf, randomCardNumber } from '../../testing/cards.ts';
import { startTestPanel, type TestPanel, testPassword } from '../../testing/panel.ts';
import { newCardKey, parseCardKeys } from '../../vault/cardKeys.ts';
import { addAccount } from '../accounts/addAccount.ts';
import { type ActionContext, run } from '../run.ts';
import { addStaff } from '../staff/addStaff.ts';
import { addCard } from './addCard.ts';
import { askReveal, revealsMax } from './askReveal.ts';
import { openCard } from './openCard.ts';
import { removeCard } from './removeCard.ts';
import { replaceCard } from './replaceCard.ts';

let panel: TestPanel;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

const accountOf = async () => (await openTestAccount(panel.context)).accountId;
let people = 0;
async function person(): Promise<Actor> {
  people += 1;
  const someone = { userName: `person.${people}`, name: `Person ${people}`, level: 'super_user' as const };
  const id = await run(panel.context, systemActor, addStaff, { ...someone, password: testPassword });
  return { kind: 'staff', id, name: someone.name, level: someone.level };
}
async function storedCard(number = randomCardNumber(), context: ActionContext = panel.context) {
  const accountId = await accountOf();
  return { accountId, number, cardId: await run(context, systemActor, addCard, { accountId, card: cardOf(number) }) };
}
type Place = { readonly accountId: Id; readonly cardId: Id };
async function asked(who: Actor, { accountId, cardId }: Place, password = testPassword): Promise<Id> {
  const wish = { accountId, cardId, password, reason: 'the bank called', address: '192.0.2.9' };
  const revealId = await run(panel.context, who, askReveal, wish);
  if (revealId === 'wrong_password') throw new Error('the password was wrong');
  return revealId;
}
async function shown(who: Actor, place: Place): Promise<string> {
  return run(panel.context, who, openCard, { revealId: await asked(who, place) });
}
async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, not ${String(error)}`);
  return error;
}

describe('a stored card', () => {
  test('is masked in lists, opens for who asked, and leaves its last digits in the trail', async () => {
    const { accountId, cardId, number } = await storedCard();
    const [card] = await panel.door.ask((tx) => listCards(tx, accountId, panel.context.clock()));
    expect(card).toMatchObject({ brand: 'visa', lastFour: number.slice(-4), holder: 'Ann Example', expiry: '2040-05' });
    expect(JSON.stringify(card)).not.toContain(number);
    expect(await shown(await person(), { accountId, cardId })).toBe(number);
    const trail = await ask<{ action: string; detail: object }>(
      sql`select action, detail from audit where account_id = ${accountId} order by id desc limit 2`,
    );
    const masked = `Visa •••• ${number.slice(-4)}`;
    expect(trail).toEqual([
      { action: 'card.reveal', detail: { card: masked, reason: 'the bank called' } },
      { action: 'card.add', detail: { card: masked } },
    ]);
  });

  test('is refused with a fault at each wrong field, and nothing is stored', async () => {
    const accountId = await accountOf();
    const card = { holder: '', number: '4111111111111112', expiry: '01/20' };
    const refused = await refusalOf(run(panel.context, systemActor, addCard, { accountId, card }));
    expect(refused.faults.map((fault) => fault.field)).toEqual(['holder', 'number', 'expiry']);
    expect(await ask(sql`select id from payment_card where account_id = ${accountId}`)).toEqual([]);
  });

  test('expires with the last day of its month in the operator’s zone', async () => {
    const { accountId } = await storedCard();
    const isExpired = async (at: string) =>
      (await panel.door.ask((tx) => listCards(tx, accountId, Date.parse(at) as never)))[0]?.isExpired;
    await panel.asOwner(`update setting set time_zone = 'Australia/Sydney'`);
    expect(await isExpired('2040-05-31T13:59:59Z')).toBe(false);
    expect(await isExpired('2040-05-31T14:00:00Z')).toBe(true);
    await panel.asOwner(`update setting set time_zone = 'UTC'`);
    expect(await isExpired('2040-05-31T14:00:00Z')).toBe(false);
  });

  test('that is on another account or here once more is pointed out, not refused', async () => {
    const first = await storedCard();
    const second = await storedCard(first.number);
    await run(panel.context, systemActor, addCard, { accountId: second.accountId, card: cardOf(first.number) });
    const cards = await panel.door.ask((tx) => listCards(tx, second.accountId, panel.context.clock()));
    const others = [String(first.accountId), String(second.accountId)];
    expect(cards.map((card) => card.alsoOn.map((twin) => twin.accountId).sort())).toEqual([others, others]);
  });

  test('ten are the most of one account', async () => {
    const { accountId } = await storedCard();
    for (let i = 0; i < 9; i += 1) await run(panel.context, systemActor, addCard, { accountId, card: cardOf() });
    expect((await refusalOf(run(panel.context, systemActor, addCard, { accountId, card: cardOf() }))).code).toBe('in_use');
  });

  test('replaced or removed, its row and with it its key are gone; the trail stays', async () => {
    const { accountId, cardId } = await storedCard();
    const next = await run(panel.context, systemActor, replaceCard, { accountId, cardId, card: cardOf() });
    expect(await ask(sql`select id from payment_card where account_id = ${accountId}`)).toEqual([{ id: next }]);
    await run(panel.context, systemActor, removeCard, { accountId, cardId: next });
    expect(await ask(sql`select id from payment_card where account_id = ${accountId}`)).toEqual([]);
    const trail = await ask<{ action: string }>(sql`select action from audit where account_id = ${accountId} order by id`);
    expect(trail.map((one) => one.action)).toEqual(['account.add', 'card.add', 'card.replace', 'card.remove']);
  });

  test('of another account is not found', async () => {
    const { cardId } = await storedCard();
    const accountId = await accountOf();
    const who = await person();
    const attempts = [
      () => run(panel.context, systemActor, removeCard, { accountId, cardId }),
      () => run(panel.context, systemActor, replaceCard, { accountId, cardId, card: cardOf() }),
      () => asked(who, { accountId, cardId }),
    ];
    for (const attempt of attempts) expect((await refusalOf(attempt())).code).toBe('not_found');
  });

  test('of an account that is being added comes with it or not at all', async () => {
    const stay = await ask<{ n: bigint }>(sql`select count(*) as n from account`);
    const input = { details: detailsOf(), settings: {}, customerNumber: undefined, extras: [], note: '' };
    const expired = { ...cardOf(), expiry: '01/20' };
    const refused = await refusalOf(run(panel.context, systemActor, addAccount, { ...input, card: expired }));
    expect(refused.faults).toMatchObject([{ field: 'card.expiry' }]);
    expect(await ask(sql`select count(*) as n from account`)).toEqual(stay);
    const { accountId } = await run(panel.context, systemActor, addAccount, { ...input, card: cardOf() });
    expect(await ask(sql`select holder from payment_card where account_id = ${accountId}`)).toEqual([{ holder: 'Ann Example' }]);
  });
});

describe('to see a number', () => {
  test('who, which and why are committed before anything is opened: also when it cannot be opened', async () => {
    const { accountId, cardId } = await storedCard();
    await panel.asOwner(
      `update payment_card set number_sealed = set_byte(number_sealed, 35, get_byte(number_sealed, 35) # 1) where id = ${cardId}`,
    );
    await expect(shown(await person(), { accountId, cardId })).rejects.toThrow();
    expect(await ask(sql`select reason from card_reveal where card_id = ${cardId}`)).toEqual([{ reason: 'the bank called' }]);
    expect(await ask(sql`select action from audit where account_id = ${accountId} order by id desc limit 1`)).toEqual([
      { action: 'card.reveal' },
    ]);
  });

  test('what was asked opens once, within a minute, for who asked', async () => {
    const place = await storedCard();
    const [who, another] = [await person(), await person()];
    const revealId = await asked(who, place);
    expect((await refusalOf(run(panel.context, another, openCard, { revealId }))).code).toBe('not_found');
    expect(await run(panel.context, who, openCard, { revealId })).toBe(place.number);
    expect((await refusalOf(run(panel.context, who, openCard, { revealId }))).code).toBe('not_found');
    const late = await asked(who, place);
    panel.passTime(61_000);
    expect((await refusalOf(run(panel.context, who, openCard, { revealId: late }))).code).toBe('not_found');
  });

  test('an API key and the system itself are never enough', async () => {
    const place = await storedCard();
    const key: Actor = { kind: 'api_key', id: 1n, name: 'robot', level: 'administrator' };
    for (const who of [key, systemActor]) {
      expect((await refusalOf(asked(who, place))).code).toBe('not_permitted');
      expect((await refusalOf(run(panel.context, who, openCard, { revealId: 1n }))).code).toBe('not_permitted');
    }
    expect(await ask(sql`select id from card_reveal where card_id = ${place.cardId}`)).toEqual([]);
  });

  test(`${revealsMax} in an hour are the most, of a hundred at once, too; the hour rolls on`, async () => {
    const place = await storedCard();
    const who = await person();
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, () => asked(who, place)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(revealsMax);
    expect((await refusalOf(asked(who, place))).code).toBe('too_many_attempts');
    expect(await shown(await person(), place)).toBe(place.number);
    panel.passTime(3_601_000);
    expect(await shown(who, place)).toBe(place.number);
  });

  test('a wrong password shows nothing, is written down, and five end the attempts for a while', async () => {
    const place = await storedCard();
    const who = await person();
    for (let i = 0; i < 5; i += 1) await expect(asked(who, place, 'wrong')).rejects.toThrow('password was wrong');
    expect((await refusalOf(asked(who, place))).code).toBe('too_many_attempts');
    const trail = await ask<{ detail: object }>(
      sql`select detail from audit where account_id = ${place.accountId} and action = 'card.reveal'`,
    );
    expect(trail).toHaveLength(5);
    expect(trail[0]?.detail).toMatchObject({ refused: 'wrong password' });
    expect(await ask(sql`select id from card_reveal where card_id = ${place.cardId}`)).toEqual([]);
  });
});

describe('in the database', () => {
  const columns = 'number_sealed, data_key_wrapped, key_id, fingerprint';
  test('a card that was copied over another one, or given to another account, does not open', async () => {
    const [mine, theirs] = [await storedCard(), await storedCard()];
    await panel.asOwner(
      `update payment_card set (${columns}, last_four) = (select ${columns}, last_four from payment_card where id = ${theirs.cardId}) where id = ${mine.cardId}`,
    );
    await expect(shown(await person(), mine)).rejects.toThrow();
    await panel.asOwner(`update payment_card set account_id = ${mine.accountId} where id = ${theirs.cardId}`);
    await expect(shown(await person(), { accountId: mine.accountId, cardId: theirs.cardId })).rejects.toThrow();
  });

  test('the program may change nothing of a card but its key, and the screens see neither seals nor fingerprints', async () => {
    const { cardId } = await storedCard();
    await expect(ask(sql`update payment_card set holder = 'x' where id = ${cardId}`)).rejects.toThrow('permission denied');
    await expect(ask(sql`delete from card_reveal`)).rejects.toThrow('permission denied');
    await expect(panel.asOwner('delete from card_reveal')).rejects.toThrow('append only');
    for (const column of ['number_sealed', 'data_key_wrapped', 'fingerprint'])
      await expect(panel.door.ask((tx) => rows(tx, { text: `select ${column} from payment_card`, values: [] }))).rejects.toThrow(
        'permission denied',
      );
  });

  test('there is no column for a security code', async () => {
    const found = await ask(
      sql`select table_name, column_name from information_schema.columns
           where column_name ~* '(cvv|cvc|csc|cid$|security_?code|verification)' and table_schema = 'public'`,
    );
    expect(found).toEqual([]);
  });
});

describe('without the right key', () => {
  test('nothing is stored or opened, and the refusal says what is missing', async () => {
    const place = await storedCard();
    const { cardKeys: _, ...keyless } = panel.context;
    const stranger: ActionContext = { ...panel.context, cardKeys: () => parseCardKeys(newCardKey()) };
    for (const context of [keyless, stranger]) {
      expect((await refusalOf(storedCard(undefined, context))).code).toBe('card_key_missing');
      const who = await person();
      const revealId = await asked(who, place);
      expect((await refusalOf(run(context, who, openCard, { revealId }))).code).toBe('card_key_missing');
    }
  });
});
