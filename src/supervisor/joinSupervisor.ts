import type { ReadyMessage } from './nodePart.ts';

export type Supervised = { readonly ready: (more?: Omit<ReadyMessage, 'type'>) => void };

/**
 * A part's end of the line to its supervisor: answers that it is alive, and calls `stop` once when it is told to end or
 * when the supervisor has gone, whatever the signal and however often it comes. Then the process ends.
 * The first thing that `main.ts` and `calls.ts` do.
 */
export function joinSupervisor(stop: () => Promise<void>): Supervised {
  let isStopping = false;
  const stopOnce = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stopOnce);
  process.on('SIGINT', stopOnce);
  process.on('disconnect', stopOnce);
  process.on('message', (message: { readonly type?: string }) => {
    if (message.type === 'ping') tell({ type: 'pong' });
  });
  // The first answer, unasked: from now on silence means that this process hangs.
  tell({ type: 'pong' });
  return { ready: (more = {}) => tell({ type: 'ready', ...more }) };
}

/** Nobody may listen: the part was started by hand, or the supervisor has just gone. Both are fine. */
function tell(message: object): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
