import type { Instant, Seconds } from '../base/time.ts';
import { addSeconds } from '../base/time.ts';

/** What strangers try to get into with a phone, and the words for it. */
export const attackedProtocols = { sip: 'SIP', iax: 'IAX2' } as const;
export type AttackedProtocol = keyof typeof attackedProtocols;

/** A phone, or what says it is one, was not let in. All but `at` and `protocol` is what a stranger wrote. */
export type LoginFailure = {
  readonly protocol: AttackedProtocol;
  /** Where the message came from, as an address without a port. */
  readonly address: string;
  /** The number that was tried; it need not exist. */
  readonly name: string;
  readonly at: Instant;
};

/** So many failures from one network within the window make it worth a judgement. */
export const banAfterFailures = 5;
export const failureWindowSeconds: Seconds = 600;
/** From a network of good phones: only somebody who guesses tries so often. A phone that asks every 6 seconds stays below. */
export const banAnywayAfterFailures = 100;
/** A suspended phone goes on asking every minute for weeks; its number cannot be got into, so it counts a tenth. */
export const suspendedShare = 10;

/** 10 minutes, an hour, 6 hours, a day, a week: each ban of the same network within 30 days is longer than the one before. */
const banSeconds: readonly Seconds[] = [600, 3600, 21_600, 86_400, 604_800];
export const banMemorySeconds: Seconds = 30 * 86_400;

/** So many new bans within ten minutes are an attack from many places, which staff are alerted to once an hour. */
export const banWave = 20;
export const banWaveSeconds: Seconds = 600;

/** What is known when a network is judged. */
export type BanFacts = {
  /** Failures within the window, oldest first. */
  readonly failures: readonly Pick<LoginFailure, 'name'>[];
  /** Of the names tried: numbers that exist and are suspended. */
  readonly suspended: readonly string[];
  /** Numbers that are registered from this network at the moment. */
  readonly registered: readonly string[];
  /** Ours, a provider's, or on the list of those never to be banned. */
  readonly isExempt: boolean;
  /** Bans of this network within `banMemorySeconds`, lifted ones left out. */
  readonly earlierBans: number;
};

/** More than a firewall's set or a configuration file should hold. */
export const bansInForceMax = 20_000;

export type BanVerdict = { readonly kind: 'wait' | 'warning' } | { readonly kind: 'ban'; readonly seconds: Seconds };

/**
 * What to do about a network. Behind one address there may be an office: where more phones are registered than names fail, one
 * of them has a wrong secret, and staff are told instead of the office being shut out.
 */
export function judgeNetwork(facts: BanFacts): BanVerdict {
  const failures = countedFailures(facts);
  if (facts.isExempt || failures < banAfterFailures) return { kind: 'wait' };
  const failing = new Set(facts.failures.map(({ name }) => name));
  const good = new Set(facts.registered.filter((name) => !failing.has(name))).size;
  if (good > failing.size && failures < banAnywayAfterFailures) return { kind: 'warning' };
  // Addresses of UDP are easily forged: where good phones are, nobody keeps them out for longer than the first time.
  return { kind: 'ban', seconds: banLength(good > 0 ? 0 : facts.earlierBans) };
}

/** Failures, those of suspended phones at a tenth. */
export function countedFailures({ failures, suspended }: Pick<BanFacts, 'failures' | 'suspended'>): number {
  const known = new Set(suspended);
  const light = failures.filter(({ name }) => known.has(name)).length;
  return failures.length - light + Math.floor(light / suspendedShare);
}

/** How long a network is banned that was banned so often before. */
export function banLength(earlierBans: number): Seconds {
  return banSeconds[Math.min(earlierBans, banSeconds.length - 1)] ?? 0;
}

/** Where a ban stands. `lifted` = by somebody, before its time. */
export const banStates = ['in_force', 'ended', 'lifted'] as const;
export type BanState = (typeof banStates)[number];

/** When a ban of so many seconds ends; undefined seconds = it does not. */
export const banEnd = (now: Instant, seconds: Seconds | undefined): Instant | undefined =>
  seconds === undefined ? undefined : addSeconds(now, seconds);
