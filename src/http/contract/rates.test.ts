import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { unitPrice } from '../../core/base/money.ts';
import { anyRate } from '../../testing/rates.ts';
import { fromRate, type RateInput, rateFileSchema, rateListSchema, rateSchema, toRate } from './rates.ts';

/** `field: message` of every fault. */
function faults(schema: z.ZodType, input: unknown): readonly string[] {
  return schema.safeParse(input).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
}

const plain = { prefix: '61', price: '0.0265' } as const;
const withField = (change: Readonly<Record<string, unknown>>) => faults(rateSchema, { ...plain, ...change });

describe('a rate on the wire', () => {
  it('needs a prefix and a price; the rest is by the second, with nothing extra', () => {
    expect(toRate(rateSchema.parse(plain))).toEqual({
      ...{
        prefix: '61',
        destination: '',
        flagFall: 0n,
        price: unitPrice('0.0265'),
        perSeconds: 60,
        initialIncrement: 1,
        increment: 1,
      },
      ...{ untimed: false, graceSeconds: 0, minimumSeconds: 0, minimumCharge: 0n, blocked: false },
    });
  });

  it('has a first block as long as the others unless it says so', () => {
    expect(toRate(rateSchema.parse({ ...plain, increment: 60 }))).toMatchObject({ initialIncrement: 60, increment: 60 });
    expect(toRate(rateSchema.parse({ ...plain, increment: 6, initialIncrement: 60 }))).toMatchObject({
      initialIncrement: 60,
      increment: 6,
    });
  });

  it('may be the default route, and blocked', () => {
    expect(withField({ prefix: '' })).toEqual([]);
    expect(withField({ blocked: true, price: '0' })).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['price', '-0.01', 'The price cannot be negative.'],
    ['price', '0,0265', 'Write the price as digits and one decimal point, such as 0.0265.'],
    ['price', '1e-3', 'Write the price as digits and one decimal point, such as 0.0265.'],
    ['price', '', 'Write the price as digits and one decimal point, such as 0.0265.'],
    ['price', '1.2.3', 'Write the price as digits and one decimal point, such as 0.0265.'],
    ['price', 0.0265, 'Write the price in quotes, as digits and one decimal point, such as "0.0265".'],
    ['price', '0.0000000000001', 'The price may have at most 12 decimals.'],
    ['price', '1000.01', 'The price is more than 1000 a minute: absurdly high. Check the decimal point.'],
    ['price', '99999999999', 'The price is absurdly high. Check the decimal point.'],
    [
      'initialPrice',
      '1000.01',
      'The price of the first block is more than 1000 a minute: absurdly high. Check the decimal point.',
    ],
    ['flagFall', '1000.01', 'The flag fall is more than 1000: absurdly high. Check the decimal point.'],
    ['minimumCharge', '-1', 'The minimum charge cannot be negative.'],
    ['maximumCharge', '1000001', 'The maximum charge is more than 1000000: absurdly high. Check the decimal point.'],
    ['increment', 0, 'The block is a whole number of seconds from 1 to 86400.'],
    ['increment', 1.5, 'The block is a whole number of seconds from 1 to 86400.'],
    ['increment', '60', 'The block is a whole number of seconds from 1 to 86400.'],
    ['initialIncrement', 86_401, 'The first block is a whole number of seconds from 1 to 86400.'],
    ['perSeconds', 0, 'The time that the price is for is a whole number of seconds from 1 to 86400.'],
    ['perSeconds', 1.5, 'The time that the price is for is a whole number of seconds from 1 to 86400.'],
    ['graceSeconds', -1, 'The grace is a whole number of seconds from 0 to 86400.'],
    ['minimumSeconds', Number.NaN, 'The minimum time is a whole number of seconds from 0 to 86400.'],
    ['prefix', '+61', 'Write the prefix without + or 00, beginning with the country code, such as 4420.'],
    ['prefix', '0061', 'Write the prefix without + or 00, beginning with the country code, such as 4420.'],
    ['prefix', '61*', 'A prefix is made of digits only, such as 4420.'],
    ['prefix', '1234567890123456', 'A prefix may have at most 15 digits.'],
    ['prefix', 61, 'Write the prefix in quotes, such as "4420".'],
    ['destination', 'x'.repeat(121), 'The destination may have at most 120 characters.'],
    ['destination', 'a\u0000b', 'The destination contains a character that cannot be printed.'],
    ['blocked', 'no', 'Write true or false.'],
  ])('%s %j is refused at its field', (field, value, message) => {
    expect(withField({ [field]: value })).toEqual([`${field}: ${message}`]);
  });

  it('refuses fields that do not exist, and what is no rate at all', () => {
    expect(withField({ pirce: '1' })).toEqual([': There is no field "pirce".']);
    expect(faults(rateSchema, null)).toEqual([': Write an object with the fields of a rate.']);
  });

  it('measures absurdity by the minute: 1000 passes, and 16.67 a second does not', () => {
    expect(withField({ price: '1000' })).toEqual([]);
    expect(withField({ price: '16.67', perSeconds: 1 })).toHaveLength(1);
    expect(withField({ price: '16.66', perSeconds: 1 })).toEqual([]);
    expect(withField({ price: '1000', untimed: true, perSeconds: 1 })).toEqual([]);
    expect(withField({ price: '1000.5', untimed: true })).toEqual([
      'price: The price is more than 1000 a call: absurdly high. Check the decimal point.',
    ]);
  });

  it('refuses fields that contradict each other', () => {
    expect(withField({ untimed: true, initialPrice: '0.05' })).toEqual([
      'initialPrice: An untimed rate has one price. Leave out the price of the first block.',
    ]);
    expect(withField({ minimumCharge: '0.10', maximumCharge: '0.09' })).toEqual([
      'maximumCharge: The maximum charge is less than the minimum charge.',
    ]);
    expect(withField({ minimumCharge: '0.10', maximumCharge: '0.1' })).toEqual([]);
  });

  it('comes back from core as it went in', () => {
    fc.assert(
      fc.property(anyRate, (rate) => {
        const back: RateInput = JSON.parse(JSON.stringify(fromRate(rate)));
        expect(toRate(back as ReturnType<typeof fromRate>)).toEqual(rate);
      }),
    );
  });
});

