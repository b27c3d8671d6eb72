import { instant } from '../src/core/base/time.ts';
import type { CallDecision } from '../src/core/calls/call.ts';
import { decodeAmi, encodeAmi } from '../src/engines/asterisk/amiMessage.ts';
import { isCallId } from '../src/engines/asterisk/callId.ts';
import { readCelLine } from '../src/engines/asterisk/celLine.ts';
import { readAgiEnvironment } from '../src/engines/asterisk/fastagi.ts';
import { toCallRequest, toNews, toPlan, toTried } from '../src/engines/asterisk/translate.ts';
import { pick } from './random.ts';

/** What stands between Asterisk and call control; each can be replaced by one with a mistake. */
export const parsers = {
  agi: (text: string) => toCallRequest(readAgiEnvironment(text), instant(1_800_000_000_000)),
  ami: decodeAmi,
  encode: encodeAmi,
  cel: (line: string) => {
    const event = readCelLine(line);
    return event && { news: toNews(event), tried: toTried(event) };
  },
  plan: (decision: CallDecision) => toPlan(decision, () => 'sip'),
};
export type Parsers = typeof parsers;

const callId = 'vsp0123456789-1700000000.7';
const counts =
  'ssrc=1;themssrc=2;lp=0;rxjitter=0.000000;rxcount=351;txjitter=0.001375;txcount=351;rlp=0;rtt=0.021000;rxmes=0.000000;txmes=88.087887';
const heard = '(ulaw|alaw)^1700000000.100000^1700000000.200000^120^';
const seeds = {
  agi: [
    `agi_network: yes\nagi_uniqueid: ${callId}\nagi_arg_1: 100001\nagi_arg_2: sip\nagi_arg_3: 0299990000\n`,
    `agi_uniqueid: ${callId}\nagi_arg_1: forward\nagi_arg_2: iax\nagi_arg_3: +61299990000\nagi_arg_4: 100001-100002\nagi_arg_5: +61412000111\n`,
    `agi_uniqueid: ${callId}\nagi_arg_1: incoming\nagi_arg_2: sip\nagi_arg_3: 61280001111\nagi_arg_4: 7\nagi_arg_5: \nagi_callerid: 0412\nagi_calleridname: Zoe\nagi_callingpres: 35\n`,
  ],
  ami: [
    'Asterisk Call Manager/10.0.1\r\nResponse: Success\r\nActionID: v1\r\n\r\nEvent: FullyBooted\r\n\r\n',
    `Event: CoreShowChannel\r\nActionID: v2\r\nChannel: PJSIP/100001-00000001\r\nUniqueid: ${callId}\r\nContext: granted\r\n\r\n`,
    'Response: Error\r\nMessage: No such channel\r\nEventList: Complete\r\n\r\n',
  ],
  cel: [
    `"answered","1700000001.000090","${callId.replace('.7', '.8')}","PJSIP/provider-1-00000001","${callId}^2^1700000001.000000^^${heard}","{""extra"":""""}"`,
    `"HANGUP","1700000062.000000","${callId.replace('.7', '.8')}","PJSIP/provider-1-2-00000001","${callId}^2^1700000001.000000^100001~sip~000^${heard}^${counts}","{""hangupcause"":16}"`,
    `"HANGUP","1700000062.000000","${callId}","PJSIP/100001-00000002","${callId}^NOANSWER^^^^1700000000.100000^1700000000.200000^^700","{""hangupcause"":19}"`,
    `"HANGUP","1700000062.000000","x","IAX2/provider-9-3-77","","{""hangupcause"": 127}"`,
  ],
};
const pieces = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\r\n\r\n',
    '"',
    '""',
    '",',
    '^',
    '~',
    ';',
    ':',
    ': ',
    ',',
    '-',
    '.',
    '(',
    ')',
    '|',
    '{',
    '}',
    '\\',
    '%',
    '/',
  ],
  ...[
    '__proto__',
    'constructor',
    'agi_uniqueid: x',
    'Response: Success',
    'ANSWER',
    '1e309',
    'NaN',
    '-0',
    '99999999999999999999',
    '\uD800',
    '\u2028',
    'é',
  ],
  ...['A'.repeat(5000), '"'.repeat(301), '^'.repeat(300), '1700000000.000000', 'lp=4294967295;', 'rxcount=-1;', '9'.repeat(400)],
];

