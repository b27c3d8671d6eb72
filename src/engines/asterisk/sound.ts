import type { CallAnswer } from '../../core/calls/call.ts';
import { type CallQuality, type MediaStats, qualityOf } from '../../core/calls/quality.ts';
import type { Ami } from './ami.ts';
import type { AmiMessage } from './amiMessage.ts';
import { microseconds } from './celLine.ts';
import { bridgedSides, callerChannels } from './channels.ts';

/** Asked of a SIP channel; others do not know it. */
const counted = 'CHANNEL(rtcp,all,audio)';
/** So many calls are asked about at each look, in turn: the cost is the same however many there are. */
const callsAtOnce = 20;

/**
 * `ssrc=…;lp=0;rxjitter=0.000000;rxcount=351;txjitter=0.001375;txcount=351;rlp=0;rtt=0.000000;…` Undefined for anything else.
 * Asterisk's names of the two jitters are the wrong way round (22.10: a side that sends no reports has an `rxjitter` of 0 and a
 * `txjitter` that is ours); its losses are not. Seconds there, milliseconds here.
 */
export function readCounts(text: string): MediaStats | undefined {
  const value = (name: string): number => Number(new RegExp(`(?:^|;)${name}=(\\d{1,10}(?:\\.\\d{1,9})?)(?:;|$)`).exec(text)?.[1]);
  const [received, sent] = [value('rxcount'), value('txcount')];
  if (!(received >= 0) || !(sent >= 0)) return undefined;
  return {
    received,
    lost: lostOf(value('lp')),
    jitter: milliseconds(value('txjitter')),
    sent,
    lostThere: Math.min(lostOf(value('rlp')), sent),
    jitterThere: milliseconds(value('rxjitter')),
    roundTrip: milliseconds(value('rtt')),
  };
}

/** More came than was expected makes Asterisk's unsigned figure huge. */
const lostOf = (count: number): number => (count >= 0 && count < 2 ** 31 ? count : 0);
const milliseconds = (seconds: number): number => (seconds >= 0 && seconds < 60 ? Math.round(seconds * 1e4) / 10 : 0);

type Heard = Pick<CallAnswer, 'codec' | 'postDialDelayMilliseconds'>;

/** The further fields of a userfield, behind those of the answer: codec, asked at, dialled at, rang after, was heard after. */
export function readHeard(
  [formats = '', asked = '', dialled = '', rang = '', progressed = '']: readonly string[],
  answered = '',
): Heard {
  // slin is Asterisk's own, inside: nobody sent it.
  const codec = /^\((?!slin)(\w{1,20})[|)]/.exec(formats)?.[1];
  const [from, to] = [microseconds(asked), microseconds(dialled)];
  const [first] = [rang, progressed].filter((one) => /^\d{1,8}$/.test(one));
  const until = to === undefined || first === undefined ? microseconds(answered) : to + BigInt(first) * 1000n;
  const delay = from === undefined || until === undefined ? -1 : Number((until - from) / 1000n);
  return {
    ...(codec !== undefined && { codec }),
    ...(delay >= 0 && delay < 86_400_000 && { postDialDelayMilliseconds: delay }),
  };
}

/** How the calls in progress sound: asked of Asterisk a few at a time, remembered until their end. */
export type SoundMeter = {
  /** Asks about the next few of these channels; answers what it learned now. */
  readonly look: (ami: Ami, channels: readonly AmiMessage[]) => Promise<ReadonlyMap<string, CallQuality>>;
  /** What both sides of a call that has ended make together: the caller's as it was last heard, the other's at its very end. */
  readonly judge: (callId: string, callee: MediaStats | undefined) => CallQuality | undefined;
  readonly forget: (callId: string) => void;
};

type Sides = Pick<CallQuality, 'callee' | 'caller'>;

export function openSoundMeter(): SoundMeter {
  const heard = new Map<string, Sides>();
  let last = '';
  return {
    look: async (ami, channels) => {
      const talking = talkingCalls(channels);
      const turn = nextOf(talking, last);
      last = turn.at(-1)?.callId ?? '';
      const up = new Set(callerChannels(channels).map(({ Uniqueid = '' }) => Uniqueid));
      for (const callId of heard.keys()) if (!up.has(callId)) heard.delete(callId);
      const found = await Promise.all(turn.map(async (one) => [one.callId, await askSides(ami, one)] as const));
      return new Map(
        found.flatMap(([callId, sides]) => {
          heard.set(callId, sides);
          const quality = qualityOf(sides);
          return quality ? [[callId, quality] as const] : [];
        }),
      );
    },
    judge: (callId, callee) => qualityOf({ ...heard.get(callId), ...(callee && { callee }) }),
    forget: (callId) => void heard.delete(callId),
  };
}

type TalkingCall = { readonly callId: string; readonly caller: string; readonly callee: string };

/** Calls between two channels, by call id, so that turns are fair. */
function talkingCalls(channels: readonly AmiMessage[]): readonly TalkingCall[] {
  const names = new Map(channels.map(({ Uniqueid = '', Channel = '' }) => [Uniqueid, Channel]));
  return [...bridgedSides(channels)]
    .map(([callId, other]) => ({ callId, caller: names.get(callId) ?? '', callee: names.get(other) ?? '' }))
    .sort((a, b) => (a.callId < b.callId ? -1 : 1));
}

function nextOf(calls: readonly TalkingCall[], last: string): readonly TalkingCall[] {
  const after = calls.findIndex(({ callId }) => callId > last);
  const from = Math.max(after, 0);
  return calls.slice(from, from + callsAtOnce);
}

async function askSides(ami: Ami, { caller, callee }: TalkingCall): Promise<Sides> {
  const [callerCounts, calleeCounts] = await Promise.all([askCounts(ami, caller), askCounts(ami, callee)]);
  return { ...(callerCounts && { caller: callerCounts }), ...(calleeCounts && { callee: calleeCounts }) };
}

/** A channel that has gone meanwhile has nothing to say. */
async function askCounts(ami: Ami, channel: string): Promise<MediaStats | undefined> {
  if (!channel.startsWith('PJSIP/')) return undefined;
  const told = await ami.ask({ Action: 'Getvar', Channel: channel, Variable: counted }).catch(() => undefined);
  return readCounts(told?.Value ?? '');
}
