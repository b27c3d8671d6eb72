import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../core/base/time.ts';
import type { Attempt } from '../../core/calls/call.ts';
import { byNumber } from './browsers.ts';
import { type CelEvent, readCelLine } from './celLine.ts';
import { toCallRequest, toNews, toPlan } from './translate.ts';

const callId = 'vsp0123456789-1700000000.7';
const given = { agi_uniqueid: callId, agi_arg_1: '100001', agi_arg_2: 'sip', agi_arg_3: '0299998888' };
const at = instant(1_700_000_000_000);
const request = (change: Record<string, string>) => toCallRequest(new Map(Object.entries({ ...given, ...change })), at);

describe('what a phone asks', () => {
  test('a request as the dialplan writes it', () => {
    expect(request({})).toEqual({ callId, callerNumber: '100001', protocol: 'sip', dialled: '0299998888', at });
    expect(request({ agi_arg_2: 'iax', agi_arg_3: '*98#' })).toMatchObject({ protocol: 'iax', dialled: '*98#' });
  });
  test('a call that is passed on is asked for by the last who passes it on', () => {
    const passedOn = { agi_arg_1: 'forward', agi_arg_4: '100002-100003', agi_arg_5: '100001' };
    const forwarded = { by: ['100002', '100003'], from: '100001' };
    expect(request(passedOn)).toEqual({ callId, callerNumber: '100003', protocol: 'sip', dialled: '0299998888', at, forwarded });
    expect(request({ ...passedOn, agi_arg_4: '' })).toBeUndefined();
    expect(request({ ...passedOn, agi_arg_5: 'x' })).toBeUndefined();
  });
  test.each([
    ['no phone', { agi_arg_1: '' }],
    ['a phone that is no number', { agi_arg_1: 'provider-1' }],
    ['a third protocol', { agi_arg_2: 'h323' }],
    ['nothing dialled', { agi_arg_3: '' }],
    ['a name dialled', { agi_arg_3: 'bob' }],
    ['no call id', { agi_uniqueid: '1700000000.7' }],
  ])('%s is no request', (_what, change) => expect(request(change)).toBeUndefined());
});

