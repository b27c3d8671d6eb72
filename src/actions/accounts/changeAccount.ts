import type { CustomerDetails } from '../../core/accounts/details.ts';
import { type AccountSettings, effectiveCreditLimit, settingFaults } from '../../core/accounts/openAccount.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { changeExtras, startExtras, type WishedExtra } from '../../core/extras/extra.ts';
import { lockAccount, updateAccount } from '../../db/tables/accounts.ts';
import { deleteExtras, insertExtra, listExtras } from '../../db/tables/extras.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';
import { checkChoices } from './checkChoices.ts';

export type ChangeAccount = {
  readonly accountId: Id;
  readonly details: CustomerDetails;
  readonly settings: AccountSettings;
  readonly extras: readonly WishedExtra[];
  /** The version that was on the screen. */
  readonly version: number;
};

/** Changes details, settings and extras; refused when somebody else changed the account meanwhile. */
export const changeAccount = action<ChangeAccount, null>('account.change', 'account.change', async (work, input) => {
  const { accountId, details } = input;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  if (account.version !== input.version) throw new Refusal('stale_version');
  const faults = settingFaults(input.settings);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  await checkChoices(work, input.settings);

  const settings = { ...input.settings, creditLimit: effectiveCreditLimit(input.settings) };
  await updateAccount(work.tx, accountId, details, settings);
  await saveExtras(work, accountId, input.extras, await getTimeZone(work.tx));
  const { dailySpendLimit, creditLimit, ...plain } = settings;
  const limits = { dailySpendLimit: text(dailySpendLimit), creditLimit: text(creditLimit) };
  return done(null, { accountId, detail: { ...plain, ...limits, extras: input.extras.length } });
});

const text = (limit: Amount | null): string | null => (limit === null ? null : formatAmount(limit));

async function saveExtras(work: Work, accountId: Id, wished: readonly WishedExtra[], timeZone: string): Promise<void> {
  const stored = await listExtras(work.tx, accountId);
  const change = changeExtras(stored, startExtras(wished, localDate(work.now, timeZone)));
  const late = change.added.find((extra) => extra.endsOn !== null && extra.endsOn < extra.startsOn);
  if (late) {
    const field = `extras.${wished.findIndex((one) => one.description === late.description && one.endsOn === late.endsOn)}.endsOn`;
    throw new Refusal('invalid_input', { faults: [{ field, message: 'The end lies before the start.' }] });
  }
  await deleteExtras(
    work.tx,
    change.removed.map((one) => one.id),
  );
  for (const [index, extra] of change.added.entries())
    await insertExtra(work.tx, accountId, stored.length + index + 1, extra, formatInstant(work.now));
}
