import { expect, test } from 'vitest';
import { rateOf } from '../../testing/rates.ts';
import { instant } from '../base/time.ts';
import type { Destination } from '../routing/incomingNumber.ts';
import type { RingGroup } from '../routing/ringGroup.ts';
import type { CallRequest, Incoming } from './call.ts';
import type { Caller } from './caller.ts';
import { type IncomingWorld, planIncoming } from './planIncoming.ts';

const phone = (number: string, more: Partial<Caller> = {}): Caller => ({
  ...{ accountId: 1n, accountVersion: 1, isAccountActive: true, protocol: 'sip', paymentType: 'pre_paid', isMetered: true },
  ...{ billingPackageId: 1n, routeId: 1n, callLimit: 2, allowedPrefixes: [], blockedPrefixes: [], callerId: '' },
  ...{ networkNumberId: BigInt(number), number, isNumberActive: true, forwarding: { ringSeconds: 20 }, hasVoicemail: false },
  ...more,
});
const owner = phone('1001');
const other = phone('1002', { hasVoicemail: true });
const request: CallRequest & { incoming: Incoming } = {
  ...{ callId: 'c', callerNumber: '', protocol: 'sip', dialled: '61280001111', at: instant(0) },
  incoming: { providerId: 7n, callerNumber: '61412000111', callerName: 'Ada', toNumber: '' },
};
const world = (destination: Destination, more: Partial<IncomingWorld> = {}): IncomingWorld => ({
  number: {
    ...{ id: 5n, number: '61280001111', accountId: 1n, timeZone: 'UTC' },
    destination: { usual: destination, windows: [] },
  },
  ...{ destination, owner, phones: [owner, other], group: undefined, matched: undefined },
  ...more,
});
const group = (more: Partial<RingGroup> = {}): RingGroup => ({
  ...{ id: 3n, accountId: 1n, members: ['1001', '1002', '0299990000'], strategy: 'all', ringSeconds: 15 },
  ...more,
});
const plan = (destination: Destination, more: Partial<IncomingWorld> = {}) => {
  const planned = planIncoming(request, world(destination, more));
  return planned.ok ? planned.plan : planned.refusal;
};
const attempts = (...given: Parameters<typeof plan>) => {
  const planned = plan(...given);
  return typeof planned === 'string' ? planned : planned.attempts;
};
const from = '+61412000111';
const sip = ['sip'];
const all: Destination = { kind: 'all_phones' };

test('a number that is not in the system, or nobody’s, is unallocated; a suspended account’s is refused as such', () => {
  expect(plan(all, { number: undefined })).toBe('unallocated_number');
  expect(plan(all, { owner: undefined })).toBe('unallocated_number');
  expect(plan(all, { owner: phone('1001', { isAccountActive: false }) })).toBe('account_suspended');
});

test('all phones ring at once, with the caller’s number', () => {
  expect(plan(all)).toMatchObject({ destinationKind: 'internal', number: '61280001111', incomingNumberId: 5n });
  expect(attempts(all)).toEqual([
    {
      kind: 'group',
      members: [
        { kind: 'phone', networkNumber: '1001', protocols: sip },
        { kind: 'phone', networkNumber: '1002', protocols: sip },
      ],
      ...{ forwarded: { by: ['1001'], from }, callerId: from, ringSeconds: 60 },
    },
  ]);
});

test('who does not want to be disturbed is left out; when that is everybody, the number is busy', () => {
  const quiet = { doNotDisturb: true };
  expect(attempts(all, { phones: [phone('1001', quiet), other] })).toMatchObject([{ members: [{ networkNumber: '1002' }] }]);
  expect(attempts(all, { phones: [phone('1001', quiet), phone('1002', quiet)] })).toBe('do_not_disturb');
});

