import { expect, test } from 'vitest';
import type { LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { choicesOf, filtered, type LiveFilterValues } from './liveList.ts';

const call = (callId: string, change: Partial<LiveCallRow> = {}): LiveCallRow => ({
  ...{ callId, accountId: '1', accountName: 'Ann Doe', callerNumber: '100001', phoneLabel: 'Reception', dialled: '0299990000' },
  ...{ number: '61299990000', destination: 'Australia', destinationKind: 'outside', providerId: '7', providerName: 'Carrier' },
  ...{ attempt: 1, attempts: 1, protocol: 'sip', direction: 'outgoing', state: 'active', startedAt: '2026-11-23T09:00:00.000Z' },
  ...{
    answeredAt: '2026-11-23T09:00:05.000Z',
    grantedSeconds: 60,
    isMetered: true,
    hold: '0.60',
    currency: 'AUD',
    codec: 'ulaw',
  },
  ...{ postDialDelayMilliseconds: 200, quality: { word: 'good' }, price: '0.10', rateKey: 'a', included: null, cost: null },
  costRateKey: null,
  ...change,
});
const none: LiveFilterValues = { search: '', state: '', direction: '', quality: '', account: '', provider: '' };
const calls = [
  call('late', { startedAt: '2026-11-23T09:30:00.000Z', state: 'reserved', answeredAt: null, quality: null }),
  call('early', { accountId: '2', accountName: 'Zoë', direction: 'incoming', providerId: null, providerName: '' }),
];
const found = (values: Partial<LiveFilterValues>) => filtered(calls, { ...none, ...values }).map(({ callId }) => callId);

test('the longest call stands first, so that nothing above moves when one begins', () => {
  expect(found({})).toEqual(['early', 'late']);
});

test.each<[Partial<LiveFilterValues>, readonly string[]]>([
  [{ state: 'reserved' }, ['late']],
  [{ direction: 'incoming' }, ['early']],
  [{ quality: 'good' }, ['early']],
  [{ quality: 'poor' }, []],
  [{ account: '2' }, ['early']],
  [{ provider: '7' }, ['late']],
  [{ search: 'ZOË' }, ['early']],
  [{ search: '(02) 9999' }, ['early', 'late']],
  [{ search: '+61 2 9999' }, ['early', 'late']],
  [{ search: '-' }, []],
  [{ search: 'reception', state: 'active' }, ['early']],
])('%o leaves %o', (values, callIds) => expect(found(values)).toEqual(callIds));

test('what can be chosen is what there is, and what was chosen', () => {
  const of = (one: LiveCallRow) => (one.providerId === null ? undefined : { value: one.providerId, label: one.providerName });
  expect(choicesOf(calls, of, '')).toEqual([{ value: '7', label: 'Carrier' }]);
  expect(choicesOf(calls, of, '9').map(({ value }) => value)).toEqual(['7', '9']);
});
