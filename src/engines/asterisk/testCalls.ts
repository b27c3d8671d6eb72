import type { CallEngine } from '../engine.ts';
import type { Ami } from './ami.ts';

/** Calls that the switch makes by itself: the operator's test call, and the whisper before the money ends. */
export function openTestCalls(ami: () => Ami): Pick<CallEngine, 'placeTestCall' | 'warn'> {
  return {
    placeTestCall: async (networkNumber, dialled, seconds) => {
      if (!/^[0-9+*#]{1,32}$/.test(dialled)) throw new TypeError('a test call dials digits');
      await ami().ask({
        Action: 'Originate',
        Channel: `Local/${dialled}@test-call/n`,
        Context: 'test-phone',
        Exten: 's',
        Priority: 1,
        Timeout: 120_000,
        CallerID: networkNumber,
        Variable: [`PHONE=${networkNumber}`, `SECONDS=${seconds}`],
        Async: 'true',
      });
    },
    // ChanSpy whispers to the named channel only (option w); u = by unique id, q = quiet, S = stop when there is no more to spy on.
    warn: async (callId) => {
      await ami().ask({
        Action: 'Originate',
        Channel: 'Local/tone@warning/n',
        Application: 'ChanSpy',
        Data: `${callId},uqwES`,
        Timeout: 5000,
        Async: 'true',
      });
    },
  };
}