/** A text that Asterisk could send, and then damaged in up to six places; or nothing but noise. */
function damaged(random: () => number, from: readonly string[]): string {
  let text = random() < 0.1 ? '' : (from[pick(random, from.length)] ?? '');
  for (let times = pick(random, 6); times >= 0; times -= 1) {
    const at = pick(random, text.length + 1);
    const kind = random();
    if (kind < 0.35) text = text.slice(0, at) + (pieces[pick(random, pieces.length)] ?? '') + text.slice(at);
    else if (kind < 0.55) text = text.slice(0, at) + text.slice(at + 1 + pick(random, 9));
    else if (kind < 0.8)
      text = text.slice(0, at) + String.fromCharCode(pick(random, random() < 0.9 ? 256 : 65_536)) + text.slice(at + 1);
    else if (kind < 0.9) text = text.slice(0, at);
    else text += text.slice(at);
  }
  return text.slice(0, 40_000);
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const clean = /^[\w^~+*#@/.-]*$/;

/** One input of each; what is wrong with what came of it, undefined when nothing is. */
type Check = (parsers: Parsers, random: () => number) => string | undefined;

export const checks: Readonly<Record<'agi' | 'ami' | 'cel' | 'encoders', Check>> = {
  agi: ({ agi }, random) => {
    const asked = agi(damaged(random, seeds.agi));
    if (asked === undefined) return undefined;
    const isSound =
      isCallId(asked.callId) &&
      /^\+?[0-9+*#]{1,33}$/.test(asked.dialled) &&
      (asked.incoming ? asked.callerNumber === '' : /^\d{4,15}$/.test(asked.callerNumber)) &&
      (asked.protocol === 'sip' || asked.protocol === 'iax');
    return isSound
      ? undefined
      : `a question that nobody can ask: ${JSON.stringify(asked, (_, one) => (typeof one === 'bigint' ? `${one}` : one))}`;
  },
  ami: ({ ami }, random) => {
    const text = damaged(random, seeds.ami);
    const whole = ami(text);
    if (!text.endsWith(whole.rest)) return `the rest is not the end of ${JSON.stringify(text.slice(0, 200))}`;
    const cut = pick(random, text.length + 1);
    const first = ami(text.slice(0, cut));
    const second = ami(first.rest + text.slice(cut));
    if (JSON.stringify([...first.messages, ...second.messages]) !== JSON.stringify(whole.messages))
      return `cut at ${cut} it is read otherwise: ${JSON.stringify(text.slice(0, 200))}`;
    return whole.messages.every((one) => Object.getPrototypeOf(one) === Object.prototype) ? undefined : 'a message with a parent';
  },
  cel: ({ cel }, random) => {
    const read = cel(damaged(random, seeds.cel));
    if (read?.tried !== undefined && !isWhole(read.tried.hangupCause)) return `no cause: ${read.tried.hangupCause}`;
    if (read?.news === undefined) return undefined;
    const { news } = read;
    const told = news.kind === 'ended' ? news.report : news;
    const numbers = [
      ...[told.postDialDelayMilliseconds ?? 0, told.attempt ?? 1],
      ...(news.kind === 'ended' ? [news.report.durationMilliseconds, news.report.hangupCause] : []),
    ];
    if (!numbers.every(isWhole)) return `no whole numbers: ${JSON.stringify(told)}`;
    const measured = news.kind === 'ended' && news.counts ? Object.values(news.counts) : [];
    if (!measured.every((one) => Number.isFinite(one) && one >= 0)) return `no counts: ${JSON.stringify(measured)}`;
    return told.codec === undefined || /^\w+$/.test(told.codec) ? undefined : `no codec: ${told.codec}`;
  },
  encoders: ({ encode, ami, plan }, random) => {
    const value = damaged(random, ['PJSIP/100001-00000001', '100001', 'x']);
    const text = encoded(() => encode({ Action: 'Hangup', Channel: value, Cause: 16 }));
    if (text !== undefined) {
      const { messages, rest } = ami(text);
      const isOne = messages.length === 1 && rest === '' && Object.keys(messages[0] ?? {}).length === 3;
      if (!isOne || messages[0]?.Channel !== value.trim()) return `smuggled: ${JSON.stringify(value.slice(0, 200))}`;
    }
    const answer = plan({
      ...{ ok: true, grantedSeconds: 60, ringSeconds: 20, stopAt: [17, pick(random, 1000)] },
      attempts: [{ kind: 'provider', providerId: 1n, number: value, callerId: damaged(random, ['61280001111']) }],
    });
    return clean.test(answer) ? undefined : `an answer with more than words: ${JSON.stringify(answer.slice(0, 200))}`;
  },
};

/** A TypeError is the encoder's way to refuse; anything else is a fault. */
function encoded(encode: () => string): string | undefined {
  try {
    return encode();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
