import type { Id } from '../base/id.ts';
import type { RefusalCode } from '../base/refusal.ts';
import type { Instant, Seconds } from '../base/time.ts';
import type { RatedBy } from '../routing/chooseProviders.ts';
import type { AttemptRecording } from '../routing/recordingWish.ts';
import type { Forwarded } from './forwarding.ts';
import type { CallQuality } from './quality.ts';

/** The two protocols that a customer's phone can speak. */
export type PhoneProtocol = 'sip' | 'iax';

/** What a call wants, in the trade's words. `callId` is made by the engine, unique for ever, and the key of everything that follows. */
export type CallRequest = {
  readonly callId: string;
  /** The network number (= user name) that the engine has authenticated; never taken from a header. */
  readonly callerNumber: string;
  readonly protocol: PhoneProtocol;
  /** As dialled: digits, `+`, `*`, `#`. */
  readonly dialled: string;
  readonly at: Instant;
  /** Present when no phone dialled: `callerNumber` passes a call on, and pays for it as for its own. */
  readonly forwarded?: Forwarded;
  /** Present when a provider brings the call: `dialled` is then a number of ours, and `callerNumber` is empty. */
  readonly incoming?: Incoming;
  /** The caller asked to stay unknown for this one call. */
  readonly isCallerHidden?: true;
};

/** Who calls from outside, as the provider says; cleaned (callerIdentity.ts), believed by nobody. */
export type Incoming = {
  readonly providerId: Id;
  readonly callerNumber: string;
  readonly callerName: string;
  /** The number of the To header, for providers that dial a registration instead of a number; empty = none. */
  readonly toNumber: string;
};

/** One try towards one host of a provider, dialled with `number` as that provider wants it. */
export type ProviderAttempt = {
  readonly kind: 'provider';
  readonly providerId: Id;
  /** Which of its hosts (1-based); absent = the first. */
  readonly host?: number;
  readonly number: string;
  readonly callerId: string;
  /** The called person is not shown `callerId`; the provider is. */
  readonly isCallerHidden?: true;
  /** How long it may ring before the next attempt; absent = as long as the call may. Seconds. */
  readonly ringSeconds?: Seconds;
  /** What the provider takes, if it takes the call. */
  readonly cost?: RatedBy;
  readonly recording?: AttemptRecording;
};

/** One try towards one side. */
export type Attempt =
  | ProviderAttempt
  | {
      readonly kind: 'phone';
      readonly networkNumber: string;
      readonly protocols: readonly PhoneProtocol[];
      readonly callerId: string;
      /** How long this phone rings; absent = as long as the call may. Seconds. */
      readonly ringSeconds?: Seconds;
      /** Which attempt follows (1-based) when the phone does not take the call; an absent one ends it. */
      readonly otherwise?: Otherwise;
      readonly recording?: AttemptRecording;
    }
  /** The call is passed on: the engine asks again, for the number that forwards, and this attempt is what comes of it. */
  | {
      readonly kind: 'forward';
      readonly dialled: string;
      readonly forwarded: Forwarded;
      readonly callerId: string;
      readonly recording?: AttemptRecording;
    }
  /** Several phones and numbers ring at once; the first that answers has the call. Outside ones are passed on, as by `forward`. */
  | {
      readonly kind: 'group';
      readonly members: readonly GroupMember[];
      readonly forwarded: Forwarded;
      readonly callerId: string;
      readonly ringSeconds: Seconds;
      readonly otherwise?: Otherwise;
      readonly recording?: AttemptRecording;
    }
  /** The caller leaves a message. */
  | { readonly kind: 'voicemail'; readonly networkNumber: string; readonly callerId: string }
  /** The caller hears the messages of this number, after its PIN. */
  | { readonly kind: 'messages'; readonly networkNumber: string; readonly callerId: string };

/** At most so many attempts fit into one answer to an engine; no route has more that are worth ringing. */
export const attemptsMax = 12;
/** One side that a group rings. */
export type GroupMember =
  | { readonly kind: 'phone'; readonly networkNumber: string; readonly protocols: readonly PhoneProtocol[] }
  | { readonly kind: 'outside'; readonly dialled: string };

/** What follows a phone that was busy, not answered or not there. */
export type Otherwise = { readonly busy?: number; readonly noAnswer?: number; readonly unreachable?: number };

export type DestinationKind = 'internal' | 'emergency' | 'outside';

/** The answer to a request: the attempts in order and how long may be talked, or why not. */
export type CallDecision =
  | {
      readonly ok: true;
      readonly attempts: readonly Attempt[];
      /** Seconds of talk granted from the answer on. */
      readonly grantedSeconds: Seconds;
      /** How long all attempts together may ring. Seconds. */
      readonly ringSeconds: Seconds;
      /** Q.850 causes after which no further provider is tried; absent = busy and no answer. Not for phones. */
      readonly stopAt?: readonly number[];
      /** True when a provider whose side rings in vain is followed by the next. */
      readonly isNoAnswerFollowed?: true;
      /** What the called phone shows beside the number. */
      readonly callerName?: string;
    }
  | { readonly ok: false; readonly refusal: RefusalCode; readonly said?: undefined }
  /** No call: what was dialled switched something, and the phone hears so. */
  | { readonly ok: false; readonly said: Said; readonly refusal?: undefined };

