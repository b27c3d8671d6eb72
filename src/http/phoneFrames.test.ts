import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSipOf, openFrameGuard } from './phoneFrames.ts';

const login = 'web-0123456789abcdef01234567';
const request = (...headers: readonly string[]) =>
  ['INVITE sip:100001@phone.invalid SIP/2.0', ...headers, 'Content-Length: 0', '', ''].join('\r\n');
const from = `From: <sip:${login}@phone.invalid>;tag=x1`;

describe('which SIP a customer’s browser may send', () => {
  test.each([
    ['a request of its own login', request('To: <sip:100001@phone.invalid>', from)],
    ['one with a display name, in the short form', request(`f: "Me" <sip:${login}@phone.invalid>;tag=1`)],
    ['one within a call that it was called by', request(`From: <sip:${login}@127.0.0.1:4711;transport=ws>;tag=1`)],
    ['an answer', 'SIP/2.0 200 OK\r\nFrom: <sip:100001@127.0.0.1>;tag=1\r\nContent-Length: 0\r\n\r\n'],
    ['nothing but a sign of life', '\r\n\r\n'],
  ])('%s', (_, message) => expect(isSipOf(login, message)).toBe(true));
  test.each([
    ['a request of another login', request('From: <sip:web-ffffffffffffffffffffffff@phone.invalid>;tag=1')],
    ['a request of a provider', request('From: <sip:provider-1@phone.invalid>;tag=1')],
    ['no sender', request('To: <sip:100001@phone.invalid>')],
    ['two senders', request(from, 'f: <sip:provider-1@phone.invalid>;tag=2')],
    ['two senders, one after a space', request(from, 'From : <sip:provider-1@phone.invalid>;tag=2')],
    ['a sender in the name only', request(`From: "<sip:${login}@x>" <sip:provider-1@phone.invalid>;tag=2`)],
    ['two addresses in one sender', request(`From: <sip:${login}@x>, <sip:provider-1@phone.invalid>`)],
    ['a header that goes on in the next line', request('Subject: a', ` ${from}`, from)],
    ['a bare line end inside a header', request(`Subject: a\rFrom: <sip:1@x>`, from)],
    ['a second message behind its body', request(from) + request('From: <sip:provider-1@phone.invalid>;tag=1')],
    ['two lengths', request(from, 'l: 200')],
    ['no length', request(from).replace('Content-Length: 0\r\n', '')],
    [
      'an answer with a request behind it',
      `SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n${request('From: <sip:provider-1@phone.invalid>;tag=1')}`,
    ],
    ['a login with more behind it', request(`From: <sip:${login}0@phone.invalid>;tag=1`)],
  ])('not %s', (_, message) => expect(isSipOf(login, message)).toBe(false));
});

/** A frame as a browser sends it. */
function frame(text: string, { opcode = 1, fin = 0x80, isMasked = true } = {}): Buffer {
  const payload = Buffer.from(text, 'latin1');
  const size = payload.length;
  const length = size < 126 ? Buffer.from([size | (isMasked ? 0x80 : 0)]) : Buffer.from([126 | 0x80, size >> 8, size & 255]);
  const mask = Buffer.from([1, 2, 3, 4]);
  const body = isMasked ? Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))) : payload;
  return Buffer.concat([Buffer.from([fin | opcode]), length, isMasked ? mask : Buffer.alloc(0), body]);
}

describe('the frames of a websocket', () => {
  test('whatever the pieces in which they come, they go through as they are, and each message is looked at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 0, maxLength: 300, unit: 'grapheme-ascii' }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }),
        (texts, sizes) => {
          const all = Buffer.concat(texts.map((text) => frame(text)));
          const seen: string[] = [];
          const guard = openFrameGuard((message) => seen.push(message) > 0);
          const passed: Buffer[] = [];
          for (let at = 0, turn = 0; at < all.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            passed.push(guard(all.subarray(at, at + size)) ?? Buffer.from('ended'));
            at += size;
          }
          expect(seen).toEqual(texts);
          expect(Buffer.concat(passed)).toEqual(all);
        },
      ),
    );
  });
  test('a message that may not pass ends the connection, also behind one that may', () => {
    const guard = openFrameGuard((message) => message === 'good');
    expect(guard(frame('good'))).toEqual(frame('good'));
    expect(guard(Buffer.concat([frame('good'), frame('bad')]))).toBeUndefined();
  });
  test('ping, pong and close are nobody’s message', () => {
    const guard = openFrameGuard(() => false);
    for (const opcode of [8, 9, 10]) expect(guard(frame('x', { opcode }))).toEqual(frame('x', { opcode }));
  });
  test.each([
    ['a message in pieces', frame('x', { fin: 0 })],
    ['the rest of one', frame('x', { opcode: 0 })],
    ['binary', frame('x', { opcode: 2 })],
    ['without a mask', frame('x', { isMasked: false })],
    ['compressed', frame('x', { fin: 0xc0 })],
    ['endless', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0])],
  ])('%s ends the connection', (_, bytes) => expect(openFrameGuard(() => true)(bytes)).toBeUndefined());
});
