import type { MicrophoneFault } from './microphone.ts';

/** The other side, in words that it chose itself: text and nothing else. Both empty = withheld. */
export type Party = { readonly name: string; readonly number: string };

/** Why a call ended; a key of the phone's words, or empty when it simply ended. */
export type EndReason =
  | ''
  | 'busy'
  | 'refused'
  | 'unreachable'
  | 'unknownNumber'
  | 'noNumber'
  | 'noAnswer'
  | 'lapsed'
  | 'connectionLost'
  | 'noEngine'
  | 'noSound';

export type CallState =
  | { readonly kind: 'none' }
  | { readonly kind: 'incoming'; readonly party: Party }
  | { readonly kind: 'connecting'; readonly party: Party }
  /** isHeard: what rings is heard from there. */
  | { readonly kind: 'ringing'; readonly party: Party; readonly isHeard: boolean }
  | {
      readonly kind: 'talking';
      readonly party: Party;
      readonly since: Date;
      readonly isMuted: boolean;
      readonly isHeld: boolean;
      readonly isHeldByOther: boolean;
    }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'fault'; readonly fault: MicrophoneFault }
  /** What the server said, in its words. */
  | { readonly kind: 'problem'; readonly message: string };

/**
 * off ─▶ connecting ─▶ ready ⇄ broken        `broken` tries again by itself
 *          ▲              └─▶ withdrawn      the login was ended: only the person begins again
 *          └──────────────────┘
 */
export type Connection = 'off' | 'connecting' | 'ready' | 'broken' | 'withdrawn';

export type PhoneState = { readonly connection: Connection; readonly call: CallState };

export const idlePhone: PhoneState = { connection: 'off', call: { kind: 'none' } };

/** True while a call is up, or about to be: another one is refused as busy. */
export const isEngaged = ({ call }: PhoneState): boolean =>
  call.kind === 'incoming' || call.kind === 'connecting' || call.kind === 'ringing' || call.kind === 'talking';

/** JsSIP's causes (its Constants.js) → ours. */
export function reasonOf(cause: string): EndReason {
  const known: Readonly<Record<string, EndReason>> = {
    Busy: 'busy',
    Rejected: 'refused',
    Unavailable: 'unreachable',
    'Not Found': 'unknownNumber',
    'Address Incomplete': 'noNumber',
    'No Answer': 'noAnswer',
    'Authentication Error': 'lapsed',
    'Connection Error': 'connectionLost',
    'Request Timeout': 'connectionLost',
    'RTP Timeout': 'connectionLost',
    'WebRTC Error': 'noSound',
    'Incompatible SDP': 'noSound',
    'Bad Media Description': 'noSound',
    'Missing SDP': 'noSound',
  };
  return known[cause] ?? (cause === 'Terminated' || cause === 'Canceled' || cause === 'Expires' ? '' : 'refused');
}

/** What may be dialled: digits, plus, star and hash; everything else is how people write numbers. */
export const dialledOf = (typed: string): string => typed.replace(/[^\d+*#]/g, '');
