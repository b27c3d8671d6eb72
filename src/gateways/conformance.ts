import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amount } from '../core/base/money.ts';
import type { GatewayValues, PaymentGateway, RawNotice } from './gateway.ts';

/** How a card of the stage behaves. `losesAnswer`: the money is taken, but nobody hears of it. `losesRequest`: it never arrives. */
export type Behaviour = 'good' | 'declined' | 'poor' | 'expired' | 'confirms' | 'losesAnswer' | 'losesRequest';

/** A gateway with something behind it that behaves as it is told. */
export type GatewayStage = {
  readonly gateway: PaymentGateway;
  readonly values: GatewayValues;
  /** A card that the gateway keeps already. */
  readonly tokenOf: (behaviour: Behaviour) => string;
  /** The customer pays on an opened page. */
  readonly payOn: (page: string) => Promise<void>;
  /** How often money was taken under this key. */
  readonly timesCharged: (key: string) => Promise<number>;
  /** A message of the gateway about an attempt; with another secret it is forged. */
  readonly notice: (about: 'charge' | 'refund', key: string, isForged?: boolean) => RawNotice;
  readonly close: () => Promise<void>;
};

let count = 0;
const newKey = (): string => `vsp-conformance-${++count}`;
const sum = { amount: amount('12.50'), currency: 'AUD', description: 'Invoice 1' };

/** The same payment stories for every gateway. */
export function describeGateway(name: string, makeStage: () => Promise<GatewayStage>): void {
  describe(`the gateway ${name}`, () => {
    let made: GatewayStage | undefined;
    beforeAll(async () => {
      made = await makeStage();
    });
    afterAll(() => made?.close());
    const stage = (): GatewayStage => {
      if (!made) throw new Error('the stage is not there yet');
      return made;
    };
    chargeStories(stage);
    pageStories(stage);
  });
}

type Stage = () => GatewayStage;

const chargeOn = (stage: Stage, behaviour: Behaviour, key = newKey()) =>
  stage().gateway.charge(stage().values, { ...sum, key, token: stage().tokenOf(behaviour) });

function chargeStories(stage: Stage): void {
  const charge = (behaviour: Behaviour, key?: string) => chargeOn(stage, behaviour, key);
  const ask = (key: string, behaviour: Behaviour) =>
    stage().gateway.askCharge(stage().values, { key, token: stage().tokenOf(behaviour), page: undefined });

  test('takes money once for each key, and says so again when it is asked', async () => {
    const key = newKey();
    const first = await charge('good', key);
    expect(first).toMatchObject({ state: 'succeeded', reference: expect.stringMatching(/./) });
    expect(await charge('good', key)).toMatchObject({ state: 'succeeded' });
    expect(await stage().timesCharged(key)).toBe(1);
    expect(await ask(key, 'good')).toMatchObject({ state: 'succeeded' });
  });

  test.each([
    ['declined', 'declined'],
    ['poor', 'insufficient_funds'],
    ['expired', 'expired_card'],
    ['confirms', 'authentication_required'],
  ] as const)('a card that is %s fails with %s, and nothing is taken', async (behaviour, failure) => {
    const key = newKey();
    expect(await charge(behaviour, key)).toMatchObject({ state: 'failed', failure });
    expect(await stage().timesCharged(key)).toBe(0);
  });

  test('a lost answer is unknown, and known when it is asked for', async () => {
    const key = newKey();
    expect(await charge('losesAnswer', key)).toMatchObject({ state: 'unknown' });
    expect(await ask(key, 'losesAnswer')).toMatchObject({ state: 'succeeded' });
    expect(await stage().timesCharged(key)).toBe(1);
  });

  test('a lost attempt is unknown, and absent when it is asked for', async () => {
    const key = newKey();
    expect(await charge('losesRequest', key)).toMatchObject({ state: 'unknown' });
    expect(await ask(key, 'losesRequest')).toEqual({ state: 'absent' });
    expect(await stage().timesCharged(key)).toBe(0);
  });
}

function pageStories(stage: Stage): void {
  test('a page is open until the customer pays; then the card may be charged again', async () => {
    const key = newKey();
    const request = { ...sum, key, email: 'ann@example.net', keepsCard: true, returnUrl: 'https://panel.test/pay/x/done' };
    const opened = await stage().gateway.openPage(stage().values, request);
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.url).toMatch(/^https?:\/\//);
    const query = { key, token: undefined, page: opened.page };
    expect(await stage().gateway.askCharge(stage().values, query)).toEqual({ state: 'open' });
    await stage().payOn(opened.page);
    const paid = await stage().gateway.askCharge(stage().values, query);
    expect(paid).toMatchObject({ state: 'succeeded', card: { lastFour: expect.stringMatching(/^\d{4}$/) } });
    const token = paid.state === 'succeeded' ? (paid.card?.token ?? '') : '';
    expect(token).not.toMatch(/\d{12}/);
    expect(await stage().gateway.charge(stage().values, { ...sum, key: newKey(), token })).toMatchObject({ state: 'succeeded' });
  });

  test('gives money back once for each key, never more than was paid', async () => {
    const key = newKey();
    const paid = await chargeOn(stage, 'good', key);
    const reference = paid.state === 'succeeded' ? paid.reference : '';
    const back = { key: newKey(), reference, amount: amount('10'), currency: 'AUD' };
    expect(await stage().gateway.askRefund(stage().values, back)).toEqual({ state: 'absent' });
    for (let time = 0; time < 2; time += 1)
      expect(await stage().gateway.refund(stage().values, back)).toMatchObject({ state: 'succeeded' });
    expect(await stage().gateway.askRefund(stage().values, back)).toMatchObject({ state: 'succeeded' });
    const more = { ...back, key: newKey(), amount: amount('2.51') };
    expect(await stage().gateway.refund(stage().values, more)).toMatchObject({ state: 'failed' });
    expect(await stage().gateway.refund(stage().values, { ...more, key: newKey(), amount: amount('2.50') })).toMatchObject({
      state: 'succeeded',
    });
  });

  test('says by itself what is new, signed', async () => {
    const { gateway, values, notice } = stage();
    expect(gateway.readNotice(values, notice('charge', 'vsp-1'))).toEqual({ about: 'charge', key: 'vsp-1' });
    expect(gateway.readNotice(values, notice('refund', 'vsp-2'))).toEqual({ about: 'refund', key: 'vsp-2' });
    expect(gateway.readNotice(values, notice('charge', 'vsp-1', true))).toBe('forged');
    const changed = { ...notice('charge', 'vsp-1'), body: notice('charge', 'vsp-9').body };
    expect(gateway.readNotice(values, changed)).toBe('forged');
    expect(gateway.readNotice({ ...values, noticeSecret: '' }, notice('charge', 'vsp-1'))).toBe('forged');
  });

  test('its fields say what they want, and secrets are marked', () => {
    for (const field of stage().gateway.fields) {
      expect(field.help).toMatch(/\.$/);
      expect(/secret|key|password/i.test(field.name)).toBe(field.isSecret);
    }
  });
}
