import type { Instant } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import { isCallId } from './callId.ts';

/**
 * A call that a provider brings: `incoming, protocol, dialled, provider, number of the To header`. Who calls is what the provider
 * says; whoever uses it cleans it first (callDesk.ts).
 */
export function toIncomingRequest(environment: ReadonlyMap<string, string>, at: Instant): CallRequest | undefined {
  const given = (name: string) => environment.get(name) ?? '';
  const [callId, protocol, dialled] = [given('agi_uniqueid'), given('agi_arg_2'), given('agi_arg_3')];
  if (!isCallId(callId) || !/^\+?\d{1,32}$/.test(dialled) || !/^[1-9]\d{0,17}$/.test(given('agi_arg_4'))) return undefined;
  if (protocol !== 'sip' && protocol !== 'iax') return undefined;
  const incoming = {
    providerId: BigInt(given('agi_arg_4')),
    callerNumber: isWithheld(given('agi_callingpres')) ? '' : known(given('agi_callerid')),
    callerName: isWithheld(given('agi_callingpres')) ? '' : known(given('agi_calleridname')),
    toNumber: /^\+?\d{1,32}$/.test(given('agi_arg_5')) ? given('agi_arg_5') : '',
  };
  return { callId, callerNumber: '', protocol, dialled, at, incoming };
}

/** Q.931 presentation: bits 6 and 7 are 01 when the caller does not want to be shown. */
const isWithheld = (presentation: string): boolean => (Number(presentation) & 0x60) === 0x20;

/** Asterisk writes "unknown" for nothing. */
const known = (text: string): string => (text === 'unknown' ? '' : text);

/** The caller's name behind "ok", as base64 without its padding: names may have any letter, an answer to Asterisk may not. */
export function toName(callerName: string | undefined): string {
  if (callerName === undefined || callerName === '') return '';
  return `~${Buffer.from(callerName, 'utf8').toString('base64').replace(/=+$/, '')}`;
}
