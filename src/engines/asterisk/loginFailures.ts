import type { LoginFailure } from '../../core/access/ban.ts';
import type { Instant } from '../../core/base/time.ts';
import type { AmiMessage } from './amiMessage.ts';

/**
 * A failure out of a security event of SIP; undefined for everything else. An unknown number is told of with its first message,
 * and once more when it answers the challenge; the answer itself then has no account and is not counted again.
 */
export function failureOfEvent(event: AmiMessage, now: Instant): LoginFailure | undefined {
  if (event.Service !== 'PJSIP' || !countedEvents.has(event.Event ?? '') || event.AccountID === '<unknown>') return undefined;
  const address = remoteAddress(event.RemoteAddress ?? '');
  return address === undefined ? undefined : { protocol: 'sip', address, name: event.AccountID ?? '', at: now };
}

/** Not ChallengeSent: that is how every login begins. */
const countedEvents: ReadonlySet<string> = new Set(['InvalidAccountID', 'InvalidPassword', 'ChallengeResponseFailed']);

/** `IPV4/UDP/192.0.2.7/5060`, `IPV6/TLS/2001:db8::1/5061`. */
function remoteAddress(text: string): string | undefined {
  const [family, , address, port] = text.split('/');
  return /^IPV[46]$/.test(family ?? '') && address && /^\d+$/.test(port ?? '') ? address.replace(/^\[|\]$/g, '') : undefined;
}

/** A failure out of one line of the log of logins; undefined for everything else that stands there. */
export function failureOfLine(line: string, now: Instant): LoginFailure | undefined {
  const message = messageOf(line);
  if (message === undefined) return undefined;
  for (const pattern of iaxPatterns) {
    const found = pattern.exec(message)?.groups;
    if (found?.address !== undefined && found.name !== undefined)
      return { protocol: 'iax', address: found.address, name: found.name, at: now };
  }
  return undefined;
}

/**
 * chan_iax2's words, Asterisk 22. The address stands where the stranger's name cannot reach: the line is anchored at the side
 * of the address, and the name takes the rest, whatever is in it.
 */
const iaxPatterns = [
  /^No registration for peer '(?<name>.*)' \(from (?<address>[0-9a-f.:]+)\)\s*$/s,
  /^Host (?<address>[0-9a-f.:]+) failed MD5 authentication for '(?<name>.*)' \([0-9a-f]* != [0-9a-f]*\)\s*$/s,
  /^Host (?<address>(?:\d+\.){3}\d+|\[[0-9a-f:]+\]):\d+ failed to authenticate as (?<name>.*?)\s*$/s,
] as const;

function messageOf(line: string): string | undefined {
  if (!line.includes('chan_iax2.c')) return undefined;
  try {
    const { logmsg } = JSON.parse(line) as { logmsg?: { location?: { filename?: string }; message?: string } };
    return logmsg?.location?.filename === 'chan_iax2.c' ? logmsg.message : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // Half a line: the disk was full.
    throw error;
  }
}