/** What a phone hears that dialled a star code. */
export type Said = 'dnd_on' | 'dnd_off' | 'forward_on' | 'forward_off' | 'waiting_on' | 'waiting_off';

/** How a call ended, as the engine's durable spool says. */
export type CallReport = {
  readonly callId: string;
  /** Undefined = never answered. */
  readonly answeredAt?: Instant;
  readonly endedAt: Instant;
  /** From the engine's own clock, microseconds rounded up to milliseconds; 0 when not answered. */
  readonly durationMilliseconds: number;
  /** Which attempt answered, 1-based. */
  readonly attempt?: number;
  /** ITU-T Q.850. */
  readonly hangupCause: number;
  /** From the request to the first ringing, or to the first sound or the answer where nothing rang. */
  readonly postDialDelayMilliseconds?: number;
  /** Of the side that answered, as engines name it: ulaw, g722. */
  readonly codec?: string;
  readonly quality?: CallQuality;
  /** Who dialled what, for a call that call control never booked: an emergency call while the database was lost. */
  readonly unbooked?: Pick<CallRequest, 'callerNumber' | 'protocol' | 'dialled'>;
};

/** What Asterisk (or another engine) says is up right now. */
export type LiveCall = {
  readonly callId: string;
  readonly answeredAt?: Instant;
  /** Only where it was measured since the last look. */
  readonly quality?: CallQuality;
};

export const trunkTransports = ['udp', 'tcp', 'tls'] as const;
export type TrunkTransport = (typeof trunkTransports)[number];
export const mediaEncryptions = ['none', 'optional', 'required'] as const;
export type MediaEncryption = (typeof mediaEncryptions)[number];
/** Where a SIP provider reads who calls: P-Asserted-Identity (RFC 3325), Remote-Party-ID, or the From header alone. */
export const identityHeaders = ['pai', 'rpid', 'from'] as const;
export type IdentityHeader = (typeof identityHeaders)[number];
export const trunkCodecs = ['alaw', 'ulaw', 'g722', 'gsm'] as const;
export type TrunkCodec = (typeof trunkCodecs)[number];

/** One address of a provider, as an engine dials it. */
export type TrunkHost = { readonly position: number; readonly host: string; readonly port: number };

/** A provider as an engine dials it; the clear secret never leaves the call-control process. */
export type Trunk = {
  readonly providerId: Id;
  readonly protocol: 'sip' | 'iax' | 'test';
  /** Of the first host. */
  readonly host: string;
  readonly port: number;
  /** The others; positions from 2. */
  readonly moreHosts?: readonly TrunkHost[];
  readonly username: string;
  readonly secret: string;
  readonly doesRegister: boolean;
  /** SIP only. Absent = udp. */
  readonly transport?: TrunkTransport;
  /** SRTP by SDES (RFC 4568), SIP only. Absent = none. */
  readonly mediaEncryption?: MediaEncryption;
  /** SIP only. Absent = pai. With `from` a hidden caller stays unknown to the provider too. */
  readonly identityHeader?: IdentityHeader;
  /** In order of preference; absent = all. */
  readonly codecs?: readonly TrunkCodec[];
  /** Where calls from this provider come from: addresses or networks; absent = its hosts. */
  readonly sourceAddresses?: readonly string[];
  /** How often it is asked whether it is there; absent or 0 = never. Seconds. */
  readonly probeSeconds?: Seconds;
};

/** What an engine knows of one host of a provider. */
export type TrunkState = {
  readonly providerId: Id;
  readonly host: number;
  /** Undefined = not probed, or not yet. `loop`: it is ourselves. */
  readonly isGood: boolean | 'loop' | undefined;
  /** From question to answer. Microseconds. */
  readonly roundTrip?: number;
  /** Absent where nothing is registered. */
  readonly registration?: 'registered' | 'unregistered' | 'rejected';
};

/** One attempt at a host of a provider has ended. */
export type TriedHost = {
  readonly providerId: Id;
  readonly host: number;
  readonly wasAnswered: boolean;
  /** ITU-T Q.850; 0 = none. */
  readonly hangupCause: number;
};

/** A call was answered at this instant by this attempt (1-based). */
export type CallAnswer = {
  readonly callId: string;
  readonly answeredAt: Instant;
  readonly attempt: number;
  /** The network number of the phone that took it; absent where no phone of ours did. */
  readonly answeredBy?: string;
  /** As in `CallReport`. */
  readonly codec?: string;
  readonly postDialDelayMilliseconds?: number;
};

/** What an engine's spool told since the last time, each kind in the order of the spool. A call whose end is told is not among the answers. */
export type CallNews = { readonly answers: readonly CallAnswer[]; readonly reports: readonly CallReport[] };