describe('what the dialplan is told', () => {
  const protocolOf = (providerId: bigint) => (providerId === 17n ? ('iax' as const) : undefined);
  const plan = { ok: true, grantedSeconds: 60, ringSeconds: 45 } as const;
  test('for whom an attempt is recorded, and what is said first', () => {
    const owners = [
      { kind: 'caller', number: '100001' },
      { kind: 'phone', number: '100002' },
      { kind: 'incoming_number', number: '61280001111' },
    ] as const;
    const phone = { kind: 'phone', networkNumber: '100002', protocols: ['sip'], callerId: '100001' } as const;
    const attempts = (['notice', 'beep', 'none'] as const).map((announcement) => ({
      ...phone,
      recording: { owners, announcement },
    }));
    const record = 'o100001-p100002-n61280001111~n~100002~s^100001';
    expect(toPlan({ ...plan, attempts }, protocolOf)).toBe(`ok^45^60^r~n~${record}^r~b~${record}^r~x~${record}`);
  });
  test('attempts in order, seconds whole', () => {
    expect(
      toPlan(
        {
          ...plan,
          grantedSeconds: 59.9,
          attempts: [
            { kind: 'provider', providerId: 17n, number: '61299998888', callerId: '+61280001111' },
            { kind: 'phone', networkNumber: '100002', protocols: ['sip', 'iax'], callerId: '100001' },
          ],
        },
        protocolOf,
      ),
    ).toBe('ok^45^59^IAX2/provider-17/61299998888^+61280001111^n~100002~si^100001');
  });
  test('what follows a phone, and the targets that are no phone', () => {
    const forwarded = { by: ['100002', '100003'], from: '100001' };
    const callerId = '100001';
    const phone = { kind: 'phone', networkNumber: '100003', protocols: ['sip'], callerId, ringSeconds: 20 } as const;
    const attempts = [
      { ...phone, otherwise: { busy: 2, unreachable: 3 } },
      { kind: 'forward', dialled: '+61299998888', forwarded, callerId },
      { kind: 'voicemail', networkNumber: '100003', callerId },
      { kind: 'messages', networkNumber: '100003', callerId },
    ] as const;
    expect(
      toPlan({ ...plan, attempts }, protocolOf)
        .split('^')
        .slice(3),
    ).toEqual([
      ...['n~100003~s~20~2-0-3', '100001', 'f~+61299998888~100002-100003~100001', '100001'],
      ...['v~100003~100001', '100001', 'm~100003', '100001'],
    ]);
  });
  test('browsers ring beside the phone of their number, in groups too; what follows stays as it was', () => {
    const [one, two] = ['web-0123456789abcdef01234567', 'web-89abcdef0123456789abcdef'];
    const browsers = new Map([['100003', [one, two]]]);
    const phone = { kind: 'phone', networkNumber: '100003', protocols: ['sip', 'iax'], callerId: '100001' } as const;
    const group = { kind: 'group', callerId: '100001', forwarded: { by: ['100009'], from: '100001' }, ringSeconds: 20 } as const;
    const other = { ...phone, networkNumber: '100004' };
    const targets = (...attempts: readonly Attempt[]) => {
      const parts = toPlan({ ...plan, attempts }, protocolOf, browsers)
        .split('^')
        .slice(3);
      return parts.filter((_, index) => index % 2 === 0);
    };
    const sides = 's100003-i100003-w0123456789abcdef01234567-w89abcdef0123456789abcdef';
    expect(targets({ ...phone, ringSeconds: 20, otherwise: { busy: 2 } }, other)).toEqual([
      `g~${sides}~20~2-0-0~100003~100001`,
      'n~100004~si',
    ]);
    expect(targets(phone)).toEqual([`g~${sides}~45~0-0-0~100003~100001`]);
    expect(targets({ ...group, members: [phone, other] })).toEqual([`g~${sides}-s100004-i100004~20~0-0-0~100009~100001`]);
    const foreign = () => toPlan({ ...plan, attempts: [phone] }, protocolOf, new Map([['100003', ['x&Local/1@forward']]]));
    expect(foreign).toThrow(TypeError);
  });
  test('a plan is never longer than AGI takes: browsers are left out, then members of a group from the end', () => {
    const number = (serial: number) => String(100_000_000_000_000 + serial);
    const members = (count: number) =>
      Array.from({ length: count }, (_, serial) => ({
        ...({ kind: 'phone', networkNumber: number(serial), protocols: ['sip', 'iax'] } as const),
      }));
    const planOf = (count: number) => {
      const phones = members(count);
      const browsers = new Map(phones.map((one) => [one.networkNumber, Array(4).fill(`web-${'0'.repeat(24)}`)]));
      const from = { by: ['100009'], from: '100001' };
      const group: Attempt = { kind: 'group', members: phones, forwarded: from, ringSeconds: 20, callerId: '100001' };
      const after: Attempt = { kind: 'voicemail', networkNumber: '100009', callerId: '100001' };
      return toPlan({ ...plan, attempts: [{ ...group, otherwise: { busy: 2 } }, after] }, protocolOf, browsers);
    };
    const end = '~20~2-0-0~100009~100001^100001^v~100009~100001^100001';
    expect(planOf(12)).toContain('-w0');
    const sides = (count: number) => members(count).map((one) => `s${one.networkNumber}-i${one.networkNumber}`);
    expect(planOf(20)).toBe(`ok^45^60^g~${sides(20).join('-')}${end}`);
    expect(planOf(99)).toBe(`ok^45^60^g~${sides(56).join('-')}${end}`);
    expect(planOf(99).length).toBeLessThanOrEqual(2000);
  });
  test('a refusal names its prompt and its cause; "not ready" says nothing, so that emergency numbers still connect', () => {
    expect(toPlan({ ok: false, refusal: 'no_funds' }, protocolOf)).toBe('no^no_funds^21');
    expect(toPlan({ ok: false, refusal: 'not_found' }, protocolOf)).toBe('no^unavailable^41');
    expect(toPlan({ ok: false, refusal: 'not_ready' }, protocolOf)).toBe('');
  });
  test.each([0, -1, Number.NaN])('a grant of %d seconds is a fault, not a call', (grantedSeconds) => {
    expect(() => toPlan({ ...plan, grantedSeconds, attempts: [] }, protocolOf)).toThrow(RangeError);
  });
  test('no input can add a step, an option or a variable', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1 }),
        (number, callerId, grantedSeconds) => {
          const text = toPlan(
            { ...plan, grantedSeconds, attempts: [{ kind: 'provider', providerId: 1n, number, callerId }] },
            protocolOf,
          );
          expect(text).toMatch(/^ok\^45\^\d+\^PJSIP\/[0-9+*#]*@provider-1\^[0-9+*#]*$/);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

describe('what a line of the spool means', () => {
  const answeredAt = 1_700_000_001_000_000n;
  const callee = {
    ...{ channelId: 'vsp0123456789-1700000000.8', channelName: 'PJSIP/provider-1-00000001' },
    ...{ isInnerHalf: false, hangupCause: 16 },
  };
  const caller = { channelId: callId, channelName: 'PJSIP/100000-00000002', isInnerHalf: false, hangupCause: 16 };
  const answered = `${callId}^2^1700000001.000000`;
  test.each<[string, CelEvent, unknown]>([
    [
      'the answering side is answered',
      { kind: 'answered', at: answeredAt + 90n, userField: answered, ...callee },
      { kind: 'answered', callId, answeredAt: 1_700_000_001_000, attempt: 2, channelId: callee.channelId },
    ],
    [
      'the answering side ends: length to the millisecond, rounded up',
      { kind: 'HANGUP', at: answeredAt + 61_000_001n, userField: answered, ...callee },
      {
        kind: 'ended',
        report: {
          callId,
          answeredAt: 1_700_000_001_000,
          endedAt: 1_700_000_062_000,
          durationMilliseconds: 61_001,
          attempt: 2,
          hangupCause: 16,
        },
      },
    ],
    [
      'a clock set back gives length 0, never less',
      { kind: 'HANGUP', at: answeredAt - 5n, userField: answered, ...callee },
      {
        kind: 'ended',
        report: {
          callId,
          answeredAt: 1_700_000_001_000,
          endedAt: 1_700_000_000_999,
          durationMilliseconds: 0,
          attempt: 2,
          hangupCause: 16,
        },
      },
    ],
    ['a side that rang in vain says nothing', { kind: 'HANGUP', at: answeredAt, userField: `${callId}^2`, ...callee }, undefined],
    [
      'the caller of an answered call says nothing',
      { kind: 'HANGUP', at: answeredAt, userField: `${callId}^ANSWER`, ...caller },
      undefined,
    ],
    ['an answer on the caller’s side is none', { kind: 'answered', at: answeredAt, userField: callId, ...caller }, undefined],
    [
      'the inner half of a Local channel repeats',
      { kind: 'HANGUP', at: answeredAt, userField: answered, ...callee, isInnerHalf: true },
      undefined,
    ],
    ...(
      [
        ['BUSY', 17, 17],
        ['NOANSWER', 19, 19],
        ['CANCEL', 127, 16],
        ['CONGESTION', 3, 34],
        ['ABSENT', 20, 20],
        ['CHANUNAVAIL', 1, 1],
        ['CHANUNAVAIL', 0, 31],
      ] as const
    ).map(([dialStatus, hangupCause, reported]): [string, CelEvent, unknown] => [
      `nobody answered: ${dialStatus}`,
      { kind: 'HANGUP', at: answeredAt, userField: `${callId}^${dialStatus}`, ...caller, hangupCause },
      { kind: 'ended', report: { callId, endedAt: 1_700_000_001_000, durationMilliseconds: 0, hangupCause: reported } },
    ]),
  ])('%s', (_title, event, news) => expect(toNews(event)).toEqual(news));

  test('who answered: a phone by its number, a browser by the number that it rings for', () => {
    const login = 'web-0123456789abcdef01234567';
    const taken = (channelName: string) => {
      const news = toNews({ kind: 'answered', at: answeredAt, userField: answered, ...callee, channelName });
      return news?.kind === 'answered' ? byNumber(news, new Map([['100003', [login]]])).answeredBy : 'nothing';
    };
    expect(taken('PJSIP/100002-00000001')).toBe('100002');
    expect(taken(`PJSIP/${login}-00000001`)).toBe('100003');
    expect(taken('PJSIP/web-ffffffffffffffffffffffff-00000001')).toBeUndefined();
    expect(taken('PJSIP/provider-1-00000001')).toBeUndefined();
  });

  test('a line as Asterisk 22.10 wrote it', () => {
    const line = `"HANGUP","1795405230.624200","${callee.channelId}","PJSIP/100002-00000001","${callId}^1^1795405228.616312","{""hangupcause"":16,""hangupsource"":""PJSIP/100001-00000000"",""dialstatus"":""""}"`;
    expect(toNews(readCelLine(line)!)).toMatchObject({
      report: { callId, durationMilliseconds: 2008, attempt: 1, hangupCause: 16 },
    });
  });
  test('no text can break the reader, and nothing but our lines means anything', () => {
    const column = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('answered', 'HANGUP', answered, callId, '1700000001.000000', '"', '""'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(column, { maxLength: 7 }).map((all) => all.map((one) => `"${one}"`).join(',')),
        ),
        (line) => {
          const event = readCelLine(line);
          if (event) toNews(event);
        },
      ),
      { numRuns: 100_000 },
    );
  });
});
