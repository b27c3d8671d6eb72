import { expect, test } from 'vitest';
import type { Ami } from './ami.ts';
import type { AmiMessage } from './amiMessage.ts';
import { openSoundMeter, readCounts, readHeard } from './sound.ts';

const counts = (changes = '') =>
  `ssrc=1;themssrc=2;lp=3;rxjitter=0.002000;rxcount=351;txjitter=0.001375;txcount=350;rlp=1;rtt=0.021000;rxmes=0.0;txmes=88.1${changes}`;

test('what RTCP counted, in milliseconds and the right way round', () => {
  expect(readCounts(counts())).toEqual({
    ...{ received: 351, lost: 3, jitter: 1.4, sent: 350, lostThere: 1, jitterThere: 2, roundTrip: 21 },
  });
});

test.each(['', 'x', 'lp=0;rtt=0', counts().replace('rxcount=351', 'rxcount=-1'), counts().replace('txcount=350', 'txcount=NaN')])(
  'no counts: %j',
  (text) => expect(readCounts(text)).toBeUndefined(),
);

test('a loss below zero, which Asterisk writes as a huge number, is none; nobody misses more than was sent', () => {
  expect(readCounts(counts().replace('lp=3', 'lp=4294967294'))).toMatchObject({ lost: 0 });
  expect(readCounts(counts().replace('rlp=1', 'rlp=9999'))).toMatchObject({ lostThere: 350 });
});

const [asked, dialled, answered] = ['1700000000.000000', '1700000001.500000', '1700000009.000000'];
test.each<[string, readonly string[], object]>([
  ['rang', ['(ulaw)', asked, dialled, '700', '900'], { codec: 'ulaw', postDialDelayMilliseconds: 2200 }],
  [
    'was heard before it was answered',
    ['(alaw|ulaw)', asked, dialled, '', '900'],
    { codec: 'alaw', postDialDelayMilliseconds: 2400 },
  ],
  ['was answered at once', ['(g722)', asked, dialled, '', ''], { codec: 'g722', postDialDelayMilliseconds: 9000 }],
  ['nobody asked for', ['(slin)', '', dialled, '700', ''], {}],
  ['a clock that went backwards', ['', dialled, asked, '0', ''], {}],
  ['nothing at all', [], {}],
])('how long it took and by which codec: %s', (_, fields, heard) => expect(readHeard(fields, answered)).toEqual(heard));

/** Calls between two SIP channels, and an Asterisk that answers what is asked of them. */
function lines(count: number): { readonly channels: readonly AmiMessage[]; readonly asked: string[]; readonly ami: Ami } {
  const asked: string[] = [];
  const channels = Array.from({ length: count }, (_, index) => index + 100).flatMap((index) => [
    { Uniqueid: `vsp-1.${index}`, Channel: `PJSIP/100001-${index}`, Context: 'granted', BridgeId: `b${index}` },
    { Uniqueid: `vsp-2.${index}`, Channel: `PJSIP/provider-1-${index}`, Application: 'AppDial', BridgeId: `b${index}` },
  ]);
  const ask: Ami['ask'] = async ({ Channel = '' }) => {
    asked.push(String(Channel));
    if (String(Channel) === 'PJSIP/provider-1-100') throw new Error('No such channel');
    return { Value: counts() };
  };
  return { channels, asked, ami: { ask, list: async () => channels, isReady: () => true, stop: () => undefined } };
}

test('every call has its turn, a few at each look, however many there are', async () => {
  const { channels, asked, ami } = lines(45);
  const meter = openSoundMeter();
  const heard = new Set<string>();
  for (let look = 0; look < 3; look += 1) {
    const found = await meter.look(ami, channels);
    expect(found.size).toBeLessThanOrEqual(20);
    for (const callId of found.keys()) heard.add(callId);
  }
  expect(heard.size).toBe(45);
  expect(asked).toHaveLength(90);
  await meter.look(ami, channels);
  expect(asked[90]).toBe('PJSIP/100001-100');
});

test('at its end a call has what was heard of the caller, and the last word of the other side', async () => {
  const { channels, ami } = lines(2);
  const meter = openSoundMeter();
  await meter.look(ami, channels);
  const far = readCounts(counts().replace('lp=3', 'lp=60'));
  expect(meter.judge('vsp-1.101', far)).toMatchObject({ word: 'poor', caller: { lost: 3 }, callee: { lost: 60 } });
  expect(meter.judge('vsp-1.100', undefined)).toMatchObject({ caller: { lost: 3 } });
  meter.forget('vsp-1.101');
  expect(meter.judge('vsp-1.101', undefined)).toBeUndefined();
  // What went without a word is not remembered for ever.
  await meter.look(ami, []);
  expect(meter.judge('vsp-1.100', undefined)).toBeUndefined();
});
