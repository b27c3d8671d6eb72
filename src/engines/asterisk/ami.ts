import { connect, type Socket } from 'node:net';
import { type AmiHeaders, type AmiMessage, decodeAmi, encodeAmi } from './amiMessage.ts';

export type AmiOptions = {
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** Asterisk has booted and takes actions. Also after each reconnection. */
  readonly onReady: () => void;
  readonly onGone: () => void;
  /** What Asterisk tells unasked, of the classes `system` and `security`. */
  readonly onEvent?: (event: AmiMessage) => void;
};

/** A manager connection that heals itself. */
export type Ami = {
  readonly isReady: () => boolean;
  /** One action, its response. Throws when Asterisk is not there, does not answer within 5 seconds or says Error. */
  readonly ask: (headers: AmiHeaders) => Promise<AmiMessage>;
  /** An action that answers with a list of events. Throws as `ask`. */
  readonly list: (headers: AmiHeaders) => Promise<readonly AmiMessage[]>;
  readonly stop: () => void;
};

const answerWithinMilliseconds = 5000;
const retryAfterMilliseconds = 300;

type Waiting = {
  readonly isList: boolean;
  readonly events: AmiMessage[];
  readonly resolve: (messages: readonly AmiMessage[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

type Connection = {
  socket: Socket | undefined;
  isReady: boolean;
  isStopped: boolean;
  rest: string;
  sequence: number;
  retry: NodeJS.Timeout | undefined;
  readonly waiting: Map<string, Waiting>;
};

/** Connects, logs in and stays connected until `stop`. Returns at once. */
export function openAmi(options: AmiOptions): Ami {
  const connection: Connection = {
    socket: undefined,
    isReady: false,
    isStopped: false,
    rest: '',
    sequence: 0,
    retry: undefined,
    waiting: new Map(),
  };
  open(connection, options);
  return {
    isReady: () => connection.isReady,
    ask: async (headers) => (await send(connection, headers, false))[0] as AmiMessage,
    list: (headers) => send(connection, headers, true),
    stop: () => {
      connection.isStopped = true;
      clearTimeout(connection.retry);
      connection.socket?.destroy();
    },
  };
}

function open(connection: Connection, options: AmiOptions): void {
  const socket = connect({ port: options.port, host: '127.0.0.1' });
  connection.socket = socket;
  connection.rest = '';
  socket.setNoDelay(true).setKeepAlive(true, 5000).setEncoding('utf8');
  socket.on('connect', () => {
    const { user, secret } = options;
    send(connection, { Action: 'Login', Username: user, Secret: secret, Events: 'system,security' }, false).catch(() =>
      socket.destroy(),
    );
  });
  socket.on('data', (text) => {
    const { messages, rest } = decodeAmi(connection.rest + text);
    connection.rest = rest;
    for (const message of messages) receive(connection, options, message);
  });
  // Every error is followed by close, where the next try begins.
  socket.on('error', () => undefined);
  socket.on('close', () => closed(connection, options));
}

function closed(connection: Connection, options: AmiOptions): void {
  const wasReady = connection.isReady;
  connection.isReady = false;
  for (const [id, one] of connection.waiting)
    settle(connection, id, () => one.reject(new Error('Asterisk closed the connection')));
  if (wasReady) options.onGone();
  if (!connection.isStopped) connection.retry = setTimeout(() => open(connection, options), retryAfterMilliseconds);
}

function receive(connection: Connection, options: AmiOptions, message: AmiMessage): void {
  if (message.Event === 'FullyBooted' && !connection.isReady) {
    connection.isReady = true;
    options.onReady();
    return;
  }
  const id = message.ActionID ?? '';
  const waiting = connection.waiting.get(id);
  if (!waiting) {
    if (message.Event !== undefined) options.onEvent?.(message);
    return;
  }
  if (message.Response === 'Error') {
    settle(connection, id, () => waiting.reject(new Error(message.Message ?? 'Asterisk refused the action')));
  } else if (message.EventList === 'Complete') {
    settle(connection, id, () => waiting.resolve(waiting.events));
  } else if (message.Event !== undefined) {
    waiting.events.push(message);
  } else if (!waiting.isList) {
    settle(connection, id, () => waiting.resolve([message]));
  }
}

function send(connection: Connection, headers: AmiHeaders, isList: boolean): Promise<readonly AmiMessage[]> {
  const socket = connection.socket;
  if (!socket?.writable || (!connection.isReady && headers.Action !== 'Login')) {
    return Promise.reject(new Error('Asterisk is not connected'));
  }
  connection.sequence += 1;
  const id = `v${connection.sequence}`;
  return new Promise((resolve, reject) => {
    const text = encodeAmi({ ...headers, ActionID: id });
    const timer = setTimeout(() => {
      settle(connection, id, () => reject(new Error(`Asterisk did not answer ${headers.Action}`)));
      socket.destroy(); // Hung, or half gone: a new connection will tell.
    }, answerWithinMilliseconds);
    connection.waiting.set(id, { isList, events: [], resolve, reject, timer });
    socket.write(text);
  });
}

function settle(connection: Connection, id: string, outcome: () => void): void {
  const waiting = connection.waiting.get(id);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  connection.waiting.delete(id);
  outcome();
}
