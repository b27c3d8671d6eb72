import { accountChanges } from '../../core/accounts/accountChanges.ts';
import type { CustomerDetails } from '../../core/accounts/details.ts';
import { type AccountSettings, effectiveCreditLimit, settingFaults } from '../../core/accounts/openAccount.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { localDate } from '../../core/base/time.ts';
import {
  changeExtras,
  type Extra,
  type ExtraChange,
  extraChanges,
  startExtras,
  type WishedExtra,
} from '../../core/extras/extra.ts';
import { extraFaults } from '../../core/extras/extraFaults.ts';
import { getAccountFields, lockAccount, saveAgentNumber, updateAccount } from '../../db/tables/accounts.ts';
import { listExtras, type StoredExtra } from '../../db/tables/extras.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { saveExtras } from '../extras/saveExtras.ts';
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
  const zone = await getTimeZone(work.tx);
  const today = localDate(work.now, zone);
  const extras = wishedExtras(stored, startExtras(input.extras, today), account.currency);

  const before = await getAccountFields(work.tx, accountId);
  const settings = { ...input.settings, creditLimit: effectiveCreditLimit(input.settings) };
  const agentNumber = input.agentNumber ?? before.agentNumber;
  const fields = accountChanges(before, { details, settings, agentNumber, ...names });
  const changes = [...fields, ...extraChanges(extras)];
  if (changes.length === 0) return done(null, null);
  if (agentNumber !== before.agentNumber) await saveAgentNumber(work.tx, accountId, agentNumber);
  await updateAccount(work.tx, accountId, details, settings);
  await saveExtras(work, account, extras, stored.length, { today, zone });
  return done(null, { accountId, detail: { changes, fromVersion: account.version } });
});

function wishedExtras(stored: readonly StoredExtra[], wished: readonly Extra[], currency: string): ExtraChange<StoredExtra> {
  const change = changeExtras(stored, wished);
  const faults = extraFaults(wished, change.added, currency);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  return change;
}
