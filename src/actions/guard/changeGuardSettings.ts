import { fieldChanges, type PlainValue } from '../../core/base/fieldChange.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { GuardSettings } from '../../core/fraud/guardSettings.ts';
import { getGuardSettings } from '../../db/reads/guardWorld.ts';
import { lockGuardVersion, updateGuardSettings } from '../../db/tables/guardSettings.ts';
import { action, done } from '../action.ts';

/** The guard of all accounts. */
export const changeGuardSettings = action<GuardSettings & { readonly version: number }, null>(
  'guard.change',
  'setting.change',
  async (work, { version, ...wished }) => {
    if ((await lockGuardVersion(work.tx)) !== version) throw new Refusal('stale_version');
    const { version: _, ...before } = await getGuardSettings(work.tx);
    const changes = fieldChanges(plain(before), plain(wished));
    if (changes.length === 0) return done(null, null);
    await updateGuardSettings(work.tx, wished);
    return done(null, { detail: { changes } });
  },
);

function plain({ reactions, usualPace, youngPace, pricePerMinuteMax, spendFloor, ...rest }: GuardSettings) {
  const fields: Record<string, PlainValue> = {
    ...rest,
    ...prefixed('usual', usualPace),
    ...prefixed('young', youngPace),
    ...prefixed('reaction', reactions),
    pricePerMinuteMax: money(pricePerMinuteMax),
    spendFloor: money(spendFloor),
  };
  return fields;
}

const prefixed = (name: string, values: Readonly<Record<string, PlainValue>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));

const money = (one: Amount | null): string | null => (one === null ? null : formatAmount(one));
