import { describe, expect, it } from 'vitest';
import { formatInstant, instant, isLocalDate, parseInstant } from './time.ts';

describe('reading instants', () => {
  it.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23T09:00Z', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23T20:00:00.250+11:00', '2026-11-23T09:00:00.250Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
  ])('%s', (text, utc) => {
    expect(formatInstant(parseInstant(text) ?? instant(0))).toBe(utc);
  });

  it.each([
    '',
    '2026-11-23',
    '2026-11-23T09:00:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T25:00:00Z',
    ' 2026-11-23T09:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBe(undefined);
  });

  it('knows real dates', () => {
    expect(['2024-02-29', '2025-02-29', '2026-04-31', '2026-1-1', 'today'].map(isLocalDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
