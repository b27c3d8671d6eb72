import { describe, expect, it } from 'vitest';
import { seedAndRounds, seededRandom } from './random.ts';
import { checks, type Parsers, parsers } from './switchParsers.ts';

/** A round is a thousand inputs of each of the four kinds; 2500 rounds are ten million. */
const { seed, rounds } = seedAndRounds(5);
const inputsEach = 1000;
const kinds = Object.keys(checks) as (keyof typeof checks)[];

/** The first faults of each kind, an exception among them, and the longest that a single input took. Milliseconds. */
function faults(given: Parsers, count: number): { readonly found: readonly string[]; readonly slowest: number } {
  const found: string[] = [];
  let slowest = 0;
  kinds.forEach((kind, index) => {
    const random = seededRandom(seed * 1000 + index);
    for (let input = 0; input < count && found.length < 5; input += 1) {
      const begin = performance.now();
      const fault = faultOf(() => checks[kind](given, random));
      slowest = Math.max(slowest, performance.now() - begin);
      if (fault !== undefined) found.push(`${kind} ${input}: ${fault}`);
    }
  });
  return { found, slowest };
}

function faultOf(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}

describe('what Asterisk says to call control, damaged (quality.md e2)', () => {
  // What hangs never comes to its end: the time limit is the judge.
  it(`${rounds * inputsEach * kinds.length} inputs: nothing thrown, nothing smuggled, nothing that hangs`, {
    timeout: 7_200_000,
  }, () => {
    const { found, slowest } = faults(parsers, rounds * inputsEach);
    if (rounds > 5) process.stdout.write(`slowest input ${slowest.toFixed(1)} ms\n`);
    expect(found).toEqual([]);
  });

  const mutants: readonly (readonly [name: string, change: Partial<Parsers>])[] = [
    [
      'the encoder lets line breaks through',
      {
        encode: (headers) =>
          `${Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}\r\n`)
            .join('')}\r\n`,
      },
    ],
    [
      'a plan says the number as it came',
      {
        plan: (decision) =>
          decision.ok && decision.attempts[0]?.kind === 'provider' ? `ok^45^60^PJSIP/${decision.attempts[0].number}` : '',
      },
    ],
    [
      'the spool is read as JSON',
      { cel: (line) => (line.startsWith('"HANGUP"') && JSON.parse(`[${line}]`) ? parsers.cel(line) : undefined) },
    ],
    [
      'messages are cut at single line ends',
      { ami: (text) => parsers.ami(text.replaceAll('\r\n\r\n', '\n\n').replaceAll('\n', '\r\n')) },
    ],
    ['an unfinished message is forgotten', { ami: (text) => ({ ...parsers.ami(text), rest: '' }) }],
    [
      'a question is asked for whoever calls',
      {
        agi: (text) =>
          parsers.agi(text) ??
          (text.includes('agi_arg_1')
            ? { callId: '', callerNumber: '', protocol: 'sip', dialled: text.slice(0, 9), at: 0 as never }
            : undefined),
      },
    ],
  ];
  it.each(mutants)('finds the planted mistake: %s', (_, change) => {
    expect(faults({ ...parsers, ...change }, 5000).found).not.toEqual([]);
  });
});