test('one phone, with its own forwarding; a phone that is no more rings all', () => {
  const busy = phone('1002', { forwarding: { ringSeconds: 20, busy: { kind: 'number', dialled: '0299990000' } } });
  expect(attempts({ kind: 'phone', networkNumber: '1002' }, { phones: [owner, busy] })).toMatchObject([
    { kind: 'phone', networkNumber: '1002', callerId: from, otherwise: { busy: 2 } },
    { kind: 'forward', dialled: '0299990000', forwarded: { by: ['1002'], from } },
  ]);
  expect(attempts({ kind: 'phone', networkNumber: '1099' })).toMatchObject([{ kind: 'group' }]);
});

test('forwarded: the customer number passes it on and pays', () => {
  expect(attempts({ kind: 'forward', dialled: '0412345678' })).toEqual([
    { kind: 'forward', dialled: '0412345678', forwarded: { by: ['1001'], from }, callerId: from },
  ]);
});

test('voicemail, where it is on', () => {
  expect(attempts({ kind: 'voicemail', networkNumber: '1002' })).toEqual([
    { kind: 'voicemail', networkNumber: '1002', callerId: from },
  ]);
  expect(attempts({ kind: 'voicemail', networkNumber: '1001' })).toMatchObject([{ kind: 'group' }]);
});

test('a ring group: all at once, outside numbers among them, then what follows', () => {
  const follow = { kind: 'voicemail', networkNumber: '1002' } as const;
  expect(attempts({ kind: 'ring_group', ringGroupId: '3' }, { group: group({ follow }) })).toEqual([
    {
      kind: 'group',
      members: [
        { kind: 'phone', networkNumber: '1001', protocols: sip },
        { kind: 'phone', networkNumber: '1002', protocols: sip },
        { kind: 'outside', dialled: '0299990000' },
      ],
      ...{ forwarded: { by: ['1001'], from }, callerId: from, ringSeconds: 15 },
      otherwise: { busy: 2, noAnswer: 2, unreachable: 2 },
    },
    { kind: 'voicemail', networkNumber: '1002', callerId: from },
  ]);
});

test('a ring group in order: one after the other, who does not want to be disturbed passed over', () => {
  const phones = [phone('1001', { doNotDisturb: true }), other];
  expect(attempts({ kind: 'ring_group', ringGroupId: '3' }, { phones, group: group({ strategy: 'in_order' }) })).toMatchObject([
    { members: [{ networkNumber: '1002' }], otherwise: { busy: 2, noAnswer: 2, unreachable: 2 } },
    { members: [{ dialled: '0299990000' }] },
  ]);
});

test('the last of a group is followed by nothing', () => {
  const found = attempts({ kind: 'ring_group', ringGroupId: '3' }, { group: group({ members: ['1001'] }) });
  expect(found).toEqual([expect.not.objectContaining({ otherwise: expect.anything() })]);
});

test('a caller who stays unknown reaches phones, and is told to nobody', () => {
  const hidden = { ...request, incoming: { ...request.incoming, callerNumber: '' } };
  const planned = planIncoming(hidden, world(all));
  expect(planned.ok && planned.plan.attempts).toMatchObject([{ callerId: '', forwarded: { by: ['1001'], from: '+' } }]);
});

test('a price is set aside slice by slice where money counts, and nothing is where calls are free', () => {
  const matched = { rateId: 9n, rate: rateOf({ price: '0.06' }), rounding: { decimals: 4, roundingMode: 'half_up' as const } };
  const priced = plan(all, { matched });
  expect(priced).toMatchObject({ matched: { rateId: 9n } });
  expect(typeof priced === 'object' && priced.ladder[0]).toMatchObject({ seconds: 60, amount: 6_000_000n });
  expect(plan(all)).toMatchObject({ ladder: [{ seconds: 14_400, amount: 0n }] });
  const postPaid = phone('1001', { isMetered: false, paymentType: 'post_paid' });
  expect(plan(all, { matched, owner: postPaid })).toMatchObject({ ladder: [{ seconds: 14_400, amount: 0n }] });
});
