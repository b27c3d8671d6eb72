import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RatedLine, rateCommand } from './rate.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vsppanel-rate-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Run = { readonly status: number; readonly stdout: string; readonly stderr: string };

async function run(rates: string, calls: string, stdin: Readable = Readable.from([])): Promise<Run> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const status = await rateCommand({ rates, calls }, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  return { status, stdout: (await output)[0], stderr: (await output)[1] };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const perMinute = { prefix: '61', destination: 'Australia', price: '0.06' };
const call = { id: 'a', number: '61299998888', answeredAt: '2026-11-23T09:00:00Z', seconds: 60 };

/** Runs one rate list over lines of calls; answers what each line got. */
async function rated(lines: string, rates: unknown = [perMinute]): Promise<Run & { readonly answers: readonly RatedLine[] }> {
  const result = await run(await file('rates.json', JSON.stringify(rates)), await file('calls.jsonl', lines));
  return {
    ...result,
    answers: result.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

const line = (change: Readonly<Record<string, unknown>>): string => `${JSON.stringify({ ...call, ...change })}\n`;
const errorOf = (answer: RatedLine | undefined): string | undefined => (answer && 'error' in answer ? answer.error : undefined);
const priceOf = (answer: RatedLine | undefined): string | undefined => (answer && 'price' in answer ? answer.price : undefined);

describe('docs/rate-command.md', () => {
  it('shows what really comes out', async () => {
    const document = await readFile(new URL('../../docs/rate-command.md', import.meta.url), 'utf8');
    const examples = new Map(
      [...document.matchAll(/<!-- file: (\S+) -->\n```json\n([\s\S]*?)```/g)].map(([, name, content]) => [name, content]),
    );
    expect([...examples.keys()]).toEqual(['rates.json', 'calls.jsonl', 'answer.jsonl']);
    const rates = await file('documented.json', examples.get('rates.json') ?? '');
    const result = await run(rates, await file('documented.jsonl', examples.get('calls.jsonl') ?? ''));
    expect(result).toEqual({ status: 1, stdout: examples.get('answer.jsonl'), stderr: '4 of 8 calls could not be priced.\n' });
  });
});

describe('calls', () => {
  it('are priced in order, with the matched rate and the steps', async () => {
    const { status, answers, stderr } = await rated(line({}) + line({ id: 7, seconds: '30' }));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers).toEqual([
      {
        ...{ id: 'a', rate: { prefix: '61', destination: 'Australia' }, billedSeconds: 60, price: '0.06' },
        steps: [
          expect.objectContaining({ kind: 'blocks', seconds: 60, amount: '0.06', text: '60 seconds at 0.06 per minute: 0.06.' }),
        ],
      },
      expect.objectContaining({ id: 7, billedSeconds: 30, price: '0.03' }),
    ]);
  });

  it.each<[string, unknown, number]>([
    ['1 ms', '0.001', 1],
    ['1 ms as a number', 0.001, 1],
    ['exactly a minute', 60, 60],
    ['a minute with zeros', '60.000', 60],
    ['a minute with many zeros', '60.0000000', 60],
    ['a minute and 1 ms', 60.001, 61],
    ['nothing', 0, 0],
    ['a sum that doubles get wrong', 4.035, 5],
    ['a year', 31_622_400, 31_622_400],
  ])('last to the millisecond: %s', async (_title, seconds, billedSeconds) => {
    const { answers } = await rated(line({ seconds }));
    expect(answers).toEqual([expect.objectContaining({ billedSeconds })]);
  });

  it.each(['+61299998888', '0061299998888', '61 2 9999-8888', '+61 (2) 9999 8888', '\u00a061299998888'])(
    'are found by the number %j',
    async (number) => {
      expect(priceOf((await rated(line({ number }))).answers[0])).toBe('0.06');
    },
  );

  it('that no rate is for, or a blocked one, have an error', async () => {
    const blocked = { prefix: '614', destination: 'Mobile', price: '0', blocked: true };
    const { status, answers } = await rated(line({ number: '49301234' }) + line({ number: '61400000000' }) + line({}), [
      perMinute,
      blocked,
    ]);
    expect(answers.map(errorOf)).toEqual(['no rate for 49301234', 'calls to 614 (Mobile) are blocked', undefined]);
    expect(status).toBe(1);
  });

  it('take the default route only where it stands, and short numbers as they are', async () => {
    const { answers } = await rated(line({ number: '000' }), [perMinute, { prefix: '', price: '0', destination: 'Anywhere' }]);
    expect(answers).toEqual([expect.objectContaining({ rate: { prefix: '', destination: 'Anywhere' }, price: '0.00' })]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a number with letters', { number: '61-CALL' }, 'number: A number is made of digits, with + or 00 before the country code.'],
    ['a plus in the middle', { number: '61+2' }, 'number: A number is made of digits, with + or 00 before the country code.'],
    ['no digits', { number: '+' }, 'number: A number is made of digits, with + or 00 before the country code.'],
    ['16 digits', { number: '1234567890123456' }, 'number: A number has at most 15 digits.'],
    ['a number without quotes', { number: 61_299_998_888 }, 'number: Write the number in quotes.'],
    ['a trunk zero', { number: '+44 (0)20 7946 0000' }, 'number: Leave out the (0): after a country code nobody dials it.'],
    [
      '30 February',
      { answeredAt: '2026-02-30T00:00:00Z' },
      'answeredAt: Write a date and time with its zone, such as 2026-11-23T09:30:00Z.',
    ],
    [
      'no zone',
      { answeredAt: '2026-11-23T09:00:00' },
      'answeredAt: Write a date and time with its zone, such as 2026-11-23T09:30:00Z.',
    ],
    [
      'an instant as a number',
      { answeredAt: 1_763_888_400 },
      'answeredAt: Write a date and time with its zone, such as 2026-11-23T09:30:00Z.',
    ],
    ['a negative length', { seconds: -1 }, 'seconds: A length cannot be negative.'],
    [
      'a microsecond',
      { seconds: '1.0001' },
      'seconds: A length is measured in milliseconds, at most three digits after the point.',
    ],
    ['an exponent', { seconds: 1e21 }, 'seconds: Write the length in seconds, such as 61 or 61.250.'],
    ['a comma', { seconds: '1,5' }, 'seconds: Write the length in seconds, such as 61 or 61.250.'],
    ['no length', { seconds: null }, 'seconds: Write the length in seconds, such as 61 or 61.250.'],
    ['more than a year', { seconds: 31_622_401 }, 'seconds: This is longer than a year.'],
  ])('with %s get an error', async (_title, change, error) => {
    const { status, answers } = await rated(line(change));
    expect({ status, answers }).toEqual({ status: 1, answers: [{ id: 'a', error }] });
  });

  it('keep the digits of a length that a double cannot hold', async () => {
    const { answers } = await rated(
      '{"id":"a","number":"61","answeredAt":"2026-11-23T09:00:00Z","seconds":60.00000000000000001}',
    );
    expect(answers.map(errorOf)).toEqual([
      'seconds: A length is measured in milliseconds, at most three digits after the point.',
    ]);
  });

  it('whose id cannot be read have none in the answer, but the line', async () => {
    const broken = [
      '{"id":',
      '[1]',
      'null',
      '"text"',
      line({ id: undefined }).trim(),
      line({ id: 1.5 }).trim(),
      line({ id: {} }).trim(),
    ];
    const { answers } = await rated(broken.join('\n'));
    expect(answers.map((answer) => answer.id)).toEqual(broken.map(() => null));
    expect(answers.map((answer) => errorOf(answer)?.slice(0, 7))).toEqual(broken.map((_, index) => `Line ${index + 1}:`));
  });

  it('may have CRLF, a byte order mark, empty lines, and no end of line at the end', async () => {
    const { status, answers } = await rated(
      `\uFEFF${line({ id: 1 })}\r\n  \r\n${line({ id: 2 }).trim()}\r\n\n${line({ id: 'drei\u2028' }).trim()}`,
    );
    expect({ status, ids: answers.map(({ id }) => id) }).toEqual({ status: 0, ids: [1, 2, 'drei\u2028'] });
  });

  it('may be none', async () => {
    expect(await rated('')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('that are absurdly long are left out, the next ones are priced', async () => {
    const { answers } = await rated(`${line({ id: 1 })}${'x'.repeat(3_000_000)}\n${line({ id: 2 })}${'y'.repeat(1_100_000)}`);
    expect(answers.map((answer) => [answer.id, errorOf(answer)])).toEqual([
      [1, undefined],
      [null, 'Line 2: The line is longer than a million characters.'],
      [2, undefined],
      [null, 'Line 4: The line is longer than a million characters.'],
    ]);
  });

  it('are priced by the time bands and the customs of the package', async () => {
    const windows = [{ band: 'Night', days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }];
    const terms = { timeZone: 'Europe/Berlin', windows, durationRounding: 'floor' };
    const night = { ...perMinute, bands: [{ band: 'Night', price: '0.01' }], slots: [{ fromSecond: 120, price: '0.03' }] };
    const rates = await file('banded.json', JSON.stringify({ terms, rates: [night] }));
    const calls =
      line({ answeredAt: '2026-11-23T20:59:00Z', seconds: '120.9' }) + line({ answeredAt: '2026-11-23T12:00:00Z', seconds: 180 });
    const { stdout } = await run(rates, await file('calls.jsonl', calls));
    const answers = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { price: string; billedSeconds: number });
    expect(answers.map(({ price, billedSeconds }) => `${billedSeconds} s: ${price}`)).toEqual(['120 s: 0.07', '180 s: 0.15']);
    const twice = { ...terms, windows: [...windows, ...windows] };
    const wrong = await file('twice.json', JSON.stringify({ terms: twice, rates: [night] }));
    expect((await run(wrong, await file('calls.jsonl', calls))).stderr).toContain('terms, windows.1.from: “Night” stands twice');
  });

  it('come from standard input, split anywhere, even inside a letter, and are answered while it is open', async () => {
    const rates = await file('rates.json', JSON.stringify([perMinute]));
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const done = rateCommand({ rates, calls: '-' }, { stdin, stdout, stderr });
    const bytes = Buffer.from(line({ id: 'ü' }) + line({ id: 'second' }));
    const answers = stdout.setEncoding('utf8')[Symbol.asyncIterator]();
    for (const byte of bytes.subarray(0, -20)) stdin.write(Buffer.of(byte));
    expect(JSON.parse((await answers.next()).value)).toMatchObject({ id: 'ü', price: '0.06' });
    stdin.end(bytes.subarray(-20));
    expect(JSON.parse((await answers.next()).value)).toMatchObject({ id: 'second', price: '0.06' });
    expect(await done).toBe(0);
  });

  it('stop quietly when nobody reads the answers any more', async () => {
    const rates = await file('rates.json', JSON.stringify([perMinute]));
    const calls = await file('calls.jsonl', line({}).repeat(10_000));
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(broken) });
    const stderr = new PassThrough();
    expect(await rateCommand({ rates, calls }, { stdin: Readable.from([]), stdout, stderr })).toBe(0);
    expect(stderr.read()).toBe(null);
  });
});

describe('files that are wrong stop the command before it begins', () => {
  const good = () => file('calls.jsonl', line({}));
  const withRates = async (content: string): Promise<Run> => run(await file('wrong.json', content), await good());

  it.each<[string, string, string]>([
    ['broken JSON', '[{"prefix": "61",}]', ' is not JSON: '],
    ['nothing', '', ' is not JSON: '],
    ['no list', '"rates"', ': Write an object with the fields of a rate.'],
    [
      'a negative price',
      JSON.stringify([perMinute, { prefix: '62', price: '-1' }]),
      ', rate 2 (prefix 62), price: The price cannot be negative.',
    ],
    [
      'a comma',
      JSON.stringify({ rates: [{ prefix: '62', price: '0,5' }] }),
      ', rate 1 (prefix 62), price: Write the price as digits',
    ],
    ['an unknown field', JSON.stringify([{ ...perMinute, cost: '1' }]), ', rate 1 (prefix 61): There is no field "cost".'],
    [
      'a prefix twice',
      JSON.stringify([perMinute, perMinute]),
      'The prefix "61" stands twice: in rate 1 and in rate 2 of the list.',
    ],
    ['too many decimals', JSON.stringify({ decimals: 9, rates: [] }), ', decimals: The decimals are a whole number from 0 to 8.'],
  ])('%s in the rates', async (_title, content, problem) => {
    const { status, stdout, stderr } = await withRates(content);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('wrong.json');
    expect(stderr).toContain(problem);
  });

  it('shows the first faults of many, and how many there are', async () => {
    const { stderr } = await withRates(
      JSON.stringify(Array.from({ length: 30 }, (_, index) => ({ prefix: `4${index}`, price: 'x' }))),
    );
    expect(stderr.trimEnd().split('\n')).toHaveLength(21);
    expect(stderr).toContain('10 more faults are not shown.');
  });

  it('files that are not there', async () => {
    const missing = join(folder, 'missing');
    expect(await run(missing, await good())).toMatchObject({
      status: 2,
      stderr: `${missing} cannot be read: there is no such file.\n`,
    });
    const rates = await file('rates.json', JSON.stringify([perMinute]));
    expect(await run(rates, missing)).toMatchObject({ status: 2, stderr: `Stopped at ${missing}: there is no such file.\n` });
    expect(await run(rates, folder)).toMatchObject({
      status: 2,
      stderr: `Stopped at ${folder}: illegal operation on a directory.\n`,
    });
  });

  it('a byte order mark before the rates is no fault, and their rounding is used', async () => {
    const rates = await file('marked.json', `\uFEFF${JSON.stringify({ decimals: 2, roundingMode: 'up', rates: [perMinute] })}`);
    const { stdout } = await run(rates, await file('calls.jsonl', line({ seconds: 1 })));
    expect(JSON.parse(stdout)).toMatchObject({ price: '0.01' });
  });
});
