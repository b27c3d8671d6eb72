import type { Ami } from './ami.ts';

const caches = ['res_pjsip/endpoint', 'res_pjsip/aor', 'res_pjsip/auth'] as const;

export type PhoneCache = {
  readonly forget: (networkNumbers: readonly string[]) => Promise<void>;
  readonly flush: () => Promise<void>;
};

/** Asterisk keeps what it has read of a phone for ten minutes; a suspension must bite now. What could not be told is told at the next connection. */
export function openPhoneCache(ami: () => Ami | undefined): PhoneCache {
  const due = new Set<string>();
  const flush = async () => {
    const manager = ami();
    if (!manager?.isReady()) return;
    for (const number of due) {
      await Promise.all(caches.map((Cache) => expire(manager, Cache, number)));
      due.delete(number);
    }
  };
  return {
    forget: async (networkNumbers) => {
      for (const number of networkNumbers) due.add(number);
      await flush();
    },
    flush,
  };
}

/** "Not in the cache" is what we want, so it is no error. */
async function expire(manager: Ami, Cache: string, number: string): Promise<void> {
  try {
    await manager.ask({ Action: 'SorceryMemoryCacheExpireObject', Cache, Object: number });
  } catch (error) {
    if (error instanceof Error && /could not be expired|not found/i.test(error.message)) return;
    throw error;
  }
}
