import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Trunk, TrunkState } from '../../core/calls/call.ts';
import type { Ami } from './ami.ts';
import type { AmiMessage } from './amiMessage.ts';
import { type HostTrunk, hostTrunks, probeOf } from './trunks.ts';

/** Where this switch itself listens: a provider there would be a circle. */
export type OwnPorts = { readonly sip: number; readonly iax: number };

/** What Asterisk knows of each host of these providers. Throws when it cannot be asked. */
export async function readTrunkStates(
  ami: Ami,
  trunks: readonly Trunk[],
  own: OwnPorts | undefined,
): Promise<readonly TrunkState[]> {
  const hosts = hostTrunks(trunks.filter(({ protocol }) => protocol !== 'test'));
  const [registrations, peers, registry] = await Promise.all([
    hosts.some(isSipRegistered) ? ami.list({ Action: 'PJSIPShowRegistrationsOutbound' }) : [],
    hosts.some(({ protocol }) => protocol === 'iax') ? ami.list({ Action: 'IAXpeerlist' }) : [],
    hosts.some(({ protocol, doesRegister }) => protocol === 'iax' && doesRegister) ? ami.list({ Action: 'IAXregistry' }) : [],
  ]);
  const states: TrunkState[] = [];
  // One after the other: this is asked every few seconds, and calls wait for nothing of it.
  for (const trunk of hosts) {
    const probe = trunk.protocol === 'sip' ? await sipProbe(ami, trunk) : iaxProbe(peers, trunk);
    const registration = trunk.protocol === 'sip' ? sipRegistration(registrations, trunk) : iaxRegistration(registry, trunk);
    states.push({
      providerId: trunk.providerId,
      host: trunk.position,
      ...probe,
      ...(registration && { registration }),
      ...((await isOurselves(trunk, own)) && { isGood: 'loop' as const }),
    });
  }
  return states;
}

type Probe = Pick<TrunkState, 'isGood' | 'roundTrip'>;
const isSipRegistered = ({ protocol, doesRegister }: HostTrunk): boolean => protocol === 'sip' && doesRegister;

/** An endpoint that Asterisk has not read yet is answered with an error: not probed yet. */
async function sipProbe(ami: Ami, { name, probeSeconds = 0 }: HostTrunk): Promise<Probe> {
  if (probeSeconds === 0) return { isGood: undefined };
  const details = await ami.list({ Action: 'PJSIPShowEndpoint', Endpoint: probeOf(name) }).catch((error: unknown) => {
    if (error instanceof Error && /unable to retrieve endpoint/i.test(error.message)) return [];
    throw error;
  });
  const contact = details.find(({ Event }) => Event === 'ContactStatusDetail');
  switch (contact?.Status) {
    case 'Reachable':
      return { isGood: true, roundTrip: Number(contact.RoundtripUsec ?? 0) };
    case 'Unreachable':
      return { isGood: false };
    default:
      return { isGood: undefined };
  }
}

function iaxProbe(peers: readonly AmiMessage[], { name, probeSeconds = 0 }: HostTrunk): Probe {
  const status = peers.find(({ ObjectName }) => ObjectName === name)?.Status ?? '';
  const good = /^OK \((\d+) ms\)/.exec(status);
  if (probeSeconds === 0) return { isGood: undefined };
  if (good) return { isGood: true, roundTrip: Number(good[1]) * 1000 };
  return { isGood: /^(UNREACHABLE|LAGGED)/.test(status) ? false : undefined };
}

function sipRegistration(known: readonly AmiMessage[], trunk: HostTrunk): TrunkState['registration'] {
  if (!isSipRegistered(trunk)) return undefined;
  const status = known.find(({ ObjectName }) => ObjectName === trunk.name)?.Status;
  return registrationOf(status ?? '');
}

function iaxRegistration(known: readonly AmiMessage[], { doesRegister, protocol, host, port, username }: HostTrunk) {
  if (!doesRegister || protocol !== 'iax') return undefined;
  const found = known.find((one) => one.Username === username && [host, `${host}:${port}`].includes(one.Host ?? ''));
  return registrationOf(found?.State ?? '');
}

function registrationOf(status: string): NonNullable<TrunkState['registration']> {
  if (/^registered/i.test(status)) return 'registered';
  return /^(rejected|no authentication)/i.test(status) ? 'rejected' : 'unregistered';
}

/** Resolved names are kept for a minute; what cannot be resolved is no circle. */
const resolved = new Map<string, { readonly address: string; readonly count: number }>();
const looksBetweenLookups = 20;

async function isOurselves({ protocol, host, port, transport }: HostTrunk, own: OwnPorts | undefined): Promise<boolean> {
  if (!own || transport === 'tls' || port !== (protocol === 'sip' ? own.sip : own.iax)) return false;
  const address = await addressOf(host);
  return address !== undefined && isOwnAddress(address);
}

async function addressOf(host: string): Promise<string | undefined> {
  if (isIP(host) !== 0) return host;
  const known = resolved.get(host);
  if (known && known.count < looksBetweenLookups) {
    resolved.set(host, { ...known, count: known.count + 1 });
    return known.address;
  }
  const found = await lookup(host).catch(() => undefined);
  if (found) resolved.set(host, { address: found.address, count: 0 });
  return found?.address;
}

function isOwnAddress(address: string): boolean {
  if (/^127\./.test(address) || ['::1', '0.0.0.0', '::'].includes(address)) return true;
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address) === true);
}
