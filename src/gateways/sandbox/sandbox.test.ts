import { expect, test } from 'vitest';
import { hasLuhnDigit } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { instant } from '../../core/base/time.ts';
import { findSandboxCard, type SandboxCharge, sandboxCards } from '../../core/payments/sandboxCards.ts';
import { describeGateway } from '../conformance.ts';
import { type SandboxBooks, sandboxGateway, signSandboxNotice } from './sandbox.ts';

type Memory = Map<string, SandboxCharge>;

/** The books of the sandbox in memory: the table's rules, without the table. */
function booksIn(memory: Memory): SandboxBooks {
  const change = (key: string, how: (one: SandboxCharge) => SandboxCharge) => {
    const one = memory.get(key);
    if (one) memory.set(key, how(one));
  };
  return {
    add: async (charge) => {
      if (!memory.has(charge.key)) memory.set(charge.key, charge);
      return memory.get(charge.key) ?? charge;
    },
    find: async (key) => memory.get(key),
    countAsk: async (key) => change(key, (one) => ({ ...one, asks: one.asks + 1 })),
    addRefund: async (key, refund) =>
      change(key, (one) => ({ ...one, refunds: [...one.refunds.filter((other) => other.key !== refund.key), refund] })),
  };
}

const noticeSecret = 'a secret of the tests';

describeGateway('sandbox', async () => {
  const memory: Memory = new Map();
  return {
    gateway: sandboxGateway(booksIn(memory), (key) => `https://panel.test/sandbox-pay/${key}`),
    values: { noticeSecret },
    tokenOf: (behaviour) => `sandbox-${behaviour}`,
    payOn: async (page) => {
      const charge = memory.get(page);
      if (charge) memory.set(page, { ...charge, cardName: 'good' });
    },
    timesCharged: async (key) => {
      const { cardName = '' } = memory.get(key) ?? {};
      const card = findSandboxCard(cardName);
      return card && !card.failure && !card.confirms ? 1 : 0;
    },
    notice: (about, key, isForged = false) => {
      const body = JSON.stringify({ about, key });
      const signature = signSandboxNotice(isForged ? 'another secret' : noticeSecret, body);
      return { body, headers: { 'sandbox-signature': signature }, at: instant(0) };
    },
    close: async () => undefined,
  };
});

test('its cards are test numbers that differ in name, number and behaviour', () => {
  expect(new Set(sandboxCards.map((one) => one.name)).size).toBe(sandboxCards.length);
  expect(sandboxCards.every((one) => hasLuhnDigit(one.number))).toBe(true);
});

test.each([
  ['slow', 'succeeded'],
  ['slowDeclined', 'failed'],
])('the card %s is unknown twice, then %s', async (name, end) => {
  const gateway = sandboxGateway(booksIn(new Map()), String);
  const sum = { key: name, amount: amount('1'), currency: 'AUD', description: '' };
  const first = await gateway.charge({}, { ...sum, token: `sandbox-${name}` });
  const ask = () => gateway.askCharge({}, { key: name, token: `sandbox-${name}`, page: undefined });
  expect([first.state, (await ask()).state, (await ask()).state, (await ask()).state]).toEqual([
    'unknown',
    'unknown',
    'unknown',
    end,
  ]);
});

test('a stored card of somebody is not taken', async () => {
  const gateway = sandboxGateway(booksIn(new Map()), String);
  const card = { number: '5555555555554444', expiry: '2030-01', brand: 'mastercard', lastFour: '4444' };
  expect(await gateway.saveCard?.({}, card)).toEqual({ ok: false, problem: 'The sandbox takes its test cards only.' });
  expect(await gateway.saveCard?.({}, { ...card, number: '4242424242424242', lastFour: '4242' })).toMatchObject({
    card: { token: 'sandbox-good', lastFour: '4242' },
  });
});
