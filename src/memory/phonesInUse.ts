import type { OpenCalls } from './openCalls.ts';

/** How many calls each phone has or rings with. Calls that are being decided count, so that two at once do not both get the last place. */
export type PhonesInUse = {
  /** Without the call that asks. */
  readonly callsAt: (networkNumber: string, butCallId: string) => number;
  /** A call was planned that rings or comes from these phones; it counts until `decided`. */
  readonly planned: (callId: string, phones: readonly string[]) => void;
  /** It is among the open calls now, or it was refused. */
  readonly decided: (callId: string) => void;
};

export function phonesInUse(open: OpenCalls): PhonesInUse {
  const deciding = new Map<string, readonly string[]>();
  return {
    callsAt: (networkNumber, butCallId) => {
      let count = 0;
      for (const { callId, phones = [] } of open.values())
        if (callId !== butCallId && !deciding.has(callId) && phones.includes(networkNumber)) count += 1;
      for (const [callId, phones] of deciding) if (callId !== butCallId && phones.includes(networkNumber)) count += 1;
      return count;
    },
    planned: (callId, phones) => void deciding.set(callId, phones),
    decided: (callId) => void deciding.delete(callId),
  };
}
