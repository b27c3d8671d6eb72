import { createReadStream } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SoundFile } from './door.ts';

/**
 * Sends a sound as it lies on the disk, or the part of it that a player asks for (RFC 9110 14.2, one range). Nobody but who
 * asked may keep it.
 */
export function sendSound(raw: FastifyRequest, reply: FastifyReply, { path, sizeBytes }: SoundFile, name: string): void {
  const range = wantedRange(raw.headers.range, sizeBytes);
  void reply
    .header('cache-control', 'no-store')
    .header('accept-ranges', 'bytes')
    .header('content-disposition', `inline; filename="${name}.wav"`)
    .type('audio/wav');
  if (range === 'none') {
    void reply.code(416).header('content-range', `bytes */${sizeBytes}`).send('');
    return;
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  if (range) void reply.code(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`);
  void reply.header('content-length', end - start + 1).send(createReadStream(path, { start, end }));
}

type Range = { readonly start: number; readonly end: number };

/** Undefined = all of it: no range, or one that we do not understand. `none` = nothing of it is there. */
export function wantedRange(header: string | undefined, size: number): Range | 'none' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!found) return undefined;
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'none' : { start, end };
}
