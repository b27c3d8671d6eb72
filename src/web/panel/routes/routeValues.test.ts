import { expect, test } from 'vitest';
import { type RouteRow, withFirst } from './routeValues.ts';

type Rule = RouteRow['rules'][number];
const rule = (more: Partial<Rule>): Rule => ({
  ...{ prefix: '', providerIds: ['1'], providerNames: ['A'], choice: 'ordered', weights: [1], windows: [], callerGroup: '' },
  ...more,
});
const route = (...rules: Rule[]): RouteRow => ({
  ...{ id: '7', name: 'Everything', rules, stopAt: [19], noAnswerSeconds: 20, lossGuard: 'skip', lossAt: 'any_length' },
  ...{ accountCount: 3, isDefault: true, isEmergency: false, createdAt: '2026-01-01T00:00:00Z', version: 4 },
});

test('the newcomer is first for every number, who was there follows, and nothing else changes', () => {
  const abroad = rule({ prefix: '44', providerIds: ['2'] });
  const body = withFirst(route(rule({ providerIds: ['1', '2'], weights: [1, 1] }), abroad), '3');
  expect(body).toMatchObject({ name: 'Everything', stopAt: [19], noAnswerSeconds: 20, lossGuard: 'skip', lossAt: 'any_length' });
  expect(body.rules).toEqual([
    { prefix: '44', providerIds: ['2'], choice: 'ordered', weights: [], windows: [], callerGroup: '' },
    { prefix: '', providerIds: ['3', '1', '2'], choice: 'ordered', weights: [], windows: [], callerGroup: '' },
  ]);
});

test('a rule by weight keeps its weights; one that it is in already keeps it once', () => {
  const weighted = rule({ providerIds: ['1', '3'], weights: [70, 30], choice: 'weighted' });
  expect(withFirst(route(weighted), '2').rules).toMatchObject([{ providerIds: ['2', '1', '3'], weights: [1, 70, 30] }]);
  expect(withFirst(route(weighted), '3').rules).toMatchObject([{ providerIds: ['3', '1'], weights: [30, 70] }]);
});

test('rules for some times or callers are not touched; a route without a general rule gets one', () => {
  const windows = [{ days: [1], from: '09:00', to: '17:00' }] as Rule['windows'];
  const special = [rule({ windows }), rule({ callerGroup: 'vip' })];
  expect(withFirst(route(...special), '3').rules).toMatchObject([
    { providerIds: ['1'], windows },
    { providerIds: ['1'], callerGroup: 'vip' },
    { providerIds: ['3'], prefix: '', windows: [], callerGroup: '' },
  ]);
});
