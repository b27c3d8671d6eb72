import { expect, test } from 'vitest';
import { makeReporter } from './reporter.ts';

function record(isTTY: boolean) {
  let text = '';
  const reporter = makeReporter({
    isTTY,
    write: (more) => {
      text += more;
    },
  });
  return { reporter, text: () => text.replace(/\d+\.\d s/g, 'N s') };
}

test('without a terminal every line is whole, so a log reads well', async () => {
  const { reporter, text } = record(false);
  await reporter.step('Asterisk', async (detail) => detail('unpacking'));
  reporter.say('ready');
  expect(text()).toBe('  … Asterisk: unpacking\n  ✓ Asterisk  N s\nready\n');
});

test('on a terminal the step in progress is replaced, and other lines come above it', async () => {
  const { reporter, text } = record(true);
  await reporter.step('Asterisk', async (detail) => {
    detail('unpacking');
    reporter.say('! the panel ended');
  });
  const shown = '  … Asterisk: unpacking';
  expect(text()).toBe(`  … Asterisk\r\u001b[K${shown}\r\u001b[K! the panel ended\n${shown}\r\u001b[K  ✓ Asterisk  N s\n`);
});

test('a step that fails is marked, and its error goes on', async () => {
  const { reporter, text } = record(false);
  await expect(reporter.step('PostgreSQL', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(text()).toBe('  ✗ PostgreSQL  N s\n');
});
