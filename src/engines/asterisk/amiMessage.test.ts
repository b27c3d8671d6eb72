import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAmi, encodeAmi } from './amiMessage.ts';

test('an action is lines and an empty one; a list repeats its header', () => {
  expect(encodeAmi({ Action: 'Originate', Priority: 1, Variable: ['A=1', 'B=2'] })).toBe(
    'Action: Originate\r\nPriority: 1\r\nVariable: A=1\r\nVariable: B=2\r\n\r\n',
  );
});

test.each(['a\r\nAction: Command', 'a\nb', 'a\rb', 'a\0b'])('a value cannot smuggle a header in: %j', (value) => {
  expect(() => encodeAmi({ Action: 'Hangup', Channel: value })).toThrow(TypeError);
  expect(() => encodeAmi({ Action: 'Hangup', [`X${value}`]: 'x' })).toThrow(TypeError);
});

test('the greeting is dropped, the unfinished rest kept', () => {
  const { messages, rest } = decodeAmi(
    'Asterisk Call Manager/10.0.1\r\nResponse: Success\r\nActionID: v1\r\nMessage: a: b\r\n\r\nEvent: FullyBooted\r\nUp',
  );
  expect(messages).toEqual([{ Response: 'Success', ActionID: 'v1', Message: 'a: b' }]);
  expect(rest).toBe('Event: FullyBooted\r\nUp');
});

test('however the bytes are cut, the messages are the same', () => {
  const text = encodeAmi({ Action: 'Login', Username: 'x' }) + encodeAmi({ Event: 'Y' }) + encodeAmi({ Z: 'last' });
  const whole = decodeAmi(text).messages;
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
      let rest = '';
      const read = places.slice(1).flatMap((end, index) => {
        const decoded = decodeAmi(rest + text.slice(places[index], end));
        rest = decoded.rest;
        return decoded.messages;
      });
      expect(read).toEqual(whole);
    }),
    { numRuns: 2000 },
  );
});

test('no text can break the reader', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\r\n', '\r\n\r\n', ': ', 'Response: Success', '__proto__: x', 'constructor: y'),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((all) => all.join('')),
      (text) => {
        const { messages, rest } = decodeAmi(text);
        expect(text.endsWith(rest)).toBe(true);
        for (const message of messages) expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
      },
    ),
    { numRuns: 100_000 },
  );
});
