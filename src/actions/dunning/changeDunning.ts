import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type DunningStep, ladderFault } from '../../core/payments/dunning.ts';
import { listDunningSteps, lockPaymentSettings, replaceDunningSteps } from '../../db/tables/paymentSettings.ts';
import { getCurrency } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { needPayable } from '../payments/bookPayment.ts';

export type ChangeDunning = { readonly steps: readonly Omit<DunningStep, 'position'>[]; readonly version: number };

/** The reminder ladder: what happens how many days after an invoice was due. */
export const changeDunning = action<ChangeDunning, null>(
  'dunning.change',
  'payment_setting.change',
  async (work, { steps, version }) => {
    const stored = await lockPaymentSettings(work.tx);
    if (stored.version !== version) throw new Refusal('stale_version');
    const fault = ladderFault(steps);
    if (fault !== undefined)
      throw new Refusal('invalid_input', {
        faults: [{ field: `steps.${fault}.daysAfterDue`, message: 'Each step comes later than the one before.' }],
      });
    const currency = await getCurrency(work.tx);
    steps.forEach((one, index) => {
      if (one.fee !== null) needPayable(one.fee, currency, `steps.${index}.fee`);
    });
    const before = (await listDunningSteps(work.tx)).map(textOf);
    await replaceDunningSteps(
      work.tx,
      steps.map((one, index) => ({ ...one, position: index + 1 })),
    );
    return done(null, { detail: { changes: [{ field: 'steps', from: before, to: steps.map(textOf) }] } });
  },
);

const textOf = ({ kind, daysAfterDue, isOn, fee }: Omit<DunningStep, 'position'>): string =>
  `${daysAfterDue} days: ${kind}${fee === null ? '' : ` (fee ${formatAmount(fee)})`}${isOn ? '' : ', off'}`;
