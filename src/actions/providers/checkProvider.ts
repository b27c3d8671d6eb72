import { fieldRefusal } from '../../core/base/refusal.ts';
import { findCostDeckKind } from '../../db/tables/costDecks.ts';
import type { ProviderFields } from '../../db/tables/providers.ts';
import type { Work } from '../action.ts';

/** Where phones reach us: a provider there would send our calls round in a circle. */
export type OwnAddress = { readonly addresses: readonly string[]; readonly sipPort: number; readonly iaxPort: number };

/** Refuses a provider that is ourselves, and a cost deck that is none. */
export async function checkProvider(work: Work, fields: ProviderFields, own: OwnAddress): Promise<void> {
  const hosts = [{ field: 'host', host: fields.host, port: fields.port }].concat(
    fields.moreHosts.map(({ host, port }, index) => ({ field: `moreHosts.${index}.host`, host, port })),
  );
  const circle = hosts.find((one) => fields.protocol !== 'test' && isOurselves(one, fields.protocol, own));
  if (circle) throw fieldRefusal('invalid_input', circle.field, 'This is vspPanel itself: calls would go round in a circle.');
  if (fields.costPackageId === null) return;
  const kind = await findCostDeckKind(work.tx, fields.costPackageId);
  if (kind === undefined) throw fieldRefusal('invalid_input', 'costPackageId', 'There is no such cost deck.');
  if (kind !== 'cost')
    throw fieldRefusal('invalid_input', 'costPackageId', 'This package is what customers pay. Choose one of the kind “cost”.');
}

function isOurselves(
  { host, port }: { readonly host: string; readonly port: number },
  protocol: 'sip' | 'iax',
  { addresses, sipPort, iaxPort }: OwnAddress,
): boolean {
  if (port !== (protocol === 'sip' ? sipPort : iaxPort)) return false;
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || /^127\./.test(name) || ['::1', '0.0.0.0', '::', ...addresses].includes(name);
}
