import { accountChanges } from '../../core/accounts/accountChanges.ts';
import type { CustomerDetails } from '../../core/accounts/details.ts';
import { type AccountSettings, effectiveCreditLimit, settingFaults } from '../../core/accounts/openAccount.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { changeExtras, type ExtraChange, extraChanges, startExtras, type WishedExtra } from '../../core/extras/extra.ts';
import { getAccountFields, lockAccount, saveAgentNumber, updateAccount } from '../../db/tables/accounts.ts';
import { deleteExtras, insertExtra, listExtras, type StoredExtra } from '../../db/tables/extras.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';
import { checkChoices } from './checkChoices.ts';

export type ChangeAccount = {
  readonly accountId: Id;
  readonly details: CustomerDetails;
  readonly settings: AccountSettings;
  /** Undefined: as it is. */
  readonly agentNumber?: string | undefined;
  readonly extras: readonly WishedExtra[];
  /** The version that was on the screen. */
  readonly version: number;
};

/**
 * Changes details, settings and extras; refused when somebody else changed the account meanwhile. History keeps every field
 * with its old and new value, and the version that was changed, so that a colleague who comes second is told what and by whom.
 */
export const changeAccount = action<ChangeAccount, null>('account.change', 'account.change', async (work, input) => {
  const { accountId, details } = input;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  if (account.version !== input.version) throw new Refusal('stale_version');
  const faults = settingFaults(input.settings);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  const names = await checkChoices(work, input.settings);
  const stored = await listExtras(work.tx, accountId);
  const extras = wishedExtras(stored, input.extras, localDate(work.now, await getTimeZone(work.tx)));

  const before = await getAccountFields(work.tx, accountId);
  const settings = { ...input.settings, creditLimit: effectiveCreditLimit(input.settings) };
  const agentNumber = input.agentNumber ?? before.agentNumber;
  const fields = accountChanges(before, { details, settings, agentNumber, ...names });
  const changes = [...fields, ...extraChanges(extras)];
  if (changes.length === 0) return done(null, null);
  if (agentNumber !== before.agentNumber) await saveAgentNumber(work.tx, accountId, agentNumber);
  await updateAccount(work.tx, accountId, details, settings);
  await saveExtras(work, accountId, extras, stored.length);
  return done(null, { accountId, detail: { changes, fromVersion: account.version } });
});

function wishedExtras(stored: readonly StoredExtra[], wished: readonly WishedExtra[], today: string): ExtraChange<StoredExtra> {
  const change = changeExtras(stored, startExtras(wished, today));
  const late = change.added.find((extra) => extra.endsOn !== null && extra.endsOn < extra.startsOn);
  if (!late) return change;
  const field = `extras.${wished.findIndex((one) => one.description === late.description && one.endsOn === late.endsOn)}.endsOn`;
  throw new Refusal('invalid_input', { faults: [{ field, message: 'The end lies before the start.' }] });
}

async function saveExtras(work: Work, accountId: Id, change: ExtraChange<StoredExtra>, count: number): Promise<void> {
  await deleteExtras(
    work.tx,
    change.removed.map((one) => one.id),
  );
  for (const [index, extra] of change.added.entries())
    await insertExtra(work.tx, accountId, count + index + 1, extra, formatInstant(work.now));
}
