import { type FieldChange, fieldChanges, type PlainValue } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { providerBinding } from '../../core/base/safe.ts';
import { dropHostStates } from '../../db/tables/providerStates.ts';
import {
  findProviderByName,
  lockProvider,
  type ProviderFields,
  readProviderFields,
  saveProviderSecret,
  updateProvider,
} from '../../db/tables/providers.ts';
import { action, done } from '../action.ts';
import { checkProvider, type OwnAddress } from './checkProvider.ts';

export type ChangeProvider = {
  readonly providerId: Id;
  readonly fields: ProviderFields;
  /** Undefined = unchanged; empty = none any more. */
  readonly secret: string | undefined;
  readonly version: number;
  readonly own: OwnAddress;
};

/** What makes another host of a host: what was known of the old one says nothing of the new one. */
const addressFields = new Set(['protocol', 'host', 'port', 'moreHosts', 'transport']);

/** Changes a carrier; the next call uses it. */
export const changeProvider = action<ChangeProvider, null>('provider.change', 'provider.change', async (work, input) => {
  const { providerId, fields, secret } = input;
  const found = await lockProvider(work.tx, providerId);
  if (!found) throw new Refusal('not_found');
  if (found.version !== input.version) throw new Refusal('stale_version');
  const namesake = await findProviderByName(work.tx, fields.name);
  if (namesake !== undefined && namesake !== providerId)
    throw fieldRefusal('invalid_input', 'name', `There is a provider "${fields.name}" already.`);
  await checkProvider(work, fields, input.own);
  const before = await readProviderFields(work.tx, providerId);
  const changes = before ? fieldChanges(plain(before), plain(fields)) : [];
  await updateProvider(work.tx, providerId, fields);
  if (secret !== undefined) {
    const sealed = secret === '' ? null : work.safe.seal(secret, providerBinding(providerId));
    await saveProviderSecret(work.tx, providerId, sealed);
  }
  if (changes.some(({ field }) => addressFields.has(field))) await dropHostStates(work.tx, providerId);
  return done(null, { detail: { providerId, changes: [...changes, ...secretChange(secret)] } });
});

/** That there is a new secret, never what it is. */
const secretChange = (secret: string | undefined): readonly FieldChange[] =>
  secret === undefined ? [] : [{ field: 'secret', from: null, to: secret === '' ? 'removed' : 'changed' }];

function plain(fields: ProviderFields): Readonly<Record<string, PlainValue>> {
  const { moreHosts, numberRules, codecs, sourceAddresses, costPackageId, dailyCostLimit, monthlyCostLimit, ...simple } = fields;
  return {
    ...simple,
    moreHosts: moreHosts.map(({ host, port, priority, weight }) => `${host}:${port} ${priority}/${weight}`),
    numberRules: numberRules.map((one) => `${one.prefix}: ${one.numberFormat} -${one.stripDigits} +${one.addPrefix}`),
    codecs,
    sourceAddresses,
    costPackageId: costPackageId === null ? null : String(costPackageId),
    dailyCostLimit: dailyCostLimit === null ? null : formatAmount(dailyCostLimit),
    monthlyCostLimit: monthlyCostLimit === null ? null : formatAmount(monthlyCostLimit),
  };
}
