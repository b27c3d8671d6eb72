import { expect, test } from 'vitest';
import { readStarCode } from './starCode.ts';

test.each([
  ['*78', { kind: 'dnd', isOn: true }],
  ['*79', { kind: 'dnd', isOn: false }],
  ['*720412345678', { kind: 'forward_always', dialled: '0412345678' }],
  ['*72+61412345678', { kind: 'forward_always', dialled: '+61412345678' }],
  ['*73', { kind: 'forward_always', dialled: '' }],
  ['*670412345678', { kind: 'hide', dialled: '0412345678' }],
  ['*69', { kind: 'last_caller' }],
  ['*43', { kind: 'call_waiting', isOn: true }],
  ['*43#', { kind: 'call_waiting', isOn: true }],
  ['#43', { kind: 'call_waiting', isOn: false }],
  ['#43#', { kind: 'call_waiting', isOn: false }],
  ['*431', undefined],
  ['*78#', undefined],
  ['*67', undefined],
  ['*72', undefined],
  ['*72*72', undefined],
  ['*781', undefined],
  ['*98', undefined],
  ['*', undefined],
  ['78', undefined],
  ['*67*98', undefined],
  ['*67#', undefined],
])('%s', (dialled, code) => {
  expect(readStarCode(dialled)).toEqual(code);
});
