import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';

export type SipTransport = 'udp' | 'tcp' | 'ws';

/** A stranger with a socket: sends what it likes to a SIP port, from an address of its choice, and hears what comes back. */
export type SipProbe = {
  readonly port: number;
  /** Bytes as they are; over TCP and websockets as well. */
  readonly send: (bytes: Uint8Array) => Promise<void>;
  /** What came since the last question. */
  readonly heard: () => readonly string[];
  /** Sends a request and waits for a final answer to it; undefined: silence. */
  readonly ask: (method: string, user: string, credentials?: string) => Promise<string | undefined>;
  /** The same with the digest that the first answer asks for (RFC 7616 with MD5, `qop=auth`); the answer to that. */
  readonly logIn: (method: string, user: string, secret: string) => Promise<string | undefined>;
  readonly close: () => void;
};

export type SipProbeOptions = {
  readonly server: number;
  readonly address?: string;
  readonly transport?: SipTransport;
  /** How long an answer may take. */
  readonly patienceMilliseconds?: number;
};

let serial = 0;

export async function openSipProbe({
  server,
  address = '127.0.0.1',
  transport = 'udp',
  patienceMilliseconds = 10_000,
}: SipProbeOptions): Promise<SipProbe> {
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  const hear = (text: string) => {
    messages.push(text);
    for (const look of waiting) look();
  };
  const wire = await { udp: openUdp, tcp: openTcp, ws: openWebSocket }[transport](server, address, hear);
  const ask: SipProbe['ask'] = async (method, user, credentials) => {
    serial += 1;
    const id = `${process.pid}-${serial}`;
    const text = requestText({ method, user, credentials, id, address, port: wire.port, server, transport });
    const answer = until(waiting, patienceMilliseconds, () =>
      messages.find((one) => one.includes(`Call-ID: ${id}`) && /^SIP\/2\.0 [2-6]/.test(one)),
    );
    await wire.send(Buffer.from(text, 'latin1'));
    const found = await answer;
    // Who asks INVITE acknowledges its refusal, or hears it again and again.
    if (found !== undefined && method === 'INVITE') await wire.send(Buffer.from(ackText(text, found), 'latin1'));
    return found;
  };
  return {
    port: wire.port,
    send: wire.send,
    heard: () => messages.splice(0),
    ask,
    logIn: async (method, user, secret) => {
      const challenge = await ask(method, user);
      return challenge?.startsWith('SIP/2.0 401')
        ? ask(method, user, credentialsFor({ challenge, method, user, secret, server }))
        : challenge;
    },
    close: wire.close,
  };
}

type Wire = { readonly port: number; readonly send: (bytes: Uint8Array) => Promise<void>; readonly close: () => void };
type Hear = (text: string) => void;

async function openUdp(server: number, address: string, hear: Hear): Promise<Wire> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes) => hear(bytes.toString('latin1')));
  // ECONNREFUSED of a port that has gone: silence is what the caller hears.
  socket.on('error', () => undefined);
  socket.bind(0, address);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    send: (bytes) => new Promise((resolve) => socket.send(bytes, server, '127.0.0.1', () => resolve())),
    close: () => socket.close(),
  };
}

async function openTcp(server: number, address: string, hear: Hear): Promise<Wire> {
  const socket = connect({ host: '127.0.0.1', port: server, localAddress: address });
  let rest = '';
  socket.on('data', (bytes) => {
    const parts = (rest + bytes.toString('latin1')).split('\r\n\r\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.trim() !== '') hear(part);
  });
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return {
    port: socket.localPort ?? 0,
    send: (bytes) => new Promise((resolve) => (socket.writable ? socket.write(bytes, () => resolve()) : resolve())),
    close: () => socket.destroy(),
  };
}

/** Asterisk's own websocket (RFC 7118), on loopback. */
async function openWebSocket(server: number, _address: string, hear: Hear): Promise<Wire> {
  const socket = new WebSocket(`ws://127.0.0.1:${server}/ws`, ['sip']);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => hear(typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer).toString('latin1'));
  await new Promise<void>((resolve) => {
    socket.onopen = socket.onerror = () => resolve();
  });
  return {
    port: server,
    send: async (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(Buffer.from(bytes).toString('utf8'));
    },
    close: () => socket.close(),
  };
}

type Request = {
  readonly method: string;
  readonly user: string;
  readonly credentials: string | undefined;
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly server: number;
  readonly transport: SipTransport;
};

function requestText({ method, user, credentials, id, address, port, server, transport }: Request): string {
  const host = `127.0.0.1:${server}`;
  return [
    `${method} ${uriOf(method, server)} SIP/2.0`,
    `Via: SIP/2.0/${transport.toUpperCase()} ${address}:${port};branch=z9hG4bK${id};rport`,
    'Max-Forwards: 70',
    `From: <sip:${user}@${host}>;tag=${id}`,
    `To: <sip:${user}@${host}>`,
    `Call-ID: ${id}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:${user}@${address}:${port};transport=${transport}>`,
    ...(credentials === undefined ? [] : [credentials]),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const uriOf = (method: string, server: number): string => `sip:${method === 'REGISTER' ? '' : '0299990000@'}127.0.0.1:${server}`;

function ackText(invite: string, answer: string): string {
  const to = /^To: [^\r\n]*/m.exec(answer)?.[0] ?? '';
  return invite
    .replace(/^INVITE/, 'ACK')
    .replace(/^To: [^\r\n]*/m, to)
    .replace('CSeq: 1 INVITE', 'CSeq: 1 ACK');
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function credentialsFor(given: { challenge: string; method: string; user: string; secret: string; server: number }): string {
  const { challenge, method, user, secret, server } = given;
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque, uri] = [part('realm'), part('nonce'), part('opaque'), uriOf(method, server)];
  const response = md5(`${md5(`${user}:${realm}:${secret}`)}:${nonce}:00000001:probe:auth:${md5(`${method}:${uri}`)}`);
  return `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, cnonce="probe", opaque="${opaque}", qop=auth, nc=00000001`;
}

function until<T>(waiting: Set<() => void>, milliseconds: number, find: () => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    const end = (found: T | undefined) => {
      clearTimeout(timer);
      waiting.delete(look);
      resolve(found);
    };
    const look = () => {
      const found = find();
      if (found !== undefined) end(found);
    };
    const timer = setTimeout(() => end(undefined), milliseconds);
    waiting.add(look);
  });
}
