import { element, iaxFrame } from '../src/testing/phones/iaxProbe.ts';
import { pick } from './random.ts';

/** Sound frames of IAX2 as they should be, to be changed: every control frame, media, mini and meta frames (RFC 5456 §8). */
export const iaxFrames: readonly Buffer[] = [
  ...Array.from({ length: 42 }, (_, subclass) => control(subclass, Buffer.alloc(0))),
  control(
    1,
    Buffer.concat([
      element(11, Buffer.from([0, 2])),
      element(6, '1001'),
      element(1, '0299990000'),
      element(9, Buffer.from([0, 0, 0, 4])),
    ]),
  ),
  control(13, Buffer.concat([element(6, '1001'), element(19, Buffer.from([0, 60]))])),
  control(13, Buffer.concat([element(6, '1001'), element(16, 'f'.repeat(32)), element(19, Buffer.from([255, 255]))])),
  control(9, element(16, '0'.repeat(32))),
  control(9, element(17, 'A'.repeat(255))),
  control(1, Buffer.concat(Array.from({ length: 55 }, (_, type) => element(type, 'x'.repeat(type * 4))))),
  control(40, element(54, 'token'.repeat(40))),
  // DTMF, voice, video, control, null, text, image, HTML, comfort noise.
  ...[1, 2, 3, 4, 5, 7, 8, 9, 10].map((type) =>
    iaxFrame({ own: 9, other: 1, type, subclass: 4, elements: Buffer.alloc(160, type) }),
  ),
  Buffer.concat([Buffer.from([0, 9, 0, 20]), Buffer.alloc(160)]),
  Buffer.concat([Buffer.from([0, 0, 1, 1, 0, 0, 0, 9]), Buffer.from([0, 20, 0, 5]), Buffer.alloc(160)]),
  Buffer.concat([Buffer.from([0, 0, 0x80, 9, 0, 0, 0, 0]), Buffer.alloc(100)]),
  Buffer.from([0x80]),
  Buffer.alloc(4),
];

function control(subclass: number, elements: Buffer): Buffer {
  return iaxFrame({ own: 1 + subclass, subclass, elements });
}

/** Puts a call number of its own into a full frame, so that frames meet calls of others now and then. */
export function renumber(random: () => number, frame: Buffer): Buffer {
  if (frame.length < 4 || !((frame[0] ?? 0) & 0x80)) return frame;
  const copy = Buffer.from(frame);
  copy.writeUInt16BE(0x8000 | (1 + pick(random, 300)), 0);
  copy.writeUInt16BE(pick(random, 3) === 0 ? pick(random, 300) : 0, 2);
  return copy;
}