describe('a list of rates', () => {
  it('has each prefix once, and names both places of one that stands twice', () => {
    expect(faults(rateListSchema, [plain, { ...plain, prefix: '62' }, { ...plain, price: '1' }])).toEqual([
      '2.prefix: The prefix "61" stands twice: in rate 1 and in rate 3 of the list.',
    ]);
  });

  it('with its rounding refuses what no package may have', () => {
    expect(rateFileSchema.parse({ rates: [] })).toMatchObject({ decimals: 4, roundingMode: 'half_up', rates: [] });
    expect(faults(rateFileSchema, { decimals: 9, roundingMode: 'nearest', rates: {}, currency: 'AUD' })).toEqual([
      'decimals: The decimals are a whole number from 0 to 8.',
      'roundingMode: Choose half_up, up, down or half_even.',
      'rates: Write a list of rates.',
      ': There is no field "currency".',
    ]);
  });
});

describe('docs/schema/rates.schema.json', () => {
  it('is the JSON Schema of what the program reads (vitest -u writes it anew)', async () => {
    const schema = {
      title: 'Rates',
      description: 'A list of rates, or an object with the rounding of the billing package and its rates.',
      ...z.toJSONSchema(z.union([rateListSchema, rateFileSchema]), { io: 'input' }),
    };
    const path = fileURLToPath(new URL('../../../docs/schema/rates.schema.json', import.meta.url));
    const written = await readFile(path, 'utf8');
    // The formatter may lay out the same schema in its own way.
    const isSame = isDeepStrictEqual(JSON.parse(written), schema);
    await expect(isSame ? written : `${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(path);
  });
});
