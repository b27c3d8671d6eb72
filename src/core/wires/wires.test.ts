import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaList, hasScope, isScope, type Scope, scopeList, scopesBeyond } from '../access/scope.ts';
import { addDays } from '../base/calendar.ts';
import { amount } from '../base/money.ts';
import { type Instant, instant, type LocalDate, localDate, parseInstant } from '../base/time.ts';
import { dayBounds, exportDue } from './exportDue.ts';
import { callColumnList, callFields, type ExportedCall, exportFileName, exportHead, exportLine } from './exportedCall.ts';
import { hookBody } from './hookBody.ts';
import { deliveryTriesMax, failureDaysMax, nextTryAfter, stopReason } from './hookRetry.ts';

const at = (text: string): Instant => parseInstant(text) ?? instant(0);
const now = at('2026-07-01T00:00:00Z');

describe('trying again', () => {
  test('comes ever later, for less than three days in all, then ends', () => {
    const pauses = Array.from({ length: deliveryTriesMax - 1 }, (_, index) => (nextTryAfter(index + 1, now) ?? now) - now);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect([hours > 60, hours < 72]).toEqual([true, true]);
    expect(nextTryAfter(deliveryTriesMax, now)).toBeUndefined();
  });

  test.each([
    [500, failureDaysMax * 86_400_000 - 1, undefined],
    [500, failureDaysMax * 86_400_000, 'It has taken nothing for 5 days.'],
    [undefined, 0, undefined],
    [410, 0, 'It answered 410 Gone: nobody is there any more.'],
  ])('status %s after %i ms of failing: %s', (status, milliseconds, reason) => {
    const attempt = { status, milliseconds: 1, problem: 'no', answer: '' };
    expect(stopReason(attempt, instant(now - milliseconds), now)).toBe(reason);
  });
});

describe('the night of an export', () => {
  test.each([
    ['2026-06-29', 2, '2026-06-30T15:59:59Z', undefined],
    ['2026-06-29', 2, '2026-06-30T16:00:00Z', '2026-06-30'],
    ['2026-06-29', 0, '2026-06-30T14:00:00Z', '2026-06-30'],
    ['2026-06-30', 0, '2026-06-30T14:00:00Z', undefined],
    ['2026-06-01', 23, '2026-06-30T14:00:00Z', '2026-06-02'],
    ['2026-06-28', 23, '2026-06-30T14:00:00Z', '2026-06-29'],
  ])('after the file of %s, at %i o’clock, it is %s in UTC: %s', (last, hour, time, due) => {
    expect(exportDue(last as LocalDate, hour, at(time), 'Australia/Sydney')).toBe(due);
  });

  test('days tile the time without gap or overlap, in every zone and through every change of the clocks', () => {
    const zones = fc.constantFrom('Australia/Lord_Howe', 'America/New_York', 'Europe/Dublin', 'Asia/Kathmandu', 'Pacific/Apia');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 3650 }), (zone, days) => {
        const day = addDays('2020-01-01', days);
        const { from, until } = dayBounds(day, zone);
        expect(dayBounds(addDays(day, 1), zone).from).toBe(until);
        expect(localDate(from, zone)).toBe(day);
      }),
    );
  });
});

const call: ExportedCall = {
  ...{ id: 7n, callId: 'c-7', direction: 'outgoing', protocol: 'sip', startedAt: now, answeredAt: null, endedAt: now },
  ...{ accountId: 42n, accountNumber: '5151564058992190', accountReference: 'a "b", c', callerNumber: '+61 1', dialled: '=1+1' },
  ...{
    number: '61299990000',
    destination: '@home',
    providerName: null,
    durationMs: 60_001n,
    billedSeconds: 61,
    includedSeconds: 0,
  },
  ...{ price: amount('-1.5'), charge: amount('-1.5'), cost: amount('0.0265'), currency: 'AUD', outcome: 'answered' },
  ...{ refusal: null, hangupCause: 16, isEstimated: false },
};

