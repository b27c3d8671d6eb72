import { fieldChanges } from '../../core/base/fieldChange.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { gatewayBinding } from '../../core/payments/gatewaySettings.ts';
import { lockGateway, saveGateway } from '../../db/tables/gatewaySettings.ts';
import { action, done, type Work } from '../action.ts';
import { openSecrets } from './openGateway.ts';

/** A field of a gateway, as gateways/gateway.ts has it. */
export type FieldRule = {
  readonly name: string;
  readonly help: string;
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  readonly pattern: RegExp;
};
export type ChangeGateway = {
  readonly code: string;
  readonly fields: readonly FieldRule[];
  /** Typed values by name; a secret that is left out stays as it is. */
  readonly values: Readonly<Record<string, string>>;
  readonly isActive: boolean;
  /** 0 = it was never saved. */
  readonly version: number;
};

/** Sets a gateway's values and whether it is the one that is charged through. Secrets are sealed; history says only that they changed. */
export const changeGateway = action<ChangeGateway, null>('gateway.change', 'payment_setting.change', async (work, input) => {
  const { code, fields, values, isActive, version } = input;
  const stored = await lockGateway(work.tx, code);
  if ((stored?.version ?? 0) !== version) throw new Refusal('stale_version');
  const before = stored?.secretsSealed ? openSecrets(work, code, stored.secretsSealed) : {};
  const secrets = { ...before, ...ofKind(fields, values, true) };
  const shown = { ...stored?.shown, ...ofKind(fields, values, false) };
  const faults = faultsOf(fields, { ...secrets, ...shown }, values, isActive);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  const filled = Object.keys(secrets).filter((name) => secrets[name] !== '');
  const secretsSealed = filled.length > 0 ? seal(work, code, secrets) : null;
  await saveGateway(work.tx, { code, isActive, shown, filled, secretsSealed });
  const changes = fieldChanges({ ...stored?.shown, isActive: stored?.isActive ?? false }, { ...shown, isActive });
  const secretsChanged = Object.keys(ofKind(fields, values, true));
  return done(null, { detail: { gateway: code, changes, ...(secretsChanged.length > 0 && { secretsChanged }) } });
});

function ofKind(fields: readonly FieldRule[], values: ChangeGateway['values'], isSecret: boolean): Record<string, string> {
  const names = fields.filter((one) => one.isSecret === isSecret).map((one) => one.name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** What is wrong with typed values, and what is missing of a gateway that is to be used. Never repeats a value. */
function faultsOf(
  fields: readonly FieldRule[],
  all: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>>,
  isActive: boolean,
): readonly FieldFault[] {
  const strays = Object.keys(typed).filter((name) => !fields.some((one) => one.name === name));
  const wrong = fields.filter(({ name, pattern, isRequired }) => {
    const value = all[name] ?? '';
    return value === '' ? isActive && isRequired : typed[name] !== undefined && !pattern.test(value);
  });
  return [
    ...strays.map((name) => ({ field: `values.${name}`, message: 'This gateway has no such field.' })),
    ...wrong.map(({ name, help }) => ({ field: `values.${name}`, message: help })),
  ];
}

function seal(work: Work, code: string, secrets: Readonly<Record<string, string>>): Uint8Array {
  return work.safe.seal(JSON.stringify(secrets), gatewayBinding(code));
}
