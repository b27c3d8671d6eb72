import { createHmac, timingSafeEqual } from 'node:crypto';
import { addAmounts, amount, formatAmount } from '../../core/base/money.ts';
import type { ChargeOutcome, GatewayCard } from '../../core/payments/charge.ts';
import { findSandboxCard, type SandboxCard, type SandboxCharge } from '../../core/payments/sandboxCards.ts';
import type { NoticeEvent, PaymentGateway, RawNotice } from '../gateway.ts';

/** Where the sandbox writes down its attempts; a table of the panel's database, which a real gateway has at home. */
export type SandboxBooks = {
  /** Writes an attempt down, unless its key is there; answers what is there. */
  readonly add: (charge: SandboxCharge) => Promise<SandboxCharge>;
  readonly find: (key: string) => Promise<SandboxCharge | undefined>;
  readonly countAsk: (key: string) => Promise<void>;
  /** Adds a refund, unless its key is there. */
  readonly addRefund: (key: string, refund: { readonly key: string; readonly amount: string }) => Promise<void>;
};

const silence = 'The sandbox did not answer in time.';

/** A gateway that lives inside the product: for trying, and for tests of everything that can go wrong. No money moves. */
export function sandboxGateway(books: SandboxBooks, pageUrl: (key: string) => string): PaymentGateway {
  return {
    code: 'sandbox',
    title: 'Sandbox (for trying, no money moves)',
    fields: [
      {
        ...{ name: 'noticeSecret', label: 'Secret of notices', isSecret: true, isRequired: false, pattern: /^$|^\S{16,}$/ },
        help: '16 signs or more, without spaces. Only needed to send notices from outside.',
      },
    ],
    openPage: async (_, request) => {
      const { key, currency, description, returnUrl } = request;
      await books.add({ ...blank, key, amount: formatAmount(request.amount), currency, description, returnUrl });
      return { ok: true, url: pageUrl(key), page: key };
    },
    charge: async (_, { key, currency, description, token, ...request }) => {
      const card = cardOf(token);
      if (!card || card.losesRequest) return { state: 'unknown', problem: silence };
      const known = { ...blank, key, currency, description, amount: formatAmount(request.amount) };
      const charge = await books.add({ ...known, cardName: card.name });
      if (card.losesAnswer) return { state: 'unknown', problem: silence };
      return outcomeOf(charge, card);
    },
    askCharge: async (_, { key }) => {
      const charge = await books.find(key);
      if (!charge) return { state: 'absent' };
      const card = findSandboxCard(charge.cardName);
      if (!card) return { state: 'open' };
      await books.countAsk(key);
      return outcomeOf(charge, card);
    },
    refund: async (_, { key, reference, amount: back }) => {
      const charge = await books.find(reference);
      if (!charge) return { state: 'failed', problem: 'The sandbox does not know this payment.' };
      const others = charge.refunds.filter((one) => one.key !== key).map((one) => amount(one.amount));
      if (addAmounts(back, ...others) > amount(charge.amount))
        return { state: 'failed', problem: 'More would be given back than was paid.' };
      await books.addRefund(reference, { key, amount: formatAmount(back) });
      return { state: 'succeeded', reference: key };
    },
    askRefund: async (_, { key, reference }) => {
      const charge = await books.find(reference);
      return charge?.refunds.some((one) => one.key === key) ? { state: 'succeeded', reference: key } : { state: 'absent' };
    },
    saveCard: async (_, { number, ...shown }) => {
      const card = findSandboxCard(number);
      return card
        ? { ok: true, card: { ...shown, token: tokenOf(card) } }
        : { ok: false, problem: 'The sandbox takes its test cards only.' };
    },
    readNotice: ({ noticeSecret = '' }, notice) => readSandboxNotice(noticeSecret, notice),
  };
}

const blank = { returnUrl: '', cardName: '', isConfirmed: false, asks: 0, refunds: [], description: '' };
const tokenOf = (card: SandboxCard): string => `sandbox-${card.name}`;
const cardOf = (token: string): SandboxCard | undefined => findSandboxCard(token.replace('sandbox-', ''));

function outcomeOf({ key, asks, isConfirmed }: SandboxCharge, card: SandboxCard): ChargeOutcome {
  if (asks < (card.unknownTimes ?? 0)) return { state: 'unknown', problem: 'The sandbox does not know yet.' };
  if (card.confirms && !isConfirmed) return { state: 'failed', failure: 'authentication_required', reference: key };
  if (card.failure) return { state: 'failed', failure: card.failure, reference: key };
  return { state: 'succeeded', reference: key, card: savedCard(card) };
}

const savedCard = (card: SandboxCard): GatewayCard => ({
  ...{ token: tokenOf(card), brand: 'visa', lastFour: card.number.slice(-4), expiry: '' },
});

/** The signature is an HMAC-SHA-256 of the body in the header `sandbox-signature`, hex. */
export function signSandboxNotice(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function readSandboxNotice(secret: string, { body, headers }: RawNotice): NoticeEvent {
  const signature = Buffer.from(headers['sandbox-signature'] ?? '', 'hex');
  const expected = Buffer.from(signSandboxNotice(secret, body), 'hex');
  if (secret === '' || signature.length !== expected.length || !timingSafeEqual(signature, expected)) return 'forged';
  const { about, key } = parse(body);
  return (about === 'charge' || about === 'refund') && typeof key === 'string' ? { about, key } : 'ignored';
}

function parse(body: string): { readonly about?: unknown; readonly key?: unknown } {
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null ? said : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
