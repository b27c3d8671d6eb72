import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findSandboxCard, type SandboxCharge } from '../../core/payments/sandboxCards.ts';
import { hurryCharge } from '../../db/tables/cardCharges.ts';
import { findSandboxCharge, saveSandboxCard } from '../../db/tables/sandboxCharges.ts';
import { action, done } from '../action.ts';

export type PayInSandbox = { readonly key: string; readonly number: string; readonly isConfirmed: boolean };
export type PaidInSandbox = { readonly charge: SandboxCharge; readonly next: 'confirm' | 'return' | 'not_a_test_card' | 'lost' };

/** Somebody types a test card on the sandbox's page. As a real gateway would, it then tells the panel: once, twice or never. */
export const payInSandbox = action<PayInSandbox, PaidInSandbox>(
  'sandbox.pay',
  'anyone',
  async (work, { key, number, isConfirmed }) => {
    const charge = await findSandboxCharge(work.tx, key);
    if (!charge) throw new Refusal('pay_link_invalid');
    if (charge.cardName !== '') return done({ charge, next: 'return' }, null);
    const card = findSandboxCard(number.replace(/[\s-]/g, ''));
    if (!card || card.name === number) return done({ charge, next: 'not_a_test_card' }, null);
    if (card.losesRequest) return done({ charge, next: 'lost' }, null);
    if (card.confirms && !isConfirmed) return done({ charge, next: 'confirm' }, null);
    await saveSandboxCard(work.tx, key, card.name, isConfirmed);
    for (let count = 0; count < (card.notices ?? 1); count += 1)
      await hurryCharge(work.tx, 'sandbox', key, formatInstant(work.now));
    return done({ charge, next: 'return' }, null);
  },
);
