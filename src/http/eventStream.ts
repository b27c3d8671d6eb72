import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Proxies and browsers give up on silence; a comment also finds out who has gone (HTML, server-sent events §9.2.7). Milliseconds. */
const heartbeatUsual = 15_000;
/** A browser that does not read is dropped before it eats our memory; it connects again by itself. Bytes. */
const unreadMax = 1024 * 1024;

export type EventStream = {
  readonly raw: ServerResponse;
  readonly tell: (event: string, data: unknown) => void;
  /** Asks now whether the reader may still hear; the stream ends if not. */
  readonly look: () => void;
};

/** Server-sent events to one reader, who is asked for with every heartbeat. While that cannot be found out, the stream stays. */
export function openEventStream(
  reply: FastifyReply,
  mayStillHear: () => Promise<boolean>,
  heartbeatMilliseconds: number = heartbeatUsual,
): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  // A list of thousands of calls may be longer than what is allowed to wait; it is no sign of a browser that does not read.
  let longest = 0;
  const write = (text: string): void => {
    longest = Math.max(longest, text.length);
    if (raw.writableLength > unreadMax + 2 * longest) raw.destroy();
    else raw.write(text);
  };
  const beat = (isAllowed: boolean): void => {
    if (isAllowed) write(': alive\n\n');
    else raw.end();
  };
  const look = () => void mayStillHear().then(beat, () => write(': alive\n\n'));
  const heartbeat = setInterval(look, heartbeatMilliseconds);
  raw.once('close', () => clearInterval(heartbeat));
  return { raw, look, tell: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`) };
}
