import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRate, rateOf } from '../testing/rates.ts';
import { buildRateTable, rateTableBuilder } from './rateTable.ts';

describe('the rates of a package in memory', () => {
  it('come back exactly as they went in', () => {
    const anyRates = fc.array(fc.tuple(anyRate, fc.boolean(), fc.constantFrom('Australia', '', 'Österreich mobil')), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(anyRates, (rows) => {
        const rates = rows.map(([rate, blocked, destination], index) => ({ ...rate, blocked, destination, prefix: `4${index}` }));
        const table = buildRateTable(rates);
        expect(rates.map((_, position) => table.rateAt(position))).toStrictEqual(rates);
        for (const rate of rates) expect(table.find(rate.prefix)).toStrictEqual(rate);
      }),
    );
  });

  it('are found by the longest prefix, blocked ones too: they shadow the shorter', () => {
    const table = buildRateTable([
      rateOf({ prefix: '61', price: '0.02' }),
      rateOf({ prefix: '61900', destination: 'Premium', blocked: true }),
      rateOf({ prefix: '614', price: '0.08' }),
    ]);
    expect(table.find('61400000001')?.prefix).toBe('614');
    expect(table.find('61900123456')).toMatchObject({ prefix: '61900', destination: 'Premium', blocked: true });
    expect(table.positionOf('61900123456')).toBe(1);
    expect(table.find('64')).toBe(undefined);
    expect(table.positionOf('64')).toBe(-1);
  });

  it('may be none', () => {
    const table = buildRateTable([]);
    expect([table.size, table.find('61'), table.positionOf('')]).toEqual([0, undefined, -1]);
  });

  it('stream in without a known count', () => {
    const builder = rateTableBuilder(1);
    for (let prefix = 100; prefix < 400; prefix++) builder.add(rateOf({ prefix: String(prefix), price: `0.${prefix}` }));
    const table = builder.build();
    expect(table.size).toBe(300);
    expect(table.find('3991')).toStrictEqual(rateOf({ prefix: '399', price: '0.399' }));
  });

  it('refuse a prefix that stands twice, and a position that is not there', () => {
    expect(() => buildRateTable([rateOf({}), rateOf({})])).toThrow('the prefix "61" is given twice');
    expect(() => buildRateTable([rateOf({})]).rateAt(1)).toThrow(RangeError);
    expect(() => buildRateTable([rateOf({})]).rateAt(-1)).toThrow(RangeError);
  });
});
