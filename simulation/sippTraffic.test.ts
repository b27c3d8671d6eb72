import { expect, it } from 'vitest';
import { readCalls } from './sippTraffic.ts';

const line = (seconds: string, direction: string, call: string, sequence: string, first: string) =>
  `2026-11-23\t03:53:18.055186\t${seconds}\t${direction}\t${call}\tCSeq:${sequence}\t${first}`;

it('reads when a call was answered and ended, and what had to be said twice', () => {
  const text = [
    line('100.000000', 'S', '1-7@127.0.0.1', '1 INVITE', 'INVITE sip:0299000001@127.0.0.1:5060 SIP/2.0'),
    line('100.010000', 'R', '1-7@127.0.0.1', '1 INVITE', 'SIP/2.0 401 Unauthorized'),
    line('100.020000', 'S', '1-7@127.0.0.1', '2 INVITE', 'INVITE sip:0299000001@127.0.0.1:5060 SIP/2.0'),
    line('100.520000', 'S', '1-7@127.0.0.1', '2 INVITE', 'INVITE sip:0299000001@127.0.0.1:5060 SIP/2.0'),
    line('100.600000', 'R', '1-7@127.0.0.1', '2 INVITE', 'SIP/2.0 200 OK'),
    line('103.100000', 'S', '1-7@127.0.0.1', '3 BYE', 'BYE sip:127.0.0.1:5060 SIP/2.0'),
    line('103.200000', 'R', '1-7@127.0.0.1', '3 BYE', 'SIP/2.0 200 OK'),
    line('104.000000', 'S', '2-7@127.0.0.1', '1 INVITE', 'INVITE sip:000@127.0.0.1:5060 SIP/2.0'),
    line('104.100000', 'R', '2-7@127.0.0.1', '1 INVITE', 'SIP/2.0 503 Service Unavailable'),
  ].join('\n');
  expect(readCalls(text)).toEqual([
    { dialled: '0299000001', startedAt: 100_000, answeredAt: 100_600, endedAt: 103_100, status: 200, repeats: 1 },
    { dialled: '000', startedAt: 104_000, status: 503, repeats: 0 },
  ]);
});
