/**
 * Work that reads the newest state and puts it somewhere, such as a copy of rows: never two at once, or the one that read
 * before a change could end last and put the old state back. Who asks while one runs gets the next, which begins after
 * the question; all who ask meanwhile share it.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const started = work().finally(() => {
      if (running === started) running = undefined;
    });
    running = started;
    return started;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined) // Who asked for that one hears of it.
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
