/** A bounded copy of rows, loaded when first asked for; a load that fails is not kept. Oldest out first. */
export type Cache<Key, Value> = {
  readonly get: (key: Key) => Promise<Value>;
  readonly peek: (key: Key) => Value | undefined;
  /** Puts a value in the place of another, or where none is. */
  readonly put: (key: Key, value: Value) => void;
  readonly drop: (key: Key) => void;
  readonly clear: () => void;
  readonly values: () => IterableIterator<Value>;
};

/** `load` is asked once for requests that come together. A key dropped while it loads is loaded again by the next request. */
export function cache<Key, Value>(sizeMax: number, load: (key: Key) => Promise<Value>): Cache<Key, Value> {
  const kept = new Map<Key, Value>();
  const loading = new Map<Key, Promise<Value>>();
  const get = async (key: Key): Promise<Value> => {
    const found = kept.get(key);
    if (found !== undefined) return found;
    const pending = loading.get(key);
    if (pending) return pending;
    const started = load(key);
    loading.set(key, started);
    try {
      const value = await started;
      // Kept only if nobody dropped it meanwhile: what was loaded may be older than the change.
      if (loading.get(key) === started) keep(key, value);
      return value;
    } finally {
      if (loading.get(key) === started) loading.delete(key);
    }
  };
  const keep = (key: Key, value: Value): void => {
    if (kept.size >= sizeMax && !kept.has(key)) kept.delete(kept.keys().next().value as Key);
    kept.set(key, value);
  };
  const drop = (key: Key): void => {
    kept.delete(key);
    loading.delete(key);
  };
  const clear = (): void => {
    kept.clear();
    loading.clear();
  };
  return { get, peek: (key) => kept.get(key), put: keep, drop, clear, values: () => kept.values() };
}
