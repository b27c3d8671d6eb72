import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amount } from '../../core/base/money.ts';
import { instant } from '../../core/base/time.ts';
import { type StripeStub, startStripeStub } from '../../testing/stripeStub.ts';
import { describeGateway } from '../conformance.ts';
import { stripeGateway } from './stripe.ts';

const values = { secretKey: 'sk_test_0123456789abcdef', noticeSecret: 'whsec_0123456789abcdef' };
const now = instant(Date.parse('2027-01-01T00:00:00Z'));
const signer = new Stripe(values.secretKey);

/** As Stripe signs: HMAC over time and body (https://docs.stripe.com/webhooks/signature). */
function notice(type: string, object: object, secret: string = values.noticeSecret, at: number = now) {
  const body = JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });
  const header = signer.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: Math.trunc(at / 1000) });
  return { body, headers: { 'stripe-signature': header }, at: now };
}

describeGateway('Stripe', async () => {
  const stub = await startStripeStub();
  return {
    gateway: stripeGateway({ clock: () => now, server: stub, timeoutMilliseconds: 1000 }),
    values,
    tokenOf: (behaviour) => `cus_1 pm_${behaviour}`,
    payOn: async (page) => stub.payOn(page),
    timesCharged: async (key) =>
      [...stub.intents.values()].filter((one) => (one.metadata as { vsppanel_charge?: string }).vsppanel_charge === key).length,
    notice: (about, key, isForged = false) => {
      const secret = isForged ? 'whsec_another' : values.noticeSecret;
      return about === 'charge'
        ? notice('checkout.session.completed', { client_reference_id: key }, secret)
        : notice('refund.updated', { metadata: { vsppanel_refund: key } }, secret);
    },
    close: stub.close,
  };
});

let stub: StripeStub;
beforeAll(async () => {
  stub = await startStripeStub();
});
afterAll(() => stub.close());
const open = () => stripeGateway({ clock: () => now, server: stub, timeoutMilliseconds: 1000 });
const request = { key: 'vsp-k', currency: 'AUD', description: 'Invoice 7', token: 'cus_1 pm_good' };

test.each([
  ['12.50', 'AUD', '1250'],
  ['1500', 'JPY', '1500'],
  ['1.234', 'KWD', '1234'],
  ['5', 'ISK', '500'],
])('%s %s is sent as %s', async (money, currency, units) => {
  await open().charge(values, { ...request, key: `vsp-${currency}`, amount: amount(money), currency });
  expect(stub.requests.at(-1)?.fields).toMatchObject({
    amount: units,
    currency: currency.toLowerCase(),
    confirm: 'true',
    off_session: 'true',
  });
});

test('half a cent is our own mistake', async () => {
  await expect(open().charge(values, { ...request, amount: amount('0.005') })).rejects.toThrow(RangeError);
});

test('nobody at home is unknown, not failed', async () => {
  const away = stripeGateway({ clock: () => now, server: { host: '127.0.0.1', port: 1 }, timeoutMilliseconds: 1000 });
  expect(await away.charge(values, { ...request, amount: amount('1') })).toMatchObject({ state: 'unknown' });
  expect(await away.askCharge(values, { key: 'k', token: 'cus_1 pm_1', page: undefined })).toMatchObject({ state: 'unknown' });
});

test('an old signature is no signature, and other events are ignored', () => {
  const old = notice('checkout.session.completed', { client_reference_id: 'k' }, values.noticeSecret, now - 301_000);
  expect(open().readNotice(values, old)).toBe('forged');
  expect(open().readNotice(values, { ...old, headers: {} })).toBe('forged');
  expect(open().readNotice(values, notice('customer.created', { id: 'cus_1' }))).toBe('ignored');
});
