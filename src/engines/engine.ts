import type { LoginFailure } from '../core/access/ban.ts';
import type { Instant, Seconds } from '../core/base/time.ts';
import type { CallDecision, CallNews, CallRequest, LiveCall, TriedHost, Trunk, TrunkState } from '../core/calls/call.ts';
import type { LeftMessage, MessageCount, MessageMark, OpenedMailbox } from '../core/calls/message.ts';
import type { MadeRecording } from '../core/calls/recording.ts';

/** What call control does for an engine. Each may be called again with the same call id; the outcome is the same. */
export type CallHandlers = {
  /** Decides a call. Always answers within 2 seconds; throws never. */
  readonly authorize: (request: CallRequest) => Promise<CallDecision>;
  /** A caller left a message; false = nobody wants it. Called again until it resolves. */
  readonly messageLeft: (left: LeftMessage) => Promise<boolean>;
  /** A call was recorded; false = nobody wants it. Called again until it resolves. */
  readonly callRecorded: (made: MadeRecording) => Promise<boolean>;
  /** A phone wants to hear its messages. */
  readonly openMailbox: (networkNumber: string, pin: string) => Promise<OpenedMailbox>;
  readonly markMessage: (networkNumber: string, recording: string, mark: MessageMark) => Promise<void>;
  /** Answers and ends of calls and the position behind them; once this resolves, the engine may forget them. */
  readonly happened: (news: CallNews, position: SpoolPosition) => Promise<void>;
  /** Attempts at providers that have ended, for their health; told once, and at most twice after a fault. */
  readonly tried?: (tried: readonly TriedHost[]) => void;
  /** Somebody was not let in as a phone; told once each, in batches, and never after a restart. */
  readonly notLetIn?: (failures: readonly LoginFailure[]) => void;
  /** The engine is (again) connected, its spool has been read to the end: time to reconcile. */
  readonly connected: () => void;
  /** The engine has gone. */
  readonly disconnected: () => void;
};

/** How far the engine's durable call spool has been handed over. Bytes. */
export type SpoolPosition = { readonly spool: string; readonly position: bigint };

export type EngineStatus = {
  readonly isConnected: boolean;
  readonly version?: string;
  readonly liveCalls: number;
  readonly shutsOutBy: ShutsOutBy;
};

/** Who keeps banned networks out: the machine's firewall, or Asterisk itself where that is not permitted. */
export type ShutsOutBy = 'firewall' | 'asterisk';
/** `until` undefined = until it is taken off. */
export type BannedNetwork = { readonly network: string; readonly until: Instant | undefined };

/** A switch that carries calls. Implementations translate; they decide nothing. */
export type CallEngine = {
  /** Starts listening; `from` is the stored spool position. Resolves once requests can be taken (the switch itself may still be starting). */
  readonly start: (handlers: CallHandlers, from: SpoolPosition | undefined) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The call may last `grantedSeconds` from its answer; the switch itself enforces it. */
  readonly grant: (callId: string, answeredAt: Instant, grantedSeconds: Seconds) => Promise<void>;
  /** The caller hears that the money is about to end. */
  readonly warn: (callId: string) => Promise<void>;
  readonly hangUp: (callId: string) => Promise<void>;
  /** Every call that is up. Throws when the switch cannot be asked. */
  readonly liveCalls: () => Promise<readonly LiveCall[]>;
  /** Makes these the providers; applied without touching calls in progress. */
  readonly applyTrunks: (trunks: readonly Trunk[], emergency: EmergencyFallback) => Promise<void>;
  /** What is known of the hosts of the applied providers. Throws when the switch cannot be asked. */
  readonly trunkStates: () => Promise<readonly TrunkState[]>;
  /** A phone's registration data changed or was withdrawn: forget what is cached about it. */
  readonly forgetPhones: (networkNumbers: readonly string[]) => Promise<void>;
  /** These browsers ring beside the phone of their number: number → logins, the newest first. Instead of those told before. */
  readonly ringBrowsers: (browsers: ReadonlyMap<string, readonly string[]>) => void;
  /** Keeps exactly these networks out: nothing from there is looked at, whatever it says. Survives a restart of the switch. */
  readonly applyBans: (bans: readonly BannedNetwork[]) => Promise<void>;
  /** Networks that must never be banned: this machine's own addresses and those of the applied providers. */
  readonly trustedNetworks: () => Promise<readonly string[]>;
  /** Deletes the sound of messages; one that is gone already is no fault. */
  readonly removeRecordings: (recordings: readonly string[]) => Promise<void>;
  /** Deletes recordings of calls; one that is gone already is no fault. */
  readonly removeCallRecordings: (recordings: readonly string[]) => Promise<void>;
  /** Bytes that are left for recordings of calls. */
  readonly freeRecordingBytes: () => Promise<bigint>;
  /** Lights or puts out the message lamps of phones. */
  readonly tellMessages: (counts: readonly MessageCount[]) => Promise<void>;
  /** Places a call as if this phone had dialled; a recording talks for `seconds`. For the operator's test call. */
  readonly placeTestCall: (networkNumber: string, dialled: string, seconds: Seconds) => Promise<void>;
  readonly status: () => EngineStatus;
};

/** Emergency numbers as dialled, and the attempt the switch itself makes when call control is silent. */
export type EmergencyFallback = {
  readonly numbers: readonly string[];
  readonly trunk?: { readonly providerId: bigint; readonly number: (dialled: string) => string };
};
