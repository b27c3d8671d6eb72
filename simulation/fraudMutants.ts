import type { GuardRule } from '../src/core/fraud/guardSettings.ts';
import type { FraudPattern, TapedCall } from './fraudPatterns.ts';
import { pick } from './random.ts';

/** Frauds so careful that one rule alone sees them: with that rule off they go on. Countries without a class. */
export type CarefulFraud = FraudPattern & { readonly rule: GuardRule; readonly isAtNight?: true };

const digits = (random: () => number, count: number): string => Array.from({ length: count }, () => pick(random, 10)).join('');
const calls = (count: number, every: number, make: (index: number) => Omit<TapedCall, 'after'>): readonly TapedCall[] =>
  Array.from({ length: count }, (_, index) => ({ after: index * every, ...make(index) }));
const places = ['254', '256', '255', '234', '233', '237', '221', '225', '250', '251'];

const careful = (rule: GuardRule, story: string, tape: FraudPattern['tape']): CarefulFraud => ({
  rule,
  name: rule,
  story,
  customer: 'old',
  tape,
});

export const carefulFrauds: readonly CarefulFraud[] = [
  careful('unusual_spend', 'A handful of long calls, each to another country.', (random) =>
    calls(5, 60, (index) => ({ number: `${['673', '679', '687', '689', '254'][index]}7${digits(random, 6)}`, talk: 3000 })),
  ),
  {
    ...careful('night_calls', 'Six short calls to Kenya at night.', (random) =>
      calls(6, 60, () => ({ number: `2547${digits(random, 8)}`, talk: 20 })),
    ),
    isAtNight: true,
  },
  {
    ...careful('new_network', 'Three short calls from somewhere else.', (random) =>
      calls(3, 60, () => ({ number: `2547${digits(random, 8)}`, talk: 20 })),
    ),
    comesFromElsewhere: true,
  },
  careful('one_range', 'Eight calls to one range.', () =>
    calls(8, 60, (index) => ({ number: `25470123${String(1000 + index * 97)}`, talk: 10 })),
  ),
  careful('one_country', 'Twelve calls to numbers all over one country.', (random) =>
    calls(12, 30, () => ({ number: `2547${digits(random, 8)}`, talk: 10 })),
  ),
  careful('premium_parallel', 'Three calls to Somalia at once.', (random) =>
    calls(3, 60, () => ({ number: `25261${digits(random, 7)}`, talk: 300 })),
  ),
  careful('sequential', 'Six numbers one after another, unanswered.', () =>
    calls(6, 60, (index) => ({ number: `254701234${500 + index * 2}`, talk: 0 })),
  ),
  careful('forwarding', 'Five calls forwarded, each to another country.', (random) =>
    calls(5, 60, (index) => ({ number: `${places[index]}7${digits(random, 8)}`, talk: 20, isForwarded: true })),
  ),
  careful('call_rate', 'Thirty calls to ten countries, a few each.', (random) =>
    calls(30, 20, (index) => ({ number: `${places[index % 10]}7${digits(random, 8)}`, talk: 0 })),
  ),
];
