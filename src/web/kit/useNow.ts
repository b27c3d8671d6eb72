import { useSyncExternalStore } from 'react';

let second = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for everything that ticks, however many there are: they all move together, once a second. Milliseconds of this browser. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    second = Date.now();
    timer = setInterval(tick, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function tick(): void {
  second = Date.now();
  for (const listener of listeners) listener();
}
