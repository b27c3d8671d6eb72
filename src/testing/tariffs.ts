import fc from 'fast-check';
import { type Instant, instant, type LocalDate } from '../core/base/time.ts';
import { boundaryModes, durationRoundings, graceModes, type PackageTerms, type Weekday } from '../core/rating/packageTerms.ts';
import type { BandPrices, Rate, Slot } from '../core/rating/rate.ts';
import { anyBlock, anyPrice, anyRate } from './rates.ts';

/** For properties: an instant within an hour of one at which something changes in the zones and calendars of `anyTariff`. */
export const anyAnswer: fc.Arbitrary<Instant> = fc
  .tuple(
    fc.constantFrom(
      ...['2026-11-23T09:00:00Z', '2026-10-25T01:00:00Z', '2026-03-29T01:00:00Z', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'],
      ...['2026-12-24T23:00:00Z', '2028-02-28T23:00:00Z', '2026-11-27T23:59:59Z'],
    ),
    fc.integer({ min: -3_600_000, max: 3_600_000 }),
  )
  .map(([text, milliseconds]) => instant(Date.parse(text) + milliseconds));

const anyBlockPrices = fc.record(
  {
    ...{ price: anyPrice, initialPrice: anyPrice, initialIncrement: anyBlock, increment: anyBlock },
    ...{
      perSeconds: fc.oneof(fc.constantFrom(1, 60), anyBlock),
      untimed: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
    },
  },
  { requiredKeys: ['price', 'initialIncrement', 'increment', 'perSeconds', 'untimed'] },
);

const anySlots: fc.Arbitrary<readonly Slot[]> = fc
  .uniqueArray(
    fc.tuple(fc.oneof(fc.constantFrom(60, 61, 120), fc.integer({ min: 1, max: 900 })), anyBlockPrices, anyPrice, fc.boolean()),
    {
      ...{ minLength: 1, maxLength: 3 },
      selector: ([fromSecond]) => fromSecond,
    },
  )
  .map((slots) =>
    slots
      .map(([fromSecond, prices, fee, hasFee]) => ({ fromSecond, ...prices, ...(hasFee && { fee }) }))
      .sort((a, b) => a.fromSecond - b.fromSecond),
  );

const anyBands: fc.Arbitrary<readonly BandPrices[]> = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('Night', 'Weekend', 'Unknown'), anyPrice, anyBlockPrices, fc.option(anySlots, { nil: undefined }))
    .map(([band, flagFall, prices, slots]) => ({ band, flagFall, ...prices, ...(slots && { slots }) })),
  { minLength: 1, maxLength: 2, selector: ({ band }) => band },
);

const anyMinute = fc.oneof(fc.constantFrom(0, 60, 90, 120, 180, 1_320), fc.integer({ min: 0, max: 1_439 }));
const anyDay = fc.constantFrom<LocalDate>(...(['2026-10-25', '2026-12-25', '2028-02-29', '2026-11-23'] as LocalDate[]));
const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

const onceADay = fc
  .tuple(anyMinute, anyMinute)
  .map(([from, to]) => [{ band: 'Night', days: everyDay, from: Math.min(from, to), to: Math.max(from, to) + 1 }]);
/** So many edges that a short call meets some. */
const everyHour = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 29 })).map(([start, length]) =>
  Array.from({ length: 24 }, (_, hour) => ({
    ...{ band: 'Night', days: everyDay, from: hour * 60 + start, to: hour * 60 + start + length },
  })),
);

const anyTerms: fc.Arbitrary<PackageTerms> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu'),
  boundaryMode: fc.constantFrom(...(Object.keys(boundaryModes) as (keyof typeof boundaryModes)[])),
  durationRounding: fc.constantFrom(...(Object.keys(durationRoundings) as (keyof typeof durationRoundings)[])),
  graceMode: fc.constantFrom(...(Object.keys(graceModes) as (keyof typeof graceModes)[])),
  windows: fc.oneof(onceADay, everyHour, everyHour),
  holidays: fc.array(
    fc.record({
      date: anyDay,
      name: fc.constant(''),
      band: fc.constantFrom('Weekend', ''),
      from: fc.constant(0),
      to: fc.constant(1_440),
    }),
    {
      maxLength: 1,
    },
  ),
});

/** For properties: any rate with every parameter there is, in a package with a calendar. */
export const anyTariff: fc.Arbitrary<Rate & { readonly terms: PackageTerms }> = fc
  .tuple(
    ...([anyRate, anyTerms] as const),
    fc.record(
      {
        included: fc.record({
          seconds: fc.integer({ min: 0, max: 600 }),
          mode: fc.constantFrom('seconds' as const, 'block' as const),
          coversFlagFall: fc.boolean(),
        }),
        ...{ slots: anySlots, bands: anyBands, surchargeMillionths: fc.integer({ min: 1, max: 500_000 }) },
        surcharges: fc.array(fc.record({ afterSeconds: fc.integer({ min: 0, max: 600 }), amount: anyPrice }), {
          ...{ minLength: 1, maxLength: 2 },
        }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([rate, terms, further]) => ({ ...rate, ...further, terms }));
