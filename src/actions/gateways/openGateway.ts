import { Refusal } from '../../core/base/refusal.ts';
import { gatewayBinding } from '../../core/payments/gatewaySettings.ts';
import { findActiveGateway, findGateway, type StoredGateway } from '../../db/tables/gatewaySettings.ts';
import { action, done, type Work } from '../action.ts';

export type OpenedGateway = { readonly code: string; readonly values: Readonly<Record<string, string>> };

/**
 * A gateway with its secrets opened, for the program itself, never for a person's request: the active one, or one by its code (an
 * attempt is asked about where it was made). Undefined while there is none.
 */
export const openGateway = action<{ readonly code: string | undefined }, OpenedGateway | undefined>(
  'gateway.open',
  'payment_setting.change',
  async (work, { code }) => {
    if (work.doer.kind !== 'system') throw new Refusal('not_permitted');
    const stored = await (code === undefined ? findActiveGateway(work.tx) : findGateway(work.tx, code));
    return done(stored && { code: stored.code, values: valuesOf(work, stored) }, null);
  },
);

function valuesOf(work: Work, { code, shown, secretsSealed }: StoredGateway): Readonly<Record<string, string>> {
  return { ...shown, ...(secretsSealed && openSecrets(work, code, secretsSealed)) };
}

/** The secrets of a gateway by name. */
export function openSecrets(work: Work, code: string, sealed: Uint8Array): Readonly<Record<string, string>> {
  return JSON.parse(work.safe.open(sealed, gatewayBinding(code))) as Record<string, string>;
}