describe('a line of an export', () => {
  test('as CSV keeps numbers and disarms formulas', () => {
    const columns = [
      'dialled',
      'callerNumber',
      'destination',
      'accountReference',
      'price',
      'answeredAt',
      'durationSeconds',
    ] as const;
    expect(exportHead('csv', columns)).toBe('Dialled,From,Destination,Your reference,Price,Answered (UTC),Duration (s)\r\n');
    expect(exportLine('csv', columns, call)).toBe(`'=1+1,'+61 1,'@home,"a ""b"", c",-1.50,,61\r\n`);
  });

  test('as JSON is one object on one line, with money as text', () => {
    expect(exportHead('json_lines', callColumnList)).toBe('');
    const line = exportLine('json_lines', ['dialled', 'price', 'answeredAt', 'hangupCause'], call);
    expect(line).toBe('{"dialled":"=1+1","price":"-1.50","answeredAt":null,"hangupCause":16}\n');
    expect(Object.keys(callFields(call, callColumnList))).toEqual(callColumnList);
  });

  test.each([
    [{ kind: 'nightly', format: 'csv', isPacked: false }, 'calls-2026-06-30.csv'],
    [{ kind: 'copy', format: 'csv', isPacked: false }, 'calls-2026-06-30-copy-9.csv'],
    [{ kind: 'nightly', format: 'json_lines', isPacked: true }, 'calls-2026-06-30.jsonl.gz'],
  ] as const)('of %j stands in %s', (one, name) => {
    expect(exportFileName({ id: 9n, day: '2026-06-30', ...one })).toBe(name);
  });
});

describe('the body of an event', () => {
  const account = { id: 42n, accountNumber: '5151', customerNumber: '100000', reference: '', currency: 'AUD' };
  const event = { key: 'k', at: now, account, calls: [], currency: 'EUR' } as const;

  test('has money as decimal strings and everything else as it is', () => {
    const facts = { amount: '2000000000', reason: '100', dueOn: '2026-07-02' };
    expect(JSON.parse(hookBody({ ...event, kind: 'payment.refunded', facts }))).toEqual({
      ...{ id: 'k', type: 'payment.refunded', createdAt: '2026-07-01T00:00:00.000Z' },
      account: { id: '42', accountNumber: '5151', customerNumber: '100000', reference: '' },
      data: { amount: '20.00', reason: '100', dueOn: '2026-07-02' },
    });
  });

  test('says an alert in the words of the panel, in the currency of the account or the operator', () => {
    const facts = { alertId: '3', kind: 'low_balance', params: { level: '1000000000', balance: '500000000' } };
    const textOf = (one: Parameters<typeof hookBody>[0]) => JSON.parse(hookBody(one)).data.text;
    expect(textOf({ ...event, kind: 'alert.raised', facts })).toContain('5.00 AUD');
    expect(textOf({ ...event, kind: 'alert.raised', facts, account: undefined })).toContain('5.00 EUR');
  });

  test('is the same bytes however often it is made', () => {
    const one = { ...event, kind: 'call.ended', facts: { cdrId: '7' }, calls: [call] } as const;
    expect(hookBody(one)).toBe(hookBody(one));
  });
});

describe('scopes', () => {
  test('write includes read, never the other way, and an area never includes another', () => {
    const any = fc.constantFrom(...scopeList);
    fc.assert(
      fc.property(fc.array(any), any, (own, needed) => {
        const [area, verb] = needed.split(':');
        const expected = own.some((one) => one === needed || (verb === 'read' && one === `${area}:write`));
        expect(hasScope(own, needed)).toBe(expected);
      }),
    );
    expect(scopeList).toHaveLength(areaList.length * 2);
    expect(scopeList.every((scope) => hasScope(null, scope) && isScope(scope))).toBe(true);
    expect(isScope('accounts:delete')).toBe(false);
  });

  test('nobody gives away what he has not', () => {
    const some = fc.subarray([...scopeList]);
    fc.assert(
      fc.property(some, some, (own, wished) => {
        const given = wished.filter((one) => !scopesBeyond(wished, own).includes(one));
        const reach = (scopes: readonly Scope[]) => scopeList.filter((one) => hasScope(scopes, one));
        expect(reach(given).every((one) => reach(own).includes(one))).toBe(true);
      }),
    );
    expect(scopesBeyond(null, ['calls:read'])).toContain('money:write');
    expect(scopesBeyond(null, null)).toEqual([]);
  });
});
