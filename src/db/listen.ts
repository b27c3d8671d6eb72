import pg from 'pg';

export type Listener = { readonly stop: () => Promise<void> };

export type ListenOptions = {
  readonly channels: readonly string[];
  readonly name: string;
  readonly onMessage: (channel: string, payload: string) => void;
  /** After every connection, the first one too: whatever happened before it was not heard. */
  readonly onConnect: () => void;
  readonly onError: (error: unknown) => void;
};

const retryMilliseconds = 500;

/** Hears notifications on a connection of its own, and connects again for ever when it breaks. */
export function listen(connectionString: string, options: ListenOptions): Listener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const again = (error: unknown): void => {
    client = undefined;
    if (isStopped) return;
    options.onError(error);
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), retryMilliseconds);
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString,
      application_name: options.name,
      keepAlive: true,
      connectionTimeoutMillis: 2000,
    });
    let isBroken = false;
    const broken = (error: unknown): void => {
      if (isBroken) return;
      isBroken = true;
      next.end().catch(options.onError);
      again(error);
    };
    next.on('error', broken);
    next.on('end', () => broken(new Error('the connection ended')));
    next.on('notification', (message) => options.onMessage(message.channel, message.payload ?? ''));
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
      if (isStopped) return;
      client = next;
      options.onConnect();
    } catch (error) {
      broken(error);
    }
  };

  void connect();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
